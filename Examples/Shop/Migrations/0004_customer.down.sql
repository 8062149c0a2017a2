DROP TABLE customer;
DROP TABLE country;
