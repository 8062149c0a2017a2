CREATE TABLE product (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    name varchar(100) NOT NULL DEFAULT ''
);
GRANT SELECT, INSERT ON product TO consumer_app;
