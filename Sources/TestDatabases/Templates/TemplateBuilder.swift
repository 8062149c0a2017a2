internal import LibPQ
internal import MigrationRunner
internal import SQLMigrations

/// Finds the template that a session's databases are to be clones of, or builds it, from the longest beginning that there is.
struct TemplateBuilder: Sendable {
  let session: Session
  let chain: TemplateChain
  let isFresh: Bool
  let report: @Sendable (Session.Event) -> Void
  private var store: TemplateStore { TemplateStore(maintenance: session.maintenance) }

  /// What a session's databases are clones of.
  struct Source: Sendable {
    let name: String
    /// The tables that had rows in it, and that a crash of the server may have emptied since.
    let perishable: [String]
  }

  init(
    session: Session, chain: TemplateChain, isFresh: Bool, report: @escaping @Sendable (Session.Event) -> Void
  ) {
    self.session = session
    self.chain = chain
    self.isFresh = isFresh
    self.report = report
  }

  /// The template.
  ///
  /// Of those who want the same one at the same time one builds it, and the others wait.
  ///
  /// - Throws: `PostgresError`, `MigrationError`, `CancellationError`.
  func template() async throws -> Source {
    let complete = chain.complete.description
    var hasTold = false
    while true {
      if !isFresh, let found = try await store.template(complete) {
        await store.touch(found)
        // The one without the seeds is what the next migration is appended to.
        if !session.contents.seeds.scripts.isEmpty, let last = chain.migrations.last,
          let withoutSeeds = try await store.template(last.description)
        {
          await store.touch(withoutSeeds)
        }
        report(.template(.found))
        return Source(name: found.name, perishable: found.details.perishable)
      }
      if try await session.maintenance.takeClaim(complete) {
        let result: Result<Source?, any Error>
        do { result = .success(try await build()) } catch { result = .failure(error) }
        try? await session.maintenance.leaveClaim(complete)
        if let source = try result.get() { return source }
        continue
      }
      if !hasTold { report(.template(.awaited)) }
      hasTold = true
      // Two that want it at the same moment both step back; by chance one of them comes first the next time.
      try await Task.sleep(for: .milliseconds(Int.random(in: 20...80)))
    }
  }

  /// Builds it.
  ///
  /// - Returns: `nil` where somebody has done that meanwhile.
  private func build() async throws -> Source? {
    if !isFresh, try await store.template(chain.complete.description) != nil { return nil }
    let draft = session.draft
    let start = try await base()
    let made = MigrationRoles(on: session.server, base: start?.template.details)
    let base = Set(start?.template.details.clusterObjects ?? [])
    let before = Set(try await session.maintenance.clusterObjects().keys).subtracting(base)
    report(.template(.building(kept: start?.count ?? 0)))
    if let start {
      try await session.clone(draft, of: start.template.name)
      await store.touch(start.template)
    } else {
      try await session.create(draft, report)
    }
    let seeds = session.contents.seeds
    if let last = chain.migrations.last, start?.count != chain.migrations.count {
      try await session.migrate(draft, making: made, report)
      if !seeds.scripts.isEmpty {
        // The seeds come after whatever is appended to the migrations one day, so these are kept without them.
        let (name, isKept) = try await publish(last, seeds: 0, making: made, since: before, base)
        if isKept { try await session.clone(draft, of: name) }
      }
    }
    if !seeds.scripts.isEmpty { try await session.seed(draft, making: made, report) }
    let (name, _) = try await publish(chain.complete, seeds: seeds.scripts.count, making: made, since: before, base)
    // Just made: nothing of it can have perished.
    return Source(name: name, perishable: [])
  }

  /// The longest beginning of the chain that there is a template of.
  private func base() async throws -> (template: Template, count: Int)? {
    if isFresh { return nil }
    for (index, fingerprint) in chain.migrations.enumerated().reversed() {
      if let found = try await store.template(fingerprint.description) { return (found, index + 1) }
    }
    return nil
  }

