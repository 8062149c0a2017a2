/// Finds out whose convention a folder has, by what only that convention has.
///
/// golang-migrate and sqlx are never found: what they have in common is read as plain files.
struct ConventionDetection {
  let source: MigrationSource

  /// A convention that fits, and what shows it.
  struct Evidence: Sendable, Hashable {
    let convention: MigrationConvention
    /// The file or folder, and what is in it, in words.
    let reason: String
  }

  init(_ source: MigrationSource) { self.source = source }

  /// The convention; plain where nothing shows another.
  ///
  /// - Throws: ``MigrationFileError`` with code `ambiguousConvention` where two fit.
  func convention() throws(MigrationFileError) -> MigrationConvention {
    var found = files + folders + names + contents
    if let first = found.first, !first.convention.hasPlainNames, let plain { found.append(plain) }
    guard let first = found.first else { return .plain }
    if found.count == 1 { return first.convention }
    let fitting = found.map { "\($0.convention.rawValue) (\($0.reason))" }.joined(separator: " and ")
    let flags = found.map { "--migrations-format \($0.convention.rawValue)" }.joined(separator: " or ")
    throw MigrationFileError(
      .ambiguousConvention, source.directory.shown(source.path),
      "the files fit more than one format, \(fitting); say which they have: \(flags)")
  }

  /// What a file of the tool's own shows.
  private var files: [Evidence] {
    var found: [Evidence] = []
    if source.files.contains(AtlasConvention.sum) {
      found.append(Evidence(convention: .atlas, reason: AtlasConvention.sum))
    }
    if source.files.contains(PrismaConvention.lock) {
      found.append(Evidence(convention: .prisma, reason: PrismaConvention.lock))
    }
    if FileSystem.kind(source.path + "/" + DrizzleConvention.journal) == .file {
      found.append(Evidence(convention: .drizzle, reason: DrizzleConvention.journal))
    }
    return found
  }

  /// What folders for each migration show.
  private var folders: [Evidence] {
    let inside = source.folders.compactMap { name in (try? source.folder(name)).map { (name, files: $0.files) } }
    let ups = inside.filter { $0.files.contains("up.sql") }
    var found =
      ups.isEmpty
      ? [] : DieselOrHasura(ups.map(\.0), hasMetadata: ups.contains { $0.files.contains("metadata.toml") }).evidence
    if !source.files.contains(PrismaConvention.lock), !source.folders.contains("meta"),
      let one = inside.first(where: { $0.files.contains(PrismaConvention.file) })
    {
      let isDrizzle = one.files.contains("snapshot.json")
      found.append(Evidence(convention: isDrizzle ? .drizzle : .prisma, reason: "\(one.0)/\(PrismaConvention.file)"))
    }
    return found
  }

  /// What names show, at any depth.
  ///
  /// Beside numbered files they show nothing: who reads those refuses them.
  private var names: [Evidence] {
    func isFlyway(_ path: String) -> Bool {
      guard ByteSearch.contains(Self.descriptionMark, in: path), MigrationFileName.isSQL(path) else { return false }
      return path.split(separator: "/").last.flatMap { FlywayFileName($0) } != nil
    }
    if plain != nil, source.files.contains(where: isFlyway) { return [] }
    let paths = (try? source.filesAtAnyDepth()) ?? source.files
    return paths.first(where: isFlyway).map { [Evidence(convention: .flyway, reason: $0)] } ?? []
  }

  /// What stands before the description in Flyway's names.
  private static let descriptionMark = Array("__".utf8)

  /// What directives in the files show.
  private var contents: [Evidence] {
    var found: [Evidence] = []
    for file in source.files where file.hasSuffix(".sql") {
      // Whatever can't be read is complained about by who reads it.
      guard let script = try? source.script(file) else { continue }
      for comment in LineComments.find(in: script.bytes, startingWith: Self.firstLetters) {
        guard let convention = Self.convention(comment.text), !found.contains(where: { $0.convention == convention })
        else { continue }
        let line = script.location(ofByte: comment.offset).line
        found.append(Evidence(convention: convention, reason: "\(file):\(line), '\(comment.line)'"))
      }
    }
    return found
  }

  /// What the directives start with: of a dump's many comments, few do.
  private static let firstLetters = "+mMuUcC"

  /// Whose directive a comment is.
  private static func convention(_ comment: Substring) -> MigrationConvention? {
    if GooseConvention.directive(comment) == "up" { return .goose }
    if DbmateConvention.mark(comment, line: 0)?.isUp == true { return .dbmate }
    if SQLMigrateConvention.mark(comment, line: 0)?.isUp == true { return .sqlMigrate }
    if TernConvention.divider == "--" + comment { return .tern }
    if NodePgMigrateConvention.mark("--" + comment, line: 0)?.isUp == true { return .nodePgMigrate }
    return nil
  }

  /// What numbered files show beside what is no such file: they would be left out without a word.
  private var plain: Evidence? {
    source.sqlFiles.first { MigrationFileName($0) != nil }.map { Evidence(convention: .plain, reason: $0) }
  }
}

extension MigrationConvention {
  /// Whether its files may have the names that plain ones have.
  fileprivate var hasPlainNames: Bool {
    switch self {
    case .diesel, .hasura, .prisma, .flyway: false
    default: true
    }
  }
}
