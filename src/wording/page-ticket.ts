// One ticket of the board: the values of its page. Message texts stay as they were written, lines and all.
import type { Address } from '../letter.ts'
import type { BoardMessage, Page, WhyDay } from '../words/words.ts'
import { lineView } from './page-line.ts'
import { people, person, type View, type Writer } from './view.ts'
import { countLines } from './why.ts'

type TicketFacts = Extract<Page, { page: 'ticket' }>

/** Every value that the page of a ticket may name. */
export function ticketPageView(page: TicketFacts, writer: Writer): View {
  const { tongue, format, speech } = writer
  const { board } = tongue
  const line = lineView(page.line, writer)
  return {
    line,
    rows: rowsOf(page, writer),
    messages: page.messages.map((one) => messageView(one, page.line.ticket, writer)),
    history: page.history.map(({ at, who, what, detail }) => ({
      at: format.moment(at),
      said: speech.line(writer.event({ who, what, detail })),
    })),
    count: page.count === null ? [] : countLines(page.count, writer).map((text) => text.replaceAll('  ', ' ')),
    strip: page.count === null ? [] : page.count.days.map((day) => stripDay(day, writer)),
    legend: Object.entries(board.legend).map(([sort, label]) => ({ sort, label })),
    links: page.linked.map(({ number, how }) => ({
      href: `/tickets/${number.replace(/^.*-/, '')}`,
      said: `${how === 'linked' ? board.linked : board.mergedInto} ${number}`,
    })),
  }
}

function rowsOf(page: TicketFacts, writer: Writer): readonly View[] {
  const { tongue, format, speech } = writer
  const { labels, provisional } = tongue.board
  const { line, people: who } = page
  const moment = (at: Date | null): string => (at === null ? '' : format.moment(at))
  const deadline = line.deadlineAt === null ? '' : format.momentBy(line.deadlineAt)
  const rows: readonly (readonly [string, string])[] = [
    [labels.customer, person(writer, who.customer)],
    [labels.phone, speech.line(who.phone ?? '')],
    [labels.participants, people(writer, who.participants)],
    [labels.contract, [speech.line(line.contract ?? ''), speech.line(line.organisation ?? '')].join(' ').trim()],
    [labels.channel, tongue.report.channels[page.channel]],
    [labels.category, tongue.categories[line.category]],
    [
      labels.criticality,
      [tongue.criticalities[line.criticality], speech.line(page.criticalWhy ?? '')]
        .filter((one) => one !== '')
        .join(': '),
    ],
    [labels.received, format.moment(line.receivedAt)],
    [labels.earliest, page.earliestAt === null ? '' : format.momentBy(page.earliestAt)],
    [labels.deadline, deadline === '' || !page.provisional ? deadline : `${deadline} (${provisional})`],
    [labels.answered, moment(page.answeredAt)],
    [labels.closed, moment(page.closedAt)],
    [labels.development, speech.line(page.developmentReference ?? '')],
  ]
  return rows.filter(([, value]) => value !== '').map(([label, value]) => ({ label, value }))
}

function messageView(message: BoardMessage, ticket: number, writer: Writer): View {
  const { tongue, format, speech } = writer
  const { board } = tongue
  const { n, direction, kind, files } = message
  const base = `/tickets/${ticket}/messages/${n}`
  const sort = direction === 'in' && kind === 'mail' ? 'in' : kind
  const some = (all: readonly Address[]): string => people(writer, all)
  return {
    anchor: `m${n}`,
    heading: board.message(n, board.kinds[sort] ?? sort),
    direction,
    from: person(writer, message.from),
    to: some(message.to),
    cc: some(message.cc),
    at: format.moment(message.at),
    text: textOf(message.text) || tongue.noText,
    html: message.mayHaveHtml ? `${base}/html` : '',
    files: files.map((file) => ({
      href: `${base}/files/${file.n}`,
      name: speech.line(file.name) || '—',
      size: format.size(file.bytes),
    })),
    pictures: files
      .filter((file) => file.picture)
      .map((file) => ({ href: `${base}/files/${file.n}`, name: speech.line(file.name) || '—' })),
    deliveries: message.deliveries.map(({ recipient, state }) => ({
      said: `${speech.line(recipient)}: ${board.deliveryStates[state] ?? state}`,
      bad: state === 'failed' || state === 'doubtful' || state === 'held',
    })),
  }
}

/** Control characters and overrides of direction would show a text otherwise than it is. */
function textOf(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '\ufffd').trimEnd()
}

/** A square of the strip: what the day is by colour, and in words for those who do not see it. */
function stripDay(day: WhyDay, { tongue, format }: Writer): View {
  const { turns, days, added } = tongue.why
  const working = day.kind !== 'weekend' && day.kind !== 'holiday' && day.kind !== 'transferred'
  const owner = day.turns.at(-1)
  const sort = !working ? 'off' : day.counts === null ? 'none' : (owner ?? 'us')
  const n = day.counts === 'promise' ? tongue.ordinal(day.n ?? 0) : day.counts === 'waited' ? added : ''
  return {
    day: format.shortDayOn(day.date).slice(0, 5),
    sort,
    short: day.kind === 'short',
    n: day.counts === 'promise' ? String(day.n ?? '') : day.counts === 'waited' ? '+' : '',
    said: tongue.board.strip(
      format.shortDayOn(day.date),
      days[day.kind],
      n,
      day.turns.map((turn) => turns[turn]).join(', '),
    ),
  }
}
