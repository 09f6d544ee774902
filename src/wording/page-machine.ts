// How the machine stands: the values of its page.
import type { Page } from '../words/words.ts'
import type { View, Writer } from './view.ts'

type MachineFacts = Extract<Page, { page: 'machine' }>

/** Every value that the page may name. */
export function machineView(page: MachineFacts, writer: Writer): View {
  const { tongue, format, speech } = writer
  const { labels, deliveryStates } = tongue.board
  const { state, stuck } = page
  return {
    works: state.reasons.length === 0,
    verdict: state.reasons.length === 0 ? labels.works : labels.worksNot,
    reasons: state.reasons.map(({ code, sentence }) => ({ code, sentence: speech.line(sentence) })),
    groups: groupsOf(page, writer),
    stuck: stuck.map((one) => ({
      id: String(one.id),
      number: one.number ?? '',
      href: one.number === null ? '' : `/tickets/${one.number.replace(/^.*-/, '')}`,
      to: speech.line(one.to),
      state: deliveryStates[one.state] ?? one.state,
      attempts: String(one.attempts),
      next: one.nextAt === null ? '' : format.moment(one.nextAt),
      error: speech.line(one.error ?? ''),
    })),
    stuckMore: page.stuckMore > 0 ? tongue.report.more(page.stuckMore) : '',
  }
}

function groupsOf(page: MachineFacts, { tongue, format, speech }: Writer): readonly View[] {
  const { labels, machine } = tongue.board
  const { state, outbox } = page
  const moment = (at: Date | null): string => (at === null ? machine.never : format.at(at))
  const group = (heading: string, rows: readonly (readonly [string, string])[]): View => ({
    heading,
    rows: rows.map(([label, value]) => ({ label, value })),
  })
  const until = page.officialUntil
  return [
    group(labels.mailbox, [
      [labels.mailbox, state.inbox.connected ? machine.connected : machine.unconnected],
      ...(state.inbox.trouble === null ? [] : [[labels.error, speech.line(state.inbox.trouble)] as const]),
      [machine.lastSweep, moment(state.inbox.lastSweepAt)],
      [machine.backlog, String(state.inbox.backlog)],
    ]),
    group(labels.outbox, [
      [machine.waiting, `${outbox.waiting} (${machine.due} ${outbox.due})`],
      [machine.failed, String(outbox.failed)],
      [machine.doubtful, String(outbox.doubtful)],
      [machine.held, String(outbox.held)],
      [machine.sentLastHour, String(outbox.sentLastHour)],
      [machine.lastSent, moment(state.lastSentAt)],
    ]),
    group(labels.books, [
      [machine.letters, String(page.letters)],
      [machine.setAside, String(page.setAside)],
      [machine.lastBackup, moment(page.lastBackupAt)],
      [machine.size, format.size(page.bytes)],
      [machine.writeAhead, format.size(page.writeAheadBytes)],
      [machine.calendar, until === null ? machine.noCalendar : format.lastDay(until)],
    ]),
    group(labels.versions, [
      ...page.versions,
      [machine.started, format.at(state.startedAt)],
      [machine.memory, format.size(state.memoryBytes)],
    ]),
  ]
}
