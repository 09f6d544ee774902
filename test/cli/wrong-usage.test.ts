// What people type wrong: each time the reason, what would be right, and the exit status of the contract.
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { openStore } from '../../src/store/store.ts'
import { configuration, ticketd } from '../support/cli.ts'

const { file, directory, books } = configuration()
openStore(books).close()
writeFileSync(join(directory, 'broken.json'), '{ "support": {}, }')
afterAll(() => rmSync(directory, { recursive: true }))

const WRONG: readonly (readonly [args: readonly string[], status: number, said: string])[] = [
  [['lst'], 2, 'there is no verb "lst"; the verbs are run, check'],
  [['list', '--config'], 2, '--config wants a file'],
  [['list', '--config', '--json'], 2, '--config wants a file'],
  [['list', '--config', directory], 78, 'is a folder, not a file; name the configuration'],
  [['list', '--config', 'broken.json', '--config', file], 0, 'no tickets'],
  [['list', '--config', 'broken.json'], 78, 'broken.json: is not JSON'],
  [['list', '--state', 'opn', '--config', file], 2, '--state opn is none of new, open'],
  [['deadline', '--received', '18.11.2026'], 2, '--received 18.11.2026 is no ISO 8601 time like 2026-04-29T12:00\n'],
  [['deadline', '--received', '2026-02-30'], 2, '--received 2026-02-30 is no ISO 8601 time'],
  [['parse', 'nowhere.eml'], 1, 'nowhere.eml: there is no such file'],
  [['parse', '.'], 1, '.: is a folder, not a file'],
  [['help', 'nothing'], 2, 'there is no verb "nothing"'],
  [['new', '--phone', '123-45-67', '--text', 'x', '--at', '0001-01-01', '--config', file], 2, 'is the year right?'],
  [['report', '--from', '0001-01-01', '--config', file], 2, '--from 0001-01-01 is no day'],
  [['report', '--from', '2026-01-01', '--to', '9999-12-31', '--config', file], 2, '--to 9999-12-31 is no day'],
  [['replay', '--into', join(directory, 'no/where.db'), '--config', file], 1, 'where.db cannot be written: '],
  [['retire', '--dry-run', '--config', file], 0, 'everything is kept'],
  [['explain', 'nowhere.eml', '--config', file], 1, 'nowhere.eml: there is no such file'],
  [['outbox', 'retry', '--config', file], 2, 'retry wants the ID of a delivery, the number in front of its line'],
  [['outbox', 'drop', 'x', '--config', file], 2, 'the number in front of its line; x is none'],
  [['outbox', 'send', '1', '--config', file], 2, 'there is no order "send"; the orders are retry ID and drop ID'],
  [['outbox', 'drop', '1', '2', '--config', file], 2, 'drop takes one ID'],
  [
    ['deadline', '--received', '2026-04-29', '--contract', '5', '--config', file],
    1,
    'the configuration names no contr',
  ],
]

describe('what is typed wrong', () => {
  test.each(WRONG)('%j ends with %d and says why', async (args, status, said) => {
    const done = await ticketd(args, { directory })
    expect([done.status, done.out]).toEqual([status, ''])
    expect(done.err).toContain(said)
    expect(done.err).not.toMatch(/Error:|\bat file:/)
  })
})

test('--version names the program and its Node', async () => {
  const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'))
  const done = await ticketd(['--version'])
  expect(done).toMatchObject({ status: 0, out: `ticketd ${version}, Node ${process.versions.node}\n`, err: '' })
})
