import Legacy

/// Prints the migrations that are in it.
@main
enum App {
  static func main() async {
    for line in await lines() { print(line) }
    print("latest \(Migrations.latest), fingerprint \(Migrations.fingerprint), legacy \(latestOfLegacy)")
  }

  /// Away from the main actor, to which everything here belongs that does not say otherwise.
  @concurrent
  private static func lines() async -> [String] {
    Migrations.all.map { "\($0.id) \($0.name) up \(digits($0.up)) down \($0.down.map(digits) ?? "none")" }
  }

  /// The bytes of a text, such that nothing on the way can change them.
  private nonisolated static func digits(_ text: String) -> String {
    text.utf8.map { String($0, radix: 16) }.joined(separator: ".")
  }
}
