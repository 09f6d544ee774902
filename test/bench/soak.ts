// F56. A soak: load and random faults of mailbox, mail server, disk and process for some minutes, then peace, then the
// invariants. The desk is a process of its own between Dovecot, behind a proxy, and an SMTP server that takes what the
// hour brings. Not part of `npm test`.
//   node test/bench/soak.ts [--minutes 10] [--seed 1] [--faults kill,disk,…]
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openStore, type Reading } from '../../src/store/store.ts'
import { configureDesk, type DeskAtLab, ended, inBooks, spawnDesk } from '../support/desk-at-lab.ts'
import { type Lab, labAvailable, startLab } from '../support/lab.ts'
import { until } from '../support/patience.ts'
import { startProxy, type Proxy as TcpProxy } from '../support/proxy.ts'
import { type Reply, type ScriptedSmtp, startScriptedSmtp } from '../support/scripted-smtp.ts'
import { cleanedUp, ownTempRoot } from '../support/temp-root.ts'
import { brokenInvariants, type Called, type Sent } from './invariants.ts'
import { type Post, postOffice } from './soak-mails.ts'

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
    faults: { type: 'string' },
  },
})
const MAIL_EVERY_MS = 400
const CALM_MS = 6_000
/** After so many mails somebody calls. */
const CALL_EVERY = 25
const MAIN = join(import.meta.dirname, '../../src/main.ts')
const PEACE_MS = 300_000

/** What the SMTP server says at its steps for the moment; empty: what is usual. */
interface Mood {
  mail?: Reply
  rcpt?: Reply
  data?: Reply
  dot?: Reply
}

interface Stage {
  readonly lab: Lab
  readonly imap: TcpProxy
  readonly smtp: TcpProxy
  readonly sink: ScriptedSmtp
  readonly mood: Mood
  readonly desk: DeskAtLab
  readonly post: Post
  readonly calls: Called[]
  process: ReturnType<typeof spawnDesk>
}

type Fault = (stage: Stage) => Promise<void>

function refusing(mood: Mood, ms: number): Fault {
  return async (stage) => {
    Object.assign(stage.mood, mood)
    await passed(ms)
    for (const step of Object.keys(mood)) delete stage.mood[step as keyof Mood]
  }
}

/** By the rows of the matrix of faults. */
const FAULTS: Readonly<Record<string, Fault>> = {
  'kill (F01)': async (stage) => {
    await ended(stage.process, 'SIGKILL')
    stage.process = spawnDesk(stage.desk)
    await passed(2_000)
  },
  'IMAP cut while fetching (F04)': async ({ imap }) => {
    imap.cutAfterBytes = 3000
    await passed(4_000)
  },
  'IMAP half-open (F05, F06)': async ({ imap }) => {
    imap.weather = 'silent'
    await passed(3_000)
    imap.weather = 'fair'
  },
  'IMAP refuses (F07)': async ({ imap }) => {
    imap.weather = 'refused'
    imap.cut()
    await passed(8_000)
    imap.weather = 'fair'
  },
  'IMAP restarts (F08)': async ({ lab }) => {
    await lab.stopDovecot()
    await passed(2_000)
    await lab.startDovecot()
  },
  'IMAP greets not (F09)': async ({ imap }) => {
    imap.cut()
    imap.weather = 'silent'
    await passed(5_000)
    imap.weather = 'fair'
  },
  'SMTP cut after the dot (F22)': refusing({ dot: 'CUT' }, 3_000),
  'SMTP silent after the dot (F23)': async ({ mood, smtp }) => {
    mood.dot = 'SILENCE'
    await passed(1_000)
    delete mood.dot
    await passed(15_000)
    smtp.cut()
  },
  'disk full (F24)': async ({ desk }) => {
    const ballast = join(desk.directory, 'data/ballast')
    try {
      execFileSync('dd', ['if=/dev/zero', `of=${ballast}`, 'bs=64k'], { stdio: 'ignore' })
    } catch {
      // It ends when the disk is full.
    }
    await passed(6_000)
    rmSync(ballast, { force: true })
  },
  'SMTP greylists (F29)': refusing({ rcpt: '450 4.2.0 greylisted' }, 4_000),
  'SMTP 4xx at MAIL (F30)': refusing({ mail: '451 4.3.0 later' }, 3_000),
  'SMTP 4xx at DATA (F30)': refusing({ data: '451 4.3.0 later' }, 3_000),
  'SMTP 4xx at the dot (F30)': refusing({ dot: '452 4.3.1 full' }, 3_000),
  'SMTP 421 (F30)': refusing({ rcpt: '421 4.7.0 too busy' }, 3_000),
}

