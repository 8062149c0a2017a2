-- An order line takes its quantity from the product's stock, and gives it back when it goes.
CREATE FUNCTION order_line_keeps_stock() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP IN ('UPDATE', 'DELETE') THEN
    UPDATE product SET stock = stock + OLD.quantity WHERE id = OLD.product_id;
  END IF;
  IF TG_OP IN ('INSERT', 'UPDATE') THEN
    UPDATE product SET stock = stock - NEW.quantity WHERE id = NEW.product_id;
  END IF;
  RETURN NULL;
END;
$$;

CREATE TRIGGER order_line_keeps_stock
  AFTER INSERT OR UPDATE OF product_id, quantity OR DELETE ON order_line
  FOR EACH ROW EXECUTE FUNCTION order_line_keeps_stock();
