internal import LibPQ

/// Compares every database that was put back with what the migrations and seeds made, as a whole.
///
/// That takes some hundred times as long as to put it back: it is for those who want to see it with their own eyes, or look
/// for the one test that does what nothing can prove.
actor IsolationCheck {
  private let maintenance: Maintenance
  private let register: LeaseRegister
  private let tell: @Sendable (Session.Event) -> Void
  /// What others are compared with; those that are read in have an image of their own, since less is allowed there.
  private var pristine: [Bool: Task<DatabaseImage, any Error>] = [:]
  private var cluster: ClusterImage?
  /// How many databases were compared.
  private(set) var comparisons = 0

  /// - Parameters:
  ///   - register: Knows the tests.
  ///   - tell: Hears of each test that left something.
  init(maintenance: Maintenance, register: LeaseRegister, tell: @escaping @Sendable (Session.Event) -> Void) {
    self.maintenance = maintenance
    self.register = register
    self.tell = tell
  }

  /// Looks at a clone that nobody has used; the first is what all others are compared with.
  func begin(with member: Member) async throws {
    if cluster == nil { cluster = try await maintenance.clusterImage() }
    let image = pristine[member.isForReading] ?? Task { try await member.image() }
    pristine[member.isForReading] = image
    _ = try await image.value
  }

  /// Compares a database that was put back.
  ///
  /// - Returns: Whether it is what the migrations and seeds made.
  func check(_ member: Member) async -> Bool {
    guard let pristine = pristine[member.isForReading] else { return true }
    do {
      comparisons += 1
      let differences = try await member.differences(from: try await pristine.value)
      if differences.isEmpty { return true }
      let test = register.name(of: member.lease)
      tell(
        .polluted(
          test: member.isForReading ? "\(test), or another .readOnly test beside it," : test, differences: differences))
    } catch {
      tell(.warning("the database of \(register.name(of: member.lease)) can't be compared: \(error)"))
    }
    return false
  }

  /// Looks whether anything was changed that belongs to the whole server, since a test that has just ended began or before.
  func checkCluster(after test: String) async {
    guard let before = cluster, let now = try? await maintenance.clusterImage() else { return }
    cluster = now
    let changes = now.changes(since: before)
    if !changes.isEmpty { tell(.clusterChanged(test: test, changes: changes)) }
  }
}
