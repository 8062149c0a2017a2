DROP TRIGGER order_touch_updated_at ON "order";
DROP FUNCTION touch_updated_at();
ALTER TABLE "order" DROP COLUMN updated_at;
