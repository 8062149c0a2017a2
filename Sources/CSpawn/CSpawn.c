#define _GNU_SOURCE
#include "CSpawn.h"

#ifdef __linux__
  #include <spawn.h>

short cspawn_session_flag(void) { return POSIX_SPAWN_SETSID; }

int cspawn_run_in(void *actions, const char *folder) { return posix_spawn_file_actions_addchdir_np(actions, folder); }

int cspawn_close_from(void *actions, int descriptor) {
  #ifdef __GLIBC_PREREQ
    #if __GLIBC_PREREQ(2, 34)
  return posix_spawn_file_actions_addclosefrom_np(actions, descriptor);
    #endif
  #endif
  return 0;
}
#endif
