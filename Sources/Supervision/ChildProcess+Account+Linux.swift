#if os(Linux)
  #if canImport(Glibc)
    internal import Glibc
  #elseif canImport(Musl)
    internal import Musl
  #endif

  extension ChildProcess.Command {
    /// The same, run by a program that first becomes the account.
    ///
    /// A child of a process with many threads must not do that itself: for glibc, `setgroups` concerns all of them, and
    /// where one was being made at that moment, the child, which has none of them, waits for it for ever.
    var asItsAccount: ChildProcess.Command {
      guard let account, let program = Self.program else { return self }
      var command = self
      command.account = nil
      command.executable = program
      command.arguments =
        ["--reuid=\(account.user)", "--regid=\(account.group)", "--clear-groups", "--", executable] + arguments
      return command
    }

    /// `setpriv` of util-linux, where it is; BusyBox has another one, which does less.
    private static var program: String? {
      ["/usr/bin/setpriv", "/bin/setpriv"].first { path in
        guard access(path, X_OK) == 0, let real = realpath(path, nil) else { return false }
        defer { free(real) }
        return strstr(real, "busybox") == nil
      }
    }
  }
#endif
