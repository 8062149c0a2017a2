#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// What a process that is about to be started does before it becomes its program.
///
/// Source: posix_spawn(3) of POSIX.1-2024; what is more than that stands in the files of the systems.
struct SpawnPreparation {
  var actions = Self.noActions
  var attributes = Self.noAttributes

  /// - Throws: ``SystemError`` where there is no memory for it.
  init() throws {
    try check(posix_spawn_file_actions_init(&actions))
    let number = posix_spawnattr_init(&attributes)
    if number != 0 { posix_spawn_file_actions_destroy(&actions) }
    try check(number)
  }

  /// - Throws: ``SystemError`` for what a function gave back that is not 0.
  func check(_ number: Int32) throws {
    if number != 0 { throw SystemError("start", "a process", number: number) }
  }

  /// To be called once it is not needed any more.
  mutating func end() {
    posix_spawn_file_actions_destroy(&actions)
    posix_spawnattr_destroy(&attributes)
  }

  /// Makes a descriptor of ours one of the process's.
  mutating func use(_ descriptor: Int32, as number: Int32) throws {
    try check(posix_spawn_file_actions_adddup2(&actions, descriptor, number))
  }

  /// Gives the process a descriptor that has nothing to be read and keeps nothing.
  mutating func useNullDevice(as number: Int32) throws {
    try check(posix_spawn_file_actions_addopen(&actions, number, "/dev/null", O_RDWR, 0))
  }

  /// Has the process heed all signals as a program does that nobody has told otherwise.
  mutating func setSignals() throws {
    var none = sigset_t()
    sigemptyset(&none)
    try check(posix_spawnattr_setsigmask(&attributes, &none))
    var all = sigset_t()
    sigfillset(&all)
    // Nothing can be set for these two.
    sigdelset(&all, SIGKILL)
    sigdelset(&all, SIGSTOP)
    try check(posix_spawnattr_setsigdefault(&attributes, &all))
  }

  /// Says which of this is heeded, and whether the process leads a session of its own.
  mutating func setFlags(leadsSession: Bool) throws {
    let session = leadsSession ? Self.sessionFlag : 0
    try check(
      posix_spawnattr_setflags(
        &attributes, Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF) | session | Self.closingFlag))
  }
}