function passed(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

async function staged(lab: Lab): Promise<Stage> {
  const mood: Mood = {}
  const sink = await startScriptedSmtp({
    mail: () => mood.mail ?? '250 2.1.0 ok',
    rcpt: () => mood.rcpt ?? '250 2.1.5 ok',
    data: () => mood.data ?? '354 go on',
    dot: () => mood.dot ?? '250 2.0.0 taken',
  })
  const imap = await startProxy(lab.ports.imap)
  const smtp = await startProxy(sink.port)
  const desk = configureDesk(lab, {
    mailbox: { port: imap.port },
    smtp: { host: lab.host, port: smtp.port, security: 'none' },
    limits: {
      automaticPerHour: 0,
      acksPerSenderPerDay: 0,
      newTicketsPerSenderPerHour: 0,
      quickMailsBeforeMute: 0,
      strangersPerDomainPerHour: 0,
    },
  })
  const data = join(desk.directory, 'data')
  mkdirSync(data)
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=400m', 'tmpfs', data])
  const post = postOffice(lab, sink, Number(values.seed))
  return { lab, imap, smtp, sink, mood, desk, post, calls: [], process: spawnDesk(desk) }
}

/** Faults one after the other, at random, with some calm between, until the time is over. */
async function troubled(stage: Stage, end: number): Promise<Map<string, number>> {
  const wanted = Object.entries(FAULTS).filter(
    ([name]) => values.faults === undefined || values.faults.split(',').some((one) => name.includes(one)),
  )
  const met = new Map<string, number>()
  while (performance.now() < end) {
    if (stage.process.exitCode !== null) throw new Error('the desk has ended by itself')
    const [name, fault] = stage.post.pick(wanted)
    met.set(name, (met.get(name) ?? 0) + 1)
    await fault(stage)
    await passed(CALM_MS)
  }
  return met
}

async function loaded(stage: Stage, end: number): Promise<void> {
  while (performance.now() < end) {
    stage.post.mail()
    if (stage.post.mailed().length % CALL_EVERY === 0) await called(stage)
    await passed(MAIL_EVERY_MS)
  }
}

/** An operator registers a call beside the desk, which may be dead at this moment, or its disk full. */
async function called({ desk, calls }: Stage): Promise<void> {
  const mark = `C${calls.length + 1}X`
  const words = ['--from', `caller${calls.length + 1}@firm.test`, '--subject', mark, '--text', '-']
  const verb = spawn(process.execPath, [MAIN, 'new', '--config', desk.configFile, ...words], {
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  const ending = once(verb, 'exit')
  verb.stdin.end(`The catalogue is empty. ${mark}`)
  await ending
  calls.push({ mark, done: verb.exitCode === 0 })
}

/** The time that a letter waits for its next try is no fault: what is postponed is made due at once. */
function hurried(stage: Stage): void {
  const store = openStore(join(stage.desk.directory, 'data'), { as: 'visitor' })
  try {
    for (const one of store.reading.outbox()) {
      // An acknowledgement in doubt goes once more by itself after ten minutes; nobody asks for it.
      const isAutomatic = one.kind === 'acknowledgement' || one.kind === 'notice'
      const isWaiting = one.state === 'waiting' || (one.state === 'doubtful' && !isAutomatic && one.nextAt !== null)
      if (isWaiting) store.retry(one.id, new Date(), 'ru')
    }
  } finally {
    store.close()
  }
}

/** Nothing waits but what goes once more after ten minutes. */
function isQuiet(books: Reading): boolean {
  return books.outbox().every((one) => one.nextAt === null || one.state === 'doubtful')
}

async function peace(stage: Stage): Promise<number> {
  const began = performance.now()
  await until('the inbox is empty', () => stage.lab.count('support') === 0, PEACE_MS)
  await until(
    'nothing is due',
    async () => {
      hurried(stage)
      await passed(1_000)
      return inBooks(stage.desk, isQuiet)
    },
    PEACE_MS,
  )
  return (performance.now() - began) / 1000
}

function opened({ desk, imap }: Stage): boolean {
  try {
    return inBooks(desk, () => imap.connections() > 0)
  } catch {
    return false
  }
}

async function soak(stage: Stage): Promise<void> {
  await until('the desk is open', () => opened(stage))
  const end = performance.now() + Number(values.minutes) * 60_000
  const [met] = await Promise.all([troubled(stage, end), loaded(stage, end)])
  for (const [name, times] of met) console.log(`  ${name.padEnd(36)} ${times} times`)
  const seconds = await peace(stage)
  const mails = stage.post.mailed()
  const registered = stage.calls.filter((one) => one.done).length
  console.log(`  ${stage.calls.length} calls, ${registered} of them registered`)
  console.log(`  ${mails.length} mails; peace ${seconds.toFixed(0)} s after the last fault`)
  const sent: readonly Sent[] = stage.sink.transactions
  console.log(`  ${sent.length} transactions at the SMTP server`)
  const code = await ended(stage.process, 'SIGTERM')
  const found = brokenInvariants(join(stage.desk.directory, 'data'), { mails, calls: stage.calls }, sent)
  const broken = code === 0 ? found : [...found, `the desk ended with ${code}`]
  for (const sentence of broken.slice(0, 40)) console.log(`  BROKEN: ${sentence}`)
  console.log(broken.length === 0 ? 'the soak ended well: I1 to I5 hold' : `${broken.length} breaches`)
  process.exitCode = broken.length === 0 ? 0 : 1
}

async function cleared(stage: Stage): Promise<void> {
  await ended(stage.process, 'SIGKILL')
  await Promise.all([stage.imap.close(), stage.smtp.close(), stage.sink.close()])
  // Lazily: a fault may be filling it at this moment.
  execFileSync('umount', ['-l', join(stage.desk.directory, 'data')])
  await stage.lab.stop()
}

if (!labAvailable()) {
  console.log('The soak needs Dovecot 2.3 and root; nothing was done.')
  process.exit(0)
}
ownTempRoot()
const stage = await staged(await startLab({ postfix: false }))
await cleanedUp(
  () => soak(stage),
  () => cleared(stage),
)
