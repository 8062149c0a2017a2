package import EmbeddedPostgres
package import Supervision

/// What a run has to leave in order: everything that must be gone when it has ended, however it ends.
///
/// It is written down before the thing itself comes into being, so there is no moment at which a death
/// leaves something that nobody knows of.
package struct Estate: Sendable, Codable, Hashable {
  /// The run, whose processes carry this mark.
  package let run: String
  /// The folder of the run's own files.
  package let directory: RunDirectory
  /// The leader of the tests' session, once they run.
  package var testsLeader: Int32?
  /// The cluster whose server the run holds.
  package var cluster: ClusterDirectory?
  /// The databases that the run makes.
  package var databases: Databases?

  /// Databases to be dropped, and how to get to them.
  package struct Databases: Sendable, Codable, Hashable {
    /// The session that makes them.
    package var session: SessionIdentifier
    /// Where to connect to drop them, with the password. This goes through a pipe, never to a file.
    package var administrator: String
    /// Their owner.
    package var owner: String
    /// The numbers (oid) of those that were created: these are ours, whatever tests do to their marks.
    package var created: Set<UInt32> = []
    /// Whether it is one that the user gave: the one that the connection string names, to be emptied in place of dropped.
    package var isExisting = false
    /// What was set for the roles of a given server; with passwords, as the server stores them.
    var roles: RoleFacts?
  }

  package init(run: String) {
    self.run = run
    directory = RunDirectory(run: run)
  }
}
