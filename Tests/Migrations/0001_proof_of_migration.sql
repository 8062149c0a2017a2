-- This package's own tests make databases of their own; what they need here is a server.
-- That this one was migrated is what ServerComparisonTests and others may take for granted.
CREATE TABLE proof_of_migration (
  name text PRIMARY KEY
);

INSERT INTO proof_of_migration (name) VALUES ('migrated once');
