// The desk's figures in Prometheus' form: what is counted as it happens, and gauges that are set when somebody asks. The only
// file that knows prom-client.
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** How the desk stands at the moment of asking. */
export interface DeskState {
  /** Unfinished tickets by state; every state is there, 0 where there is none. */
  readonly tickets: Readonly<Record<string, number>>
  readonly overdue: number
  readonly setAside: number
  readonly inbox: { readonly connected: boolean; readonly backlog: number; readonly lastSweepAt: Date | null }
  readonly outbox: {
    readonly waiting: number
    readonly due: number
    readonly oldestDueAt: Date | null
    readonly failed: number
    readonly doubtful: number
    readonly held: number
    readonly lastSentAt: Date | null
  }
  readonly books: { readonly bytes: number; readonly writeAheadBytes: number }
  /** The end of the last day for which the calendar is official; null where this year is not. */
  readonly officialUntil: Date | null
  readonly lastBackupAt: Date | null
  /** Codes of why the desk does not work; none when it does. */
  readonly reasons: readonly string[]
  readonly linesDropped: number
}

/** What became of a delivery's attempt. */
export type DeliveryOutcome = 'sent' | 'postponed' | 'doubtful' | 'failed' | 'held'

export interface Metrics {
  /** A letter has been filed: as what, and how long that took. */
  filed(outcome: string, seconds: number): void
  /** An acknowledgement was not sent, by that rule. */
  withheld(reason: string): void
  /** An attempt has ended, so long after the letter was first due. */
  delivered(kind: string, outcome: DeliveryOutcome, seconds: number): void
  /** An acknowledgement was accepted, so long after its mail had come. */
  acknowledged(seconds: number): void
  /** An alert by webhook was taken, not taken at the first try, or given up. */
  woken(outcome: string): void
  /** All of it as text, with the state that is given. */
  text(state: DeskState): Promise<string>
  readonly contentType: string
}

const PREFIX = 'ticketd_'
const FILING = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2]
const DELIVERY = [0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 30, 120, 600, 3600, 21_600]
const ACKNOWLEDGEMENT = [0.5, 1, 2, 5, 10, 30, 60, 300, 1800, 7200, 43_200]

/** Gauges that the library names as if they were counters; what they say is in the ones that stay. */
const MISNAMED = ['nodejs_active_handles_total', 'nodejs_active_requests_total', 'nodejs_active_resources_total']

/** Figures of this process. `build` names the program and what it runs on. */
export function metricsOf(build: { readonly version: string; readonly node: string }): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: PREFIX })
  for (const name of MISNAMED) registry.removeSingleMetric(`${PREFIX}${name}`)
  const gauge = gaugesOf(registry)
  gauge('build_info', 'The program and what it runs on.', ['version', 'node']).set({ ...build }, 1)
  const happened = countersOf(registry)
  const set = settersOf(gauge)
  const dropped = new Counter({
    ...{ name: `${PREFIX}log_lines_dropped_total`, help: 'Log lines that nobody read.', registers: [registry] },
  })
  let told = 0
  return {
    ...happened,
    text: (state) => {
      for (const one of set) one(state)
      dropped.inc(Math.max(0, state.linesDropped - told))
      told = Math.max(told, state.linesDropped)
      return registry.metrics()
    },
    contentType: registry.contentType,
  }
}

function countersOf(registry: Registry): Pick<Metrics, 'filed' | 'withheld' | 'delivered' | 'acknowledged' | 'woken'> {
  const named = (name: string, help: string) => ({ name: `${PREFIX}${name}`, help, registers: [registry] })
  const letters = new Counter({
    ...named('letters_filed_total', 'Letters filed, by what they became.'),
    labelNames: ['outcome'],
  })
  const filing = new Histogram({ ...named('filing_seconds', 'Filing of a letter, one transaction.'), buckets: FILING })
  const brakes = new Counter({
    ...named('acknowledgements_withheld_total', 'Acknowledgements that were not sent, by the rule that held them.'),
    labelNames: ['reason'],
  })
  const attempts = new Counter({
    ...named('delivery_attempts_total', 'Attempts to deliver a letter to one recipient, by what became of them.'),
    labelNames: ['kind', 'outcome'],
  })
  const delivery = new Histogram({
    ...named('delivery_seconds', 'From the moment a letter is first due to its acceptance by the SMTP server.'),
    ...{ labelNames: ['kind'], buckets: DELIVERY },
  })
  const acknowledgement = new Histogram({
    ...named(
      'acknowledgement_seconds',
      "From a mail's arrival at the mail server to the acceptance of its acknowledgement.",
    ),
    buckets: ACKNOWLEDGEMENT,
  })
  const alerts = new Counter({
    ...named('alerts_total', 'Alerts by webhook, by what became of them.'),
    labelNames: ['outcome'],
  })
  for (const outcome of OUTCOMES) letters.inc({ outcome }, 0)
  for (const outcome of WOKEN) alerts.inc({ outcome }, 0)
  return {
    filed: (outcome, seconds) => {
      letters.inc({ outcome })
      filing.observe(seconds)
    },
    withheld: (reason) => brakes.inc({ reason }),
    delivered: (kind, outcome, seconds) => {
      attempts.inc({ kind, outcome })
      if (outcome === 'sent') delivery.observe({ kind }, seconds)
    },
    acknowledged: (seconds) => acknowledgement.observe(seconds),
    woken: (outcome) => alerts.inc({ outcome: outcome.replaceAll(' ', '_') }),
  }
}

