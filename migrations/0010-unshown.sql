-- Unproved mails of which their engineers have not been told: looked for with each tick.
CREATE INDEX kept_unshown ON kept_letters (at) WHERE because = 'unproved unshown' AND forgotten_at IS NULL;
