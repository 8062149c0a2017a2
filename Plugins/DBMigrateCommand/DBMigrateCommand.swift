import PackagePlugin

/// `swift package db-migrate`.
@main
struct DBMigrateCommand: ToolCommand {
  static let subcommand = "migrate"
}
