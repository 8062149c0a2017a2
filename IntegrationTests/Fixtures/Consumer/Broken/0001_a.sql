CREATE TABLE fine (id integer);

CREATE TABEL broken (id integer);
