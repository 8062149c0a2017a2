import Foundation
import Hummingbird

/// Something to be done.
public struct Todo: ResponseCodable, Identifiable, Hashable, Sendable {
  /// Its key.
  public let id: UUID
  /// What is to be done, in at most 200 characters.
  public let title: String
  /// Whether it is.
  public let done: Bool
}
