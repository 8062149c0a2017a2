REVOKE ALL ON todo FROM todos;

DROP ROLE todos;
