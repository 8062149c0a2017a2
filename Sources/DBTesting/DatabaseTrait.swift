public import Testing

/// Gives each test a database of its own: see `.database`.
///
/// On a suite it holds for all tests in it, and in the suites in it. A test with several of these traits, its
/// own and its suites', has one database: of the kind that the innermost trait names which names one, and with
/// the fixtures of all of them, those of the outermost suite first. Each case of a parameterised test has its own.
///
/// With `.timeLimit`, the wait for a database counts.
public struct DatabaseTrait: SuiteTrait, TestTrait, TestScoping {
  /// The kind that this trait names.
  let kind: DatabaseKind?
  /// The fixtures that this trait names.
  let fixtures: [Fixture]

  /// True: a suite's trait is one for each of its tests.
  public var isRecursive: Bool { true }
}

extension Trait where Self == DatabaseTrait {
  /// Gives each test its own freshly migrated database, ``TestDatabase/current``.
  public static var database: Self { DatabaseTrait(kind: nil, fixtures: []) }

  /// Gives each test a database of a kind, ``TestDatabase/current``.
  ///
  /// - Parameter kind: The kind.
  public static func database(_ kind: DatabaseKind) -> Self { DatabaseTrait(kind: kind, fixtures: []) }

  /// Gives each test a freshly migrated database, ``TestDatabase/current``, in which SQL files have been run.
  ///
  /// - Parameters:
  ///   - kind: The kind; without one, that of an outer trait, or else ``DatabaseKind/pooled``. A
  ///     ``DatabaseKind/readOnly`` one takes no fixtures.
  ///   - fixtures: The files' paths, relative to the source file's folder, to the folder `Fixtures` beside it, or
  ///     to the package's `Fixtures`, in this order.
  ///   - filePath: The source file.
  public static func database(
    _ kind: DatabaseKind? = nil, fixtures: String..., filePath: String = #filePath
  ) -> Self {
    DatabaseTrait(kind: kind, fixtures: fixtures.map { Fixture(path: $0, source: filePath) })
  }
}
