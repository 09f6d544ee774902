// The whole desk without its two sockets: the spool on disk, the reader, the judge of senders, the rules, the books and the
// templates, with a clock that the test turns. Raw mails go in, letters as they would stand on the wire come out.
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { CALENDAR } from '../../src/calendar/calendar.ts'
import { figuresNow } from '../../src/daemon/daemon.ts'
import { type Call, type Decision, type Policy, rawCall, recordOfCall } from '../../src/desk/desk.ts'
import { fileAccepted, fileCall, fileFailure, fileLetter, fileMoment, type Room } from '../../src/filing.ts'
import { forgetRaw, rawFile } from '../../src/inbox/spool.ts'
import type { DeliveryFailure, Letter, Mail, Outgoing, PartOfLetter } from '../../src/letter.ts'
import { compose } from '../../src/outbox/smtp.ts'
import { readMail, readParts } from '../../src/reading/mime.ts'
import { type JudgeOptions, openJudge } from '../../src/reading/sender/authentication.ts'
import { type Due, type Fate, openStore, type Store } from '../../src/store/store.ts'
import { openWording } from '../../src/wording/wording.ts'
import { errandsDone } from './counting.ts'
import { policyWith } from './desk.ts'
import { word } from './letter.ts'

const WORDING = openWording(join(import.meta.dirname, '../../templates'), 'Europe/Moscow')
const NOBODY: JudgeOptions = { authservIds: [], receivedBy: [], verifyDkim: false }

/** A letter that left, to one recipient. */
export interface Posted {
  readonly at: Date
  readonly recipient: string
  readonly outgoing: Outgoing
}

/** What the mail server makes of a letter: cut off after it, it leaves the desk in doubt. */
export type ServerWord = 'taken' | 'cut off after it' | 'refused' | 'later'

/** One whole transmission, or what was said before it. */
export interface Transmitted extends Posted {
  readonly delivery: number
  readonly word: ServerWord
  /** sha256 of what a former one has begun to send, as the books know it. */
  readonly begun: string | null
  readonly sha256: string
}

export interface WholeDesk {
  readonly folder: string
  readonly policy: Policy
  readonly store: Store
  readonly room: Room
  /** Everything that has left so far, in order. */
  readonly post: readonly Posted[]
  now(): Date
  turn(seconds: number): void
  /** A raw mail comes in: kept, read, judged, filed, and what is due leaves. Undefined for a letter known already. */
  arrives(raw: string | Buffer): Promise<Decision | undefined>
  /** The same of a mail that was read elsewhere. */
  files(mail: Mail, raw: string | Buffer): Promise<Decision | undefined>
  /** Several mails of one sweep: one commit. The one with the number of `stumbles` breaks a rule, and is tried again alone. */
  arriveTogether(raws: readonly string[], stumbles?: number): Promise<readonly (Decision | undefined)[]>
  /** An operator registers a call. */
  calls(call: Call): Decision
  /** Gives time its turn. */
  tick(): void
  /** What is due leaves. */
  deliver(): void
  /** The process dies and starts again. */
  restart(): void
  /** Everything that the server was given, in order. */
  readonly transmitted: readonly Transmitted[]
  /** What went to an address, oldest first. */
  to(address: string): readonly Outgoing[]
  /** The letter as it stands on the wire. */
  wire(outgoing: Outgoing): Promise<string>
  close(): void
}

export interface WholeDeskOptions {
  readonly policy?: Partial<Policy>
  readonly trust?: Partial<JudgeOptions>
  readonly now?: Date
  /** Books that are there already; a folder of its own when left out. */
  readonly at?: string
  /** Takes everything when left out. */
  readonly server?: (due: Due) => ServerWord
}

