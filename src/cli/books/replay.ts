// `ticketd replay`: ten years of mail decided anew by the rules of now, in books of their own; what would be decided
// otherwise is listed. Nothing is sent.
import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdtempSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { figuresNow, type LiveRoom, openRoom, type RulesFrom } from '../../daemon/daemon.ts'
import { type CalendarYear, type Call, callIn, recordOfCall } from '../../desk/desk.ts'
import { fileAccepted, fileCalendar, fileCall, fileFailure, fileLetter, fileMoment } from '../../filing.ts'
import { checkRaw, rawFile } from '../../inbox/inbox.ts'
import type { Letter } from '../../letter.ts'
import { openReader, type Reader } from '../../reading/reading.ts'
import {
  type Difference,
  type Happening,
  type HeardLetter,
  openPast,
  openStore,
  type Past,
  type Store,
  seedBooks,
} from '../../store/store.ts'
import { Trouble, whyUnmade } from '../../trouble.ts'
import { readOptions } from '../frame/arguments.ts'
import { configured } from '../frame/configured.ts'
import { openProgress, type Progress } from '../frame/progress.ts'
import { EXIT, type Io, type Verb, wrongUsage } from '../frame/verb.ts'

const HELP = `ticketd replay [--into FILE] [--json]

Builds the books anew from the kept raw mail and from what is not mail (calls, fates of deliveries, calendar years), in the
order and at the moments of then, with the rules, configuration and contracts of now; sends nothing and changes nothing in
the books. Lists what would be decided otherwise: letters, moments, tickets; exit status 1 when there is any. A daemon may
be at work. Letters that were erased are left out, their tickets taken over. Figures that engineers asked for are not
counted anew.
  --into FILE   keeps the books made anew, as one file; without it they are thrown away
  --json        one JSON object a difference: {of, name, ticket, at, parts, was, now}`

export const replayVerb: Verb = {
  name: 'replay',
  help: HELP,
  async run(args, io, file) {
    const options = readOptions(args, { into: { type: 'string' }, json: { type: 'boolean', default: false } })
    if (typeof options === 'string') return wrongUsage(io, replayVerb, options)
    const config = configured(file, io)
    if (typeof config === 'number') return config
    const kept = options.into === undefined ? null : fileOf(resolve(options.into))
    if (kept !== null && existsSync(kept)) return wrongUsage(io, replayVerb, `${kept} is there already`)
    if (kept !== null) demandRoom(kept)
    const past = openPast(config.data.directory)
    const into = mkdtempSync(join(tmpdir(), 'ticketd-replay-'))
    try {
      seedBooks(config.data.directory, into)
      const rules = { config, configFile: file.path, environment: io.environment }
      const progress = openProgress(io)
      const again = await replayed(past, into, rules, progress)
      const status = said(past, into, again, { json: options.json, progress, io })
      if (kept !== null) keepAs(join(into, 'ticketd.db'), kept)
      return status
    } finally {
      past.close()
      rmSync(into, { recursive: true, force: true })
    }
  },
}

/** Said before hours of work, not behind them. */
function demandRoom(kept: string): void {
  try {
    closeSync(openSync(`${kept}.half`, 'wx', 0o600))
  } catch (error) {
    throw cannotKeep(kept, error)
  }
  rmSync(`${kept}.half`, { force: true })
}

function cannotKeep(kept: string, error: unknown): Trouble {
  return new Trouble(`${kept} cannot be written: ${whyUnmade(error)}`, { lasting: true, cause: error })
}

/** The books made anew take their name only when they lie on the disk whole. */
function keepAs(made: string, kept: string): void {
  const half = `${kept}.half`
  try {
    copyFileSync(made, half)
    const handle = openSync(half, 'r+')
    fsyncSync(handle)
    closeSync(handle)
    renameSync(half, kept)
  } catch (error) {
    rmSync(half, { force: true })
    throw cannotKeep(kept, error)
  }
}

function fileOf(path: string): string {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ? join(path, 'ticketd.db') : path
}

/** What was played again, and what could not be. */
export interface Replayed {
  readonly letters: number
  readonly left: number
}

type Fated = Extract<Happening, { kind: 'fate' }>

interface Stage {
  readonly past: Past
  readonly into: string
  readonly store: Store
  readonly room: LiveRoom
  readonly reader: Reader
  readonly directory: string
  readonly dial: { now: Date }
  /** Fates of letters that are not written yet: what follows from one instant stands in no order. */
  readonly early: Fated[]
  /** When failures and acceptances were judged last. */
  readonly judged: { at: number }
}

const EXTRA_TICK_MS = 7_200_000
/** A moment of then is so near that the desk's own look at its clock came first. */
const NEAR_MS = 60_000

/** Plays all that happened into the books of a folder, by the rules that are given. */
export async function replayed(past: Past, into: string, rules: RulesFrom, progress: Progress): Promise<Replayed> {
  const dial = { now: new Date(0) }
  const store: Store = openStore(into, {
    figures: (asked) => figuresNow(asked, store.reading, room.policy, dial.now),
  })
  const room: LiveRoom = openRoom(rules, store, () => dial.now)
  const reader = openReader({ messageBytes: rules.config.limits.messageBytes })
  const stage: Stage = {
    past,
    into,
    store,
    room,
    reader,
    directory: rules.config.data.directory,
    dial,
    early: [],
    judged: { at: 0 },
  }
  const of = past.letters()
  let letters = 0
  let left = 0
  try {
    for (const happening of past.happenings()) {
      timePasses(stage, happening)
      dial.now = happening.at
      if (!(await happened(stage, happening))) left += 1
      settledLate(stage)
      if (happening.kind === 'letter') progress.step('letters replayed', ++letters, of)
    }
  } finally {
    await reader.close()
    store.close()
  }
  return { letters, left }
}

