-- How often the server has said 354 to a delivery and then nothing: what is in doubt goes again, but not for ever.
ALTER TABLE deliveries ADD COLUMN doubts INTEGER NOT NULL DEFAULT 0;

UPDATE deliveries SET doubts = 1 WHERE doubt_sha256 IS NOT NULL;
