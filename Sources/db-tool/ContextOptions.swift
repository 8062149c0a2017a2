import ArgumentParser

/// The options by which a plugin says where the tool runs.
struct ContextOptions: ParsableArguments {
  @Option(help: .hidden) var pluginPackageDirectory: String?
  @Option(help: .hidden) var pluginPackageName: String?
  @Option(help: .hidden) var pluginSwift: String?
  @Option(help: .hidden) var pluginPrinter: Int32?

  /// What they say.
  var settings: ContextSettings {
    ContextSettings(
      pluginPackageDirectory: pluginPackageDirectory, pluginPackageName: pluginPackageName, pluginSwift: pluginSwift,
      pluginPrinter: pluginPrinter)
  }
}
