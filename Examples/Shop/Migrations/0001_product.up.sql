CREATE TABLE product (
  id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name       varchar(100) DEFAULT '' NOT NULL,
  created_at timestamp DEFAULT now()
);
