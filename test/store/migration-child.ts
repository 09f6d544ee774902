// The victim of the migration test: runs one long migration and is killed in it.
import { writeSync } from 'node:fs'
import { migrate, migrationsIn } from '../../src/store/file/migrate.ts'
import { openToWrite } from '../../src/store/file/sqlite.ts'
import { LONG } from './long-migration.ts'

const books = openToWrite(process.argv[2] ?? '')
migrate(books)
writeSync(1, 'begun\n')
migrate(books, [...migrationsIn(), LONG])
writeSync(1, 'done\n')
