/// Files that go forward and files that take them back, put together by their versions.
struct MigrationPairs {
  let source: MigrationSource
  /// The files that go forward, in the order that they were listed in.
  private let listed: [MigrationFileName]
  /// The files that go forward.
  let forward: [MigrationVersion: MigrationFileName]
  /// The files that go back.
  let back: [MigrationVersion: MigrationFileName]

  /// - Throws: ``MigrationFileError`` with code `duplicateVersion`.
  init(_ names: [MigrationFileName], in source: MigrationSource) throws(MigrationFileError) {
    self.source = source
    listed = names.filter { $0.kind != .down }
    forward = try Self.onePerVersion(listed, in: source)
    back = try Self.onePerVersion(names.filter { $0.kind == .down }, in: source)
  }

  /// Makes sure that whatever goes back takes back what a file of the same name does.
  ///
  /// - Throws: ``MigrationFileError`` with code `downWithoutUp`.
  func checkDowns() throws(MigrationFileError) {
    for (version, down) in back.sorted(by: { $0.key < $1.key }) where forward[version]?.stem != down.stem {
      let sameVersion = forward[version].map {
        ", and \(source.shown($0.text)), which has its version, has another name"
      }
      throw source.error(
        .downWithoutUp, down.text,
        "takes back what no file does: there is no \(source.shown(down.stem + ".up.sql")) (or \(down.stem).sql)"
          + (sameVersion ?? ""))
    }
  }

  /// The migrations.
  ///
  /// - Parameter read: Reads a file.
  func migrations(
    _ read: (MigrationFileName) throws(MigrationFileError) -> SQLScript
  ) throws(MigrationFileError) -> [Migration] {
    var migrations: [Migration] = []
    // The order of their names is mostly that of their versions already, and what is in order is sorted fast.
    for up in listed.sorted(by: { $0.version < $1.version }) {
      var down: SQLScript?
      if let name = back[up.version] { down = try read(name) }
      migrations.append(Migration(version: up.version, name: up.stem, up: try read(up), down: down))
    }
    return migrations
  }

  private static func onePerVersion(
    _ names: [MigrationFileName], in source: MigrationSource
  ) throws(MigrationFileError) -> [MigrationVersion: MigrationFileName] {
    var known: [MigrationVersion: MigrationFileName] = [:]
    for name in names {
      if let other = known.updateValue(name, forKey: name.version) {
        throw source.error(
          .duplicateVersion, name.text,
          "version \(name.version) is also that of \(source.shown(other.text)); give one of them another number")
      }
    }
    return known
  }
}
