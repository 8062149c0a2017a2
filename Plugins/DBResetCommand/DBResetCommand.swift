import PackagePlugin

/// `swift package db-reset`.
@main
struct DBResetCommand: ToolCommand {
  static let subcommand = "reset"
}
