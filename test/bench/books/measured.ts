// What the desk costs over books of any size, beside books of a thousand in the same run: both are filed into in turn by
// the real rules, so that only the books differ. Processor time, because machines are shared.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../../../src/configuration/configuration.ts'
import { figuresNow, type LiveRoom, openRoom } from '../../../src/daemon/daemon.ts'
import { callerCard, type Decision, isOverdue } from '../../../src/desk/desk.ts'
import { fileLetter } from '../../../src/filing.ts'
import type { Letter } from '../../../src/letter.ts'
import { hasBooks, openStore, type Store } from '../../../src/store/store.ts'
import { letterFrom } from '../../support/desk.ts'
import { bulkContracts, engineerOf, makeBooks, PEOPLE_OF_A_CONTRACT, personOf, phoneOf } from './bulk.ts'
import { pieces } from './vocabulary.ts'

/** What was measured, by name: ratios against the small books, and figures of the large ones. */
export type BooksFigures = Readonly<Record<string, number>>

const SMALL = { tickets: 1_000, contracts: 13 }
const LARGE_CONTRACTS = 2_000
const ENGINEERS = 2
const ROUNDS = 7
const LETTERS = 12
const NOW = new Date('2026-11-18T09:00:00Z')
const MAIN = join(import.meta.dirname, '../../../src/ticketd.js')

/** Makes both books and measures. In a `folder` that is given they stay, and are used again; else they are taken away. */
export async function measureBooks(
  tickets: number,
  kept: string | undefined,
  said: (stage: string) => void,
): Promise<BooksFigures> {
  const folder = kept ?? mkdtempSync(join(tmpdir(), 'ticketd-books-'))
  try {
    const small = placeOf(join(folder, 'small'), SMALL.tickets, SMALL.contracts, said)
    const large = placeOf(join(folder, 'large'), tickets, LARGE_CONTRACTS, said)
    const filing = filingRatios(small, large)
    const reading = readingFigures(large)
    return { tickets, ...filing, ...reading, ...(await startFigures(small, large)), ...(await listFigures(large)) }
  } finally {
    if (kept === undefined) rmSync(folder, { recursive: true, force: true })
  }
}

interface Place {
  readonly configFile: string
  readonly data: string
  readonly contracts: number
}

function placeOf(folder: string, tickets: number, contracts: number, said: (stage: string) => void): Place {
  const data = join(folder, 'data')
  if (!hasBooks(data)) {
    const mailbox = { host: '127.0.0.1', user: 'support' }
    makeBooks(data, { tickets, contracts, engineers: ENGINEERS, now: NOW, mailbox, said })
  }
  const configFile = join(folder, 'config.json')
  writeFileSync(join(folder, 'contracts.json'), JSON.stringify(bulkContracts(contracts)))
  const none = { host: '127.0.0.1', port: 9, security: 'none' }
  const config = {
    support: { address: 'support@vendor.example', name: 'Поддержка', phone: '8 (495) 000-00-00' },
    mailbox: { ...none, user: 'support', password: 'x' },
    smtp: none,
    engineers: Array.from({ length: ENGINEERS }, (_, n) => ({ ...engineerOf(n), roles: ['engineer', 'lead'] })),
    contracts: 'contracts.json',
    ...{ relayHoldSeconds: 0, data: { directory: 'data' } },
    limits: { automaticPerHour: 0, acksPerSenderPerDay: 0, newTicketsPerSenderPerHour: 0, quickMailsBeforeMute: 0 },
  }
  writeFileSync(configFile, JSON.stringify(config))
  return { configFile, data, contracts }
}

interface Open {
  readonly place: Place
  readonly store: Store
  readonly room: LiveRoom
  count: number
}

function opened(place: Place): Open {
  const config = readConfig(place.configFile, {})
  if ('mistakes' in config) throw new Error(JSON.stringify(config.mistakes))
  const store = openStore(place.data)
  const room = openRoom({ config: config.ok, configFile: place.configFile, environment: {} }, store, () => NOW)
  return { place, store, room, count: 0 }
}

const KINDS = ['new letter', 'reply', 'engineer’s answer'] as const
type Kind = (typeof KINDS)[number]

/** Letters of each kind into both books in turn: processor time of the large ones over that of the small ones. */
function filingRatios(small: Place, large: Place): BooksFigures {
  const both = [opened(small), opened(large)] as const
  const ratios: Record<Kind, number[]> = { 'new letter': [], reply: [], 'engineer’s answer': [] }
  for (let round = 0; round <= ROUNDS; round += 1) {
    const [few, many] = both.map((one) => costs(one))
    // The first round finds cold code.
    if (round > 0) for (const kind of KINDS) ratios[kind].push((many?.[kind] ?? 0) / (few?.[kind] ?? 1))
  }
  for (const { store } of both) store.close()
  return Object.fromEntries(KINDS.map((kind) => [`${kind}, ratio`, median(ratios[kind])]))
}

function costs(open: Open): Readonly<Record<Kind, number>> {
  const asked = Array.from({ length: LETTERS }, () => newLetter(open))
  const first = asked.map((letter): readonly [Letter, Decision] => [letter, filed(letter, open)])
  const cost = (letters: readonly Letter[]): number => cpuMs(() => letters.map((letter) => filed(letter, open)))
  return {
    'new letter': cost(Array.from({ length: LETTERS }, () => newLetter(open))),
    reply: cost(first.map(([letter, decision]) => replyTo(letter, decision, open))),
    'engineer’s answer': cost(first.map(([, decision]) => answerTo(decision, open))),
  }
}

