CREATE TABLE review (
  id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  product_id uuid NOT NULL REFERENCES product ON DELETE CASCADE,
  content    varchar(1000) DEFAULT '',
  rating     decimal(2,1) CHECK (rating BETWEEN 0 AND 5),
  created_at timestamp DEFAULT now()
);

-- A product's page shows its newest reviews first.
CREATE INDEX review_product_id_created_at_idx ON review (product_id, created_at DESC);
