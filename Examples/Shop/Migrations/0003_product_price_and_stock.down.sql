ALTER TABLE product
  DROP COLUMN stock,
  DROP COLUMN price;
