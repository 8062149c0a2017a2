DROP TRIGGER order_line_keeps_stock ON order_line;
DROP FUNCTION order_line_keeps_stock();
