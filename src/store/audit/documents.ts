// Which document of the full text belongs to which letter of either kind. There is no index for it, since each letter
// would have to write it; but both are written in one transaction, so that both lists rise together and are read side by side.
import type { Connection } from '../file/sqlite.ts'

export interface Documents {
  /** The document of a row, null when it has none. Rows are asked for in rising order. */
  of(row: number): number | null
}

const PAGE = 2000

/** Documents of letters that came in, or of ours. */
export function openDocuments(books: Connection, what: 'letter' | 'outgoing'): Documents {
  const page = books.all.bind(books)<{ id: number; row: number }>
  const sql = `SELECT id, ${what} AS row FROM documents WHERE id > :after AND ${what} IS NOT NULL ORDER BY id LIMIT ${PAGE}`
  const known = new Map<number, number>()
  let after = 0
  let highest = -1
  const readOn = (): boolean => {
    const rows = page(sql, { after })
    for (const { id, row } of rows) {
      known.set(row, id)
      highest = Math.max(highest, row)
      after = id
    }
    return rows.length > 0
  }
  return {
    of(row) {
      while (highest < row && readOn());
      const found = known.get(row)
      known.delete(row)
      return found ?? null
    },
  }
}
