CREATE TABLE product (
  name text PRIMARY KEY
);