/** What letters become; each is there from the start. */
const OUTCOMES = ['opened', 'joined', 'engineer', 'robot', 'bounce', 'unproved', 'set_aside', 'known']

/** What becomes of alerts by webhook. */
const WOKEN = ['taken', 'not_taken', 'given_up']

type NamedGauge = (name: string, help: string, labelNames?: readonly string[]) => Gauge<string>

function gaugesOf(registry: Registry): NamedGauge {
  return (name, help, labelNames = []) =>
    new Gauge({ name: `${PREFIX}${name}`, help, labelNames: [...labelNames], registers: [registry] })
}

/** For each gauge how it is set from the state. What has not happened yet has no moment, and is left out. */
function settersOf(gauge: NamedGauge): readonly ((state: DeskState) => void)[] {
  const plain = (name: string, help: string, of: (state: DeskState) => number): ((state: DeskState) => void) => {
    const one = gauge(name, help)
    return (state) => one.set(of(state))
  }
  const moment = (name: string, help: string, of: (state: DeskState) => Date | null): ((state: DeskState) => void) => {
    const one = gauge(name, help)
    return (state) => {
      const at = of(state)
      if (at === null) one.reset()
      else one.set(Math.round(at.getTime() / 1000))
    }
  }
  const many = (
    name: string,
    help: string,
    label: string,
    of: (state: DeskState) => Readonly<Record<string, number>>,
  ) => {
    const one = gauge(name, help, [label])
    return (state: DeskState): void => {
      one.reset()
      for (const [value, count] of Object.entries(of(state))) one.set({ [label]: value }, count)
    }
  }
  return [
    many('tickets', 'Unfinished tickets, by state.', 'state', (one) => one.tickets),
    plain('tickets_overdue', 'Tickets whose deadline has passed while it is our turn.', (one) => one.overdue),
    plain('letters_set_aside', 'Letters that broke the desk and were set aside.', (one) => one.setAside),
    plain('inbox_connected', 'Whether the mailbox is connected.', (one) => Number(one.inbox.connected)),
    plain('inbox_backlog', 'Mails seen on the server and not yet filed.', (one) => one.inbox.backlog),
    moment(
      'inbox_last_sweep_timestamp_seconds',
      'The last look through the mailbox; 0 before the first.',
      (one) => one.inbox.lastSweepAt,
    ),
    plain('outbox_waiting', 'Deliveries that will be tried.', (one) => one.outbox.waiting),
    plain('outbox_due', 'Deliveries that are due now.', (one) => one.outbox.due),
    moment(
      'outbox_oldest_due_timestamp_seconds',
      'Since when the oldest due delivery has been due; 0 when none is.',
      (one) => one.outbox.oldestDueAt,
    ),
    plain('outbox_failed', 'Deliveries that failed for good.', (one) => one.outbox.failed),
    plain('outbox_doubtful', 'Deliveries of which nobody knows whether they arrived.', (one) => one.outbox.doubtful),
    plain('outbox_held', 'Deliveries that wait for a person to decide.', (one) => one.outbox.held),
    moment(
      'outbox_last_sent_timestamp_seconds',
      'The last delivery that was accepted; 0 before the first.',
      (one) => one.outbox.lastSentAt,
    ),
    moment(
      'calendar_official_until_timestamp_seconds',
      'The end of the last day of the official calendar; 0 when this year has none.',
      (one) => one.officialUntil,
    ),
    moment(
      'backup_last_timestamp_seconds',
      'The last copy of the books that was found whole; 0 before the first.',
      (one) => one.lastBackupAt,
    ),
    plain('books_bytes', 'Size of the books.', (one) => one.books.bytes),
    plain('books_wal_bytes', 'Size of the write-ahead file beside them.', (one) => one.books.writeAheadBytes),
    plain('ready', 'Whether the desk works, as /readyz says.', (one) => Number(one.reasons.length === 0)),
    many('not_ready', 'Why the desk does not work, by the code of /readyz.', 'code', (one) =>
      Object.fromEntries(one.reasons.map((code) => [code, 1])),
    ),
  ]
}
