/// One of the things that a script asks for, in its order.
package enum ScriptStep: Sendable {
  case statement(ScriptStatement)
  /// Another script that runs now, as `\i` says.
  indirect case include(ScriptSteps)
  /// The session becomes as that of a new connection, as `\connect` to the same database makes it.
  case reconnect
  /// A line of text for people, as `\echo` prints it.
  case echo(String)
  /// A command of psql that asks for what is done anyway, such as `\set ON_ERROR_STOP on`: no server may see it.
  case granted
}

/// A statement of a script, and how it is sent.
package struct ScriptStatement: Sendable {
  /// The offsets of its bytes, from its first token to its last, without the semicolon.
  package let range: Range<Int>
  package let traits: StatementTraits
  /// The offsets of the data that it has the client send.
  package let data: Range<Int>?
}
