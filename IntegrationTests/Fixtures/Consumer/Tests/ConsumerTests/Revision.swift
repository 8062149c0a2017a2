enum Revision {
  static let number = 0
}