  /// Has the server keep the draft.
  ///
  /// - Returns: Its name from now on, and whether it is kept; otherwise it goes with the session.
  private func publish(
    _ fingerprint: Fingerprint, seeds: Int, making made: MigrationRoles, since before: Set<String>, _ base: Set<String>
  ) async throws -> (name: String, isKept: Bool) {
    let draft = session.draft
    let migrations = session.contents.migrations
    let there = try await session.maintenance.clusterObjects()
    let altered = made.shared.altered.map { "role \($0)" }
    let details = TemplateDetails(
      migrations: migrations.fileCount, lastMigration: migrations.last, seeds: seeds, lastUse: TemplateStore.now,
      clusterObjects: clusterObjects(made, Set(there.keys), since: before, base),
      madeRoles: made.shared.made.sorted(),
      likenesses: there.filter { altered.contains($0.key) },
      perishable: try await session.settle(draft),
      properties: try await DatabaseProperties.read(draft, session.maintenance.connection))
    let mark = DatabaseMark(
      kind: .template, session: session.identifier, package: session.package, fingerprint: fingerprint.description,
      template: details)
    let name = DatabaseName.template(mark.fingerprint)
    // One that is there is of no use, or not wanted, unless somebody still makes clones of it.
    if let old = try await session.maintenance.proof(name),
      try await !store.fingerprintsInUse(besides: session.identifier).contains(mark.fingerprint)
    {
      try await session.maintenance.drop(old)
    }
    let isKept = try await session.maintenance.publish(draft, mark)
    if !isKept, try await session.maintenance.proof(name) == nil {
      report(
        .warning(
          """
          the database \(name) has the name of the template that this run has made, and is not this tool's: it is left as it \
          is, and the migrations will run again each time
          Whoever made it can rename or drop it.
          """))
    }
    return (isKept ? name : draft, isKept)
  }

  /// The roles and tablespaces that what was run needs: those that came into being meanwhile by it, and not by others beside it,
  /// since their names stand in it; and those that it would have made if they hadn't been there.
  ///
  /// - Parameters:
  ///   - all: What is there now.
  ///   - before: What was there before, besides what the template needs that it began with.
  ///   - base: That.
  private func clusterObjects(
    _ made: MigrationRoles, _ all: Set<String>, since before: Set<String>, _ base: Set<String>
  ) -> [String] {
    let new = all.subtracting(before)
    // What a program names is not known.
    guard case .files(let plan) = session.contents.migrations else { return new.sorted() }
    // In a dump with data nobody makes roles, and to look takes long.
    let scripts = (plan.migrations.map(\.up) + session.contents.seeds.scripts).filter {
      !new.isEmpty || $0.bytes.count < Self.longestToLookInto
    }
    // The server has names that are not quoted in small letters.
    let texts = scripts.map { String(decoding: $0.normalizedContent, as: UTF8.self).lowercased() }
    let makesSome = ["create role", "create user", "create group", "create tablespace"].contains { statement in
      texts.contains { $0.contains(statement) }
    }
    guard makesSome || !new.isEmpty else { return [] }
    return (makesSome ? all : new).filter { object in
      // A name that is put together stands nowhere.
      if made.composed.contains(object) || base.contains(object) { return true }
      let name = object.drop { $0 != " " }.dropFirst().lowercased()
      return texts.contains { text in text.ranges(of: name).contains { Self.isName($0, in: text) } }
    }.sorted()
  }

  /// The longest file, in bytes, that is looked into for roles where no new one is there.
  private static let longestToLookInto = 1 << 20

  /// Whether a part of a text is no part of a longer name.
  private static func isName(_ range: Range<String.Index>, in text: String) -> Bool {
    func goesOn(_ character: Character?) -> Bool { character.map { $0.isLetter || $0.isNumber || $0 == "_" } ?? false }
    return !goesOn(text[..<range.lowerBound].last) && !goesOn(text[range.upperBound...].first)
  }
}
