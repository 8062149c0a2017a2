import Foundation
import Hummingbird

/// The routes below `/todos`.
struct TodoRoutes {
  let todos: TodoRepository

  /// What a new one is made from.
  struct New: Decodable {
    let title: String
  }

  /// What can be changed of one.
  struct Change: Decodable {
    let done: Bool
  }

  func add(to group: RouterGroup<some RequestContext>) {
    group.get { _, _ in try await todos.list() }
    group.post { request, context in
      let new = try await request.decode(as: New.self, context: context)
      let todo = try await refusing { try await todos.add(title: new.title) }
      return EditedResponse(status: .created, response: todo)
    }
    group.get(":id") { _, context in try await found(todos.find(id(context))) }
    group.patch(":id") { request, context in
      let change = try await request.decode(as: Change.self, context: context)
      let id = try id(context)
      return try await found(refusing { try await todos.setDone(change.done, of: id) })
    }
    group.delete(":id") { _, context -> HTTPResponse.Status in
      try await todos.delete(id(context)) ? .noContent : .notFound
    }
  }

  private func id(_ context: some RequestContext) throws -> UUID {
    try context.parameters.require("id", as: UUID.self)
  }

  private func found(_ todo: Todo?) throws -> Todo {
    guard let todo else { throw HTTPError(.notFound) }
    return todo
  }

  /// What the database's constraints refuse is the client's mistake.
  private func refusing<Value>(_ body: () async throws -> Value) async throws -> Value {
    do {
      return try await body()
    } catch let error as DatabaseError {
      switch error.sqlState {
      case "23505": throw HTTPError(.conflict, message: "this is on the list already")
      case "23514", "22001": throw HTTPError(.badRequest, message: "a title has 1 to 200 characters")
      default: throw error
      }
    }
  }
}
