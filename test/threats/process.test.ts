// T6, T12, T13 on the process itself, between an IMAP server and an SMTP server that misbehaves: what strangers wrote
// reaches no log, no header and no recipient of its own making, and nobody is visited.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type MailSystem, startMailSystem } from '../../src/demo/servers.ts'
import { PYOTR } from '../support/desk.ts'
import { word } from '../support/letter.ts'
import { until } from '../support/patience.ts'
import { type ScriptedSmtp, startScriptedSmtp } from '../support/scripted-smtp.ts'
import { rawMail } from '../support/whole-desk.ts'

const SUPPORT = { name: 'Техническая поддержка', address: 'support@vendor.example', password: 'canarymailbox' }
/** What must stand in no line of the log; each in its own place. */
const CANARIES = [
  'canarymailbox',
  'canarysmtp',
  'canarysubject',
  'canarybody',
  'canaryname',
  'canaryaddress',
  'canaryfile',
  'canaryid',
  'канарейка',
]
const HOSTILE = [
  'x\r\nBcc: evil@evil.test',
  'x\nTo: evil@evil.test',
  'x\r\n\r\n<script>',
  '"x" <evil@evil.test>, y',
  'a\u2028Bcc: evil@evil.test',
  '\u0000\u0007\u001b[2J',
  'x\r\n.\r\nMAIL FROM:<evil@evil.test>',
  'я'.repeat(3000),
]

let folder: string
let mail: MailSystem
let smtp: ScriptedSmtp
let trap: Server
let child: ChildProcess
let log = ''
const visits: string[] = []
const logins: string[] = []

function hostileMails(): string[] {
  const heads = HOSTILE.map((text, n) =>
    rawMail({
      from: `${word(`canaryname ${text}`)} <canaryaddress${n}@plant.example>`,
      subject: `canarysubject${n} ${text.replace(/[\r\n]+/g, ' ')}`,
      id: `canaryid${n}@plant.example`,
      references: [`canaryid.ref${n}@plant.example`, text.replace(/[\r\n]/g, '').slice(0, 200)],
      text: `канарейка canarybody ${text} http://127.0.0.1:${(trap.address() as AddressInfo).port}/text`,
    }),
  )
  const encoded = HOSTILE.map((text, n) =>
    rawMail({
      from: `${word(text)} <canaryaddress.e${n}@plant.example>`,
      subject: word(`canarysubject ${text}`),
      more: [`Reply-To: ${word(text)} <evil@evil.test>`, `X-Ticket-ID: ${word(text)}`, `Thread-Topic: ${word(text)}`],
    }),
  )
  const addresses = [
    '"a b"@plant.example',
    'a@[127.0.0.1]',
    'a@b@plant.example',
    '<a@plant.example\r\n Bcc: evil@evil.test>',
    '@plant.example',
    'a@plant.example,evil@evil.test',
    `${'a'.repeat(300)}@plant.example`,
    'почта@пример.рф',
    `${word('a@plant.example>\r\nBcc: evil@evil.test')}`,
  ]
  const odd = addresses.map((from) => rawMail({ from, text: 'canarybody' }))
  const url = `http://127.0.0.1:${(trap.address() as AddressInfo).port}`
  const html = rawMail({
    from: 'html@plant.example',
    more: [`List-Unsubscribe: <${url}/unsubscribe>`, 'List-Unsubscribe-Post: List-Unsubscribe=One-Click'],
  }).replace('text/plain', 'text/html')
  const broken = `From: canaryaddress@plant.example\r\nSubject: canarysubject broken\r\nContent-Type: multipart/mixed; boundary="${'canaryfile'.repeat(30)}"\r\n\r\n--x\u0000\r\ncanarybody`
  return [
    ...heads,
    ...encoded,
    ...odd,
    `${html}<img src="${url}/img"><link rel=stylesheet href="${url}/css"><div style="background:url(${url}/bg)">`,
    broken,
  ]
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ticketd-process-'))
  trap = createServer((request, response) => {
    visits.push(request.url ?? '')
    response.end()
  })
  await new Promise<void>((resolve) => trap.listen(0, '127.0.0.1', resolve))
  mail = await startMailSystem([SUPPORT], () => new Date())
  smtp = await startScriptedSmtp({
    auth: () => {
      logins.push('asked')
      return logins.length === 1 ? '535 5.7.8 no: <canaryaddress@vendor.example>' : '235 2.7.0 welcome'
    },
    rcpt: (to) =>
      to.startsWith('canaryaddress3')
        ? `550 5.1.1 <${to}> unknown ${'words of the server '.repeat(30)}`
        : '250 2.1.5 ok',
    dot: (to) => (to.startsWith('canaryaddress4') ? `451 4.3.0 <${to}> later` : '250 2.0.0 taken'),
  })
  const config = join(folder, 'config.json')
  writeFileSync(
    config,
    JSON.stringify({
      support: { address: SUPPORT.address, name: SUPPORT.name, phone: '8 (495) 000-00-00' },
      mailbox: {
        host: '127.0.0.1',
        port: mail.mailboxes.get(SUPPORT.address)?.port,
        security: 'none',
        user: SUPPORT.address,
        password: SUPPORT.password,
        pollSeconds: 1,
      },
      smtp: { host: '127.0.0.1', port: smtp.port, security: 'none', user: SUPPORT.address, password: 'canarysmtp' },
      engineers: [{ name: PYOTR.name, address: PYOTR.address, roles: ['engineer', 'lead'] }],
      data: { directory: join(folder, 'data') },
      limits: { acksPerSenderPerDay: 0, quickMailsBeforeMute: 0 },
      log: { level: 'debug' },
    }),
  )
  const mails = hostileMails()
  for (const raw of mails) mail.deliver(Buffer.from(raw), [SUPPORT.address])
  child = spawn(process.execPath, [join(import.meta.dirname, '../../src/main.ts'), 'run', '--config', config], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (log += String(chunk)))
  const soFar = (what: string) => () => `${what}\n${log.slice(-3000)}`
  await until(soFar('every mail is filed'), () => (log.match(/"msg":"filed"/g) ?? []).length >= mails.length)
  await until(soFar('the desk has said what it had to'), () => smtp.transactions.length >= mails.length * 1.5)
  const ended = new Promise((resolve) => child.on('exit', resolve))
  child.kill('SIGTERM')
  await ended
})

