// The floor that the desk is measured against: the same libraries and servers, no desk. Each step alone, then all of
// them in one script, one after the other and overlapped.
import { execFile } from 'node:child_process'
import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import Database from 'better-sqlite3'
import { ImapFlow } from 'imapflow'
import { simpleParser } from 'mailparser'
import { createTransport } from 'nodemailer'
import type { Lab } from '../support/lab.ts'

const CONNECTIONS = 5

/** What the bare script needs of a lab. */
interface Servers {
  readonly host: string
  readonly ports: { readonly imap: number; readonly smtp: number }
  readonly support: string
  readonly password: string
}

function serversOf(lab: Lab): Servers {
  const { host, ports } = lab
  const { imap, smtp } = ports
  return { host, ports: { imap, smtp }, support: lab.address('support'), password: lab.password('support') }
}

interface Fetched {
  readonly uid: number
  readonly source: Buffer
}

/** What each step costs and how many mails a second the bare script does. */
export interface Floor {
  readonly fetch: number
  readonly parse: number
  readonly insert: number
  readonly deliver: number
  readonly moveSingly: number
  readonly moveByHundred: number
  readonly oneAfterTheOther: number
}

/** A run of the bare script: mails a second, and milliseconds of processor time for a mail. */
export interface BareRun {
  readonly perSecond: number
  readonly cpuMs: number
}

async function signedIn(lab: Servers): Promise<ImapFlow> {
  const client = new ImapFlow({
    host: lab.host,
    port: lab.ports.imap,
    secure: false,
    doSTARTTLS: false,
    auth: { user: lab.support, pass: lab.password },
    logger: false,
  })
  await client.connect()
  await client.mailboxOpen('INBOX')
  return client
}

async function fetched(client: ImapFlow, range: string): Promise<Fetched[]> {
  const all: Fetched[] = []
  for await (const row of client.fetch(range, { source: true }, { uid: true })) {
    if (row.source !== undefined) all.push({ uid: row.uid, source: row.source })
  }
  return all
}

function books(folder: string): { insert(n: number, text: string): void; close(): void } {
  const db = new Database(join(folder, `bare-${Math.floor(performance.now() * 1000)}.db`))
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.exec('CREATE TABLE mails (n INTEGER, text TEXT)')
  const statement = db.prepare('INSERT INTO mails VALUES (?, ?)')
  return { insert: (n, text) => void statement.run(n, text), close: () => db.close() }
}

function postOffice(lab: Servers) {
  return createTransport({
    host: lab.host,
    port: lab.ports.smtp,
    secure: false,
    ignoreTLS: true,
    pool: true,
    maxConnections: CONNECTIONS,
    maxMessages: Infinity,
  })
}

function acknowledgement(lab: Servers, n: number) {
  return {
    from: lab.support,
    to: `person${n}@firm.test`,
    subject: `[BARE-${n}] принято`,
    text: 'Ваше письмо получено. '.repeat(40),
    html: '<p>Ваше письмо получено.</p>'.repeat(40),
  }
}

function spooled(folder: string, n: number, bytes: Buffer): void {
  const file = openSync(join(folder, `${n}.eml`), 'w')
  writeSync(file, bytes)
  fsyncSync(file)
  closeSync(file)
}

async function rate(count: number, work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return count / ((performance.now() - started) / 1000)
}

