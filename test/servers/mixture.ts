// Twenty mixed mails and one of 30 MB for a desk between servers, and what must have become of them whatever the servers are.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { simpleParser } from 'mailparser'
import { expect } from 'vitest'
import { type DeskAtLab, inBooks } from '../support/desk-at-lab.ts'
import type { Lab, LabMail } from '../support/lab.ts'
import { until } from '../support/patience.ts'

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
  /** Ends the servers that the variant is about and starts them again; the mails come while they are away. */
  restart(mails: readonly Handed[]): Promise<void>
  /** Without MOVE mails stay where they are and are marked; nothing is ever expunged. */
  readonly moves: boolean
  /** Whether the servers make bounces themselves; where they make none, the mixture brings them. */
  readonly bouncesItself: boolean
}

/** Plays the whole mixture and expects that every mail has one outcome, is moved, and was acknowledged where that is due. */
export async function playMixture(stage: Stage): Promise<void> {
  const { lab } = stage
  const people = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => `person${n}@firm${n}.test`)
  const unknown = stage.bouncesItself ? ['nobody1@firm9.test', 'nobody2@firm10.test'] : []
  for (const one of people.slice(0, 4)) await send(lab, request(lab, one))
  await untilFiled(stage, 4)
  await stage.restart(people.slice(4, 6).map((one) => request(lab, one)))
  const robots = [1, 2, 3].map((n) => robot(lab, n))
  for (const mail of [...[...people.slice(6), ...unknown].map((one) => request(lab, one)), ...robots, large(lab)])
    await send(lab, mail)
  await untilFiled(stage, 12 + unknown.length)
  const acknowledged = await acknowledgementsFor(stage, [...people, LARGE])
  const cards = await cardsAbout(lab, people.slice(4, 7))
  for (const one of people.slice(0, 4)) await send(lab, reply(lab, one, acknowledged.get(one) ?? ''))
  for (const [one, card] of cards) await send(lab, answer(lab, one, card))
  const [last = ''] = people.slice(7)
  if (!stage.bouncesItself) for (const n of [1, 2]) await send(lab, bounce(lab, last, acknowledged.get(last) ?? '', n))
  await settled(stage, MAILS + unknown.length)
  await expectWhole(stage, [...people, LARGE], people.slice(4, 7), MAILS + unknown.length)
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

function header(name: string, { source }: LabMail): string {
  return new RegExp(`^${name}:\\s+(.+?)\\r?$`, 'im').exec(source)?.[1] ?? ''
}

/** Resolves when so many mails are filed. */
export async function untilFiled({ desk }: Pick<Stage, 'desk'>, count: number): Promise<void> {
  const filed = (): number => rowsOf(desk, 'SELECT id FROM letters').length
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

/** How many mails of the inbox bear the mark of what is filed. */
function marked(lab: Lab): number {
  const query = ['mailbox', 'INBOX', 'KEYWORD', 'TicketdFiled']
  return doveadm(lab, 'search', '-u', lab.address('support'), ...query)
    .split('\n')
    .filter(Boolean).length
}

/** How many mails each folder of the support mailbox holds, as Dovecot tells without a session. */
function folders(lab: Lab): ReadonlyMap<string, number> {
  const said = doveadm(lab, 'mailbox', 'status', '-u', lab.address('support'), 'messages', '*', 'INBOX', 'INBOX.*')
  return new Map([...said.matchAll(/^(.+) messages=(\d+)$/gm)].map(([, name = '', count]) => [name, Number(count)]))
}

/** Resolves when all mail is filed and moved and nothing waits to be sent. */
async function settled(stage: Stage, mails: number): Promise<void> {
  await untilFiled(stage, mails)
  const left = (): string => JSON.stringify([...folders(stage.lab)])
  await until(
    () => `all is ${stage.moves ? 'moved' : 'marked'}: ${left()}`,
    () => {
      if (!stage.moves) return folders(stage.lab).get('INBOX') === mails && marked(stage.lab) === mails
      const held = folders(stage.lab)
      const moved = [...held].find(([name]) => /(^|[./])Processed$/.test(name))?.[1]
      return held.get('INBOX') === 0 && moved === mails
    },
  )
  await until('nothing waits to be sent', () =>
    inBooks(stage.desk, (books) => books.outbox().every((one) => one.nextAt === null)),
  )
}

async function expectWhole(
  stage: Stage,
  acknowledged: readonly string[],
  answered: readonly string[],
  mails: number,
): Promise<void> {
  const { lab, desk } = stage
  const letters = rowsOf<{ sha256: string; role: string }>(desk, 'SELECT sha256, role FROM letters')
  expect(letters).toHaveLength(mails)
  expect(new Set(letters.map((one) => one.sha256)).size).toBe(mails)
  const roles = Object.fromEntries(
    [...Map.groupBy(letters, (one) => one.role)].map(([role, all]) => [role, all.length]),
  )
  expect(roles).toEqual({ customer: mails - 8, robot: 3, source: 3, bounce: 2 })
  // Ends with a mistake when a row or a raw mail is not what it should be.
  execFileSync(process.execPath, [MAIN, 'verify', '--config', desk.configFile], { stdio: 'ignore' })
  const sink = await lab.mailbox('sink')
  for (const one of acknowledged)
    expect(sink.filter((mail) => isAcknowledgement(mail) && header('To', mail).includes(one))).toHaveLength(1)
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
