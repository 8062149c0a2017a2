internal import Supervision

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// The data of a cluster: made when it is needed, thrown away when it can't be trusted.
struct Cluster {
  let directory: ClusterDirectory
  let binaries: ServerBinaries
  let settings: ServerSettings
  let account: ChildProcess.Account?

  /// What our server programs see of our environment.
  var environment: [String: String] {
    // Messages are read by us, so they are not to be translated.
    CleanEnvironment.current.merging(["LC_MESSAGES": "C", "LANGUAGE": "C"]) { $1 }
      .filter { $0.key != "LC_ALL" }
  }

  /// True where there is data that was shut down cleanly. What a link leads to is somebody else's.
  ///
  /// Source: PostgreSQL's `src/include/catalog/pg_control.h`: the state follows 16 bytes of identifier and
  /// versions; 1 is "shut down".
  var isCleanlyShutDown: Bool {
    var information = stat()
    guard lstat(directory.data, &information) == 0, information.st_mode & S_IFMT == S_IFDIR,
      PidFile(data: directory.data) == nil, let control = PrivateFile.read(directory.data + "/global/pg_control"),
      control.count > 20
    else { return false }
    return control[16..<20].elementsEqual([1, 0, 0, 0])
  }

  /// Throws the data away, and what a killed server left outside of it.
  func discard() async throws {
    await PidFile(data: directory.data)?.removeSharedMemory()
    try await ClusterMaking(of: directory).abandon()
    for path in [directory.data, directory.log] + directory.socketFiles { try FileTree.remove(path) }
  }

  /// Makes the data.
  ///
  /// It is made under another name, so that what `initdb` did not finish is never taken for a cluster.
  ///
  /// - Throws: ``EmbeddedPostgresError`` with code `initdbFailed`; `CancellationError`.
  func initialise() async throws {
    try await discard()
    let data = directory.unfinishedData
    try directory.makeOwned(data, account)
    let log = directory.path + "/initdb.log"
    let output = open(log, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard output >= 0 else { throw SystemError("write", log) }
    defer { close(output) }
    let making = ClusterMaking(of: directory)
    var command = ChildProcess.Command(
      binaries.path(of: "initdb"), settings.initdbArguments + ["-D", data],
      environment: environment.merging([making.mark.variable: making.mark.value]) { $1 })
    command.workingDirectory = "/"
    command.account = account
    command.output = output
    command.error = output
    let initdb = try ChildProcess.start(command)
    let ending = try await withTaskCancellationHandler {
      try await initdb.wait()
    } onCancel: {
      kill(initdb.identifier, SIGKILL)
    }
    if Task.isCancelled {
      try await making.abandon()
      throw CancellationError()
    }
    guard ending.isSuccess else {
      let words = (PrivateFile.read(log).map { String(decoding: $0, as: UTF8.self) } ?? "")
        .split(separator: "\n").filter { !$0.hasSuffix("not removed at user's request") }.joined(separator: "\n")
      let advice = advice(words)
      await removeSharedMemory(of: data)
      try? await making.abandon()
      throw EmbeddedPostgresError(
        .initdbFailed,
        "\(command.executable) could not make a cluster in '\(data)'. It said:\n\(words)\(advice)")
    }
    try configure(data)
    guard rename(data, directory.data) == 0 else { throw SystemError("rename", data) }
    unlink(log)
  }

  /// Gives back what a backend of `initdb` that was killed left in memory, which only the server knows how to find.
  ///
  /// It does so at each start, so also at one that only checks whether it can start, as `initdb` itself has it do.
  private func removeSharedMemory(of data: String) async {
    guard PidFile(data: data) != nil else { return }
    var command = ChildProcess.Command(
      binaries.path(of: "postgres"), ["--check", "-D", data], environment: environment)
    command.workingDirectory = "/"
    command.account = account
    _ = try? await ChildProcess.start(command).wait()
  }

  /// What to do where a program said that the disk is full.
  ///
  /// Where there is no room at all, there is none for what it said either.
  func advice(_ words: String) -> String {
    guard directory.hasNoRoom || words.contains("No space left on device") else { return "" }
    return """
      \(words.isEmpty || words.last == "\n" ? "" : "\n")The disk of '\(directory.path)' is full.
      Make room there, or name a folder on another disk: \(CacheDirectory.variable)=/a/folder
      """
  }

  private func configure(_ data: String) throws {
    let files = [
      ("postgresql.auto.conf", settings.configuration),
      ("pg_hba.conf", settings.hostBasedAuthentication),
      ("pg_ident.conf", settings.userNameMap(ownName: try ServerAccount.ownName())),
    ]
    for (name, text) in files {
      let path = data + "/" + name
      try PrivateFile.write(text, to: path)
      if let account, lchown(path, account.user, account.group) != 0 {
        throw SystemError("give to \(account.name) the file", path)
      }
    }
  }
}
