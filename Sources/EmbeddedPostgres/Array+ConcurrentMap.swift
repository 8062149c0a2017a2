extension Array where Element: Sendable {
  /// What each element comes to, in their order, worked out at the same time.
  func concurrentMap<Result: Sendable>(_ transform: @escaping @Sendable (Element) async -> Result) async -> [Result] {
    await withTaskGroup(of: (Int, Result).self) { group in
      for (index, element) in enumerated() { group.addTask { (index, await transform(element)) } }
      let results = await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
      return indices.compactMap { results[$0] }
    }
  }
}
