import Foundation

/// What `db-tool` says of its commands, as a page in Markdown.
struct CommandReference {
  /// The page.
  let page: String

  /// Asks `db-tool`.
  init() throws {
    let text = try Program.output(of: Program.tool, ["--experimental-dump-help"])
    let tool = try JSONDecoder().decode(Dump.self, from: Data(text.utf8)).command
    var lines = [
      "# Commands", "", "What `db-tool` can do, and with which options.", "", "## Overview", "",
      "`swift package db-test`, `db-reset` and `db-migrate` are the commands `test`, `reset` and `migrate` below.",
    ]
    for command in tool.subcommands ?? [] { lines += Self.section(command, [tool.commandName], level: 3) }
    page = lines.joined(separator: "\n") + "\n"
  }

  private static func section(_ command: Dump.Command, _ path: [String], level: Int) -> [String] {
    guard command.shouldDisplay ?? true, command.commandName != "help" else { return [] }
    let path = path + [command.commandName]
    var lines = ["", "\(String(repeating: "#", count: level)) \(path.joined(separator: " "))", ""]
    lines += [command.abstract, command.discussion].compactMap { $0 }.flatMap { [prose($0), ""] }
    let arguments = (command.arguments ?? []).filter { $0.shouldDisplay && !$0.isHelp }
    if !arguments.isEmpty {
      lines += ["| | |", "|---|---|"]
      lines += arguments.map { "| `\($0.usage)` | \(cell($0)) |" }
    } else {
      lines.removeLast()
    }
    return lines + (command.subcommands ?? []).flatMap { section($0, path, level: level + 1) }
  }

  private static func cell(_ argument: Dump.Argument) -> String {
    var parts = [argument.abstract, argument.discussion].compactMap { $0 }.filter { !$0.isEmpty }.map(prose)
    if let value = argument.defaultValue, argument.kind != "flag" { parts.append("By default `\(value)`.") }
    return parts.joined(separator: " ").replacing("\n", with: " ").replacing("|", with: "\\|")
  }

  /// What would be a tag or emphasis in Markdown.
  private static func prose(_ text: String) -> String {
    text.replacing("<", with: "\\<").replacing("*", with: "\\*")
  }
}

/// What `--experimental-dump-help` of Swift Argument Parser prints, version 0, as far as it is wanted here.
private struct Dump: Decodable {
  let command: Command

  struct Command: Decodable {
    let commandName: String
    let abstract: String?
    let discussion: String?
    let shouldDisplay: Bool?
    let subcommands: [Command]?
    let arguments: [Argument]?
  }

  struct Argument: Decodable {
    let kind: String
    let shouldDisplay: Bool
    let names: [Name]?
    let valueName: String?
    let defaultValue: String?
    let abstract: String?
    let discussion: String?

    struct Name: Decodable {
      let kind: String
      let name: String
    }

    /// Each command has these.
    var isHelp: Bool { names?.contains { ["help", "version"].contains($0.name) } == true }

    /// How it is written.
    var usage: String {
      let value = valueName ?? "value"
      let names = (names ?? []).map { ($0.kind == "long" ? "--" : "-") + $0.name }.joined(separator: ", ")
      return switch kind {
      case "positional": "<\(value)>"
      case "flag": names
      default: "\(names) <\(value)>"
      }
    }
  }
}
