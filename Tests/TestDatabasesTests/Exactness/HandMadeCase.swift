/// A sequence of statements that a test may run in its database.
struct HandMadeCase: Sendable {
  /// A statement, and whose it is.
  struct Step: Sendable {
    /// Which of the test's connections runs it.
    enum Client: Hashable, Sendable {
      case first, second, superuser
    }

    var statement: String
    var client = Client.first
    /// Whether the server is to refuse it, when nothing was done before.
    var fails = false
  }

  let name: String
  let steps: [Step]

  init(_ name: String, _ steps: Step...) {
    self.name = name
    self.steps = steps
  }

  /// Cases after which a database can be put back, but for a few.
  static let ofRows = truncations + longValues + rows + sequences + maintenance + clients

  static let all = ofRows + privileges + alterations + definitions + largeObjects + sessions + surroundings
}

extension HandMadeCase.Step: ExpressibleByStringInterpolation {
  /// What stands there alone is run by the databases' owner, on the first connection.
  init(stringLiteral statement: String) { self.init(statement: statement) }

  static func second(_ statement: String) -> Self { Self(statement: statement, client: .second) }
  static func superuser(_ statement: String) -> Self { Self(statement: statement, client: .superuser) }

  /// A step that the server is to refuse.
  static func refused(_ step: Self) -> Self {
    var step = step
    step.fails = true
    return step
  }

  /// A statement that names the database it is run in.
  static func own(_ statement: String, as client: Client = .first) -> Self {
    Self(statement: ExactnessTests.inItsDatabase(statement), client: client)
  }
}
