-- The figures of a period: what was finished in it or later, what fell due in it and was finished before, what the history
-- has of criticality and of acknowledgements that were withheld.

DROP INDEX tickets_by_closing;
CREATE INDEX tickets_finished ON tickets (closed_at, received_at) WHERE closed_at IS NOT NULL;
CREATE INDEX tickets_finished_due ON tickets (deadline, closed_at) WHERE closed_at IS NOT NULL;
CREATE INDEX journal_of_periods ON journal (what, at) WHERE what IN ('criticality', 'withheld');

-- Why a turn passes is a code since then.
UPDATE tickets SET intervals =
  replace(replace(replace(replace(replace(replace(intervals,
    '"ждём сведений о договоре"', '"contract awaited"'),
    '"ожидаем номер договора"', '"contract awaited"'),
    '"заданы вопросы"', '"asked"'),
    '"клиент написал: возобновлено"', '"customer reopened"'),
    '"открыл инженер"', '"engineer reopened"'),
    '"answer undelivered"', '"undelivered"');

-- What engineers ask for and is counted outside of the transaction in which they ask; a letter of its own answers it.
CREATE TABLE errands (
  key TEXT NOT NULL PRIMARY KEY,
  errand TEXT NOT NULL,                 -- JSON
  asked_at TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  done_at TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX errands_open ON errands (asked_at) WHERE done_at IS NULL;
