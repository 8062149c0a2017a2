#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What a process is connected to; see posix_spawn(3).
final class FileActions {
  #if canImport(Darwin)
    var actions: posix_spawn_file_actions_t?
  #else
    var actions = posix_spawn_file_actions_t()
  #endif

  init() { posix_spawn_file_actions_init(&actions) }

  deinit { posix_spawn_file_actions_destroy(&actions) }

  func connectToPipes(output: Int32, error: Int32) {
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    posix_spawn_file_actions_adddup2(&actions, error, 2)
  }

  func connectToTerminal(_ path: String) {
    posix_spawn_file_actions_addopen(&actions, 0, path, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
  }
}

/// A session of its own, and no signal ignored or blocked.
final class SessionAttributes {
  #if canImport(Darwin)
    var attributes: posix_spawnattr_t?
    private let newSession: Int32 = 0x0400  // POSIX_SPAWN_SETSID, which is not imported.
  #else
    var attributes = posix_spawnattr_t()
    private let newSession: Int32 = 0x80  // POSIX_SPAWN_SETSID, which is not imported.
  #endif

  init() {
    posix_spawnattr_init(&attributes)
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for number in [SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGQUIT] { sigaddset(&signals, number) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    let flags = newSession | Int32(POSIX_SPAWN_SETSIGDEF) | Int32(POSIX_SPAWN_SETSIGMASK)
    posix_spawnattr_setflags(&attributes, Int16(flags))
  }

  deinit { posix_spawnattr_destroy(&attributes) }
}
