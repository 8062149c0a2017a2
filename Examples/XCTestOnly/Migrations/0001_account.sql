CREATE TABLE account (
  name    varchar(50) PRIMARY KEY,
  balance bigint DEFAULT 0 NOT NULL CHECK (balance >= 0)
);
