// The demo's stage: people, their mailboxes, the real daemon between them, a clock that can be moved, and the reader's
// screen. The story only says who writes what and what is to come of it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isoLocal } from '../calendar/calendar.ts'
import { printMistake, readConfig } from '../configuration/configuration.ts'
import { type Daemon, startDaemon } from '../daemon/daemon.ts'
import type { Mail } from '../letter.ts'
import { openLog } from '../log.ts'
import { openReader, type Reader } from '../reading/reading.ts'
import { openReading, type Reading } from '../store/store.ts'
import { Trouble } from '../trouble.ts'
import { type Composed, composed } from './letters.ts'
import type { Lines } from './lines.ts'
import { type MailSystem, needServers, type Person, startMailSystem } from './servers.ts'

const ZONE = 'Europe/Moscow'
/** For a desk that nobody else reaches, and that is gone when the demo ends. */
const BOARD_TOKEN = 'demo'

export interface Stage {
  readonly mail: MailSystem
  /** Where the board is, and what opens it. */
  readonly board: { readonly address: string; readonly token: string }
  readonly now: () => Date
  /** The clock's instant, as the reader is told it. */
  readonly time: () => string
  /** How many whole days the clock is ahead of the machine's. */
  readonly daysAhead: () => number
  /** A headline, and a line below it. */
  say(text: string): void
  tell(text: string): void
  /** Sends a mail to the desk without showing it. */
  post(letter: Omit<Composed, 'to' | 'at' | 'id'>): void
  /** Moves the clock a little, without a word. */
  setTo(at: Date): void
  /** Sends a mail to the desk and shows it as its writer sees it. */
  write(letter: Omit<Composed, 'to' | 'at' | 'id'>, make?: (letter: Composed) => Buffer): Promise<string>
  /** Waits for the person's next mail that has these words, and shows it. Mail before it is passed over. */
  receive(person: Person, has: RegExp): Promise<Mail>
  /** Waits until the books say so. */
  wait<T>(what: string, look: (books: Reading) => T | undefined | false): Promise<T>
  /** Moves the clock to an instant and gives time its turn. */
  moveTo(at: Date): void
  books<T>(look: (books: Reading) => T): T
  close(): Promise<void>
}

const PATIENCE_MS = 20_000
const WIDTH = 78

