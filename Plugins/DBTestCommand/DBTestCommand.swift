import PackagePlugin

/// `swift package db-test`.
@main
struct DBTestCommand: ToolCommand {
  static let subcommand = "test"
}
