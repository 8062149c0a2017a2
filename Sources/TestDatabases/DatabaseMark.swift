#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// What says that a database is this tool's: JSON in its `COMMENT ON DATABASE`.
///
/// Only a database's owner can set its comment.
package struct DatabaseMark: Sendable, Hashable, Codable {
  /// What a database is there for.
  package enum Kind: String, Sendable, Codable {
    /// It goes with its session.
    case session
    /// It stays until it is reset or dropped by hand.
    case longLived
    /// A session's that the user wanted to keep.
    case kept
    /// The user's own, given to be filled and emptied again.
    case existing
    /// Others are clones of it; it stays until it has not been used for long.
    case template
  }

  /// Where a database is: a comment that was copied to another one proves nothing there.
  struct Place: Sendable, Hashable, Codable {
    /// The server's system identifier, which `initdb` has given it; `nil` where it is kept from us.
    let server: String?
    /// The database's number (oid), which stays when its name changes.
    let database: UInt32
  }

  /// The version of this format, in which a mark says where it belongs.
  static let format = 2

  /// The version of this format.
  package var swiftDBTest = format
  /// What the database is there for.
  package var kind: Kind
  /// The session that made it.
  package var session: SessionIdentifier
  /// The package it was made for.
  package var package: String
  /// The process that made it.
  package var process: Int32
  /// The machine that process ran on.
  package var host: String
  /// When it was made, in seconds since 1970.
  package var created: Double
  /// What migrations and seeds it was made from.
  package var fingerprint: String
  /// What else is known of a template.
  var template: TemplateDetails?
  /// The database that it was put on; see ``Maintenance/comment(_:on:)``.
  var place: Place?
  /// What else is known of a database that the user gave.
  var existing: ExistingDetails?
  /// What the session has found set for its roles.
  var roles: RoleFacts?

  /// The mark in a comment; `nil` where it is no mark, or one of a format that isn't known here.
  init?(comment: String?) {
    guard let comment, let mark = try? JSONDecoder().decode(DatabaseMark.self, from: Data(comment.utf8)),
      mark.swiftDBTest == Self.format
    else { return nil }
    self = mark
  }

  init(
    kind: Kind, session: SessionIdentifier, package: String, fingerprint: String, template: TemplateDetails? = nil
  ) {
    self.template = template
    self.kind = kind
    self.session = session
    self.package = package
    process = ProcessInfo.processInfo.processIdentifier
    host = ProcessInfo.processInfo.hostName
    created = Date().timeIntervalSince1970
    self.fingerprint = fingerprint
  }

  /// The mark as it is put into the comment.
  func comment() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }

  /// The connection limit of a database that has been created but has no comment yet.
  ///
  /// Nobody sets such a limit by chance. It keeps nobody out.
  static let unmarkedConnectionLimit = 1_684_174_964
}
