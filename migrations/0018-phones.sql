-- Who calls is looked up while he is on the line.

CREATE INDEX tickets_by_phone ON tickets (customer_phone) WHERE customer_phone IS NOT NULL;
