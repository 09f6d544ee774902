// `npm run bench`: the desk between a private Dovecot and Postfix, beside the floor measured in the same run. Figures
// are worth something as ratios within one run; machines are shared and noisy.
//   --mails N     how many mixed mails (2000)      --folder DIR   take *.eml from there instead
//   --backlog N   a backlog for the memory figure (0: left out)
import { readdirSync, readFileSync } from 'node:fs'
import type { AddressInfo, Socket } from 'node:net'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { configureDesk, type DeskAtLab, ended, inBooks, spawnDesk, until } from '../support/desk-at-lab.ts'
import { type Lab, labAvailable, startLab } from '../support/lab.ts'
import { measureFloor } from './bare.ts'
import { mixedMails } from './mails.ts'

const { values } = parseArgs({
  options: {
    mails: { type: 'string', default: '2000' },
    folder: { type: 'string' },
    backlog: { type: 'string', default: '0' },
  },
})
const COUNT = Number(values.mails)
const NO_BRAKES = {
  automaticPerHour: 0,
  acksPerSenderPerDay: 0,
  newTicketsPerSenderPerHour: 0,
  quickMailsBeforeMute: 0,
  ackMaxAgeHours: 0,
}

if (!labAvailable()) {
  console.log('The bench needs Dovecot 2.3, Postfix and root; nothing was measured.')
  process.exit(0)
}

function mails(lab: Lab, count: number): Buffer[] {
  if (values.folder === undefined) return mixedMails(count, lab.address('support')).map((mail) => mail.raw)
  const { folder } = values
  return readdirSync(folder)
    .filter((name) => name.endsWith('.eml'))
    .sort()
    .slice(0, count)
    .map((name) => readFileSync(join(folder, name)))
}

async function emptied(lab: Lab): Promise<void> {
  const client = await lab.imap('support')
  for (const folder of ['INBOX', 'Bare', 'Processed', 'Failed']) {
    const box = await client.mailboxOpen(folder).catch(() => null)
    if (box !== null && box.exists > 0) await client.messageDelete('1:*')
  }
  await client.logout()
}

function desk(lab: Lab, smtpPort: number): DeskAtLab {
  return configureDesk(lab, {
    engineers: [{ name: 'Пётр Иванов', address: lab.address('engineer1'), roles: ['lead'] }],
    smtp: { host: lab.host, port: smtpPort, security: 'none', maxConnections: 5 },
    limits: NO_BRAKES,
    log: { level: 'warn' },
  })
}

function peakMegabytes(pid: number | undefined): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024
}

interface Run {
  readonly perSecond: number
  readonly tickets: number
  readonly acknowledged: number
  readonly peak: number
}

/** From a full inbox to tickets with acknowledgements accepted; counted from the first letter filed. */
async function throughput(lab: Lab, all: readonly Buffer[]): Promise<Run> {
  const place = desk(lab, lab.ports.smtp)
  await emptied(lab)
  lab.seed('support', all)
  const process = spawnDesk(place)
  try {
    await until('the books', () => booksOf(place, (figures) => figures.letters > 0), 60_000)
    const started = performance.now()
    const before = booksOf(place, (figures) => figures.letters) || 0
    await until('all letters', () => booksOf(place, (figures) => figures.letters >= all.length), 600_000)
    await until('all sent', () => booksOf(place, (figures) => figures.outbox.waiting === 0), 600_000)
    const seconds = (performance.now() - started) / 1000
    const tickets = inBooks(place, (books) => books.tickets({}).length)
    const acknowledged = booksOf(place, (figures) => figures.outbox.sentLastHour) || 0
    return { perSecond: (all.length - before) / seconds, tickets, acknowledged, peak: peakMegabytes(process.pid) }
  } finally {
    await ended(process, 'SIGTERM')
  }
}

function booksOf<T>(
  place: DeskAtLab,
  look: (figures: ReturnType<Parameters<Parameters<typeof inBooks>[1]>[0]['figures']>) => T,
): T | false {
  try {
    return inBooks(place, (books) => look(books.figures(new Date())))
  } catch {
    return false
  }
}

