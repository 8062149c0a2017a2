-- The role stays: it belongs to the whole server.
REVOKE ALL ON todo FROM todos;
