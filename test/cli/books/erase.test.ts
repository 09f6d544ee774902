// `ticketd erase` as an operator types it: what it refuses, what it only says, what it does.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { eraseVerb } from '../../../src/cli/books/erase.ts'
import type { Io } from '../../../src/cli/frame/verb.ts'
import { fileLetter } from '../../../src/filing.ts'
import { openStore } from '../../../src/store/store.ts'
import { openWording } from '../../../src/wording/wording.ts'
import { configuration } from '../../support/cli.ts'
import { contractWith, letterFrom, policyWith } from '../../support/desk.ts'

const HE = 'i.sidorov@plant.example'
const wording = openWording(join(import.meta.dirname, '../../../templates'), 'Europe/Moscow')

/** A desk with one request of his, under a contract or without one. */
function deskWith(contracts: 'a contract' | 'none'): ReturnType<typeof configuration> {
  const desk = configuration()
  const store = openStore(desk.books)
  const policy = contracts === 'none' ? policyWith() : policyWith({ contracts: [contractWith()] })
  const mailbox = { host: 'imap.example.ru', user: 'support', folder: 'Processed', uidValidity: '7' }
  const place = { ...mailbox, uid: 4711, bytes: 1000, arrivedAt: null }
  fileLetter(letterFrom({ messageId: 'm1@plant.example', subject: 'Каталог', place }), {
    ...{ policy, clock: () => new Date('2026-11-18T09:00:00Z') },
    transaction: (work) => store.transaction(work),
    render: (draft) => wording.render(draft),
    tell: (event) => wording.tell(event, 'ru'),
  })
  store.close()
  return desk
}

async function erase(desk: ReturnType<typeof configuration>, ...args: string[]) {
  const out: string[] = []
  const err: string[] = []
  const io: Io = {
    ...{ out: (line) => out.push(line), err: (line) => err.push(line), environment: {} },
    stdin: (async function* () {})(),
  }
  const status = await eraseVerb.run(args, io, { path: desk.file, named: true })
  return { status, out: out.join('\n'), err: err.join('\n') }
}

const holds = (desk: ReturnType<typeof configuration>): boolean =>
  readFileSync(join(desk.books, 'ticketd.db')).includes(HE)

test('without books it says that there are none', async () => {
  const desk = configuration()
  await expect(erase(desk, '--customer', HE)).rejects.toThrow('there are no books in')
})

test('a look says what would go and where it lies in the mailbox, and changes nothing, the daemon running', async () => {
  const desk = deskWith('none')
  const daemon = openStore(desk.books)
  const { status, out } = await erase(desk, '--customer', HE, '--dry-run')
  daemon.close()
  expect(status).toBe(0)
  expect(out).toContain('would go: 1 letters and 3 letters of ours whole, 0 letters of others in part')
  expect(out).toContain('tickets that keep their figures alone: SKPS-1')
  expect(out).toContain('in the mailbox, for you to delete: Processed, UID 4711')
  expect(holds(desk)).toBe(true)
})

test('a ticket under a contract is refused with its contract, and nothing is erased; --all erases it', async () => {
  const desk = deskWith('a contract')
  const refused = await erase(desk, '--customer', HE)
  expect(refused.status).toBe(1)
  expect(refused.err).toMatch(/^SKPS-1 is under contract \S+: /)
  expect(refused.err).toContain('nothing was erased; --all erases tickets under a contract too')
  expect(holds(desk)).toBe(true)
  expect(await erase(desk, '--customer', HE, '--all')).toMatchObject({ status: 0, err: '' })
  expect(holds(desk)).toBe(false)
})

test('beside a running daemon nothing is erased; without a ticket of his it is said', async () => {
  const desk = deskWith('none')
  const daemon = openStore(desk.books)
  await expect(erase(desk, '--customer', HE)).rejects.toThrow('another ticketd holds this data directory')
  daemon.close()
  expect(holds(desk)).toBe(true)
  expect(await erase(desk, '--customer', HE.toUpperCase(), '--json')).toMatchObject({ status: 0 })
  expect(holds(desk)).toBe(false)
  expect(await erase(desk, '--customer', HE)).toMatchObject({
    status: 0,
    err: 'nothing of this address stands in the books',
  })
})

test('who is asked for must be an address, and none of the desk', async () => {
  const desk = deskWith('none')
  expect((await erase(desk)).status).toBe(2)
  expect((await erase(desk, '--customer', 'Сидоров')).status).toBe(2)
  expect((await erase(desk, '--customer', 'P.Ivanov@vendor.example')).err).toContain("is no customer's address")
})
