-- Texts that leads have mailed in for engineers to put into their answers, by their names.

CREATE TABLE canned_answers (
  key TEXT NOT NULL PRIMARY KEY,        -- the name in lower case
  name TEXT NOT NULL,
  text TEXT NOT NULL,
  engineer TEXT NOT NULL,               -- who mailed it
  at TEXT NOT NULL
) STRICT;
