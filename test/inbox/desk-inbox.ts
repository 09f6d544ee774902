// An inbox with plain books in memory, for tests: what was filed, set aside and logged can be looked at.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type ArrivalBooks,
  type Filed,
  type FolderFindings,
  type InboxLog,
  type InboxOptions,
  type MailboxSettings,
  openInbox,
} from '../../src/inbox/inbox.ts'
import type { Letter, Mailbox, Place } from '../../src/letter.ts'
import { openReader } from '../../src/reading/reader.ts'
import { openJudge } from '../../src/reading/sender/authentication.ts'
import { Trouble } from '../../src/trouble.ts'
import type { Lab } from '../support/lab.ts'
import { READING_SECONDS } from '../support/patience.ts'

// One worker for all tests of a file; an idle one does not keep the process alive.
const reader = openReader({ messageBytes: 80 * 1_048_576, seconds: READING_SECONDS })

/** Books that live as long as the test, also when the inbox is opened anew. */
export interface TestBooks extends ArrivalBooks {
  readonly letters: Letter[]
  /** How much mail was left by folder, as it was kept. */
  readonly left: Map<string, number>
  has(letter: Letter): boolean
  record(letter: Letter): void
  /** What was kept of the mailbox's folders. */
  folders(): FolderFindings | null
}

/** Books that know a letter by place and by sha256, as the real ones do. */
export function testBooks(): TestBooks {
  const letters: Letter[] = []
  const places = new Map<string, Pick<Place, 'bytes' | 'arrivedAt'>>()
  const stumbles = new Map<string, number>()
  const left = new Map<string, number>()
  let cutOff: Date | null = null
  let folders: FolderFindings | null = null
  const keyOf = ({ host, user, folder, uidValidity }: Mailbox, uid: number): string =>
    [host, user, folder, uidValidity, uid].join(' ')
  const remember = ({ place }: Letter): void => {
    if (place === null) return
    places.set(keyOf(place, place.uid), { bytes: place.bytes, arrivedAt: place.arrivedAt })
  }
  const filed = (sha256: string): boolean => letters.some((one) => one.sha256 === sha256)
  return {
    letters,
    left,
    has(letter) {
      const known = filed(letter.sha256)
      if (known) remember(letter)
      return known
    },
    record(letter) {
      letters.push(letter)
      remember(letter)
    },
    filedThere(mailbox, uids) {
      const known = uids.map((uid) => [uid, places.get(keyOf(mailbox, uid))] as const)
      return new Map(known.flatMap(([uid, filed]) => (filed === undefined ? [] : [[uid, filed] as const])))
    },
    firstStart(at) {
      cutOff ??= at
      return cutOff
    },
    keepLeft: (folder, count) => void left.set(folder, count),
    gapSince: () => null,
    closeGap: () => undefined,
    keepFolders: (found) => {
      folders = found
    },
    folders: () => folders,
    stumblesOf: (sha256) => (filed(sha256) ? 0 : (stumbles.get(sha256) ?? 0)),
    stumble(sha256s) {
      for (const one of sha256s) stumbles.set(one, (stumbles.get(one) ?? 0) + 1)
    },
  }
}

const started = new Set<AbortController>()

/** Stops what a failed test left running. */
export function stopAll(): void {
  for (const one of started) one.abort()
  started.clear()
}

/** A running inbox and what came of it. */
export interface TestInbox {
  readonly books: TestBooks
  readonly setAside: { letter: Letter; why: string }[]
  /** Level and sentence of each line, and its fields as JSON. */
  readonly lines: string[]
  subjects(): readonly string[]
  state(): ReturnType<Awaited<ReturnType<typeof openInbox>>['state']>
  rawFile(sha256: string): string
  /** Resolves when the inbox has come to its end. */
  readonly ended: Promise<void>
  stop(): Promise<void>
}

export interface TestInboxOptions {
  readonly books?: TestBooks
  readonly directory?: string
  readonly mailbox: MailboxSettings
  readonly also?: Partial<Omit<InboxOptions, 'mailbox' | 'books'>>
  /** Hears each line of the log when it is written. */
  readonly told?: (line: string) => void
  /** Called instead of plain recording; may throw. */
  readonly file?: (letter: Letter, books: TestBooks) => void
}

/** Opens an inbox with short waits and runs it until `stop`. */
export async function startInbox(options: TestInboxOptions): Promise<TestInbox> {
  const books = options.books ?? testBooks()
  const directory = options.directory ?? (await mkdtemp(join(tmpdir(), 'inbox-')))
  const stopping = new AbortController()
  const setAside: { letter: Letter; why: string }[] = []
  const lines: string[] = []
  const inbox = await openInbox({
    mailbox: options.mailbox,
    directory,
    reader,
    books,
    judge: openJudge({ authservIds: [], receivedBy: [], verifyDkim: false }),
    clock: () => new Date(),
    log: logInto(lines, options.told),
    signal: stopping.signal,
    pace: { first: 20, most: 200, refused: 100, retry: 10 },
    file: (letters) => letters.map((letter) => filed(letter, books, options.file)),
    setAside(letter, why) {
      setAside.push({ letter, why })
      books.record(letter)
    },
    ...options.also,
  })
  started.add(stopping)
  const running = inbox.run()
  return {
    books,
    setAside,
    lines,
    subjects: () => books.letters.map((letter) => letter.subject),
    state: inbox.state,
    rawFile: inbox.rawFile,
    ended: running,
    async stop() {
      started.delete(stopping)
      stopping.abort()
      await running
      if (options.directory === undefined) await rm(directory, { recursive: true, force: true })
    },
  }
}

function filed(letter: Letter, books: TestBooks, file: TestInboxOptions['file']): Filed {
  try {
    if (books.has(letter)) return 'filed'
    if (file === undefined) books.record(letter)
    else file(letter, books)
    return 'filed'
  } catch (error) {
    if (error instanceof Trouble && !error.lasting) throw error
    return { threw: error }
  }
}

function logInto(lines: string[], told: (line: string) => void = () => undefined): InboxLog {
  const write = (level: string) => (fields: object, sentence: string) => {
    // That it works is no line that a test of troubles counts.
    if (sentence === 'signed in to the mailbox') return
    const named = Object.entries(fields).map(
      ([key, value]) => `${key}=${value instanceof Trouble ? value.message : value}`,
    )
    const line = [level, sentence, ...named].join(' | ')
    lines.push(line)
    told(line)
  }
  return { info: write('info'), warn: write('warn'), error: write('error') }
}

/** The support mailbox of a lab. */
export function labMailbox(lab: Lab, changes: Partial<MailboxSettings> = {}): MailboxSettings {
  return {
    host: lab.host,
    port: lab.ports.imap,
    security: 'none',
    user: lab.address('support'),
    secret: { password: lab.password('support') },
    folders: { inbox: 'INBOX', also: [], processed: 'Processed', failed: 'Failed' },
    pollSeconds: 1,
    firstStartDays: 3,
    ...changes,
  }
}

/** A small mail of its own. */
export function mailNumbered(n: number, text = 'Не открывается каталог.'): string {
  return [
    `From: Anna <anna${n}@romashka.test>`,
    'To: support@example.test',
    `Subject: letter ${n}`,
    `Message-ID: <letter-${n}@romashka.test>`,
    'Date: Mon, 2 Mar 2026 10:00:00 +0300',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    text,
    '',
  ].join('\r\n')
}
