/// What statements need of a transaction.
enum TransactionNeed {
  /// Gives a script the transaction that it has as one query: none where its only statement can't be in one.
  ///
  /// Several statements in one query are a transaction to the server, and one alone is its own.
  static func likeOneQuery(_ script: SQLScript) -> SQLScript {
    var statements = script.statements
    guard let first = statements.next(), first.traits.contains(.standsAlone), statements.next() == nil else {
      return script
    }
    return script.running(inTransaction: false)
  }
}
