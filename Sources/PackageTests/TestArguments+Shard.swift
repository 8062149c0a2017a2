extension TestArguments {
  /// The same, for a part of the tests that they mean.
  ///
  /// - Parameter names: The names of all tests, as `swift test list` has them.
  /// - Returns: `nil` where the part is empty.
  /// - Throws: ``InvalidFilter``.
  package func only(_ shard: Shard, of names: [String]) throws -> TestArguments? {
    let tests = shard.tests(of: try meant(of: names))
    return tests.isEmpty ? nil : TestArguments(without("--filter") + TestFilter.options(for: tests))
  }

  /// The tests that they mean.
  ///
  /// - Parameter names: The names of all tests, as `swift test list` has them.
  /// - Throws: ``InvalidFilter``.
  package func meant(of names: [String]) throws -> [String] {
    let filters = try values(of: "--filter").map(Self.expression)
    let skips = try values(of: "--skip").map(Self.expression)
    return names.filter { name in
      (filters.isEmpty || filters.contains { name.contains($0) }) && !skips.contains { name.contains($0) }
    }
  }

  /// A filter that is no regular expression.
  package struct InvalidFilter: Error, Sendable, CustomStringConvertible {
    package let text: String

    package var description: String { "'\(text)', a filter of tests, is no regular expression" }
  }

  private static func expression(_ text: String) throws -> Regex<AnyRegexOutput> {
    do { return try Regex(text) } catch { throw InvalidFilter(text: text) }
  }

  /// The values of an option that may be given several times.
  private func values(of option: String) -> [String] {
    all.indices.compactMap { index in
      if all[index] == option { return index + 1 < all.count ? all[index + 1] : nil }
      return all[index].hasPrefix(option + "=") ? String(all[index].dropFirst(option.count + 1)) : nil
    }
  }

  private func without(_ option: String) -> [String] {
    var kept: [String] = []
    var index = 0
    while index < all.count {
      if all[index] == option {
        index += 2
        continue
      }
      if !all[index].hasPrefix(option + "=") { kept.append(all[index]) }
      index += 1
    }
    return kept
  }
}
