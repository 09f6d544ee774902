-- The brakes count strangers and contracts apart, what goes to a domain, and letters that say the same.

ALTER TABLE letters ADD COLUMN print TEXT;                                -- of its words without digits; NULL: too short to tell
CREATE INDEX letters_by_print ON letters (print, substr(sender, instr(sender, '@') + 1), filed_at) WHERE print IS NOT NULL;

ALTER TABLE deliveries ADD COLUMN covered INTEGER NOT NULL DEFAULT 0;     -- 1: of a ticket under a contract
DROP INDEX deliveries_automatic;
CREATE INDEX deliveries_automatic ON deliveries (queued_at, covered) WHERE automatic = 1 AND audience = 'customer';
CREATE INDEX deliveries_to_domain ON deliveries (substr(address, instr(address, '@') + 1), queued_at)
  WHERE kind = 'acknowledgement' AND covered = 0;
