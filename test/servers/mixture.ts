// Twenty mixed mails and one of 30 MB for a desk between servers, and what must have become of them whatever the servers are.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { ImapFlow } from 'imapflow'
import { simpleParser } from 'mailparser'
import { expect } from 'vitest'
import { type DeskAtLab, inBooks } from '../support/desk-at-lab.ts'
import type { Lab, LabMail } from '../support/lab.ts'
import { eventually, until } from '../support/patience.ts'
import type { Server } from './child.ts'
import type { Far } from './far.ts'

const MAIN = join(import.meta.dirname, '../../src/main.ts')
const LARGE = 'large@firm11.test'
const LARGE_BYTES = 30_000_000
const FILE = Buffer.from('what the engineer found in the log\n'.repeat(2000))

/** A mail and who hands it over. */
export interface Handed {
  readonly from: string
  readonly raw: string
}

/** A desk between servers. */
export interface Stage {
  readonly lab: Lab
  readonly desk: DeskAtLab
  /** What lies in the support mailbox; without it Dovecot is asked beside IMAP. */
  readonly held?: Held
  /** Ends the servers that the variant is about and starts them again; the mails come while they are away. */
  restart(mails: readonly Handed[]): Promise<void>
  /** Without MOVE mails stay where they are and are marked; nothing is ever expunged. */
  readonly moves: boolean
  /** The customers' server, where the servers make reports of their own about it; without it the mixture brings bounces. */
  readonly far?: Far
  /** Makes the servers try again now what waits. */
  readonly nudge?: () => void
}

/** What a mail server says of the support mailbox. */
export interface Held {
  /** How many mails each folder holds. */
  folders(): Promise<ReadonlyMap<string, number>>
  /** How many mails of the inbox bear the mark of what is filed. */
  marked(): Promise<number>
}

const LATE = 'late@firm12.test'

/** Plays the whole mixture and expects that every mail has one outcome, is moved, and was acknowledged where that is due. */
export async function playMixture(stage: Stage): Promise<void> {
  const { lab } = stage
  const people = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => `person${n}@firm${n}.test`)
  const unknown = stage.far === undefined ? [] : ['nobody1@firm9.test', 'nobody2@firm10.test']
  for (const one of people.slice(0, 4)) await send(lab, request(lab, one))
  await untilFiled(stage, 4)
  // A letter whose connection ends behind its last byte is in doubt for ten minutes: that is another suite's matter.
  await untilSent(stage)
  await acknowledgementsFor(stage, people.slice(0, 4))
  await stage.restart(people.slice(4, 6).map((one) => request(lab, one)))
  const robots = [1, 2, 3].map((n) => robot(lab, n))
  for (const mail of [...[...people.slice(6), ...unknown].map((one) => request(lab, one)), ...robots, large(lab)])
    await send(lab, mail)
  await untilFiled(stage, 12 + unknown.length)
  const acknowledged = await acknowledgementsFor(stage, [...people, LARGE])
  const answered = people.slice(4, 7)
  const cards = await cardsAbout(lab, [...answered, ...unknown])
  for (const one of people.slice(0, 4)) await send(lab, reply(lab, one, acknowledged.get(one) ?? ''))
  for (const [one, card] of cards) await send(lab, answer(lab, one, card))
  const [last = ''] = people.slice(7)
  if (stage.far === undefined)
    for (const n of [1, 2]) await send(lab, bounce(lab, last, acknowledged.get(last) ?? '', n))
  await settled(stage, MAILS + 2 * unknown.length)
  await expectWhole(stage, [...people, LARGE], answered, unknown.length)
  for (const one of unknown) expect(reportsOf(stage, one)).toEqual([{ address: one, action: 'failed', says: true }])
  if (stage.far !== undefined) await playWait(stage, stage.far)
}

