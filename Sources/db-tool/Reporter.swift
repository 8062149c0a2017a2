import PackageTests
import Supervision
import TestDatabases
import TestReports

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Prints what is being done, to standard error.
struct Reporter: Sendable {
  /// How much is printed.
  enum Level: Sendable, Comparable { case quiet, normal, verbose }

  let level: Level
  /// Whether colours are used.
  let isColored: Bool
  /// Whether they are used wherever that goes which is printed.
  let isColoredEverywhere: Bool
  /// The terminal that a person watches; `nil` where nobody does.
  let terminal: PseudoTerminal.Size?

  init(_ options: OutputSettings, context: ContextSettings, silentUnlessVerbose: Bool = false) {
    level = options.quiet || (silentUnlessVerbose && !options.verbose) ? .quiet : options.verbose ? .verbose : .normal
    terminal =
      context.pluginPrinter.map { OuterTerminal.size(ofStandardOutputOf: $0) }
      ?? OuterTerminal.size(ofDescriptor: STDERR_FILENO)
    isColoredEverywhere = options.color == .always
    switch options.color {
    case .always: isColored = true
    case .never: isColored = false
    case .auto:
      isColored =
        terminal != nil && CleanEnvironment.all["TERM"] != "dumb"
    }
  }

  /// Something that was done, and how long it took.
  func done(_ text: String, since start: ContinuousClock.Instant) {
    guard level > .quiet else { return }
    let time = Self.seconds(since: start)
    let line = StepLine(text, time: time, columns: columns)
    print("  \(paint("✓", .green)) \(line.lines.joined(separator: "\n    "))\(line.padding)\(paint(time, .dim))")
  }

  /// Something that takes a while and has just begun.
  func begins(_ text: String) {
    guard level > .quiet else { return }
    let line = StepLine("\(text) …", time: "", columns: columns)
    print("  \(paint("·", .dim)) \(line.lines.joined(separator: "\n    "))")
  }

  /// Something that only who wants to know everything wants to know.
  func detail(_ text: String) {
    guard level == .verbose else { return }
    for line in StepLine(text, time: "", columns: columns).lines { print("    \(paint(line, .dim))") }
  }

  /// What tests were given and what became of it.
  func detail(_ summary: LeaseService.Summary) {
    detail("\(summary.takes) times a database of their own for tests, of \(summary.clones) that were made")
    for discarded in summary.discarded { detail("\(discarded.count) thrown away: \(discarded.reason)") }
  }

  /// Something to know that does not stop the run.
  func warning(_ text: String) {
    print("\(paint("warning:", .yellow)) \(text)")
  }

  /// Something that the user asked for, or must not miss.
  func note(_ text: String) { print(text) }

  /// Something that stopped the run.
  ///
  /// A message that names a place in a file is printed as compilers do, so that editors find the place.
  func error(_ text: String) {
    print(text.contains(": error: ") ? text : "\(paint("error:", .red)) \(text)")
  }

  /// The tests that failed, once more; the first line is a heading.
  func failures(_ lines: [String]) {
    for (index, line) in lines.enumerated() { print(index == 0 ? paint(line, .red) : line) }
  }

  /// What came of the run, in a few lines.
  func results(_ lines: [String]) {
    guard level > .quiet else { return }
    for line in lines {
      for (index, part) in StepLine(line, time: "", columns: columns).lines.enumerated() {
        print((index == 0 ? "  " : "    ") + paint(part, .dim))
      }
    }
  }

  /// The last line.
  func summary(_ command: String, _ text: String, isGood: Bool) {
    guard level > .quiet || !isGood else { return }
    print("\(paint(isGood ? "✓" : "✗", isGood ? .green : .red)) \(paint("\(command):", .bold)) \(text)")
  }

  /// How long ago, for people.
  static func seconds(since start: ContinuousClock.Instant) -> String {
    let (seconds, attoseconds) = (ContinuousClock.now - start).components
    let hundredths = Int(seconds) * 100 + Int((attoseconds + 5_000_000_000_000_000) / 10_000_000_000_000_000)
    let fraction = hundredths % 100
    return "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction) s"
  }

  /// How many characters a line of the terminal has.
  private var columns: Int? { terminal.map { Int($0.columns) } }

  private enum Paint: String { case bold = "1", dim = "2", red = "31", green = "32", yellow = "33" }

  private func paint(_ text: String, _ paint: Paint) -> String {
    isColored ? "\u{1B}[\(paint.rawValue)m\(text)\u{1B}[0m" : text
  }

  /// In one write, so that lines of several tasks don't get mixed.
  private func print(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
