import Hummingbird

/// The service: its routes over a repository.
///
/// - Parameters:
///   - todos: What the routes work on.
///   - configuration: Where to listen; `.router` tests don't.
/// - Returns: The application, ready to run or to be tested.
public func application(
  _ todos: TodoRepository, configuration: ApplicationConfiguration = .init()
) -> some ApplicationProtocol {
  let router = Router()
  TodoRoutes(todos: todos).add(to: router.group("todos"))
  return Application(router: router, configuration: configuration)
}