/** Raises the curtain; `out` prints a line. */
export async function openStage(lines: Lines, out: (line: string) => void): Promise<Stage> {
  await needServers()
  const folder = mkdtempSync(join(tmpdir(), 'ticketd-demo-'))
  const dial = { ahead: 0 }
  const now = (): Date => new Date(Date.now() + dial.ahead)
  const mail = await startMailSystem([lines.support, lines.engineer, lines.customer], now)
  const daemon = await startDesk(folder, lines, mail, now)
  const reader = openReader({ messageBytes: 10_000_000 })
  const books = <T>(look: (reading: Reading) => T): T => {
    const reading = openReading(join(folder, 'data'))
    try {
      return look(reading)
    } finally {
      reading.close()
    }
  }
  const time = (): string => timeOf(now(), lines)
  const screen = openScreen(lines, out, time)
  const post = postOffice(mail, reader, folder)
  let count = 0
  return {
    mail,
    board: { address: `http://127.0.0.1:${daemon.port}/`, token: BOARD_TOKEN },
    now,
    books,
    time,
    daysAhead: () => Math.round(dial.ahead / 86_400_000),
    say: screen.say,
    tell: out,
    post(letter) {
      count += 1
      const id = `demo.${count}.${now().getTime()}@${letter.from.address.split('@')[1]}`
      mail.deliver(composed({ ...letter, to: lines.support.address, at: now(), id }), [lines.support.address])
    },
    setTo(at) {
      dial.ahead = at.getTime() - Date.now()
    },
    async write(letter, make = composed) {
      count += 1
      const whole = {
        ...letter,
        to: lines.support.address,
        at: now(),
        id: `demo.${count}.${now().getTime()}@${letter.from.address.split('@')[1]}`,
      }
      const raw = make(whole)
      screen.show(lines.writes(letter.from.name), await post.read(raw))
      mail.deliver(raw, [lines.support.address])
      return whole.id
    },
    async receive(person, has) {
      const found = await patiently(`a mail for ${person.name}: ${has.source}`, () => post.next(person, has))
      screen.show(lines.gets(person.name), found)
      return found
    },
    wait: (what, look) => patiently(what, () => books(look)),
    moveTo(at) {
      dial.ahead = at.getTime() - Date.now()
      screen.say(lines.clockMoved(timeOf(at, lines)))
      daemon.tick()
    },
    async close() {
      daemon.stop()
      await daemon.ended
      await reader.close()
      mail.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function startDesk(folder: string, lines: Lines, mail: MailSystem, clock: () => Date): Promise<Daemon> {
  const file = join(folder, 'config.json')
  writeFileSync(join(folder, 'contracts.json'), JSON.stringify(contracts(lines, clock())))
  writeFileSync(file, JSON.stringify(configuration(lines, mail)))
  const config = readConfig(file, {})
  if ('mistakes' in config) throw new Trouble(config.mistakes.map(printMistake).join('; '), { lasting: true })
  return startDaemon({
    config: config.ok,
    configFile: file,
    environment: {},
    log: openLog('error', 2),
    clock,
    tickMs: 500,
  })
}

function configuration({ language, support, engineer, phone }: Lines, mail: MailSystem): Record<string, unknown> {
  const imap = mail.mailboxes.get(support.address)
  return {
    support: { address: support.address, name: support.name, phone },
    mailbox: {
      host: '127.0.0.1',
      port: imap?.port,
      security: 'none',
      user: support.address,
      password: support.password,
      pollSeconds: 1,
    },
    smtp: { host: '127.0.0.1', port: mail.smtpPort, security: 'none' },
    engineers: [{ name: engineer.name, address: engineer.address, roles: ['engineer', 'duty', 'lead'] }],
    contracts: 'contracts.json',
    relayHoldSeconds: 0,
    data: { directory: 'data' },
    language,
    http: { host: '127.0.0.1', port: 0, token: BOARD_TOKEN },
  }
}

function contracts({ organisations: [customers, operators] }: Lines, now: Date): unknown {
  const year = now.getUTCFullYear()
  const terms = { validFrom: `${year - 1}-01-01`, validTo: `${year + 1}-12-31` }
  return [
    { number: '15/24', organisation: customers, domains: ['romashka.test'], ...terms },
    { number: '7/25', organisation: operators, domains: ['vektor.test'], ...terms },
  ]
}

/** Reads people's mail for them: each has seen so many mails of his inbox. */
function postOffice(mail: MailSystem, reader: Reader, folder: string) {
  const seen = new Map<string, number>()
  const read = async (raw: Buffer): Promise<Mail> => {
    const file = join(folder, 'shown.eml')
    writeFileSync(file, raw)
    return reader.read(file)
  }
  return {
    read,
    async next(person: Person, has: RegExp): Promise<Mail | undefined> {
      const inbox = mail.mailboxes.get(person.address)?.inbox() ?? []
      for (let n = seen.get(person.address) ?? 0; n < inbox.length; n += 1) {
        const raw = inbox[n]
        const found = raw === undefined ? undefined : await read(raw)
        if (found === undefined || !has.test(`${found.subject}\n${found.text}`)) continue
        seen.set(person.address, n + 1)
        return found
      }
      return undefined
    },
  }
}

async function patiently<T>(
  what: string,
  look: () => T | undefined | false | Promise<T | undefined | false>,
): Promise<T> {
  const until = performance.now() + PATIENCE_MS
  while (performance.now() < until) {
    const found = await look()
    if (found !== undefined && found !== false) return found
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
  throw new Trouble(`the story went wrong: this did not come: ${what}`, { lasting: true })
}

function timeOf(at: Date, lines: Lines): string {
  return `${isoLocal(at, ZONE).slice(0, 16).replace('T', ' ')} (${lines.moscow})`
}

function openScreen(lines: Lines, out: (line: string) => void, time: () => string) {
  const { head, bytes } = lines
  const say = (text: string): void => {
    out('')
    out(`▌ ${text}`)
  }
  const show = (title: string, mail: Mail): void => {
    out('')
    out(`┌─ ${title} ${'─'.repeat(Math.max(0, WIDTH - title.length - 4))}`)
    out(`│ ${head.from}: ${mail.from?.name ?? ''} <${mail.from?.address ?? ''}>`)
    out(`│ ${head.subject}: ${mail.subject}`)
    out(`│ ${head.at}: ${time()}`)
    for (const file of mail.attachments) out(`│ ${head.attachment}: ${file.name} (${file.bytes} ${bytes})`)
    out('│')
    for (const line of mail.text.trimEnd().split('\n')) out(`│ ${line}`)
    out(`└${'─'.repeat(WIDTH - 1)}`)
  }
  return { say, show }
}
