-- Alerts that wait for the webhook: which ticket and why, no word of a letter. One a ticket: a later one takes its place.

CREATE TABLE wakes (
  ticket INTEGER PRIMARY KEY REFERENCES tickets (id),
  because TEXT NOT NULL,                -- confirmed, unattended
  asked_at TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  next_at TEXT NOT NULL
) STRICT;
