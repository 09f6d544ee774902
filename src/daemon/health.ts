// Whether the desk works, and its figures: derived from the books and from how inbox and outbox fare.
import type { Metric, Reason } from '../board/board.ts'
import { isOverdue } from '../desk/desk.ts'
import type { InboxState } from '../inbox/inbox.ts'
import type { Complaint } from '../log.ts'
import type { OutboxState } from '../outbox/outbox.ts'
import type { Reading } from '../store/store.ts'
import { Trouble } from '../trouble.ts'

const SWEEP_WITHIN_MS = 10 * 60_000
const DUE_WITHIN_MS = 30 * 60_000
const ACCEPTED_WITHIN_MS = 15 * 60_000
/** With so few days of official calendar left, dates for new tickets rest on guesses. */
const HORIZON_DAYS = 30

/** How far the official calendar reaches. */
export interface Horizon {
  readonly lastOn: string | null
  readonly daysAhead: number
}

/** Why the desk does not work now; empty when it does. Only mailbox, database and outbox count. `time`: why the books do not take what time brings. */
export function reasonsOf(
  books: Reading,
  inbox: InboxState,
  outbox: OutboxState,
  time: Pick<Complaint, 'trouble' | 'code'>,
  now: Date,
): readonly Reason[] {
  const unread = inbox.unread === null ? [] : [{ code: 'mailbox.folder', sentence: inbox.unread }]
  const complaint = time.trouble === null ? [] : [{ code: time.code ?? 'database.failing', sentence: time.trouble }]
  return [...mailboxReasons(inbox, now), ...unread, ...outboxReasons(books, outbox, now), ...complaint]
}

function mailboxReasons(inbox: InboxState, now: Date): readonly Reason[] {
  const { connected, trouble, code, lastSweepAt } = inbox
  if (trouble !== null) return [{ code: code ?? 'mailbox.failing', sentence: trouble }]
  if (!connected) return [{ code: 'mailbox.unreachable', sentence: lostWords(inbox) }]
  if (lastSweepAt === null || now.getTime() - lastSweepAt.getTime() <= SWEEP_WITHIN_MS) return []
  return [{ code: 'mailbox.silent', sentence: 'no successful look into the mailbox for ten minutes' }]
}

function outboxReasons(books: Reading, { trouble }: OutboxState, now: Date): readonly Reason[] {
  if (trouble !== null) return [trouble]
  try {
    const dueAt = books.nextDueAt()
    if (dueAt !== null && now.getTime() - dueAt.getTime() > DUE_WITHIN_MS)
      return [{ code: 'outbox.waiting', sentence: 'mail has been due for half an hour' }]
    const { recipients, since } = books.notAccepted(now)
    if (since === null || recipients < 2 || now.getTime() - since.getTime() <= ACCEPTED_WITHIN_MS) return []
    const sentence = `the SMTP server has accepted nothing for ${minutes(since, now)} minutes, though ${recipients} recipients wait`
    return [{ code: 'outbox.nothing-accepted', sentence }]
  } catch (error) {
    const code = error instanceof Trouble ? error.code : null
    return [{ code: code ?? 'database.failing', sentence: 'the books cannot be read' }]
  }
}

function minutes(from: Date, to: Date): number {
  return Math.floor((to.getTime() - from.getTime()) / 60_000)
}

function lostWords({ lastSweepAt }: InboxState): string {
  return lastSweepAt === null ? 'not connected yet' : 'the connection was lost and is made anew'
}

/** That the official calendar ends soon, null when it does not: the desk works all the same. */
export function horizonWords({ lastOn, daysAhead }: Horizon): string | null {
  if (daysAhead > HORIZON_DAYS) return null
  const reach =
    lastOn === null ? 'none is official for this year' : `the official one ends ${lastOn}, in ${daysAhead} days`
  return `calendar: ${reach}; apply the decreed year (ticketd calendar apply FILE)`
}

/** The figures of /metrics. */
export function metricsOf(
  books: Reading,
  inbox: InboxState,
  calendar: Horizon,
  now: Date,
  linesDropped = 0,
): readonly Metric[] {
  const figures = books.figures(now)
  const gauge = (name: Metric['name'], help: string, value: number): Metric => ({
    name,
    help,
    type: 'gauge',
    values: [{ value }],
  })
  return [
    {
      name: 'ticketd_tickets',
      help: 'Tickets by state.',
      type: 'gauge',
      values: Object.entries(figures.tickets).map(([state, value]) => ({ labels: { state }, value })),
    },
    gauge(
      'ticketd_tickets_overdue',
      'Tickets whose deadline has passed while it is our turn.',
      books.overdue(now, isOverdue),
    ),
    { name: 'ticketd_letters_total', help: 'Letters filed.', type: 'counter', values: [{ value: figures.letters }] },
    gauge('ticketd_letters_set_aside', 'Letters that broke the desk and were set aside.', figures.setAside),
    {
      name: 'ticketd_log_lines_dropped_total',
      help: 'Log lines that nobody read.',
      type: 'counter',
      values: [{ value: linesDropped }],
    },
    gauge('ticketd_inbox_connected', 'Whether the mailbox is connected.', inbox.connected ? 1 : 0),
    gauge('ticketd_inbox_backlog', 'Mails seen on the server and not yet filed.', inbox.backlog),
    gauge('ticketd_outbox_waiting', 'Deliveries that will be tried.', figures.outbox.waiting),
    gauge('ticketd_outbox_due', 'Deliveries that are due now.', figures.outbox.due),
    gauge('ticketd_outbox_failed', 'Deliveries that failed for good.', figures.outbox.failed),
    gauge('ticketd_outbox_doubtful', 'Deliveries of which nobody knows whether they arrived.', figures.outbox.doubtful),
    gauge('ticketd_outbox_held', 'Deliveries that wait for a person to decide.', figures.outbox.held),
    gauge('ticketd_outbox_sent_last_hour', 'Deliveries accepted in the last hour.', figures.outbox.sentLastHour),
    gauge('ticketd_calendar_official_days', 'Days that the official calendar still reaches.', calendar.daysAhead),
    gauge('ticketd_books_wal_bytes', 'Size of the write-ahead file.', figures.writeAheadBytes),
  ]
}
