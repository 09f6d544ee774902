-- Years of the production calendar that were applied with the desk running. Rows are added, never changed: the last row
-- of a year holds, the number of the last row is the version of the whole.

CREATE TABLE calendar_years (
  number INTEGER NOT NULL PRIMARY KEY,
  year INTEGER NOT NULL,
  version TEXT NOT NULL,
  data TEXT NOT NULL,                   -- JSON: the year as its file gave it
  at TEXT NOT NULL
) STRICT;

-- The figures of a period are of tickets that were closed in it.
CREATE INDEX tickets_by_closing ON tickets (closed_at) WHERE state = 'closed';
