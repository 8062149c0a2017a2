#if os(Linux)
  internal import CSpawn

  #if canImport(Glibc)
    internal import Glibc
  #elseif canImport(Musl)
    internal import Musl
  #endif

  extension SpawnPreparation {
    static var noActions: posix_spawn_file_actions_t { posix_spawn_file_actions_t() }
    static var noAttributes: posix_spawnattr_t { posix_spawnattr_t() }
    static var sessionFlag: Int16 { cspawn_session_flag() }
    static var closingFlag: Int16 { 0 }

    /// Has the process close all descriptors but its first three.
    mutating func closeAllOthers() throws { try check(cspawn_close_from(&actions, 3)) }

    /// Has the process run in a folder.
    mutating func run(in folder: String) throws { try check(cspawn_run_in(&actions, folder)) }
  }
#endif
