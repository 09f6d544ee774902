-- The queue page by page, without sorting all of it.

CREATE INDEX tickets_queued ON tickets (criticality = 'normal', deadline IS NULL, deadline, id)
  WHERE state NOT IN ('closed', 'declined');
