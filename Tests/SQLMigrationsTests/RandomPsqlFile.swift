/// Makes files of pieces that decide where psql cuts them, most of them no valid SQL.
///
/// No BEGIN without ATOMIC and no dot before END are among them: there psql is wrong, and files are cut as the server does.
struct RandomPsqlFile {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> String {
    let count = number(in: 1...25)
    return (0..<count).map { _ in piece() }.joined()
  }

  private mutating func piece() -> String {
    let pieces = [
      ";", ";\n", "'", "''", "\"", "$$", "$a$", "$1", "a$", "--", "/*", "*/", "(", ")", "E'", "U&'", "b'", "x", "\n",
      "\r\n",
      " ", "\n\n", ":a", "::b", ":'c'", ":\"d\"", "[1:2]", ":=", "1.5e", "é", "😀", ",", "case ", "end ", "select ",
      "/* ; */", "-- ; '\n", "'it''s;'", "E'\\';'", "$b$;'$b$", "\"x;\"\"y\"", "(1; 2)", ";\nSELECT 1;\n",
      "\t\u{C}",
      ";\ncreate rule r do also (select 1; select 2);\n",
      ";\ncreate function f() begin atomic select case 1 end; end;\n",
      ";\ncreate or replace procedure p() begin atomic select 1; end;\n", ";\nset standard_conforming_strings = off;\n",
      ";\nset standard_conforming_strings = on;\n", ";\ncopy t from stdin;\n1\t';\\N\n\\.\n",
      ";\ncopy t from stdin; x\n\\.\n",
      ";\n\\echo a'b'\n", ";\n\\set ON_ERROR_STOP 1\n",
    ]
    return pieces[number(in: 0...pieces.count - 1)]
  }

  /// Source: Steele et al., "SplitMix64", 2014.
  private mutating func number(in range: ClosedRange<Int>) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return range.lowerBound + Int((mixed ^ (mixed >> 31)) % UInt64(range.count))
  }
}
