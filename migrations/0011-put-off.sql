-- What the program stumbled over three times: a ticket's moment, a failed delivery, a rule of the day. It is put off, the
-- rest goes on, the leads are told.

CREATE TABLE put_off (
  number INTEGER NOT NULL PRIMARY KEY,
  what TEXT NOT NULL,                   -- moment, failure, or the rule's name
  ticket INTEGER REFERENCES tickets (id),
  why TEXT NOT NULL,                    -- the error, for those who mend the program
  at TEXT NOT NULL
) STRICT;
