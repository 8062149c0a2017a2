import Foundation

/// A schema of so many tables, each with a primary key, a foreign key and an index, as a folder of migrations.
///
/// Besides them there is the table `country` with rows of its own.
struct Schema {
  /// How many tables there are; two at least.
  let tables: Int

  /// The tables' names, those first that others refer to.
  var names: [String] { ["product", "review"] + (2..<max(2, tables)).map { "entry_\($0)" } }

  /// Writes the migrations.
  ///
  /// - Throws: What the file system says.
  func write(to folder: URL) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (number, statement) in statements.enumerated() {
      let name = String(format: "%04d_table.sql", number + 1)
      try Data(statement.utf8).write(to: folder.appending(path: name))
    }
  }

  private var statements: [String] {
    let product = """
      CREATE TABLE product (id serial PRIMARY KEY, name text, price numeric(10, 2));
      CREATE INDEX ON product (name);
      """
    let review = """
      CREATE TABLE review (id serial PRIMARY KEY, product_id int NOT NULL REFERENCES product, rating int, body text);
      CREATE INDEX ON review (product_id);
      """
    // Each refers to the one before it.
    let entries = zip(names.dropFirst(), names.dropFirst(2)).map { before, name in
      """
      CREATE TABLE \(name) (id serial PRIMARY KEY, before int REFERENCES \(before), name text);
      CREATE INDEX ON \(name) (before);
      """
    }
    let country = """
      CREATE TABLE country (code text PRIMARY KEY, name text);
      INSERT INTO country SELECT n::text, 'Country ' || n FROM generate_series(1, 20) AS n;
      """
    return [product, review] + entries + [country]
  }

  /// What a test does that puts three rows into two tables.
  static let threeRows = """
    INSERT INTO product (name, price) VALUES ('Tea', 4.5);
    INSERT INTO review (product_id, rating, body) SELECT id, 5, 'good' FROM product;
    INSERT INTO review (product_id, rating, body) SELECT id, 3, 'fair' FROM product;
    """

  /// What undoes that, for someone who knows it.
  static let undoThreeRows = """
    DELETE FROM review; DELETE FROM product;
    SELECT setval('product_id_seq', 1, false), setval('review_id_seq', 1, false)
    """

  /// A row in each table.
  var rowInEach: String {
    "INSERT INTO product (name) VALUES ('Tea');\nINSERT INTO review (product_id) SELECT id FROM product;\n"
      + names.dropFirst(2).map { "INSERT INTO \($0) (name) VALUES ('Tea')" }.joined(separator: ";\n")
  }

  /// Three rows in two tables, which are others in each of the following tests.
  func threeRows(inTest number: Int) -> String {
    let (one, other) = pair(number)
    return """
      INSERT INTO \(one) DEFAULT VALUES; INSERT INTO \(other) DEFAULT VALUES; INSERT INTO \(other) DEFAULT VALUES
      """
  }

  /// What undoes that, for someone who knows it.
  func undoThreeRows(inTest number: Int) -> String {
    let (one, other) = pair(number)
    return """
      DELETE FROM \(one); DELETE FROM \(other);
      SELECT setval('\(one)_id_seq', 1, false), setval('\(other)_id_seq', 1, false)
      """
  }

  /// Two tables, which are others for the next number; with a schema of two tables, the one of them that takes any row.
  private func pair(_ number: Int) -> (String, String) {
    let entries = names.dropFirst(2)
    guard entries.count > 1 else { return ("product", "product") }
    func entry(_ number: Int) -> String { entries[entries.startIndex + number % entries.count] }
    return (entry(2 * number + 1), entry(2 * number))
  }

  static let manyRows = "INSERT INTO product (name) SELECT 'Tea ' || n FROM generate_series(1, 10000) AS n"
  static let undoManyRows = "DELETE FROM product; SELECT setval('product_id_seq', 1, false)"

  static let referenceRows = "UPDATE country SET name = upper(name); DELETE FROM country WHERE code = '7'"
  static let undoReferenceRows = """
    DELETE FROM country;
    INSERT INTO country SELECT n::text, 'Country ' || n FROM generate_series(1, 20) AS n
    """

  var truncateAll: String { "TRUNCATE \(names.joined(separator: ", ")) CASCADE" }
}