/** A proxy before Postfix that notes when it says 250 to a final dot. */
async function watchedSmtp(port: number): Promise<{ port: number; accepted: number[]; close(): void }> {
  const accepted: number[] = []
  const server = createServer((client) => {
    const postfix = connect(port, '127.0.0.1')
    let inData = false
    client.on('data', (chunk) => postfix.write(chunk))
    postfix.on('data', (chunk) => {
      const text = chunk.toString('latin1')
      if (text.startsWith('354')) inData = true
      else if (inData && text.startsWith('250')) {
        accepted.push(performance.now())
        inData = false
      }
      client.write(chunk)
    })
    const end = (a: Socket, b: Socket): void => void a.on('close', () => b.destroy()).on('error', () => b.destroy())
    end(client, postfix)
    end(postfix, client)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { port: (server.address() as AddressInfo).port, accepted, close: () => server.close() }
}

/** From the server's IDLE notice, as another idling client sees it, to the acknowledgement's 250, in milliseconds. */
async function latencies(lab: Lab, count: number): Promise<number[]> {
  const smtp = await watchedSmtp(lab.ports.smtp)
  const place = desk(lab, smtp.port)
  await emptied(lab)
  const process = spawnDesk(place)
  const client = await lab.imap('support')
  await client.mailboxOpen('INBOX', { readOnly: true })
  let notice = 0
  client.on('exists', (event: { count: number; prevCount: number }) => {
    if (event.count > event.prevCount) notice = performance.now()
  })
  void client.idle().catch(() => undefined)
  const found: number[] = []
  try {
    await until('the desk', () => booksOf(place, () => true), 60_000)
    for (const [n, mail] of mixedMails(count * 3, lab.address('support'), 7)
      .filter((one) => !/^(?:Auto-Submitted|In-Reply-To)/im.test(one.raw.toString('latin1')))
      .slice(0, count)
      .entries()) {
      const accepted = smtp.accepted.length
      notice = 0
      await lab.send(mail.raw, { from: mail.from, to: lab.address('support') })
      await until(`acknowledgement ${n}`, () => smtp.accepted.length > accepted && notice > 0, 30_000)
      found.push((smtp.accepted.at(-1) ?? 0) - notice)
    }
  } finally {
    client.close()
    await ended(process, 'SIGTERM')
    smtp.close()
  }
  return found.sort((a, b) => a - b)
}

/** A mail of 35 MB and, when asked, a backlog: what the process needs at its peak. */
async function memoryWith(lab: Lab, all: readonly Buffer[]): Promise<number> {
  const place = desk(lab, lab.ports.smtp)
  await emptied(lab)
  lab.seed('support', all)
  const process = spawnDesk(place)
  try {
    await until('all letters', () => booksOf(place, (figures) => figures.letters >= all.length), 900_000)
    return peakMegabytes(process.pid)
  } finally {
    await ended(process, 'SIGTERM')
  }
}

function largeMail(lab: Lab): Buffer {
  const line = `${'QUJD'.repeat(19)}\r\n`
  const head = `From: big@firm.test\r\nTo: ${lab.address('support')}\r\nSubject: large\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nsee the file\r\n--b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=dump.bin\r\nContent-Transfer-Encoding: base64\r\n\r\n`
  return Buffer.from(`${head}${line.repeat(Math.ceil(35_000_000 / line.length))}--b--\r\n`)
}

const lab = await startLab({ elsewhere: 'discard' })
try {
  const all = mails(lab, COUNT)
  console.log(
    `${all.length} mails, ${Math.round(all.reduce((sum, raw) => sum + raw.length, 0) / all.length)} bytes on average`,
  )
  const floor = await measureFloor(lab, all.length, async () => {
    await emptied(lab)
    lab.seed('support', all)
  })
  for (const [step, perSecond] of Object.entries(floor))
    console.log(`  bare ${step.padEnd(18)} ${perSecond.toFixed(0).padStart(6)} mails/s`)
  const run = await throughput(lab, all)
  console.log(
    `  desk                    ${run.perSecond.toFixed(0).padStart(6)} mails/s: ${run.tickets} tickets, ${run.acknowledged} letters accepted; peak RSS ${run.peak.toFixed(0)} MB`,
  )
  console.log(`  desk / overlapped bare script: ${(run.perSecond / floor.overlapped).toFixed(2)} (aim 0.70)`)
  const waits = await latencies(lab, 50)
  const at = (share: number): string =>
    (waits[Math.min(waits.length - 1, Math.floor(waits.length * share))] ?? 0).toFixed(0)
  console.log(
    `  notice to acknowledgement's 250: median ${at(0.5)} ms, 95th percentile ${at(0.95)} ms of ${waits.length} (aim: median under 50)`,
  )
  console.log(
    `  peak RSS with a mail of 35 MB: ${(await memoryWith(lab, [largeMail(lab)])).toFixed(0)} MB (aim: under 200)`,
  )
  const backlog = Number(values.backlog)
  if (backlog > 0)
    console.log(
      `  peak RSS with a backlog of ${backlog}: ${(
        await memoryWith(
          lab,
          mixedMails(backlog, lab.address('support'), 3).map((mail) => mail.raw),
        )
      ).toFixed(0)} MB (aim: under 200)`,
    )
} finally {
  await lab.stop()
}
