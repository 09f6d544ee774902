// Whether the desk works, and its figures: derived from the books and from how inbox and outbox fare.
import type { Metric } from '../board/board.ts'
import { isOverdue } from '../desk/desk.ts'
import type { InboxState } from '../inbox/inbox.ts'
import type { Outbox } from '../outbox/outbox.ts'
import type { Reading } from '../store/store.ts'

const SWEEP_WITHIN_MS = 10 * 60_000
const DUE_WITHIN_MS = 30 * 60_000
/** With so few days of official calendar left, dates for new tickets rest on guesses: the desk is not ready. */
const HORIZON_DAYS = 30

/** How far the official calendar reaches. */
export interface Horizon {
  readonly lastOn: string | null
  readonly daysAhead: number
}

/** Why the desk does not work now, a sentence each; empty when it does. `time`: why the books do not take what time brings. */
export function reasonsOf(
  books: Reading,
  inbox: InboxState,
  outbox: ReturnType<Outbox['state']>,
  time: string | null,
  calendar: Horizon,
  now: Date,
): readonly string[] {
  const reasons: string[] = []
  if (!inbox.connected) reasons.push(`mailbox: ${inbox.trouble ?? lostWords(inbox)}`)
  else if (inbox.trouble !== null) reasons.push(`intake rests: ${inbox.trouble}`)
  else if (inbox.lastSweepAt !== null && now.getTime() - inbox.lastSweepAt.getTime() > SWEEP_WITHIN_MS) {
    reasons.push('mailbox: no successful look into it for ten minutes')
  }
  if (inbox.unread !== null) reasons.push(`mailbox: ${inbox.unread}`)
  if (outbox.trouble !== null) reasons.push(`outbox: ${outbox.trouble}`)
  if (time !== null) reasons.push(`database: ${time}`)
  try {
    const dueAt = books.nextDueAt()
    if (dueAt !== null && now.getTime() - dueAt.getTime() > DUE_WITHIN_MS)
      reasons.push('outbox: mail has been due for half an hour')
  } catch {
    reasons.push('database: cannot be read')
  }
  if (calendar.daysAhead <= HORIZON_DAYS) reasons.push(horizonWords(calendar))
  return reasons
}

function lostWords({ lastSweepAt }: InboxState): string {
  return lastSweepAt === null ? 'not connected yet' : 'the connection was lost and is made anew'
}

function horizonWords({ lastOn, daysAhead }: Horizon): string {
  const reach =
    lastOn === null ? 'none is official for this year' : `the official one ends ${lastOn}, in ${daysAhead} days`
  return `calendar: ${reach}; apply the decreed year (ticketd calendar apply FILE)`
}

/** The figures of /metrics. */
export function metricsOf(books: Reading, inbox: InboxState, calendar: Horizon, now: Date): readonly Metric[] {
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
