// What posix_spawn(3) can do on Linux beyond POSIX, which Swift does not see: it reads the system's headers without
// _GNU_SOURCE. The actions are a posix_spawn_file_actions_t; were its header included here, Swift would see its types twice.
#pragma once

#ifdef __linux__
/// POSIX_SPAWN_SETSID, of glibc 2.26 and musl 1.1.22.
short cspawn_session_flag(void);

/// posix_spawn_file_actions_addchdir_np, of glibc 2.29 and musl 1.1.24.
int cspawn_run_in(void *actions, const char *folder);

/// posix_spawn_file_actions_addclosefrom_np, of glibc 2.34; elsewhere a descriptor is kept unless it is marked FD_CLOEXEC.
int cspawn_close_from(void *actions, int descriptor);
#endif
