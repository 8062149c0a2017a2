import Foundation

/// What the one who runs the tests wants them to do: lines of `name=value`.
enum Steering {
  static let orders: [String: String] = {
    let package = URL(filePath: #filePath).appending(path: "../../..").standardized
    let text = try? String(contentsOf: package.appending(path: "Steering.txt"), encoding: .utf8)
    let pairs = (text ?? "").split(separator: "\n").map { line in
      let parts = line.split(separator: "=", maxSplits: 1).map(String.init)
      return (parts[0], parts.count == 2 ? parts[1] : "")
    }
    return Dictionary(pairs) { $1 }
  }()
}
