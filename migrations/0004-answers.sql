-- The figures of a period count the answers that went to customers in it.
CREATE INDEX deliveries_answers ON deliveries (queued_at, outgoing, state) WHERE automatic = 0 AND audience = 'customer';
