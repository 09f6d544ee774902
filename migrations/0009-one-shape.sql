-- Books of the first weeks were made when 0001 named other indices; here all come to one shape.

DROP INDEX IF EXISTS tickets_unfinished;
CREATE INDEX tickets_unfinished ON tickets (deadline, state) WHERE state NOT IN ('closed', 'declined');
CREATE INDEX IF NOT EXISTS deliveries_sent ON deliveries (settled_at) WHERE state = 'sent';
CREATE INDEX IF NOT EXISTS deliveries_to_judge ON deliveries (queued_at) WHERE state = 'failed' AND judged_at IS NULL;