/** Measures the floor with mails that `refill` puts into the inbox anew before each run. */
export async function measureFloor(place: Lab, count: number, refill: () => Promise<void>): Promise<Floor> {
  const lab = serversOf(place)
  const folder = mkdtempSync(join(tmpdir(), 'bare-'))
  try {
    await refill()
    const client = await signedIn(lab)
    let mails: Fetched[] = []
    const fetch = await rate(count, async () => {
      mails = await fetched(client, '1:*')
    })
    const parse = await rate(mails.length, async () => {
      for (const mail of mails) await simpleParser(mail.source, { skipTextToHtml: true })
    })
    const db = books(folder)
    const insert = await rate(count, async () => {
      for (const mail of mails) db.insert(mail.uid, mail.source.toString('latin1').slice(0, 4000))
    })
    db.close()
    const post = postOffice(lab)
    const deliver = await rate(500, () =>
      Promise.all(Array.from({ length: 500 }, (_, n) => post.sendMail(acknowledgement(lab, n)))),
    )
    const some = mails.slice(0, 200)
    await client.mailboxCreate('Bare').catch(() => undefined)
    const moveSingly = await rate(some.length, async () => {
      for (const mail of some) await client.messageMove(String(mail.uid), 'Bare', { uid: true })
    })
    const rest = mails.slice(200)
    const moveByHundred = await rate(rest.length, () => moved(client, rest))
    await client.logout()
    await refill()
    const oneAfterTheOther = await rate(count, () => plainly(lab, folder))
    post.close()
    return { fetch, parse, insert, deliver, moveSingly, moveByHundred, oneAfterTheOther }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * One run of everything in one bare script, overlapped, over an inbox that the caller has filled. A process of its own,
 * as the desk is: both start cold.
 */
export async function runOverlapped(lab: Lab, count: number): Promise<BareRun> {
  const script = [import.meta.filename, JSON.stringify(serversOf(lab)), String(count)]
  const { stdout } = await promisify(execFile)(process.execPath, script)
  return JSON.parse(stdout) as BareRun
}

async function overlapped(lab: Servers, count: number): Promise<BareRun> {
  const folder = mkdtempSync(join(tmpdir(), 'bare-'))
  try {
    const before = process.cpuUsage()
    const perSecond = await rate(count, () => overlappedScript(lab, folder))
    const { user, system } = process.cpuUsage(before)
    return { perSecond, cpuMs: (user + system) / 1000 / count }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function moved(client: ImapFlow, mails: readonly Fetched[]): Promise<void> {
  for (let n = 0; n < mails.length; n += 100) {
    await client.messageMove(
      mails
        .slice(n, n + 100)
        .map((mail) => mail.uid)
        .join(','),
      'Bare',
      { uid: true },
    )
  }
}

/** Fetch, spool, parse, insert, deliver, move: each mail to its end before the next. */
async function plainly(lab: Servers, folder: string): Promise<void> {
  const client = await signedIn(lab)
  const db = books(folder)
  const post = postOffice(lab)
  const uids = (await client.search({ all: true }, { uid: true })) || []
  for (const uid of uids) {
    const mail = await client.fetchOne(String(uid), { source: true }, { uid: true })
    if (mail === false || mail.source === undefined) continue
    spooled(folder, uid, mail.source)
    const parsed = await simpleParser(mail.source, { skipTextToHtml: true })
    db.insert(uid, parsed.text ?? '')
    await post.sendMail(acknowledgement(lab, uid))
    await client.messageMove(String(uid), 'Bare', { uid: true })
  }
  await client.logout()
  db.close()
  post.close()
}

/** The same with fetching by the hundred, deliveries over five connections beside it, moves by the hundred. */
async function overlappedScript(lab: Servers, folder: string): Promise<void> {
  const client = await signedIn(lab)
  const db = books(folder)
  const post = postOffice(lab)
  const uids = (await client.search({ all: true }, { uid: true })) || []
  const sendings: Promise<unknown>[] = []
  for (let n = 0; n < uids.length; n += 100) {
    const mails = await fetched(client, uids.slice(n, n + 100).join(','))
    for (const mail of mails) {
      spooled(folder, mail.uid, mail.source)
      const parsed = await simpleParser(mail.source, { skipTextToHtml: true })
      db.insert(mail.uid, parsed.text ?? '')
      sendings.push(post.sendMail(acknowledgement(lab, mail.uid)))
    }
    await moved(client, mails)
  }
  await Promise.all(sendings)
  await client.logout()
  db.close()
  post.close()
}

const [servers, count] = process.argv.slice(2)
if (import.meta.main && servers !== undefined) {
  console.log(JSON.stringify(await overlapped(JSON.parse(servers) as Servers, Number(count))))
}
