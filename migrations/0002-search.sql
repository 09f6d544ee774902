-- Full-text search: one document a message, its words brought to their stems before they come here.

CREATE TABLE documents (
  id INTEGER NOT NULL PRIMARY KEY,
  letter INTEGER REFERENCES letters (id),
  outgoing INTEGER REFERENCES outgoing (number)
) STRICT;
CREATE INDEX documents_by_letter ON documents (letter) WHERE letter IS NOT NULL;
CREATE INDEX documents_by_outgoing ON documents (outgoing) WHERE outgoing IS NOT NULL;

CREATE VIRTUAL TABLE stems USING fts5 (
  words,
  content = '',
  contentless_delete = 1,
  detail = none,
  tokenize = "ascii"
);
