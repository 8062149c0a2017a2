/// What workloads choose from.
///
/// `«n»` becomes a small number, `«t»` a text, now and then a long one.
enum WorkloadStatements {
  private static let odd = "\(ExactnessSchema.oddSchema).\"Ta;ble --\""

  static let rows = [
    "INSERT INTO country VALUES ('X«n»', '«t»')",
    "INSERT INTO country VALUES ('DE', 'again')",
    "INSERT INTO country VALUES ('DE', '«t»') ON CONFLICT (code) DO UPDATE SET name = EXCLUDED.name",
    "INSERT INTO country VALUES ('FR', '«t»') ON CONFLICT DO NOTHING",
    "UPDATE country SET code = code || '«n»' WHERE code < 'G'",
    "UPDATE country SET name = '«t»' WHERE code = 'NZ'",
    "DELETE FROM country WHERE code = 'DE'",
    "DELETE FROM country",
    "COPY country (code, name) FROM STDIN",
    "COPY animal (id, name) FROM STDIN",
    "INSERT INTO customer (country, mail, note) VALUES ('PL', 'x«n»@y', '«t»')",
    "INSERT INTO customer (mail) SELECT n || '@z' FROM generate_series(1, 50 * «n») AS n",
    "INSERT INTO customer (mail) VALUES ('no address')",
    "INSERT INTO customer (id, mail) OVERRIDING SYSTEM VALUE VALUES (1000 + «n», '@')",
    "UPDATE customer SET note = '«t»', state = 'trusted', profile = '{\"n\": «n»}' WHERE id <= «n»",
    "UPDATE customer SET photo = decode(repeat('ab', 4000 + «n»), 'hex') WHERE id = 1",
    "DELETE FROM customer WHERE id = 1 + «n» % 3",
    "INSERT INTO product (name, price, size) VALUES ('«t»', «n», '(3,«n»)')",
    "INSERT INTO product (price) VALUES (-«n»)",
    "UPDATE product SET price = price + «n»",
    "DELETE FROM product WHERE id = 1",
    "INSERT INTO purchase (customer, product) VALUES (1 + «n» % 3, 1 + «n» % 2)",
    "UPDATE purchase SET product = NULL",
    "UPDATE team SET captain = NULL",
    "WITH t AS (INSERT INTO team VALUES (50 + «n», 50 + «n»)) INSERT INTO player VALUES (50 + «n», 50 + «n»)",
    "DELETE FROM player",
    "INSERT INTO measurement SELECT DATE '2022-01-01' + 50 * n, n FROM generate_series(1, 3 * «n») AS n",
    "UPDATE measurement SET day = '2023-06-06'",
    "DELETE FROM measurement_2024",
    "INSERT INTO dog VALUES («n», '«t»', false)",
    "UPDATE animal SET name = '«t»'",
    "DELETE FROM ONLY animal",
    "INSERT INTO cache VALUES ('k«n»', '«t»') ON CONFLICT (key) DO UPDATE SET value = '«t»'",
    "INSERT INTO booking VALUES (tsrange(now()::timestamp, now()::timestamp + interval '«n» h'), «n»)",
    "UPDATE slot SET position = position + 1",
    "INSERT INTO \(odd) VALUES («n», '«t»')",
    "DELETE FROM \(odd)",
    "INSERT INTO archive VALUES («n»)",
    "DELETE FROM archive",
    "UPDATE rated SET stars = «n»",
    "INSERT INTO secret VALUES (CURRENT_USER, '«t»')",
    "INSERT INTO secret VALUES ('somebody', '«t»')",
    "INSERT INTO audit (what) VALUES ('«t»')",
    "INSERT INTO visible VALUES ('«t»')",
    "MERGE INTO cache USING (VALUES ('k', '«t»')) AS v (key, value) ON cache.key = v.key "
      + "WHEN MATCHED THEN DELETE",
    "SELECT count(*) FROM customer NATURAL JOIN purchase",
    "SELECT 1 / 0",
  ]

  static let sequences = [
    "SELECT nextval('ticket')",
    "SELECT nextval('invoice') FROM generate_series(1, «n»)",
    "SELECT nextval('\(ExactnessSchema.oddSchema).\"Se''quence\"')",
    "SELECT setval('ticket', 40 + «n», true)",
    "SELECT setval('ticket', 40 + «n», false)",
    "SELECT setval('ticket', 40, true)",
    "SELECT setval('customer_id_seq', «n», false)",
    "SELECT setval(pg_get_serial_sequence('product', 'id'), 1)",
    "SELECT last_value FROM product_id_seq",
    "SELECT nextval('purchase_id_seq')",
  ]

  /// Something a session has or does.
  static let sessions = [
    "PREPARE p«n» AS INSERT INTO audit (what) VALUES ($1)",
    "EXECUTE p«n»('prepared')",
    "LISTEN news", "NOTIFY news, '«t»'",
    "SET search_path = nowhere", "SET ROLE pg_monitor", "RESET ALL", "DISCARD ALL",
    "DECLARE c«n» CURSOR WITH HOLD FOR SELECT * FROM customer",
    "SELECT pg_advisory_lock(«n»)",
    "LOCK TABLE product IN SHARE MODE",
    "SELECT * FROM customer FOR UPDATE",
    "SELECT pg_stat_force_next_flush()",
    "VACUUM country", "VACUUM",
    "SET TRANSACTION READ ONLY",
    "SET default_transaction_read_only = on",
    "SET session_replication_role = replica",
    "SET CONSTRAINTS ALL IMMEDIATE",
  ]

  /// A statement with its places filled in.
  static func filled(_ statement: String, _ generator: inout SeededGenerator) -> String {
    let parts = statement.split(separator: "«", omittingEmptySubsequences: false)
    var result = String(parts[0])
    let number = generator.number(1...20)
    for part in parts.dropFirst() {
      let isText = part.hasPrefix("t")
      result += isText ? text(&generator) : String(number)
      result += part.dropFirst(2)
    }
    return result
  }

  /// The rows that go with a `COPY … FROM STDIN`.
  static func copiedRows(_ statement: String) -> String? {
    guard statement.hasPrefix("COPY") else { return nil }
    return (1...20).map { "\($0)\tcopied \($0)\n" }.joined()
  }

  private static func text(_ generator: inout SeededGenerator) -> String {
    let text = (0..<generator.number(0...8)).map { _ in generator.pick(["a", "ö", "''", "\\", " ", "😀"]) }.joined()
    guard generator.happens(onceIn: 6) else { return text }
    // Too random to be compressed, and so put elsewhere.
    return text + (0..<400).map { _ in String(generator.next(), radix: 16) }.joined()
  }
}
