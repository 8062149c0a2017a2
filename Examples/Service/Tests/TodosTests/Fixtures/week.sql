INSERT INTO todo (title, done, created_at) VALUES
  ('Buy tea', true, '2026-01-05'),
  ('Water the plants', false, '2026-01-06'),
  ('Repair the bicycle', false, '2026-01-07');
