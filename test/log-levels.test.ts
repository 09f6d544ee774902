// What a line of the log says of its weight: a name for people and machines, a priority for the journal; and that the level
// can be changed while the desk works.
import { expect, test } from 'vitest'
import { openLog } from '../src/log.ts'

function logged(level: string): { readonly lines: string[]; readonly log: ReturnType<typeof openLog> } {
  const lines: string[] = []
  return { lines, log: openLog(level, { write: (line) => lines.push(line) }) }
}

test('a level is a name', () => {
  const { lines, log } = logged('info')
  log.warn({ count: 1 }, 'w')
  log.error({}, 'e')
  expect(lines.map((line) => JSON.parse(line).level)).toEqual(['warn', 'error'])
})

test('a level that is set anew holds for the next line', () => {
  const { lines, log } = logged('warn')
  log.info({}, 'unheard')
  log.setLevel('info')
  log.info({}, 'heard')
  log.setLevel('error')
  log.warn({}, 'unheard again')
  expect(lines.map((line) => JSON.parse(line).msg)).toEqual(['heard'])
})