/** The desk looks at its clock all the time: what new rules would bring in a quiet hour is brought in it. */
function timePasses(stage: Stage, next: Happening): void {
  const { dial } = stage
  if (dial.now.getTime() === 0) return
  for (let at = dial.now.getTime() + EXTRA_TICK_MS; at < next.at.getTime() - NEAR_MS; at += EXTRA_TICK_MS) {
    dial.now = new Date(at)
    ticked(stage)
  }
}

const MOST_MOMENTS = 1000

function ticked(stage: Stage): void {
  for (let n = 0; n < MOST_MOMENTS && fileMoment(stage.room) !== undefined; n += 1);
}

/** False when it could not be played again. */
async function happened(stage: Stage, happening: Happening): Promise<boolean> {
  switch (happening.kind) {
    case 'letter':
      return heard(stage, happening.letter)
    case 'tick':
      ticked(stage)
      return true
    case 'fate':
      if (!settled(stage, happening)) stage.early.push(happening)
      return true
    case 'judging':
      stage.judged.at = happening.at.getTime()
      judge(stage)
      return true
    case 'year':
      applied(stage, happening.data)
      return true
  }
}

async function heard({ past, into, room, reader, directory }: Stage, letter: HeardLetter): Promise<boolean> {
  const file = rawFile(directory, letter.sha256)
  const [fate] = past.isErased(letter.sha256) ? ['missing'] : await checkRaw(directory, [await sizeOf(file, letter)])
  if (fate !== 'whole') {
    if (letter.opened !== null) past.takeOver(into, letter.opened)
    return false
  }
  const call = await callOf(file)
  if (call !== null) {
    const bytes = (await readFile(file)).length
    // Its own Date knows no parts of a second.
    const exact = { ...call, receivedAt: letter.arrivedAt }
    fileCall(exact, recordOfCall(exact, { sha256: letter.sha256, bytes }), room)
    return true
  }
  const mail = await reader.read(file)
  const { arrivedAt, verdict, place } = letter
  const again: Letter = { ...mail, arrivedAt, verdict, place }
  fileLetter(again, room)
  return true
}

async function sizeOf(file: string, { sha256 }: HeardLetter): Promise<{ sha256: string; bytes: number }> {
  const bytes = await readFile(file)
    .then((one) => one.length)
    .catch(() => -1)
  return { sha256, bytes }
}

const CALL_BYTES = 200_000

async function callOf(file: string): Promise<Call | null> {
  const bytes = await readFile(file)
  return bytes.length > CALL_BYTES ? null : callIn(bytes.toString('latin1'))
}

/** What became of a letter of then becomes of the same letter now; one that did not leave then waits for ever. */
function settled({ store, dial }: Stage, { outgoing, recipient, failure }: Fated): boolean {
  const delivery = store.deliveryOf(outgoing, recipient)
  if (delivery === null) return false
  const fate =
    failure === null
      ? ({ delivery, kind: 'sent', response: '250 replayed' } as const)
      : ({ delivery, kind: 'failed', failure } as const)
  store.queue.settle([fate], dial.now)
  return true
}

/** Fates that came before their letters in the same instant; of one that finds none in it the letter is not said any more. */
function settledLate(stage: Stage): void {
  const { early, dial, judged } = stage
  const waiting = early.splice(0).filter((one) => one.at >= dial.now)
  const left = waiting.filter((one) => !settled(stage, one))
  early.push(...left)
  if (left.length < waiting.length && judged.at === dial.now.getTime()) judge(stage)
}

function judge({ store, room }: Stage): void {
  for (const failure of store.queue.failuresToJudge()) fileFailure(failure, room)
  for (const acceptance of store.queue.acceptancesToFile()) fileAccepted(acceptance, room)
}

function applied({ room }: Stage, data: unknown): void {
  const years = [data as CalendarYear]
  fileCalendar({ years, mode: 'any' }, (all) => room.under(all), room)
}

interface Telling {
  readonly json: boolean
  readonly progress: Progress
  readonly io: Io
}

function said(past: Past, into: string, { letters, left }: Replayed, { json, progress, io }: Telling): number {
  let count = 0
  for (const { done, found } of past.differences(into)) {
    if (found.length > 0) progress.clear()
    for (const one of found) io.out(json ? JSON.stringify(one) : lineOf(one))
    count += found.length
    progress.step('letters compared', done, letters)
  }
  progress.clear()
  const rest = left === 0 ? '' : `, ${left} left out: their raw mail is gone`
  io.err(`${letters} letters replayed${rest}: ${count === 0 ? 'all is decided as then' : `${count} differences`}`)
  return count === 0 ? EXIT.done : EXIT.failed
}

function lineOf({ of, name, at, parts, was, now }: Difference): string {
  const who = of === 'letter' ? `letter ${name.slice(0, 12)}` : name
  return `${who}${at === null ? '' : ` of ${at}`} (${parts.join(', ')}): was ${was}; now ${now}`
}
