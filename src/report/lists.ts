// The figures' tickets by name: whose deadlines passed and why, who was put in front of whom, what was opened again.
import type {
  DateFate,
  LateLine,
  OutOfTurnLine,
  PeriodRecords,
  ReopenedLine,
  ReportRules,
  ReportTicket,
  ReportTurn,
  WorkingTime,
} from '../words/words.ts'
import { dateFate, datesIn, isOverdue, turnAt } from './dates.ts'
import { type Life, reopenings, type Span } from './life.ts'

/** The line of a request that missed a date in the period, or is overdue at its end; the last such date. */
export function lateLine<T extends ReportTicket>(life: Life<T>, span: Span, rules: ReportRules<T>): LateLine | null {
  const { ticket, last, openAfter } = life
  const missed = datesIn(ticket, span, rules).findLast((one) => one.fate === 'missed')?.at
  const deadlineAt = openAfter && isOverdue(ticket, last, span, rules) ? ticket.deadline : (missed ?? null)
  if (deadlineAt === null) return null
  const held = turnAt(life.turns, deadlineAt) ?? last
  return {
    ticket: ticket.id,
    subject: ticket.subject,
    engineer: nameOf(ticket.engineer, rules),
    contract: contractOf(ticket),
    deadlineAt,
    over: overBy(life, deadlineAt, span, rules),
    now: !openAfter ? 'finished' : isAnswered(life, rules) ? 'answered' : 'open',
    why: whyLate(life, held),
    since: held?.from ?? ticket.receivedAt,
    reference: ticket.developmentReference,
  }
}

function isAnswered<T extends ReportTicket>({ ticket, last }: Life<T>, rules: ReportRules<T>): boolean {
  return last?.owner === 'customer' && !rules.isQuestion(last, ticket)
}

function whyLate<T extends ReportTicket>(
  { ticket, openAfter }: Life<T>,
  held: ReportTurn | undefined,
): LateLine['why'] {
  if (openAfter && ticket.undeliveredAt != null) return 'undelivered'
  if (held?.owner === 'development') return 'development'
  if (held?.owner === 'customer') return 'customer'
  return ticket.engineer === null ? 'nobody' : 'us'
}

/** Working time behind the deadline that was not the customer's. */
function overBy<T extends ReportTicket>(
  { ticket, turns }: Life<T>,
  deadline: Date,
  span: Span,
  rules: ReportRules<T>,
): WorkingTime {
  const none = rules.worked(ticket, deadline, deadline)
  const seconds = turns
    .filter((one) => one.owner !== 'customer' && (one.to === null || one.to > deadline))
    .map((one) => {
      const from = one.from < deadline ? deadline : one.from
      const to = one.to === null || one.to > span.until ? span.until : one.to
      return rules.worked(ticket, from, to).seconds
    })
    .reduce((sum, one) => sum + one, 0)
  return { ...none, seconds }
}

/** What the ledger of R20 holds of a ticket in the period. */
export function outOfTurnLines<T extends ReportTicket>(
  ticket: T,
  span: Span,
  records: Pick<PeriodRecords<T>, 'ticket'>,
  rules: ReportRules<T>,
): readonly OutOfTurnLine[] {
  const own = (ticket.outOfTurn ?? []).filter(({ at }) => at >= span.from && at < span.end)
  return own.map(({ at, by, ground, why, overtook }) => ({
    ...{ ticket: ticket.id, subject: ticket.subject, at, ground, why },
    by: nameOf(by, rules) ?? by,
    overtook: overtook.map((one) => overtaken(one, records.ticket(one.ticket), span, rules)),
  }))
}

function overtaken<T extends ReportTicket>(
  { ticket, seconds }: { readonly ticket: number; readonly seconds: number },
  found: T | undefined,
  span: Span,
  rules: ReportRules<T>,
): OutOfTurnLine['overtook'][number] {
  const { dayHours } = found === undefined ? { dayHours: 8 } : rules.worked(found, span.from, span.from)
  const deadlineAt = found?.deadline ?? null
  const date: DateFate = found === undefined || deadlineAt === null ? 'none' : dateFate(found, deadlineAt, span, rules)
  return { ticket, by: { seconds, dayHours }, deadlineAt, date }
}

/** The line of each time that the ticket was opened again in the period. */
export function reopenedLines<T extends ReportTicket>(life: Life<T>, span: Span): readonly ReopenedLine[] {
  const { id, subject } = life.ticket
  return reopenings(life, span).map((turn) => ({ ticket: id, subject, at: turn.from, by: byWhom(turn) }))
}

function byWhom({ because }: ReportTurn): ReopenedLine['by'] {
  if (because === 'customer reopened') return 'customer'
  if (because === 'engineer reopened') return 'engineer'
  return because === 'undelivered' ? 'undelivered' : 'unknown'
}

/** The contract under which a request was served, or null. */
export function contractOf({ standing }: ReportTicket): string | null {
  return standing.kind === 'covered' ? (standing.contract ?? null) : null
}

/** An engineer by name; the address where nobody has that name any more. */
export function nameOf<T extends ReportTicket>(
  address: string | null,
  { engineerName }: Pick<ReportRules<T>, 'engineerName'>,
): string | null {
  return address === null ? null : (engineerName(address) ?? address)
}
