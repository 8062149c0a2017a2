import ArgumentParser
import PackageTests
import SQLMigrations
import Supervision
import ToolConfiguration

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// `swift package db-migrate new`.
struct MigrateNewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Write the files of a new migration, named as the others in the folder are.")

  @Argument(help: "What it does: 'add reviews'.") var name: String
  @OptionGroup(title: "Database") var content: ContentOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup var context: ContextOptions

  func run() async throws {
    let reporter = Reporter(output.settings, context: context.settings)
    do {
      let directory = try context.settings.packageDirectory()
      let configuration = try Configuration.read(packageDirectory: directory)
      let folder = try content.settings.folder(in: PackageDirectory(directory), configuration)
      let files = try folder.newMigration(named: name, at: Self.now)
      for file in files { try write(file) }
      for file in files { print(PackageDirectory(directory).shown(file.path)) }
    } catch {
      reporter.error("\(error)")
      throw ExitCode(2)
    }
  }

  private func write(_ file: NewMigrationFile) throws {
    let url = URL(fileURLWithPath: file.path)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(file.text.utf8).write(to: url, options: .withoutOverwriting)
  }

  private static var now: MigrationMoment {
    let date = Date()
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = TimeZone(secondsFromGMT: 0) ?? calendar.timeZone
    let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: date)
    let twoDigits = [parts.month, parts.day, parts.hour, parts.minute, parts.second].map { part in
      let text = String(part ?? 0)
      return text.count < 2 ? "0" + text : text
    }
    return MigrationMoment(
      digits: String(parts.year ?? 0) + twoDigits.joined(),
      milliseconds: String(Int(date.timeIntervalSince1970 * 1000)))
  }
}
