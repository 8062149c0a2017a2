import ArgumentParser
import TestDatabases

/// What becomes of the templates that a server keeps.
struct TemplateOptions: ParsableArguments {
  @Flag(help: "Run all migrations, whatever the server keeps of earlier runs, and keep what comes out.")
  var fresh = false

  @Option(
    name: .customLong("templates"),
    help: ArgumentHelp(
      "How many templates the server keeps at most; those used last. 0 keeps none.", valueName: "number"))
  var limit: Int = TemplatePolicy.defaultLimit

  func validate() throws {
    if limit < 0 { throw ValidationError("--templates \(limit): a number of templates is 0 or more.") }
  }

  var policy: TemplatePolicy { limit == 0 ? .own : .kept(limit: limit, isFresh: fresh) }
}
