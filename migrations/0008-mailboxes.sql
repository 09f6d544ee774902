-- A UID means something in one folder of one user on one host only, and only as long as what lies under it is what was
-- filed: the size and the moment that the server gave are kept with the place.

CREATE TABLE mailboxes (
  number INTEGER NOT NULL PRIMARY KEY,
  host TEXT NOT NULL,                   -- '' with user '': from before these two were kept
  user TEXT NOT NULL,
  folder TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX mailboxes_by_name ON mailboxes (host, user, folder);

INSERT INTO mailboxes (host, user, folder) SELECT DISTINCT '', '', mailbox FROM places;

CREATE TABLE places_in_mailboxes (
  mailbox INTEGER NOT NULL REFERENCES mailboxes (number),
  uid_validity TEXT NOT NULL,
  uid INTEGER NOT NULL,
  letter INTEGER NOT NULL REFERENCES letters (id),
  bytes INTEGER,                        -- RFC822.SIZE; NULL: not kept, the letter's own bytes count
  arrived_at TEXT,                      -- INTERNALDATE; NULL: not kept, or none was given
  PRIMARY KEY (mailbox, uid_validity, uid)
) STRICT, WITHOUT ROWID;

INSERT INTO places_in_mailboxes (mailbox, uid_validity, uid, letter)
  SELECT mailboxes.number, places.uid_validity, places.uid, places.letter
  FROM places JOIN mailboxes ON mailboxes.folder = places.mailbox;

DROP TABLE places;
ALTER TABLE places_in_mailboxes RENAME TO places;
