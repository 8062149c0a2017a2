#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What a process is hit with.
enum Signal: String, Sendable, CaseIterable {
  case interrupt = "INT"
  case terminate = "TERM"
  case hangUp = "HUP"
  case kill = "KILL"

  var number: Int32 {
    switch self {
    case .interrupt: SIGINT
    case .terminate: SIGTERM
    case .hangUp: SIGHUP
    case .kill: SIGKILL
    }
  }
}
