// Books with as many open tickets as one wants, all of them copies of the first but for number, date, criticality and state.
import { join } from 'node:path'
import { openToWrite } from '../../src/store/file/sqlite.ts'

const STATES = ['new', 'open', 'waiting', 'development', 'answered']

/** Makes the first ticket of the books many; every tenth is critical, dates are minutes apart. */
export function multiplied(directory: string, count: number): void {
  const books = openToWrite(join(directory, 'ticketd.db'))
  try {
    const columns = books
      .all<{ name: string }>(`SELECT name FROM pragma_table_info('tickets') WHERE name NOT IN ('wake_at')`)
      .map(({ name }) => name)
    const changed: Readonly<Record<string, string>> = {
      id: 'n',
      subject: `'Обращение ' || n`,
      deadline: `strftime('%Y-%m-%dT%H:%M:%fZ', deadline, ((n * 7919) % 100003) || ' minutes')`,
      criticality: `CASE WHEN n % 10 = 0 THEN 'suspected' ELSE 'normal' END`,
      state: `CASE n % 5 ${STATES.map((state, n) => `WHEN ${n} THEN '${state}'`).join(' ')} END`,
    }
    const values = columns.map((name) => changed[name] ?? `tickets.${name}`)
    books.run(
      `WITH RECURSIVE numbers (n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM numbers WHERE n < (:count + 0))
       INSERT INTO tickets (${columns.join(', ')}) SELECT ${values.join(', ')} FROM numbers, tickets WHERE tickets.id = 1`,
      { count },
    )
    books.pragma('wal_checkpoint(TRUNCATE)')
  } finally {
    books.close()
  }
}
