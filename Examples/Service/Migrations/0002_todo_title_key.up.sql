-- What is still to be done is on the list once, whatever its capital letters.
CREATE UNIQUE INDEX todo_title_key ON todo (lower(title)) WHERE NOT done;
