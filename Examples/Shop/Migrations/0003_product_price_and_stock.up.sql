-- The check on stock is what keeps the shop from selling what it doesn't have:
-- two orders at once are settled here, not in the service.
ALTER TABLE product
  ADD COLUMN price numeric(10,2) DEFAULT 0 NOT NULL CHECK (price >= 0),
  ADD COLUMN stock integer DEFAULT 0 NOT NULL CHECK (stock >= 0);
