INSERT INTO proof_of_migration (name) VALUES ('from a fixture');
