CREATE TABLE transfer (
  id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  payer    varchar(50) NOT NULL REFERENCES account,
  receiver varchar(50) NOT NULL REFERENCES account CHECK (receiver <> payer),
  amount   bigint NOT NULL CHECK (amount > 0)
);