function filed(letter: Letter, { room }: Open): Decision {
  const decision = fileLetter(letter, room)
  if (decision?.filed?.ticket == null) throw new Error(`it is filed on no ticket: ${decision?.because}`)
  return decision
}

function newLetter(open: Open): Letter {
  const n = open.count++
  const person = personOf((n * 7) % open.place.contracts, n % PEOPLE_OF_A_CONTRACT)
  return letterOf(`new${n}`, person, textOf(n))
}

function replyTo(letter: Letter, { send }: Decision, open: Open): Letter {
  const ours = send.find((one) => one.kind === 'acknowledgement')
  if (letter.from === null || ours === undefined) throw new Error('nothing was acknowledged')
  const n = open.count++
  return { ...letterOf(`reply${n}`, letter.from, textOf(n)), inReplyTo: ours.messageId }
}

function answerTo({ send }: Decision, open: Open): Letter {
  const engineer = engineerOf(0)
  const card = send.find((one) => one.to.some(({ address }) => address === engineer.address))
  if (card === undefined) throw new Error('no engineer was told')
  const n = open.count++
  return { ...letterOf(`answer${n}`, engineer, textOf(n)), inReplyTo: card.messageId }
}

function letterOf(name: string, from: { readonly name: string; readonly address: string }, text: string): Letter {
  return letterFrom({
    ...{ messageId: `${name}.${process.pid}@bench.example`, from, returnPath: from.address },
    ...{ subject: text.slice(0, 40), reply: text, text, body: text, arrivedAt: NOW, date: NOW },
  })
}

const PIECES = pieces()

function textOf(n: number): string {
  return PIECES[n % PIECES.length]?.text ?? ''
}

const DAY = 86_400_000

/** Figures, a search and what /metrics asks, in milliseconds of processor time; each the median of several. */
function readingFigures(place: Place): BooksFigures {
  const { store, room } = opened(place)
  const { reading } = store
  const figures = (days: number) => {
    const asked = { from: new Date(NOW.getTime() - days * DAY), to: NOW, contract: null }
    return () => figuresNow(asked, reading, room.policy, NOW)
  }
  const words = textOf(3).split(' ').slice(0, 2).join(' ')
  const found = {
    'report of a month, ms': often(figures(31)),
    'report of a year, ms': often(figures(365)),
    'find, ms': often(() => reading.search(words, 20)),
    'caller, ms': often(() => callerCard(phoneOf(999), reading, room.policy, NOW)),
    'metrics, ms': often(() => [reading.figures(NOW), reading.overdue(NOW, isOverdue)]),
    'readiness, ms': often(() => [reading.nextDueAt(), reading.notAccepted(NOW)]),
  }
  store.close()
  return found
}

function often(work: () => unknown): number {
  return median(Array.from({ length: 5 }, () => cpuMs(work)))
}

function cpuMs(work: () => unknown): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

/** From the process's start to the desk's word that it is open, and what it holds then. */
async function startFigures(small: Place, large: Place): Promise<BooksFigures> {
  const ratios: number[] = []
  const sizes: number[] = []
  for (let round = 0; round < 3; round += 1) {
    const few = await started(small)
    const many = await started(large)
    ratios.push(many.cpuMs / few.cpuMs)
    sizes.push(many.mb)
  }
  return { 'start to open, ratio': median(ratios), 'RSS when open, MB': median(sizes) }
}

async function started(place: Place): Promise<{ readonly cpuMs: number; readonly mb: number }> {
  const child = spawn(process.execPath, [MAIN, 'run', '--config', place.configFile], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    await heard(child, 'the desk is open')
    return { cpuMs: cpuOf(child), mb: megabytes(child, 'VmRSS') }
  } finally {
    child.kill('SIGKILL')
    await new Promise((resolve) => child.once('close', resolve))
  }
}

/** What it costs until the first line of all tickets stands there, and how much memory. */
async function listFigures(place: Place): Promise<BooksFigures> {
  const args = [MAIN, 'list', '--all', '--config', place.configFile]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  await heard(child, '\n')
  const ms = cpuOf(child)
  const mb = megabytes(child, 'VmHWM')
  child.stdout?.resume()
  await new Promise((resolve) => child.once('close', resolve))
  return { 'list, first line, ms': ms, 'list, MB': mb }
}

function heard(child: ChildProcess, words: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    child.stdout?.setEncoding('utf8').on('data', (piece: string) => {
      said += piece
      if (said.includes(words)) resolve()
    })
    child.once('error', reject).once('exit', () => reject(new Error(`it ended: ${said}`)))
  })
}

function megabytes({ pid }: ChildProcess, what: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(new RegExp(`${what}:\\s+(\\d+) kB`).exec(status)?.[1] ?? 0) / 1024
}

const CLOCK_TICKS_PER_SECOND = 100

/** Processor time of a process, user and system (proc(5), fields 14 and 15 of stat). */
function cpuOf({ pid }: ChildProcess): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const [user, system] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13)
  return ((Number(user) + Number(system)) * 1000) / CLOCK_TICKS_PER_SECOND
}

function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? 0
}
