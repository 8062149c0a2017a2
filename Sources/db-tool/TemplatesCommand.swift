import ArgumentParser
import TestDatabases
import ToolConfiguration

/// `db-tool templates`.
struct TemplatesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "templates",
    abstract: "List the templates that the server keeps of migrated databases, or remove them.",
    usage: "swift run db-tool templates [<options>] [<template> ...]",
    discussion: """
      A session whose migrations and seeds are those of a template clones it, and runs none of them. Templates that \
      have not been used for the longest time go by themselves, with the next one that is made.
      """)

  @OptionGroup(title: "Server") var server: ServerOptions

  @Flag(help: "Remove the templates that are named, or all where none is; not those that a session uses.")
  var remove = false

  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup var context: ContextOptions

  @Argument(help: "The names of templates.") var names: [String] = []

  func validate() throws {
    if !names.isEmpty && !remove { throw ValidationError("Templates are named to be removed: add --remove.") }
  }

  func run() async throws {
    server.settings.settleEnvironment()
    let run = TemplatesRun(
      server: server.settings, removes: remove, names: names,
      packageDirectory: try? context.settings.packageDirectory(),
      reporter: Reporter(output.settings, context: context.settings, silentUnlessVerbose: true))
    let status = await run.perform()
    if status != 0 { throw ExitCode(status) }
  }
}
