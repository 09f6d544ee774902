-- What was asked and answered once, cleared of names by an engineer, to be found again.

CREATE TABLE knowledge (
  key TEXT NOT NULL PRIMARY KEY,        -- the name in lower case
  name TEXT NOT NULL,
  question TEXT NOT NULL,
  answer TEXT NOT NULL,
  language TEXT NOT NULL,
  stems TEXT NOT NULL,                  -- of name and question, to know what is like it
  ticket INTEGER,                       -- from which it was made
  engineer TEXT NOT NULL,               -- who kept it
  at TEXT NOT NULL
) STRICT;
