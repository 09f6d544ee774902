-- The letters of a period are counted from the index alone: a year of them no longer reads each letter's own page.

DROP INDEX letters_by_filing;
CREATE INDEX letters_by_filing ON letters (filed_at, role, opened);
