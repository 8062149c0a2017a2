INSERT INTO product (name, price, stock) VALUES ('Tea', 4.20, 9), ('Teapot', 30, 1);
