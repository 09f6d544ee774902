// The whole desk without its two sockets: the spool on disk, the reader, the judge of senders, the rules, the books and the
// templates, with a clock that the test turns. Raw mails go in, letters as they would stand on the wire come out.
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { CALENDAR } from '../../src/calendar/calendar.ts'
import { figuresNow } from '../../src/daemon/daemon.ts'
import type { Decision, Policy } from '../../src/desk/desk.ts'
import { fileAccepted, fileLetter, fileMoment, type Room } from '../../src/filing.ts'
import { forgetRaw, rawFile } from '../../src/inbox/spool.ts'
import type { Letter, Mail, Outgoing, PartOfLetter } from '../../src/letter.ts'
import { compose } from '../../src/outbox/smtp.ts'
import { readMail, readParts } from '../../src/reading/mime.ts'
import { type JudgeOptions, openJudge } from '../../src/reading/sender/authentication.ts'
import { openStore, type Store } from '../../src/store/store.ts'
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
  /** Gives time its turn. */
  tick(): void
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
}

/** Opens a desk of its own in a temporary folder; answers leave at once unless the policy says otherwise. */
export function openWholeDesk(options: WholeDeskOptions = {}): WholeDesk {
  const folder = options.at ?? mkdtempSync(join(tmpdir(), 'ticketd-whole-'))
  const store: Store = openStore(folder, { figures: (asked) => figuresNow(asked, store.reading, policy, now) })
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
  const deliver = (): void => {
    for (;;) {
      const due = store.queue.claim(now, 100, () => new Date(now.getTime() + 60_000))
      if (due.length === 0) return
      const fates = due.map(({ delivery }) => ({ delivery, kind: 'sent' as const, response: '250 ok' }))
      store.queue.settle(fates, now)
      for (const acceptance of store.queue.acceptancesToFile()) fileAccepted(acceptance, room)
      for (const { outgoing, recipient } of due) post.push({ at: now, recipient, outgoing })
    }
  }
  const files = async (mail: Mail, raw: string | Buffer): Promise<Decision | undefined> => {
    const file = keep(folder, raw)
    const verdict = await judge(mail, file, 99)
    if (verdict === 'later') throw new Error('the judge wants to be asked again')
    const letter: Letter = { ...mail, place: null, arrivedAt: now, verdict }
    const decision = fileLetter(letter, room)
    if (store.mustNotKeep(letter)) forgetRaw(folder, letter.sha256)
    errandsDone(store, room)
    deliver()
    return decision
  }
  return {
    folder,
    policy,
    store,
    room,
    post,
    now: () => now,
    turn: (seconds) => {
      now = new Date(now.getTime() + seconds * 1000)
    },
    arrives: (raw) => files(readMail(keep(folder, raw), { messageBytes: 80_000_000 }), raw),
    files,
    tick: () => {
      for (let n = 0; n < 200 && fileMoment(room) !== undefined; n += 1) deliver()
      deliver()
    },
    to: (address) => post.filter((one) => one.recipient === address).map((one) => one.outgoing),
    wire: (outgoing) => onTheWire(outgoing, folder),
    close: () => {
      store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
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
