/// Why a server of our own could not be had.
package struct EmbeddedPostgresError: Error, Sendable, CustomStringConvertible {
  /// What kind of thing went wrong.
  package struct Code: Sendable, Hashable {
    private enum Kind {
      case noBinaries, unsuitableBinaries, noPlace, initdbFailed, startFailed, stopFailed, unsuitableRole
    }

    private let kind: Kind

    /// No server programs were found.
    package static var noBinaries: Code { Code(kind: .noBinaries) }
    /// The programs that were named can't be used.
    package static var unsuitableBinaries: Code { Code(kind: .unsuitableBinaries) }
    /// There is no folder to put the cluster in.
    package static var noPlace: Code { Code(kind: .noPlace) }
    /// `initdb` failed.
    package static var initdbFailed: Code { Code(kind: .initdbFailed) }
    /// The server did not start.
    package static var startFailed: Code { Code(kind: .startFailed) }
    /// The server did not stop.
    package static var stopFailed: Code { Code(kind: .stopFailed) }
    /// The role that tests are to connect as is the tool's own, or a superuser.
    package static var unsuitableRole: Code { Code(kind: .unsuitableRole) }
  }

  /// What kind of thing went wrong.
  package let code: Code
  /// What happened, and what to do next.
  package let description: String

  package init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }
}
