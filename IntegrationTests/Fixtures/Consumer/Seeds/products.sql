INSERT INTO product (name) VALUES ('seed');