/** Opens a desk of its own in a temporary folder; answers leave at once unless the policy says otherwise. */
export function openWholeDesk(options: WholeDeskOptions = {}): WholeDesk {
  const folder = options.at ?? mkdtempSync(join(tmpdir(), 'ticketd-whole-'))
  const opened = (): Store => openStore(folder, { figures: (asked) => figuresNow(asked, store.reading, policy, now) })
  let store = opened()
  const trust: JudgeOptions = { ...NOBODY, ...options.trust }
  const policy = policyWith({
    calendar: CALENDAR,
    relayHoldSeconds: 0,
    verdictsExpected: trust.authservIds.length > 0 || trust.verifyDkim,
    ...options.policy,
  })
  const judge = openJudge(trust)
  const post: Posted[] = []
  let now = options.now ?? new Date('2026-11-18T09:00:00Z')
  const room: Room = {
    policy,
    clock: () => now,
    transaction: (work) => store.transaction(work),
    render: (draft) => WORDING.render(draft),
    tell: (event) => WORDING.tell(event, policy.language),
  }
  const transmitted: Transmitted[] = []
  const transmit = (due: Due): void => {
    const { delivery, outgoing, recipient, doubtSha256: begun } = due
    // Whose ticket it is changes by a merge, and stands in no letter.
    const said = JSON.stringify({ ...outgoing, ticket: null })
    const sha256 = createHash('sha256').update(said).digest('hex')
    const word = options.server?.(due) ?? 'taken'
    if (word === 'taken' || word === 'cut off after it') store.queue.markDoubt([{ delivery, sha256 }], now)
    store.queue.settle([fateBy(word, due, now)], now)
    // Who gets a letter for the second time under the same Message-ID has one.
    const isFirst = !transmitted.some((one) => one.delivery === delivery && isWhole(one.word))
    transmitted.push({ at: now, recipient, outgoing, delivery, word, begun, sha256 })
    if (isFirst && isWhole(word)) post.push({ at: now, recipient, outgoing })
  }
  const deliver = (): void => {
    for (;;) {
      for (const failure of store.queue.failuresToJudge()) fileFailure(failure, room)
      const due = store.queue.claim(now, 100, () => new Date(now.getTime() + 60_000))
      if (due.length === 0) return
      due.forEach(transmit)
      for (const acceptance of store.queue.acceptancesToFile()) fileAccepted(acceptance, room)
    }
  }
  const read = async (mail: Mail, raw: string | Buffer): Promise<Letter> => {
    const verdict = await judge(mail, keep(folder, raw), 99)
    if (verdict === 'later') throw new Error('the judge wants to be asked again')
    return { ...mail, place: null, arrivedAt: now, verdict }
  }
  const done = (letter: Letter): void => {
    if (store.mustNotKeep(letter)) forgetRaw(folder, letter.sha256)
  }
  const mailOf = (raw: string | Buffer): Mail => readMail(keep(folder, raw), { messageBytes: 80_000_000 })
  const files = async (mail: Mail, raw: string | Buffer): Promise<Decision | undefined> => {
    const letter = await read(mail, raw)
    const decision = fileLetter(letter, room)
    done(letter)
    errandsDone(store, room)
    deliver()
    return decision
  }
  const broken: Room = {
    ...room,
    tell: () => {
      throw new Error('a rule stumbles')
    },
  }
  return {
    folder,
    policy,
    get store() {
      return store
    },
    room,
    post,
    transmitted,
    now: () => now,
    turn: (seconds) => {
      now = new Date(now.getTime() + seconds * 1000)
    },
    arrives: (raw) => files(mailOf(raw), raw),
    files,
    arriveTogether: async (raws, stumbles) => {
      const letters = await Promise.all(raws.map((raw) => read(mailOf(raw), raw)))
      const causes = letters.map((letter, n) => () => fileLetter(letter, n === stumbles ? broken : room))
      const outcomes = store.together(causes, Number.POSITIVE_INFINITY)
      const decisions = letters.map((letter, n) => {
        const outcome = outcomes[n]
        return outcome !== undefined && 'is' in outcome ? outcome.is : fileLetter(letter, room)
      })
      letters.forEach(done)
      errandsDone(store, room)
      deliver()
      return decisions
    },
    calls: (call) => {
      const raw = rawCall(call, policy, now)
      keep(folder, raw)
      const sha256 = createHash('sha256').update(raw).digest('hex')
      const decision = fileCall(call, recordOfCall(call, { sha256, bytes: Buffer.byteLength(raw) }), room)
      deliver()
      return decision
    },
    tick: () => {
      for (let n = 0; n < 200 && fileMoment(room) !== undefined; n += 1) deliver()
      deliver()
    },
    deliver,
    restart: () => {
      store.close()
      store = opened()
    },
    to: (address) => post.filter((one) => one.recipient === address).map((one) => one.outgoing),
    wire: (outgoing) => onTheWire(outgoing, folder),
    close: () => {
      store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Whether the server may have the whole letter. */
export function isWhole(word: ServerWord): boolean {
  return word === 'taken' || word === 'cut off after it'
}

function fateBy(word: ServerWord, { delivery, outgoing, recipient }: Due, now: Date): Fate {
  const until = new Date(now.getTime() + 60_000)
  switch (word) {
    case 'taken':
      return { delivery, kind: 'sent', response: '250 ok' }
    case 'cut off after it':
      return { delivery, kind: 'doubtful', until, error: 'the connection was cut' }
    case 'later':
      return { delivery, kind: 'postponed', until, error: '450 4.2.0 later' }
    case 'refused':
      return { delivery, kind: 'failed', failure: refusal(outgoing, recipient) }
  }
}

function refusal(outgoing: Outgoing, recipient: string): DeliveryFailure {
  const text = '550 5.1.1 user unknown'
  return { outgoingId: outgoing.id, recipient, code: 550, status: '5.1.1', text, lastingBecause: 'refused' }
}

function keep(folder: string, raw: string | Buffer): string {
  const file = rawFile(folder, createHash('sha256').update(raw).digest('hex'))
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, raw)
  return file
}

async function onTheWire(outgoing: Outgoing, folder: string): Promise<string> {
  const composed = await compose(outgoing, partsIn(folder))
  const chunks: Buffer[] = []
  for await (const chunk of composed.stream()) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString('latin1')
}

function partsIn(folder: string): Parameters<typeof compose>[1] {
  return {
    take: (part) => Promise.resolve({ stream: () => Readable.from([bytesOf(part, folder)]), release: () => undefined }),
  }
}

function bytesOf(part: PartOfLetter, folder: string): Buffer {
  const pieces: Buffer[] = []
  for (const { piece } of readParts(rawFile(folder, part.letterSha256), [part.part])) pieces.push(Buffer.from(piece))
  return Buffer.concat(pieces)
}

export interface RawFields {
  readonly from?: string
  readonly to?: string
  readonly cc?: string
  /** Put into an encoded word unless it is plain ASCII. */
  readonly subject?: string
  readonly id?: string
  readonly date?: string
  readonly inReplyTo?: string
  readonly references?: readonly string[]
  readonly text?: string
  /** Lines of the head in front of all others, as servers put them. */
  readonly trace?: readonly string[]
  /** Further lines of the head. */
  readonly more?: readonly string[]
}

let count = 0

/** A plain mail in UTF-8, byte for byte as given. */
export function rawMail(fields: RawFields = {}): string {
  count += 1
  const subject = fields.subject ?? 'Не открывается каталог'
  const from = fields.from ?? 'i.sidorov@plant.example'
  const id = fields.id ?? `raw.${count}@plant.example`
  const lines = [
    ...(fields.trace ?? []),
    `From: ${from}`,
    `To: ${fields.to ?? 'support@vendor.example'}`,
    ...(fields.cc === undefined ? [] : [`Cc: ${fields.cc}`]),
    `Subject: ${/^[\x20-\x7e]*$/.test(subject) ? subject : word(subject)}`,
    `Message-ID: <${id}>`,
    `Date: ${fields.date ?? `Wed, 18 Nov 2026 12:00:${String(count % 60).padStart(2, '0')} +0300`}`,
    ...(fields.inReplyTo === undefined ? [] : [`In-Reply-To: <${fields.inReplyTo}>`]),
    ...(fields.references === undefined
      ? []
      : [`References: ${fields.references.map((one) => `<${one}>`).join('\r\n ')}`]),
    ...(fields.more ?? []),
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    (fields.text ?? 'Добрый день! Не открывается каталог изделий.').replaceAll('\n', '\r\n'),
    '',
  ]
  return lines.join('\r\n')
}

/** An engineer's answer to a mail that the desk sent him. */
export function engineersAnswer(to: Outgoing, from: string, text: string, fields: RawFields = {}): string {
  return rawMail({
    from,
    subject: `Re: ${to.subject}`,
    inReplyTo: to.messageId,
    references: [to.messageId],
    text,
    ...fields,
  })
}
