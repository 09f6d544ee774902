-- The server's acceptance of a letter that hands the turn to the customer is a cause of its own: the customer's time begins
-- with it. 1: such a delivery, whose consequences are drawn when it has been sent (judged_at).
ALTER TABLE deliveries ADD COLUMN awaited INTEGER NOT NULL DEFAULT 0;

CREATE INDEX deliveries_accepted ON deliveries (settled_at) WHERE awaited = 1 AND state = 'sent' AND judged_at IS NULL;