/** A customer whose server lets the answer wait: the warning is no failure, nobody is told, and it arrives in the end. */
async function playWait(stage: Stage, far: Far): Promise<void> {
  const { lab, desk } = stage
  await send(lab, request(lab, LATE))
  await acknowledgementsFor(stage, [LATE])
  const [[, card] = ['', '']] = await cardsAbout(lab, [LATE])
  await send(lab, answer(lab, LATE, card))
  await until('the warning is filed', () => {
    stage.nudge?.()
    return reportsOf(stage, LATE).length > 0
  })
  expect(reportsOf(stage, LATE)).toEqual([{ address: LATE, action: 'delayed', says: false }])
  const states = rowsOf<{ state: string }>(desk, `SELECT state FROM deliveries WHERE address = '${LATE}'`)
  expect(states.map((one) => one.state)).toEqual(['sent', 'sent'])
  far.release()
  await until('the answer arrives', async () => {
    stage.nudge?.()
    return (await filesIn(await lab.mailbox('sink'), LATE)).length > 0
  })
  expect(await filesIn(await lab.mailbox('sink'), LATE)).toEqual([hashOf(FILE)])
}

/** What the reports in a customer's ticket say, and whether with the words of the customer's server. */
function reportsOf(
  { desk }: Stage,
  customer: string,
): readonly { readonly address: string; readonly action: string; readonly says: boolean }[] {
  const own = `SELECT ticket FROM letters WHERE opened = 1 AND sender = '${customer}'`
  const rows = rowsOf<{ bounce: string }>(
    desk,
    `SELECT bounce FROM letters WHERE role = 'bounce' AND ticket = (${own})`,
  )
  return rows.map(({ bounce }) => {
    const [one] = JSON.parse(bounce).recipients
    return { address: one.address, action: one.action, says: `${one.diagnostic}`.includes('no such person here') }
  })
}

/** All mails that come into the mailbox, where the servers' own bounces come on top of them or are among them. */
const MAILS = 21

function head(lab: Lab, from: string, id: string, more: readonly string[]): readonly string[] {
  return [
    `From: ${from}`,
    `To: ${lab.address('support')}`,
    `Message-ID: <${id}@mixture.test>`,
    ...more,
    'MIME-Version: 1.0',
  ]
}

const PLAIN = ['Content-Type: text/plain; charset=utf-8', '']

function request(lab: Lab, from: string): Handed {
  const lines = head(lab, from, `request.${from.replace('@', '.')}`, [`Subject: question of ${from}`])
  return handed(from, [...lines, ...PLAIN, `The catalogue does not open for ${from}.`, ''])
}

function robot(lab: Lab, n: number): Handed {
  const lines = head(lab, `robot${n}@machine${n}.test`, `robot.${n}`, [
    `Subject: away ${n}`,
    'Auto-Submitted: auto-replied',
  ])
  return handed(`robot${n}@machine${n}.test`, [...lines, ...PLAIN, `I am away until day ${n}.`, ''])
}

function reply(lab: Lab, from: string, to: string): Handed {
  const lines = head(lab, from, `reply.${from.replace('@', '.')}`, [`Subject: Re: question`, `In-Reply-To: ${to}`])
  return handed(from, [...lines, ...PLAIN, `The log of ${from} says that the disk is full.`, ''])
}

function withFile(text: string, name: string, file: Buffer): readonly string[] {
  return [
    'Content-Type: multipart/mixed; boundary=frontier',
    '',
    '--frontier',
    ...PLAIN,
    text,
    '--frontier',
    `Content-Type: application/octet-stream; name=${name}`,
    `Content-Disposition: attachment; filename=${name}`,
    'Content-Transfer-Encoding: base64',
    '',
    file.toString('base64').replace(/.{76}/g, '$&\r\n'),
    '--frontier--',
    '',
  ]
}

function answer(lab: Lab, customer: string, card: string): Handed {
  const id = `answer.${customer.replace('@', '.')}`
  const lines = head(lab, lab.address('engineer1'), id, [`Subject: Re: question`, `In-Reply-To: ${card}`])
  const text = `Please read the file, ${customer}.`
  return handed(lab.address('engineer1'), [...lines, ...withFile(text, 'found.bin', FILE)])
}

function large(lab: Lab): Handed {
  const file = Buffer.alloc(Math.floor((LARGE_BYTES * 76) / 78 / 4) * 3, 'a large catalogue ')
  const lines = head(lab, LARGE, 'large', ['Subject: a large one'])
  return handed(LARGE, [...lines, ...withFile('The whole catalogue is attached.', 'catalogue.bin', file)])
}

