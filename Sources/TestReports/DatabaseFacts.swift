/// What is known of a run's server.
package struct ServerFacts: Sendable, Hashable {
  /// How it came about.
  package enum Origin: String, Sendable, Hashable { case embedded, given }

  package let version: String
  package let origin: Origin

  package init(version: String, origin: Origin) {
    self.version = version
    self.origin = origin
  }
}

/// What is known of a run's database.
package struct DatabaseFacts: Sendable, Hashable {
  /// Where what is in it came from.
  package enum Template: Sendable, Hashable {
    /// From a template that was there.
    case found
    /// From one that was made for it.
    case built
    /// From one that was made from another with so many of its migrations.
    case appended(to: Int)
    /// The migrations were run in it, and nothing is kept.
    case none
  }

  package let name: String
  package let template: Template
  /// How many migrations it has; `nil` where a program of the package's own made it.
  package let migrations: Int?
  package let seeds: Int

  package init(name: String, template: Template, migrations: Int?, seeds: Int) {
    self.name = name
    self.template = template
    self.migrations = migrations
    self.seeds = seeds
  }
}

/// What tests got of databases of their own.
package struct LeaseFacts: Sendable, Hashable {
  /// How many times a test got one.
  package let count: Int
  /// How many databases were made for that.
  package let clones: Int
  /// How long half of them waited at most, in seconds.
  package let median: Double
  /// How long 95 of 100 waited at most, in seconds.
  package let percentile95: Double

  package init(count: Int, clones: Int, median: Double, percentile95: Double) {
    self.count = count
    self.clones = clones
    self.median = median
    self.percentile95 = percentile95
  }
}
