CREATE TABLE todo (
  id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  title      varchar(200) NOT NULL CHECK (title <> ''),
  done       boolean DEFAULT false NOT NULL,
  created_at timestamptz DEFAULT clock_timestamp() NOT NULL
);
