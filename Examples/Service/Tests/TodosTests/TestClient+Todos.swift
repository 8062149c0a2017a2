import Foundation
import HummingbirdTesting
import NIOCore
import Testing
import Todos

extension TestClientProtocol {
  /// Adds a todo by the service.
  func add(title: String) async throws -> Todo {
    try await execute(uri: "/todos", method: .post, body: json(["title": title])) { response in
      #expect(response.status == .created)
      return try JSONDecoder().decode(Todo.self, from: response.body)
    }
  }
}

/// The body of a request.
func json(_ value: some Encodable) throws -> ByteBuffer {
  ByteBuffer(data: try JSONEncoder().encode(value))
}
