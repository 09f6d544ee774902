-- Letters that were erased: marks by which they are known when the mailbox or a copy brings them again, and no word of them.

CREATE TABLE erased_letters (
  mark TEXT NOT NULL PRIMARY KEY,       -- of the bytes, or of Message-ID and content: a hash under the books' secret
  at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
