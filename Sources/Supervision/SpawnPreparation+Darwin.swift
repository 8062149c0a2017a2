#if canImport(Darwin)
  internal import Darwin

  extension SpawnPreparation {
    static var noActions: posix_spawn_file_actions_t? { nil }
    static var noAttributes: posix_spawnattr_t? { nil }
    static var sessionFlag: Int16 { Int16(POSIX_SPAWN_SETSID) }

    /// Has the process close all descriptors that no action names.
    ///
    /// Source: posix_spawnattr_setflags(3), POSIX_SPAWN_CLOEXEC_DEFAULT.
    static var closingFlag: Int16 { Int16(POSIX_SPAWN_CLOEXEC_DEFAULT) }

    mutating func closeAllOthers() throws {}

    /// Has the process run in a folder.
    ///
    /// Source: posix_spawn_file_actions_addchdir_np(3), macOS 10.15.
    mutating func run(in folder: String) throws {
      try check(posix_spawn_file_actions_addchdir_np(&actions, folder))
    }
  }
#endif
