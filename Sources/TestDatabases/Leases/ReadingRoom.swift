internal import LibPQ

/// The databases that several tests read in at the same time: one, unless somebody has written in it.
actor ReadingRoom {
  private let pool: Pool
  /// Hears of the test after which a database was found written in that others read in.
  private let onWriting: @Sendable (LeaseToken) -> Void
  private var readings: [Reading] = []
  /// Where what each of those tests has run here is run, in their role.
  private var visits: [LeaseToken: Task<Visit, any Error>] = [:]

  private struct Visit: Sendable {
    let connection: Connection
    let process: String
  }

  /// Those who read in one database. Touched by the actor only.
  private final class Reading {
    let member: Task<Member, any Error>
    var readers = 1
    /// Whether somebody may have written in it, so that nobody else is to come.
    var isWritten = false
    /// Its name, once it is there.
    var database: String?

    init(_ member: Task<Member, any Error>) { self.member = member }
  }

  init(pool: Pool, onWriting: @escaping @Sendable (LeaseToken) -> Void) {
    self.pool = pool
    self.onWriting = onWriting
  }

  /// The database that is read in.
  func enter(_ lease: LeaseToken) async throws -> Member {
    let reading: Reading
    if let current = readings.first(where: { !$0.isWritten }) {
      reading = current
      current.readers += 1
    } else {
      // Those who are in another one may wait for this one.
      let isNested = !readings.isEmpty
      reading = Reading(Task { [pool] in try await pool.take(for: lease, isNested: isNested) })
      readings.append(reading)
    }
    do {
      let member = try await reading.member.value
      reading.database = member.database
      return member
    } catch {
      // Others may have begun anew meanwhile.
      readings.removeAll { $0 === reading }
      throw error
    }
  }

  /// A test has ended.
  ///
  /// - Returns: Its clients that had to be ended; after the last test, all that did, once nobody is connected any more.
  func leave(_ member: Member, _ lease: LeaseToken) async -> [EndedConnection] {
    guard let reading = readings.first(where: { $0.database == member.database }) else { return [] }
    reading.readers -= 1
    let isLast = reading.readers == 0
    if isLast { readings.removeAll { $0 === reading } }
    let leaving = await member.endReader(lease)
    if leaving.hasBeenWritten != false, !reading.isWritten {
      reading.isWritten = true
      if leaving.hasBeenWritten == true { onWriting(lease) }
    }
    return isLast ? leaving.ended + (await pool.giveBack(member)) : leaving.ended
  }

  /// The connection for what a test has run here. One for each: settings and transactions are no concern of the others.
  func visit(_ lease: LeaseToken, _ dsn: DSN) async throws -> Connection {
    let task =
      visits[lease]
      ?? Task {
        let connection = try await Connection.open(dsn)
        let process = try await connection.query(PoolStatements.ownProcess).firstValue
        return Visit(connection: connection, process: process ?? "")
      }
    visits[lease] = task
    do {
      return try await task.value.connection
    } catch {
      if visits[lease] == task { visits[lease] = nil }
      throw error
    }
  }

  /// Ends what runs on that connection.
  func interrupt(_ member: Member, _ lease: LeaseToken) async {
    guard let visit = try? await visits[lease]?.value else { return }
    await member.end(visit.process)
  }

  /// Forgets that connection, which was lost: the next visit makes another one.
  func forgetVisit(_ lease: LeaseToken) { visits[lease] = nil }

  /// Ends that connection.
  func endVisits(_ lease: LeaseToken) async { try? await visits.removeValue(forKey: lease)?.value.connection.close() }
}
