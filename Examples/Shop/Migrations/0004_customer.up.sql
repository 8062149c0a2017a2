-- Where the shop delivers to; Seeds/countries.sql fills it.
CREATE TABLE country (
  code char(2) PRIMARY KEY CHECK (code ~ '^[A-Z]{2}$'),
  name varchar(100) NOT NULL
);

CREATE TABLE customer (
  id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  email        varchar(254) NOT NULL,
  name         varchar(100) DEFAULT '' NOT NULL,
  country_code char(2) NOT NULL REFERENCES country,
  created_at   timestamp DEFAULT now() NOT NULL
);

-- Nobody has two accounts that differ only in capital letters.
CREATE UNIQUE INDEX customer_email_key ON customer (lower(email));
