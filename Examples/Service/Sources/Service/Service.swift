import Todos

/// Runs the service on the database that `POSTGRES_DSN` names.
@main
struct Service {
  static func main() async throws {
    let todos = TodoRepository(try await Database.connectByEnvironment())
    try await application(todos).runService()
  }
}
