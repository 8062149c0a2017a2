#define _GNU_SOURCE
#include "CSpawn.h"

#ifdef __linux__
  #include <spawn.h>

short cspawn_session_flag(void) { return POSIX_SPAWN_SETSID; }

int cspawn_run_in(void *actions, const char *folder) {
  #if defined(__GLIBC__) && (__GLIBC__ < 2 || (__GLIBC__ == 2 && __GLIBC_MINOR__ < 29))
    #error "glibc 2.29 or later is needed: Debian 11, Ubuntu 20.04, Fedora 30, RHEL 9, Amazon Linux 2023"
  #endif
  return posix_spawn_file_actions_addchdir_np(actions, folder);
}

int cspawn_close_from(void *actions, int descriptor) {
  #ifdef __GLIBC_PREREQ
    #if __GLIBC_PREREQ(2, 34)
  return posix_spawn_file_actions_addclosefrom_np(actions, descriptor);
    #endif
  #endif
  return 0;
}
#endif
