-- Nobody asks by these, and each letter had to write them.

DROP INDEX places_by_letter;
DROP INDEX documents_by_letter;
DROP INDEX documents_by_outgoing;
