// What only the leads' morning mail says: the mail of the days since the last one as a sum, the period's figures beside
// the regulation's norm, complaints, and what high criticality overtook.
import { addDays, dayKey, startOfDay } from '../../calendar/calendar.ts'
import type { Measures, Sentence } from '../../words/words.ts'
import type { FiguresAsked } from '../scene/decision.ts'
import { firstAnswerBy } from '../ticket/promise.ts'
import type { Ticket } from '../ticket/ticket.ts'
import { lineSection, type Morning, type Section, section } from './morning-sections.ts'

/** The days that the figures look back. */
const PERIOD_DAYS = 30

/** The mails since the last morning mail as a sum that must come out: 41 = 12 new + 24 answers + 4 automatic + 1 set aside. */
export function balanceLine({ facts, policy, today }: Morning): Sentence {
  const { from, ...counts } = facts.balance
  const [firstOn, lastOn] = [dayKey(from, policy.zone), addDays(today, -1)]
  return { is: 'mail balance', fromOn: firstOn < lastOn ? firstOn : null, lastOn, ...counts }
}

/** High and suspected criticality with whoever was overtaken by it (R20). */
export function criticalForLeads(morning: Morning): Section {
  const { policy, facts, queue } = morning
  return section(
    { is: 'high criticality, for leads' },
    queue.filter((one) => one.criticality !== 'normal'),
    morning,
    (one) => {
      const by = one.answeredAt === null ? firstAnswerBy(one, policy) : null
      const overtaken = facts.overtaken.get(one.id) ?? null
      return by === null && overtaken === null ? null : { is: 'critical for leads', firstAnswerBy: by, overtaken }
    },
  )
}

/** Mail that nobody takes in because of the folder that it lies in, and what the night took by its age. */
export function machine({ facts }: Morning): Section {
  const { missing, existing, junkUnread } = facts.unreadFolders
  const lines: Sentence[] = missing.map((folder) => ({ is: 'folder missing', folder, existing }))
  if (junkUnread !== null) lines.push({ is: 'junk unread', folder: junkUnread })
  const { letters, tickets } = facts.retired ?? { letters: 0, tickets: 0 }
  if (letters + tickets > 0) lines.push({ is: 'kept long enough', letters, tickets })
  return lineSection({ is: 'mailbox and archive' }, lines)
}

/** Open tickets in which a customer complained. */
export function complaints(morning: Morning): Section {
  const { facts, queue } = morning
  const complained = new Map(facts.complaints.map((one) => [one.ticket, one.at]))
  const tickets = queue.filter((one) => complained.has(one.id))
  return section({ is: 'complaints' }, tickets, morning, (one: Ticket) => {
    const at = complained.get(one.id)
    return at === undefined ? null : { is: 'at that moment', at }
  })
}

/** What the figures of the leads' morning mail are asked for: the last thirty days. */
export function lastDays(today: string, zone: string): FiguresAsked {
  return { from: startOfDay(addDays(today, -PERIOD_DAYS), zone), to: startOfDay(today, zone), contract: null }
}

/** The last thirty days beside the norm of the regulation (R5); nothing where nobody counts. */
export function periodFigures({ today, figures }: Morning): Section {
  const heading = { is: 'figures of', fromOn: addDays(today, -PERIOD_DAYS), toOn: addDays(today, -1) } as const
  return lineSection(heading, figures === null ? [] : figureLines(figures.total))
}

function figureLines({ balance, processing, deadlines, firstAnswer }: Measures): readonly Sentence[] {
  const { net, gross } = processing
  return [
    { is: 'processed', tickets: balance.processed, net: net.mean, gross: gross.mean },
    { is: 'kept in time', deadlines, firstAnswer },
  ]
}
