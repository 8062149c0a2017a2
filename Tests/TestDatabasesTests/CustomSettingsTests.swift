import Testing

@testable import TestDatabases

/// Which statements spoil a connection for the next test.
@Suite struct CustomSettingsTests {
  @Test(
    "Statements that set a setting of the user's own are known, however they are written",
    arguments: [
      "SET app.user = '1'", "set  Session app . user to 1", "SET LOCAL \"app\".\"user\" = 1", "BEGIN;\nSET\tapp.user=1",
      "SELECT set_config('app.' || name, '1', false) FROM settings", "SELECT SET_CONFIG ('app.user', '1', true)",
      "DO $$ BEGIN EXECUTE 'SET ' || name || '.user = 1'; END $$",
      "SELECT format('set local %I.%I = 1', 'app', 'user')",
      "DO $$ BEGIN EXECUTE $s$SET app.user = 1$s$; END $$", "DO $$ BEGIN SET app.user = 1; END $$",
      "SET /* the user */ app.user = 1", "SET -- the user\n app.user = 1",
    ])
  func spoiling(sql: String) { #expect(CustomSettings.mayBeSet(by: sql)) }

  @Test(
    "and others do not count as such",
    arguments: [
      "", "set", "UPDATE product SET name = 'x' WHERE id = 1", "UPDATE a SET b = c.d FROM c", "SET search_path = app",
      "SELECT * FROM sets.product", "SELECT offset_.x FROM offset_", "RESET app.user",
      "INSERT INTO asset (id) VALUES (1)", "SELECT format('UPDATE %I SET %I = 1', 'a', 'b')",
      "SELECT caf\u{e9}set.x FROM caf\u{e9}set",
      "SET TIME ZONE 'UTC'", "SET LOCAL lock_timeout = '1.5s'",
    ])
  func harmless(sql: String) { #expect(!CustomSettings.mayBeSet(by: sql)) }
}
