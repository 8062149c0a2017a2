INSERT INTO country (code, name) VALUES
  ('AT', 'Austria'),
  ('CH', 'Switzerland'),
  ('DE', 'Germany'),
  ('FR', 'France'),
  ('IT', 'Italy');
