ALTER TABLE "order" ADD COLUMN updated_at timestamp;

-- Of the orders there were before, no change is known but their making.
UPDATE "order" SET updated_at = created_at;

ALTER TABLE "order"
  ALTER COLUMN updated_at SET DEFAULT now(),
  ALTER COLUMN updated_at SET NOT NULL;

-- clock_timestamp(), because now() stands still for the whole of a transaction.
CREATE FUNCTION touch_updated_at() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  NEW.updated_at := clock_timestamp();
  RETURN NEW;
END;
$$;

CREATE TRIGGER order_touch_updated_at
  BEFORE UPDATE ON "order"
  FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*)
  EXECUTE FUNCTION touch_updated_at();
