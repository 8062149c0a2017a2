#if canImport(Darwin)
  extension ChildProcess.Command {
    /// The same: here a child can become another account itself.
    var asItsAccount: ChildProcess.Command { self }
  }
#endif