function bounce(lab: Lab, customer: string, id: string, n: number): Handed {
  const lines = head(lab, `MAILER-DAEMON@${lab.domain}`, `bounce.${n}`, [
    'Subject: Undelivered',
    'Auto-Submitted: auto-replied',
  ])
  return handed('', [
    ...lines,
    'Content-Type: multipart/report; report-type=delivery-status; boundary=frontier',
    '',
    '--frontier',
    ...PLAIN,
    `Attempt ${n} failed.`,
    '--frontier',
    'Content-Type: message/delivery-status',
    '',
    `Reporting-MTA: dns; mail.${lab.domain}`,
    '',
    `Final-Recipient: rfc822; ${customer}`,
    'Action: failed',
    'Status: 5.1.1',
    'Diagnostic-Code: smtp; 550 5.1.1 no such person here',
    '',
    '--frontier',
    'Content-Type: text/rfc822-headers',
    '',
    `From: ${lab.address('support')}`,
    `To: ${customer}`,
    `Message-ID: ${id}`,
    '',
    '--frontier--',
    '',
  ])
}

function handed(from: string, lines: readonly string[]): Handed {
  return { from, raw: lines.join('\r\n') }
}

function send(lab: Lab, { from, raw }: Handed): Promise<void> {
  return lab.send(raw, { from, to: lab.address('support') })
}

/** Hands mails over while a server is away; who takes them keeps them, or is tried again. */
export async function sendWhileAway(lab: Lab, server: Server, mails: readonly Handed[]): Promise<void> {
  await server.stop()
  const under = mails.map((mail) => eventually(() => send(lab, mail)))
  await server.start()
  await Promise.all(under)
}

function header(name: string, { source }: LabMail): string {
  return new RegExp(`^${name}:\\s+(.+?)\\r?$`, 'im').exec(source)?.[1] ?? ''
}

/** All but warnings that a mail is late: on a busy machine a server may warn of any. */
const COUNTED = "coalesce(json_extract(bounce, '$.recipients[0].action'), '') <> 'delayed'"

/** Resolves when so many mails are filed, warnings aside. */
export async function untilFiled({ desk }: Pick<Stage, 'desk'>, count: number): Promise<void> {
  const filed = (): number => rowsOf(desk, `SELECT id FROM letters WHERE ${COUNTED}`).length
  await until(
    () => `${count} mails are filed, ${filed()} are`,
    () => filed() >= count,
  )
}

function rowsOf<T>(desk: DeskAtLab, sql: string): readonly T[] {
  const books = new Database(join(desk.directory, 'data/ticketd.db'), { readonly: true })
  try {
    return books.prepare(sql).all() as T[]
  } finally {
    books.close()
  }
}

/** The Message-ID of what was acknowledged to each of these, once all are. */
async function acknowledgementsFor(stage: Stage, people: readonly string[]): Promise<ReadonlyMap<string, string>> {
  return until('all are acknowledged', async () => {
    const mails = (await stage.lab.mailbox('sink')).filter(isAcknowledgement)
    const found = people.map((one) => [one, mails.find((mail) => header('To', mail).includes(one))] as const)
    return (
      found.every(([, mail]) => mail !== undefined) &&
      new Map(found.map(([one, mail]) => [one, mail === undefined ? '' : header('Message-ID', mail)]))
    )
  })
}

function isAcknowledgement(mail: LabMail): boolean {
  return header('Auto-Submitted', mail) === 'auto-replied'
}

/** What the engineer was told about the requests of these, by its Message-ID. */
async function cardsAbout(lab: Lab, people: readonly string[]): Promise<readonly (readonly [string, string])[]> {
  return until('the engineer has all cards', async () => {
    const cards = (await lab.mailbox('engineer1')).filter((mail) => header('X-Ticket-Event', mail) === 'new')
    const found = people.map((one) => [one, cards.find((mail) => header('Subject', mail).includes(one))] as const)
    return (
      found.every(([, mail]) => mail !== undefined) &&
      found.map(([one, mail]) => [one, mail === undefined ? '' : header('Message-ID', mail)] as const)
    )
  })
}

