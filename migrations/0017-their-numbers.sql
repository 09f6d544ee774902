-- Numbers that customers' secretariats give their letters («исх. № 15/24»): their tickets are found by them.

CREATE TABLE their_numbers (
  key TEXT NOT NULL,                    -- the number in upper case
  ticket INTEGER NOT NULL REFERENCES tickets (id),
  PRIMARY KEY (key, ticket)
) STRICT, WITHOUT ROWID;

CREATE INDEX their_numbers_by_ticket ON their_numbers (ticket);
