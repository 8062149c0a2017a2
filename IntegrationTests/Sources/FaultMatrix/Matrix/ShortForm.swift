/// The squares that are tried each time: every signal, target, stage and server at least once, and the one where only the server's
/// own programs can tidy up.
enum ShortForm {
  static let cells = [
    Cell(place: .embedded, stage: .initdb, target: .tool, signal: .kill),
    Cell(place: .embedded, stage: .initdb, target: .backend, signal: .kill),
    Cell(place: .embedded, stage: .serverStart, target: .plugin, signal: .hangUp),
    Cell(place: .embedded, stage: .templateBuild, target: .swiftTest, signal: .terminate),
    Cell(place: .embedded, stage: .clone, target: .tool, signal: .hangUp),
    Cell(place: .embedded, stage: .tests, target: .tests, signal: .kill),
    Cell(place: .embedded, stage: .reset, target: .postmaster, signal: .kill),
    Cell(place: .embedded, stage: .drop, target: .watcher, signal: .kill),
    Cell(place: .embedded, stage: .serverStop, target: .swiftPackage, signal: .kill),
    Cell(place: .given, stage: .clone, target: .tool, signal: .kill),
    Cell(place: .given, stage: .tests, target: .swiftPackage, signal: .interrupt),
    Cell(place: .given, stage: .drop, target: .backend, signal: .interrupt),
  ]
}
