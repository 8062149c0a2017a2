-- What the service may do. Where swift-db-test runs this, the role is there already.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'todos') THEN
    CREATE ROLE todos LOGIN;
  END IF;
END
$$;

GRANT SELECT, INSERT, UPDATE, DELETE ON todo TO todos;
