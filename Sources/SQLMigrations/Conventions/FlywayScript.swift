/// A file of Flyway's, and the settings that lie beside it: `V1__name.sql.conf`.
struct FlywayScript {
  private let script: SQLScript
  private let runsInTransaction: Bool?
  private let replacesPlaceholders: Bool
  private let settingsFile: String

  /// Reads both files.
  ///
  /// - Throws: ``MigrationFileError``, with code `unsupported` for a setting that means nothing here.
  init(_ file: String, in source: MigrationSource) throws(MigrationFileError) {
    let settingsName = file + ".conf"
    script = try source.script(file)
    settingsFile = source.shown(settingsName)
    var runsInTransaction: Bool?
    var replacesPlaceholders = true
    if FileSystem.kind(source.path + "/" + settingsName) == .file {
      for setting in SettingLines(try source.script(settingsName)).settings {
        switch setting.key {
        case "executeInTransaction": runsInTransaction = setting.value.lowercased() == "true"
        case "placeholderReplacement": replacesPlaceholders = setting.value.lowercased() == "true"
        case "encoding" where setting.value.uppercased() == "UTF-8": break
        default:
          throw source.error(
            .unsupported, settingsName, line: setting.line,
            "'\(setting.key)' is not heeded here; executeInTransaction and placeholderReplacement are. "
              + MigrationConvention.otherTools)
        }
      }
    }
    (self.runsInTransaction, self.replacesPlaceholders) = (runsInTransaction, replacesPlaceholders)
  }

  /// What is run.
  ///
  /// - Throws: ``MigrationFileError`` with code `undefinedPlaceholder`, `unsupported` or `misplaced`.
  func script(placeholders: [String: String]) throws(MigrationFileError) -> SQLScript {
    var script = script
    if replacesPlaceholders {
      script = try FlywayPlaceholders(placeholders, advice: "say placeholderReplacement=false in \(settingsFile)")
        .replaced(in: script)
    }
    if let runsInTransaction { return script.running(inTransaction: runsInTransaction) }
    return script.running(inTransaction: try mayRunInTransaction(script))
  }

  /// Whether its statements want a transaction. Flyway has them all want the same, unless it is told to.
  private func mayRunInTransaction(_ script: SQLScript) throws(MigrationFileError) -> Bool {
    var wantsOne = false
    var refusing: SQLStatement?
    for statement in script.statements {
      if !statement.traits.contains(.standsAlone) {
        wantsOne = true
      } else if refusing == nil {
        refusing = statement
      }
    }
    guard let refusing else { return true }
    guard wantsOne else { return false }
    throw MigrationFileError(
      .misplaced, script.file, line: script.location(ofCharacter: refusing.position)?.line,
      "this statement can't be run in the transaction that the others of the file want; put it in a file of its own, "
        + "or say executeInTransaction=false in \(settingsFile)")
  }
}
