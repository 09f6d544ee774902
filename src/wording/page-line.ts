// What pages of the board share: one ticket of a list, and the choices of a form.
import type { BoardLine } from '../words/words.ts'
import { timeLeft, type View, type Writer } from './view.ts'

/** One ticket of a list. */
export function lineView(line: BoardLine, writer: Writer): View {
  const { tongue, format, speech } = writer
  const { board } = tongue
  const left = line.left === null ? '' : timeLeft(line.left, writer)
  return {
    number: line.number,
    href: `/tickets/${line.ticket}`,
    mailto: line.mailto,
    subject: speech.line(line.subject) || tongue.noSubject,
    customer: speech.line(line.customer) || tongue.unnamed,
    organisation: speech.line(line.organisation ?? ''),
    contract: speech.line(line.contract ?? ''),
    state: board.states[line.state] ?? line.state,
    category: tongue.categories[line.category],
    turn: board.turns[line.turn ?? 'none'],
    turnMark: line.turn ?? 'none',
    received: format.moment(line.receivedAt),
    deadline: line.deadlineAt === null ? '' : format.momentBy(line.deadlineAt),
    left: line.clockStands ? board.clockStands : left,
    late: !line.clockStands && line.left !== null && line.left.seconds <= 0,
    high: line.criticality === 'normal' ? '' : tongue.criticalities[line.criticality],
    sure: line.criticality === 'high',
    engineer: speech.line(line.engineer ?? '') || board.nobody,
  }
}

/** The choices of a form, the one in force marked. */
export function chosen(values: readonly string[], asked: string, name: (value: string) => string): readonly View[] {
  return values.map((value) => ({ value, name: name(value), selected: value === asked }))
}

/** Contracts to choose from, by number and organisation. */
export function contractsView(
  contracts: readonly { readonly number: string; readonly organisation: string }[],
  asked: string,
  { speech }: Writer,
): readonly View[] {
  const named = new Map(contracts.map((one) => [one.number, one.organisation]))
  return chosen([...named.keys()], asked, (number) => speech.line(`${number} ${named.get(number) ?? ''}`))
}
