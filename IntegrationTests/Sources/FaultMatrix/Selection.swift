/// Which squares of the matrix are wanted, by the program's arguments.
struct Selection {
  /// What is done.
  enum Mode: Sendable {
    case matrix
    case crowd(sessions: Int, rounds: Int)
    case users
  }

  private(set) var modes: [Mode] = []
  private(set) var isFull = false
  /// Whether no other run goes on beside those that are hit, so that nobody else tidies up after them.
  private(set) var isAlone = false
  private var named: [Cell] = []
  private var places = Set(Place.allCases)
  private var signals = Set(Signal.allCases)
  private var targets = Set(Target.allCases)
  private var stages = Set(Stage.allCases)

  struct Mistake: Error, CustomStringConvertible {
    let description: String
  }

  /// - Throws: ``Mistake``.
  init(_ arguments: [String]) throws {
    var rest = arguments[...]
    var (sessions, rounds): (Int?, Int?)
    var (isMatrix, isUsers) = (false, false)
    while let argument = rest.popFirst() {
      switch argument {
      case "--help": throw Mistake(description: Self.usage)
      case "--full": isFull = true
      case "--matrix": isMatrix = true
      case "--users": isUsers = true
      case "--crowd": sessions = try Self.number(argument, &rest)
      case "--rounds": rounds = try Self.number(argument, &rest)
      case "--alone": isAlone = true
      case "--cell": named.append(try Self.cell(rest.popFirst() ?? ""))
      case "--on": places = [try Self.value(argument, &rest)]
      case "--signal": signals = [try Self.value(argument, &rest)]
      case "--target": targets = [try Self.value(argument, &rest)]
      case "--phase": stages = [try Self.value(argument, &rest)]
      default: throw Mistake(description: "error: there is no option '\(argument)'\n\(Self.usage)")
      }
    }
    if let sessions { modes.append(.crowd(sessions: sessions, rounds: rounds ?? 1)) }
    if isUsers { modes.append(.users) }
    if isMatrix || modes.isEmpty { modes.append(.matrix) }
  }

  static let usage = """
    USAGE: fault-matrix [--matrix] [--full] [--alone] [--on P] [--phase S] [--target T] [--signal N]
                        [--crowd SESSIONS [--rounds N]] [--users]

      --matrix  hits every process of a run at every stage; what is done where neither --crowd nor --users is said
      --full    every square, in place of a few chosen ones
      --alone   with no other run beside those that are hit
      --on      \(Place.allCases.map(\.rawValue).joined(separator: ", "))
      --phase   \(Stage.allCases.map(\.rawValue).joined(separator: ", "))
      --target  \(Target.allCases.map(\.rawValue).joined(separator: ", "))
      --signal  \(Signal.allCases.map(\.rawValue).joined(separator: ", "))
      --cell    one square by its name, such as "embedded reset plugin KILL"; may be said more than once
      --crowd   that many sessions of three packages at the same time, on one given server
      --users   two users of this machine at the same time, which takes root
    """

  private static func value<Value: RawRepresentable & CaseIterable>(
    _ option: String, _ rest: inout ArraySlice<String>
  ) throws -> Value where Value.RawValue == String {
    guard let text = rest.popFirst(), let value = Value(rawValue: text) else {
      let all = Value.allCases.map(\.rawValue).joined(separator: ", ")
      throw Mistake(description: "error: \(option) is one of \(all)")
    }
    return value
  }

  private static func number(_ option: String, _ rest: inout ArraySlice<String>) throws -> Int {
    guard let number = rest.popFirst().flatMap({ Int($0) }), number > 0 else {
      throw Mistake(description: "error: \(option) is a number")
    }
    return number
  }

  /// The squares.
  var cells: [Cell] {
    if !named.isEmpty { return named }
    return wanted
  }

  private static func cell(_ text: String) throws -> Cell {
    guard let cell = Cell.all.first(where: { $0.description == text }) else {
      throw Mistake(description: "error: there is no square '\(text)'")
    }
    return cell
  }

  private var wanted: [Cell] {
    (isFull ? Cell.all : ShortForm.cells).filter { cell in
      places.contains(cell.place) && signals.contains(cell.signal) && targets.contains(cell.target)
        && stages.contains(cell.stage)
    }
  }
}
