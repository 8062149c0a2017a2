import ArgumentParser
import TestReports

/// Which reports are written.
struct ReportOptions: ParsableArguments {
  @Option(
    name: .customLong("report"), parsing: .singleValue,
    help: ArgumentHelp(
      "Write a report: json=FILE, or github for annotations and a job summary; none for no report at all.",
      discussion: """
        May be given several times. In GitHub Actions the one for github is written without being asked for, too. With \
        none, nothing is recorded of the single tests either.
        """,
      valueName: "kind"),
    transform: { text in
      if let destination = ReportDestination(text) { return destination }
      throw ValidationError("'\(text)' is no report; there are json=FILE, github and none.")
    })
  var destinations: [ReportDestination] = []

  func validate() throws {
    if destinations.contains(.none) && destinations.count > 1 {
      throw ValidationError("--report none excludes other reports.")
    }
  }
}
