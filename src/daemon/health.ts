// Whether the desk works, and its figures: derived from the books and from how inbox and outbox fare.
import type { DeskState, Reason } from '../board/board.ts'
import { addDays, startOfDay } from '../calendar/calendar.ts'
import { isOverdue } from '../desk/desk.ts'
import type { InboxState } from '../inbox/inbox.ts'
import type { Complaint } from '../log.ts'
import type { OutboxState } from '../outbox/outbox.ts'
import type { Reading } from '../store/store.ts'
import { Trouble } from '../trouble.ts'
import type { MachineState } from '../words/words.ts'

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

/** The end of the last official day, null when this year is not official. */
export function officialUntil({ lastOn }: Horizon, zone: string): Date | null {
  return lastOn === null ? null : startOfDay(addDays(lastOn, 1), zone)
}

/** How the desk stands, as /metrics shows it. */
export function stateOf(desk: DeskAsked, now: Date): DeskState {
  const { books, inbox, outbox } = desk
  const { tickets, setAside, bytes, writeAheadBytes, lastBackupAt, ...figures } = books.figures(now)
  return {
    tickets: { ...NO_TICKETS, ...tickets },
    overdue: books.overdue(now, isOverdue),
    setAside,
    inbox,
    outbox: { ...figures.outbox, lastSentAt: outbox.lastSentAt },
    books: { bytes, writeAheadBytes },
    officialUntil: desk.officialUntil,
    lastBackupAt,
    reasons: reasonsOf(books, inbox, outbox, desk.time, now).map(({ code }) => code),
    linesDropped: desk.linesDropped,
  }
}

/** What the board's page of the machine cannot read in the books. Reasons that cannot be had are one themselves. */
export function machineOf(asked: {
  readonly reasons: () => readonly Reason[]
  readonly inbox: InboxState
  readonly outbox: OutboxState
  readonly startedAt: Date
}): MachineState {
  const { connected, backlog, lastSweepAt, trouble } = asked.inbox
  return {
    reasons: asked.reasons(),
    inbox: { connected, backlog, lastSweepAt, trouble },
    lastSentAt: asked.outbox.lastSentAt,
    memoryBytes: process.memoryUsage.rss(),
    startedAt: asked.startedAt,
  }
}

/** Of what the desk's state is made. */
export interface DeskAsked {
  readonly books: Reading
  readonly inbox: InboxState
  readonly outbox: OutboxState
  readonly time: Pick<Complaint, 'trouble' | 'code'>
  /** The end of the last official day; null: this year has none. */
  readonly officialUntil: Date | null
  readonly linesDropped: number
}

/** A state without tickets is a figure too. */
const NO_TICKETS: Readonly<Record<string, number>> = { new: 0, open: 0, waiting: 0, development: 0 }
