// `npm run bench`: the desk between a private Dovecot and Postfix, beside the floor measured in the same run. Figures
// are worth something as ratios within one run, and as medians: machines are shared and noisy.
//   --mails N     how many mixed mails (2000)      --folder DIR   take *.eml from there instead
//   --rounds N    how often bare script and desk are run in turn (5)
//   --backlog N   mails of the backlog for the memory figure (10000; 0 leaves it out)
//   --board       only what looking at the board costs: letters filed and acknowledged while it is hammered, beside not
//   --books N     instead of all that: books of N tickets beside books of a thousand, no servers needed; with --folder
//                 they are kept there and used again
//   --json        one JSON object on standard output, everything else on standard error
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Lab, labAvailable, startLab } from '../support/lab.ts'
import { cleanedUp, ownTempRoot } from '../support/temp-root.ts'
import { type BareRun, measureFloor, runOverlapped } from './bare.ts'
import { freePort, hammering, openToLooks, pageTimes } from './board.ts'
import { measureBooks } from './books/measured.ts'
import { emptied, latencies, type Run, runDesk, type Written, writtenByDesk } from './desk-run.ts'
import { mixedMails } from './mails.ts'

const { values } = parseArgs({
  options: {
    mails: { type: 'string', default: '2000' },
    folder: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    backlog: { type: 'string', default: '10000' },
    board: { type: 'boolean', default: false },
    books: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
})

if (values.books === undefined && !labAvailable()) {
  console.error('The bench needs Dovecot 2.3, Postfix and root; nothing was measured.')
  process.exit(0)
}

/** Letters of the run that strace counts: it makes the desk slower, so nothing else is told of it. */
const COUNTED = 500

function mails(lab: Lab, count: number): readonly Buffer[] {
  if (values.folder === undefined) return mixedMails(count, lab.address('support')).map((mail) => mail.raw)
  const { folder } = values
  return readdirSync(folder)
    .filter((name) => name.endsWith('.eml'))
    .sort()
    .slice(0, count)
    .map((name) => readFileSync(join(folder, name)))
}

/** With --json standard output is for the figures alone. */
const print = values.json ? console.error : console.log

function said(what: string, figure: string, aim = ''): void {
  print(`  ${what.padEnd(46)} ${figure}${aim === '' ? '' : `   (aim: ${aim})`}`)
}

function median(figures: readonly number[]): number {
  return share(figures, 0.5)
}

function share(figures: readonly number[], part: number): number {
  const sorted = [...figures].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0
}

async function throughput(lab: Lab, raws: readonly Buffer[]): Promise<Throughput> {
  const refill = async (): Promise<void> => {
    await emptied(lab)
    lab.seed('support', raws)
  }
  for (const [step, perSecond] of Object.entries(await measureFloor(lab, raws.length, refill)))
    said(`bare, ${step}`, `${perSecond.toFixed(0)} mails/s`)
  const rounds: { readonly bare: BareRun; readonly run: Run }[] = []
  for (let n = 0; n < Number(values.rounds); n++) {
    await refill()
    const bare = await runOverlapped(lab, raws.length)
    const run = await runDesk(lab, raws)
    rounds.push({ bare, run })
    const figure = `${bare.perSecond.toFixed(0)} and ${run.perSecond.toFixed(0)} mails/s, ratio ${(run.perSecond / bare.perSecond).toFixed(2)}`
    said(`round ${n + 1}: bare, overlapped, and desk`, figure)
  }
  return report(rounds)
}

/** What the rounds came to, by the names of --json. */
interface Throughput {
  readonly ratio: number
  readonly cpuRatio: number
  readonly cpuMsPerLetter: number
  readonly rssMb: number
}

function report(rounds: readonly { readonly bare: BareRun; readonly run: Run }[]): Throughput {
  const last = rounds.at(-1)?.run
  const ratio = median(rounds.map(({ bare, run }) => run.perSecond / bare.perSecond))
  said('desk', `${last?.tickets} tickets, ${last?.acknowledged} letters accepted by Postfix`)
  said('desk / overlapped bare script, median', ratio.toFixed(2), 'at least 1.0')
  const bareMs = median(rounds.map(({ bare }) => bare.cpuMs))
  const deskMs = median(rounds.map(({ run }) => run.cpuMs))
  said('processor time a mail, bare and desk', `${bareMs.toFixed(1)} and ${deskMs.toFixed(1)} ms`)
  const cpuRatio = median(rounds.map(({ bare, run }) => run.cpuMs / bare.cpuMs))
  said('processor time, desk / bare, median', cpuRatio.toFixed(2), 'at most 1.6')
  const rssMb = Math.max(...rounds.map(({ run }) => run.peakMb))
  said('peak RSS of the desk', `${rssMb.toFixed(0)} MB`, 'under 200')
  return { ratio, cpuRatio, cpuMsPerLetter: deskMs, rssMb }
}

/** Bytes written and fsyncs a letter, counted by strace in a run of its own; null where there is no strace. */
async function counted(lab: Lab): Promise<Written | null> {
  const raws = mixedMails(COUNTED, lab.address('support'), 11).map((mail) => mail.raw)
  const written = await writtenByDesk(lab, raws)
  if (written === null) said('bytes and fsyncs a letter', 'not counted: there is no strace')
  else {
    said('written to the disk a letter', `${(written.bytesPerLetter / 1000).toFixed(0)} KB`, 'at most 70')
    said('fsyncs a letter', written.fsyncsPerLetter.toFixed(2), 'at most 0.7')
  }
  return written
}

async function soonness(lab: Lab): Promise<number> {
  const asking = mixedMails(200, lab.address('support'), 7)
    .filter((one) => !/^(?:Auto-Submitted|In-Reply-To)/im.test(one.raw.toString('latin1')))
    .slice(0, 51)
  const waits = await latencies(lab, asking)
  const figure = `median ${median(waits).toFixed(0)} ms, 95th percentile ${share(waits, 0.95).toFixed(0)} ms of ${waits.length}`
  said("IDLE notice to the acknowledgement's 250", figure, 'median at most 25, 95th percentile at most 40')
  return median(waits)
}

function largeMail(to: string): Buffer {
  const line = `${'QUJD'.repeat(19)}\r\n`
  const head = `From: big@firm.test\r\nTo: ${to}\r\nSubject: large\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nsee the file\r\n--b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=dump.bin\r\nContent-Transfer-Encoding: base64\r\n\r\n`
  return Buffer.from(`${head}${line.repeat(Math.ceil(35_000_000 / line.length))}--b--\r\n`)
}

async function memory(lab: Lab): Promise<void> {
  const large = await runDesk(lab, [largeMail(lab.address('support'))], ['lead', 'engineer'])
  said('peak RSS with a mail of 35 MB, relayed whole', `${large.peakMb.toFixed(0)} MB`, 'under 200')
  const backlog = Number(values.backlog)
  if (backlog <= 0) return
  const run = await runDesk(
    lab,
    mixedMails(backlog, lab.address('support'), 3).map((mail) => mail.raw),
  )
  said(`peak RSS with a backlog of ${backlog}`, `${run.peakMb.toFixed(0)} MB`, 'under 200')
  said(`backlog of ${backlog}, to the last acknowledgement`, `${run.perSecond.toFixed(0)} mails/s`)
}

async function measured(lab: Lab): Promise<void> {
  const raws = mails(lab, Number(values.mails))
  const bytes = raws.reduce((sum, raw) => sum + raw.length, 0) / Math.max(1, raws.length)
  print(`${raws.length} mails, ${Math.round(bytes)} bytes on average`)
  const rounds = await throughput(lab, raws)
  const written = await counted(lab)
  const noticeToAckMs = await soonness(lab)
  await memory(lab)
  if (!values.json) return
  const { bytesPerLetter = null, fsyncsPerLetter = null } = written ?? {}
  console.log(JSON.stringify({ ...rounds, bytesPerLetter, fsyncsPerLetter, noticeToAckMs }))
}

async function books(count: number): Promise<void> {
  const figures = await measureBooks(count, values.folder, (stage) => print(`  ${stage}`))
  if (values.json) console.log(JSON.stringify(figures))
  else for (const [name, figure] of Object.entries(figures)) said(name, String(Number(figure.toFixed(2))))
}

async function boardCost(lab: Lab): Promise<void> {
  const raws = mails(lab, Number(values.mails))
  const [filed, waited, pages]: [number[], number[], number[]] = [[], [], []]
  const asking = mixedMails(120, lab.address('support'), 7)
    .filter((one) => !/^(?:Auto-Submitted|In-Reply-To)/im.test(one.raw.toString('latin1')))
    .slice(0, 31)
  for (let n = 0; n < Number(values.rounds); n++) {
    const port = await freePort()
    const [quiet, hammer] = [openToLooks(port), hammering(port)]
    const alone = await runDesk(lab, raws, undefined, quiet)
    const hammered = await runDesk(lab, raws, undefined, hammer)
    const [calm, hurried] = [await latencies(lab, asking, quiet), await latencies(lab, asking, hammer)]
    filed.push(hammered.perSecond / alone.perSecond)
    waited.push(median(hurried) / median(calm))
    pages.push(hammer.pages())
    const speeds = `${alone.perSecond.toFixed(0)} and ${hammered.perSecond.toFixed(0)} mails/s`
    said(
      `round ${n + 1}: alone and hammered`,
      `${speeds}, ${median(calm).toFixed(0)} and ${median(hurried).toFixed(0)} ms`,
    )
    said('peak RSS while hammered', `${hammered.peakMb.toFixed(0)} MB`)
  }
  said('letters filed while hammered / alone, median', median(filed).toFixed(2), 'at least 0.95')
  said('time to an acknowledgement while hammered / alone', median(waited).toFixed(2), 'about 1')
  said('pages made meanwhile, a round', String(median(pages)))
  const { first, later } = await pageTimes(100_000)
  said('page of the queue, 100,000 open: first, then', `${first.toFixed(0)} and ${later.toFixed(0)} ms`, 'under 100')
}

ownTempRoot()
if (values.books !== undefined) await books(Number(values.books))
else {
  const lab = await startLab({ elsewhere: 'discard' })
  await cleanedUp(() => (values.board ? boardCost(lab) : measured(lab)), lab.stop)
}
