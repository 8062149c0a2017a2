/// A text that is taken apart.
struct Text {
  /// What it is called in the table.
  let name: String
  let content: String
  /// How many statements are in it.
  let statements: Int

  static let all = [copy, inserts, definitions]

  /// A dump's data.
  private static let copy: Text = {
    let line = String(repeating: "x", count: 90)
    let rows = (1...200_000).map { "\($0)\t\(line)\n" }.joined()
    return Text(
      name: "COPY",
      content: "CREATE TABLE big (id int, body text);\nCOPY big (id, body) FROM stdin;\n\(rows)\\.\n", statements: 2)
  }()

  /// A dump's data by `pg_dump --inserts`.
  private static let inserts = Text(
    name: "INSERT",
    content: (1...200_000).map {
      "INSERT INTO product (id, name, price) VALUES (\($0), 'Something that it''s called, of some length', 4.50);\n"
    }.joined(), statements: 200_000)

  /// Migrations as people write them.
  private static let definitions = Text(
    name: "definitions",
    content: (1...80_000).map {
      """
      CREATE TABLE t\($0) (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        name text NOT NULL,
        price numeric(10, 2) CHECK (price > 0),
        created_at timestamptz NOT NULL DEFAULT now()
      );
      -- Two products of one name would be taken for each other.
      ALTER TABLE t\($0) ADD CONSTRAINT t\($0)_name UNIQUE (name);

      """
    }.joined(), statements: 160_000)
}
