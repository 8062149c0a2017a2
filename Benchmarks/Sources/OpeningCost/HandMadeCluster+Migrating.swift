import BenchmarkTools

extension HandMadeCluster {
  /// Makes the database that is cloned, with the migrations up to one.
  func migrate(upTo count: Int) throws {
    try run("CREATE DATABASE template", in: "postgres")
    let connection = try connect("template")
    for number in 1...count { try connection.run(Workplace.migration(number)) }
  }
}