afterAll(async () => {
  child?.kill('SIGKILL')
  await smtp?.close()
  mail?.close()
  await new Promise<void>((resolve) => trap.close(() => resolve()))
  rmSync(folder, { recursive: true, force: true })
})

const ALLOWED = new Set([
  'auto-submitted',
  'cc',
  'content-disposition',
  'content-transfer-encoding',
  'content-type',
  'date',
  'from',
  'importance',
  'in-reply-to',
  'message-id',
  'mime-version',
  'references',
  'subject',
  'to',
  'x-auto-response-suppress',
  'x-ticket-criticality',
  'x-ticket-event',
  'x-ticket-id',
  'x-ticket-loop',
  'x-ticket-state',
])

describe('T6: headers and recipients on the wire', () => {
  test('every letter has each of our headers at most once and no other, and one recipient', () => {
    expect(smtp.transactions.length).toBeGreaterThan(30)
    for (const { data, to, from } of smtp.transactions) {
      const names = data
        .slice(0, data.indexOf('\r\n\r\n'))
        .split(/\r\n(?![ \t])/)
        .map((line) => line.slice(0, line.indexOf(':')).toLowerCase())
      expect(new Set(names).size).toBe(names.length)
      expect(names.filter((name) => !ALLOWED.has(name))).toEqual([])
      expect(to).toHaveLength(1)
      expect(to[0]).toMatch(/^[^\s@<>,]+@(vendor|plant)\.example$/)
      expect(from).toBe(SUPPORT.address)
    }
  })

  test('who reads the letter finds one person in To, and it is the recipient', async () => {
    for (const { data, to } of smtp.transactions) {
      const parsed = await simpleParser(Buffer.from(data, 'latin1'))
      const people = [parsed.to ?? [], parsed.cc ?? []].flat().flatMap((one) => one.value)
      expect(people.map((one) => one.address)).toEqual(to)
      expect(parsed.from?.value.map((one) => one.address)).toEqual([SUPPORT.address])
    }
    expect(smtp.transactions.map(({ to }) => to[0]).join()).not.toContain('evil')
  })
})

describe('T12: what the log says', () => {
  test('no password, subject, body, name, address, file or id; of a server’s answer two hundred characters without addresses', () => {
    expect(log).toContain('"msg":"filed"')
    expect(log).toContain('535')
    for (const canary of CANARIES) expect(log.toLowerCase()).not.toContain(canary)
    expect(log).toContain('words of the server')
    expect(log).not.toMatch(/words of the server.{200}/)
    expect(log).not.toMatch(/[\w.+-]+@[\w-]+\.(example|test)/)
  })

  test('every line of it is one line of JSON', () => {
    for (const line of log.trim().split('\n')) expect(() => JSON.parse(line)).not.toThrow()
  })
})

describe('T13: in the whole run', () => {
  test('nobody visited an address that a mail names', () => {
    expect(visits).toEqual([])
  })
})
