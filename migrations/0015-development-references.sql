-- Tickets by what development calls them: few have a name there, and an engineer looks for it.
CREATE INDEX tickets_reference ON tickets (development_reference) WHERE development_reference IS NOT NULL;