function doveadm(lab: Lab, ...args: readonly string[]): string {
  const conf = join(lab.directory, 'dovecot/dovecot.conf')
  return execFileSync('doveadm', ['-c', conf, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
}

/** As Dovecot tells without a session. */
function heldByDovecot(lab: Lab): Held {
  const user = ['-u', lab.address('support')]
  return {
    async folders() {
      const said = doveadm(lab, 'mailbox', 'status', ...user, 'messages', '*', 'INBOX', 'INBOX.*')
      return new Map([...said.matchAll(/^(.+) messages=(\d+)$/gm)].map(([, name = '', count]) => [name, Number(count)]))
    },
    async marked() {
      const query = ['mailbox', 'INBOX', 'KEYWORD', 'TicketdFiled']
      return doveadm(lab, 'search', ...user, ...query)
        .split('\n')
        .filter(Boolean).length
    },
  }
}

/** As any server tells in a session of IMAP at this port. */
export function heldByImap(lab: Lab, port: number): Held {
  const asked = async <T>(ask: (client: ImapFlow) => Promise<T>): Promise<T> => {
    const auth = { user: lab.address('support'), pass: lab.password('support') }
    const client = new ImapFlow({ host: lab.host, port, secure: false, doSTARTTLS: false, auth, logger: false })
    client.on('error', () => undefined)
    await client.connect()
    try {
      return await ask(client)
    } finally {
      await client.logout()
    }
  }
  return {
    folders: () =>
      asked(async (client) => {
        const listed = await client.list({ statusQuery: { messages: true } })
        return new Map(listed.map((one) => [one.path, one.status?.messages ?? 0]))
      }),
    marked: () =>
      asked(async (client) => {
        await client.mailboxOpen('INBOX', { readOnly: true })
        const found = await client.search({ keyword: 'TicketdFiled' }, { uid: true })
        return found === false || found === undefined ? 0 : found.length
      }),
  }
}

/** Resolves when all mail is filed and moved and nothing waits to be sent. */
async function settled(stage: Stage, mails: number): Promise<void> {
  await untilFiled(stage, mails)
  const { folders, marked } = stage.held ?? heldByDovecot(stage.lab)
  let left: ReadonlyMap<string, number> = new Map()
  await until(
    () => `all is ${stage.moves ? 'moved' : 'marked'}: ${JSON.stringify([...left])}`,
    async () => {
      left = await folders()
      const all = rowsOf(stage.desk, 'SELECT id FROM letters').length
      if (!stage.moves) return left.get('INBOX') === all && (await marked()) === all
      const moved = [...left].find(([name]) => /(^|[./])Processed$/.test(name))?.[1]
      return left.get('INBOX') === 0 && moved === all
    },
  )
  await untilSent(stage)
}

function untilSent({ desk }: Stage): Promise<unknown> {
  return until('nothing waits to be sent', () =>
    inBooks(desk, (books) => books.outbox().every((one) => one.nextAt === null)),
  )
}

async function expectWhole(
  stage: Stage,
  acknowledged: readonly string[],
  answered: readonly string[],
  unknown: number,
): Promise<void> {
  const { lab, desk } = stage
  const letters = rowsOf<{ sha256: string; role: string }>(desk, `SELECT sha256, role FROM letters WHERE ${COUNTED}`)
  expect(new Set(letters.map((one) => one.sha256)).size).toBe(letters.length)
  const roles = Object.fromEntries(
    [...Map.groupBy(letters, (one) => one.role)].map(([role, all]) => [role, all.length]),
  )
  expect(roles).toEqual({ customer: 13 + unknown, robot: 3, source: 3 + unknown, bounce: 2 })
  // Ends with a mistake when a row or a raw mail is not what it should be.
  execFileSync(process.execPath, [MAIN, 'verify', '--config', desk.configFile], { stdio: 'ignore' })
  const sink = await lab.mailbox('sink')
  // A server that was ended behind the last byte sends once more what it had: the same Message-ID is the same letter.
  for (const one of acknowledged) {
    const his = sink.filter((mail) => isAcknowledgement(mail) && header('To', mail).includes(one))
    expect(new Set(his.map((mail) => header('Message-ID', mail))).size).toBe(1)
  }
  for (const one of answered) expect(await filesIn(sink, one)).toEqual([hashOf(FILE)])
  expect(sink.filter((mail) => /robot\d@/.test(header('To', mail)))).toEqual([])
}

/** Hashes of the files that came to a customer. */
async function filesIn(mails: readonly LabMail[], customer: string): Promise<readonly string[]> {
  const own = mails.filter((mail) => header('To', mail).includes(customer))
  const read = await Promise.all(own.map((mail) => simpleParser(mail.source)))
  return read.flatMap((mail) => mail.attachments.map((file) => hashOf(file.content)))
}

function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}
