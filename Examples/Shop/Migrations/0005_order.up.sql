CREATE TYPE order_status AS ENUM ('placed', 'paid', 'shipped', 'delivered');

-- ORDER is a reserved word, so this table is quoted wherever it is named.
CREATE TABLE "order" (
  id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  customer_id uuid NOT NULL REFERENCES customer,
  status      order_status DEFAULT 'placed' NOT NULL,
  created_at  timestamp DEFAULT now() NOT NULL
);

CREATE INDEX order_customer_id_idx ON "order" (customer_id);

CREATE TABLE order_line (
  order_id   uuid REFERENCES "order" ON DELETE CASCADE,
  product_id uuid REFERENCES product,
  quantity   integer NOT NULL CHECK (quantity > 0),
  -- The price on the day of the order: product.price may change later.
  unit_price numeric(10,2) NOT NULL CHECK (unit_price >= 0),
  PRIMARY KEY (order_id, product_id)
);

-- For the foreign key's look-up when a product is deleted.
CREATE INDEX order_line_product_id_idx ON order_line (product_id);
