// F55: the native add-on under the garbage collector of this Node: former versions aborted the process when statements died.
import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { expect, test } from 'vitest'

const SCRIPT = `
  const Database = require(process.argv[1])
  const books = new Database(':memory:')
  let n = 0
  const some = () => {
    for (let k = 0; k < 500; k += 1) books.prepare('SELECT ' + n++ + ' AS a').get()
    gc()
    if (n < 20000) setImmediate(some)
    else console.log('whole')
  }
  some()
`

test('F55 twenty thousand statements that the garbage collector takes end no process', () => {
  const library = createRequire(import.meta.url).resolve('better-sqlite3')
  const said = execFileSync(process.execPath, ['--expose-gc', '-e', SCRIPT, library], { encoding: 'utf8' })
  expect(said).toBe('whole\n')
})
