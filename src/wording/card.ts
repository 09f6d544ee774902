// The card on top of what engineers get about a ticket -> the values of its template. '' leaves a row out.
import type { CardWords } from '../words/words.ts'
import { dated, lineOr, person, subjectWords, timeLeft, type View, type Writer } from './view.ts'

/** Values of `parts/card`. */
export function cardView(card: CardWords, writer: Writer): View {
  const { format, speech, tongue } = writer
  return {
    number: speech.line(card.number),
    subject: subjectWords(writer, card.subject),
    state: tongue.states[card.state],
    criticality: criticality(card, writer),
    customer: [person(writer, card.customer), lineOr(writer, card.customerPhone)]
      .filter((part) => part !== '')
      .join(', '),
    organisation: lineOr(writer, card.organisation),
    contract: contract(card.contract, writer),
    receivedAt: format.at(card.receivedAt),
    channel: tongue.channel(card.channel, lineOr(writer, card.registeredBy)),
    firstAnswerBy: dated(card.firstAnswerBy, format.by),
    ...promise(card, writer),
    category: tongue.category(tongue.categories[card.category], lineOr(writer, card.categoryWhy)),
    earlier: earlier(card, writer),
    acknowledgement: acknowledgement(card, writer),
    engineer: lineOr(writer, card.engineerName),
    warnings: card.warnings.map((one) => lineOr(writer, one)),
    rota: lineOr(writer, card.rota ?? null),
    similar: (card.similar ?? []).map((one) => lineOr(writer, one)),
    theirs: (card.theirNumbers ?? []).map(({ number, on }) => ({
      number: speech.line(number),
      day: on === null ? '' : format.shortDayOn(on),
    })),
    mentions: card.mentions.map(speech.line).join(', '),
  }
}

function promise(card: CardWords, writer: Writer): View {
  const { format, tongue } = writer
  const { dates } = card
  return {
    deadlineBy: dated(dates?.deadlineAt ?? null, format.by),
    timeLeft: timeLeft(card.timeLeft, writer),
    earliestNth: dates === null ? '' : tongue.ordinal(dates.minDays),
    earliestDay: dated(dates?.earliestAt ?? null, format.lastDay),
    everyDay: dates?.everyDay ?? false,
    clockStands: card.clockStands,
    provisional: card.provisional,
  }
}

function criticality(card: CardWords, writer: Writer): string {
  const { tongue } = writer
  const why = lineOr(writer, card.criticalWhy)
  switch (card.criticality) {
    case 'normal':
      return tongue.criticalityNormal
    case 'suspected':
      return tongue.criticalitySuspected(why)
    case 'high': {
      const ground = card.criticalGround === null ? '' : tongue.groundNames[card.criticalGround]
      return tongue.criticalityHigh(ground, lineOr(writer, card.confirmedBy))
    }
  }
}

function contract(found: CardWords['contract'], writer: Writer): string {
  const { format, speech, tongue } = writer
  const numbers = found.numbers.map(speech.line)
  const line = (how: string): string =>
    tongue.contractLine({
      numbers,
      until: found.validTo === null ? '' : format.shortDayOn(found.validTo),
      found: how,
      left: found.daysLeft === null || found.daysLeft > WARNED_DAYS ? '' : format.count(found.daysLeft, 'day'),
    })
  switch (found.found) {
    case 'not-needed':
      return ''
    case 'none':
      return tongue.contractMissing.none
    case 'several':
      return tongue.contractSeveral(numbers)
    case 'expired':
    case 'not-yet':
      return `${tongue.contractMissing[found.found]}; ${line('')}`
    case 'address':
    case 'domain':
    case 'remembered':
    case 'confirmed':
      return line(tongue.contractFound[found.found])
  }
}

/** The end of a contract is said from so many days before it, as the leads are told. */
const WARNED_DAYS = 30

function earlier(card: CardWords, writer: Writer): string {
  const { format, speech, tongue } = writer
  if (card.earlier.length === 0) return tongue.none
  const lines = card.earlier.map((one) => {
    const state = one.closedAt === null ? tongue.states[one.state] : tongue.closedOn(format.shortDay(one.closedAt))
    const name = one.closedAt === null ? lineOr(writer, one.engineerName) : ''
    return `${speech.line(one.number)} ${state}${name === '' ? '' : ` (${name})`}`
  })
  return tongue.earlier(lines, card.earlierCount ?? lines.length)
}

function acknowledgement({ acknowledgement: sent }: CardWords, writer: Writer): string {
  const { format, tongue } = writer
  if (sent === null) return ''
  return 'at' in sent ? tongue.acknowledged(format.at(sent.at)) : tongue.withheld(lineOr(writer, sent.withheld))
}
