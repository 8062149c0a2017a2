#if os(Linux)
  #if canImport(Glibc)
    internal import Glibc
  #elseif canImport(Musl)
    internal import Musl
  #endif

  extension ChildProcess.Account {
    /// `setpriv` of util-linux, where it is; BusyBox has another one, which does less.
    static var program: String? {
      ["/usr/bin/setpriv", "/bin/setpriv"].first { path in
        guard access(path, X_OK) == 0, let real = realpath(path, nil) else { return false }
        defer { free(real) }
        return strstr(real, "busybox") == nil
      }
    }
  }
#endif
