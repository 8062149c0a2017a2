-- What the service may do, as which it connects.
CREATE ROLE todos LOGIN;

GRANT SELECT, INSERT, UPDATE, DELETE ON todo TO todos;
