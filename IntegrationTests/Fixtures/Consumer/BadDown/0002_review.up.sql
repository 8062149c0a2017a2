CREATE TABLE review (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    product uuid NOT NULL REFERENCES product,
    rating decimal(2, 1) NOT NULL
);
