CREATE TABLE ancient ();
