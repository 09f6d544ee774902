// A migration that takes long enough to be killed in, for the tests.
import { type Migration, migrationsIn } from '../../src/store/file/migrate.ts'

export const LONG: Migration = {
  number: migrationsIn().length + 1,
  name: 'long.sql',
  sql: `
    CREATE TABLE long (n INTEGER NOT NULL PRIMARY KEY, text TEXT NOT NULL) STRICT;
    WITH RECURSIVE counted (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < 300000)
      INSERT INTO long (n, text) SELECT n, hex(randomblob(20)) FROM counted;
    CREATE INDEX long_by_text ON long (text);
    ALTER TABLE letters ADD COLUMN added TEXT;
  `,
}
