DROP INDEX todo_title_key;
