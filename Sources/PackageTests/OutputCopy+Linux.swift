#if os(Linux)
  #if canImport(Glibc)
    internal import Glibc
  #elseif canImport(Musl)
    internal import Musl
  #endif

  /// A copy of what this process prints from now on, and of what the program prints that it becomes.
  enum OutputCopy {
    private static let programs = ["/usr/bin/tee", "/bin/tee"]
    /// `tee` is to be nobody's child here: the program that this process becomes may wait for all of its children.
    private static let script = #"umask 077; exec 3<&0; "$0" -i "$1" <&3 3<&- & exec 3<&-"#

    /// Begins; where that is not possible nothing is copied.
    ///
    /// - Parameter environment: That of the program, by which all processes of a run are known.
    static func begin(to path: String, environment: [String: String]) {
      guard let program = programs.first(where: { access($0, X_OK) == 0 }) else { return }
      var ends: [Int32] = [-1, -1]
      guard pipe(&ends) == 0 else { return }
      defer { for descriptor in ends { close(descriptor) } }
      for descriptor in ends { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
      var actions = posix_spawn_file_actions_t()
      posix_spawn_file_actions_init(&actions)
      defer { posix_spawn_file_actions_destroy(&actions) }
      posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO)
      let shellWords: [String] = ["/bin/sh", "-c", script, program, path]
      var words = shellWords.map { strdup($0) } + [nil]
      var entries = environment.map { strdup("\($0)=\($1)") } + [nil]
      defer { for string in words + entries { free(string) } }
      var shell: pid_t = 0
      guard posix_spawn(&shell, "/bin/sh", &actions, nil, &words, &entries) == 0 else { return }
      var status: Int32 = 0
      while waitpid(shell, &status, 0) < 0 && errno == EINTR {}
      if status == 0 { dup2(ends[1], STDOUT_FILENO) }
    }
  }
#endif
