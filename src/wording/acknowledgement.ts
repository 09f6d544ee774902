// Facts of an acknowledgement -> the values of its template: what was understood, the dates, and how they were counted.
import { addDays } from '../calendar/calendar.ts'
import type { AcknowledgementWords, Category, Ground, NoContractWords } from '../words/words.ts'
import { dated, datesView, filesWords, lineOr, ownTermsView, type View, type Writer } from './view.ts'

const CATEGORIES: readonly Category[] = ['operation', 'errors', 'administration', 'consultation', 'data', 'unsorted']

/** Values of `acknowledgement`. */
export function acknowledgementView(letter: AcknowledgementWords, writer: Writer): View {
  const { format, tongue, speech } = writer
  const { critical } = letter
  return {
    byPhone: letter.channel === 'phone',
    outOfHours: !letter.inHours,
    receivedAt: format.at(letter.receivedAt),
    attachments: received(letter, writer),
    recorded: letter.recorded === undefined ? '' : writer.speech.said(letter.recorded),
    contract: letter.contractsToChoose.length > 0 ? '' : lineOr(writer, letter.contract),
    continues: lineOr(writer, letter.continues ?? null),
    contractsToChoose: letter.contractsToChoose.map(speech.line),
    clockStartAt: format.at(letter.clockStartAt),
    phoneNext: phoneNext(letter, writer),
    phoneNow: phoneNow(letter, writer),
    isCritical: critical !== null,
    groundText: critical === null ? '' : tongue.grounds[critical.ground],
    groundIsAccess: critical?.ground === 'access',
    alertedTime: dated(critical?.alertedAt ?? null, format.time),
    category: Object.fromEntries(CATEGORIES.map((one) => [one, one === letter.category])),
    ...datesView(letter.dates, writer),
    ...groundView(letter.ground, writer),
    manuals: letter.support.manuals.map(speech.line).join(', '),
  }
}

/** Values of `acknowledgement-no-contract`. */
export function noContractView(letter: NoContractWords, writer: Writer): View {
  const { format } = writer
  const named = letter.contract !== null
  return {
    byPhone: letter.channel === 'phone',
    alertedTime: dated(letter.alertedAt ?? null, format.time),
    receivedAt: format.at(letter.receivedAt),
    from: writer.speech.line(letter.from),
    attachments: received(letter, writer),
    recorded: letter.recorded === undefined ? '' : writer.speech.said(letter.recorded),
    expired: named && letter.because === 'expired',
    notYet: named && letter.because === 'not-yet',
    contract: lineOr(writer, letter.contract),
    continues: lineOr(writer, letter.continues ?? null),
    validToDay: letter.validTo === null ? '' : format.dateOn(letter.validTo),
    validFromDay: letter.validFrom === null ? '' : format.dateOn(letter.validFrom),
  }
}

/** «1 файл: журнал.log; 2 рисунка в тексте письма». */
function received(letter: Pick<AcknowledgementWords, 'attachments' | 'pictures'>, writer: Writer): string {
  const { attachments, pictures = 0 } = letter
  if (pictures === 0) return filesWords(writer, attachments)
  const inText = writer.tongue.inText(writer.format.count(pictures, 'picture'))
  return attachments.length === 0 ? inText : `${filesWords(writer, attachments)}; ${inText}`
}

/** How the dates were counted: first day, days off, calendar, own terms. */
function groundView(ground: Ground, writer: Writer): View {
  const { format, tongue, speech } = writer
  return {
    firstDay: format.date(ground.firstDayAt),
    daysOff: daysOff(ground, writer),
    ...ownTermsView(ground.ownTerms, writer),
    calendarYears: format.list(
      ground.years.map((year) => tongue.calendarYear(year.year, year.status, speech.line(year.ground))),
    ),
  }
}

/** Days off that follow each other are one span with the first words of each ground. */
function daysOff(ground: Ground, { format, tongue, speech }: Writer): string {
  const spans: { first: string; last: string; grounds: string[] }[] = []
  for (const day of ground.daysOff) {
    const span = spans.at(-1)
    const short = day.ground.split(',')[0] ?? ''
    if (span !== undefined && addDays(span.last, 1) === day.on) {
      span.last = day.on
      if (!span.grounds.includes(short)) span.grounds.push(short)
    } else spans.push({ first: day.on, last: day.on, grounds: [short] })
  }
  return spans
    .map(({ first, last, grounds }) => tongue.dayOff(format.span(first, last), grounds.map(speech.line)))
    .join(', ')
}

/** When somebody answers the telephone next, for a mail that came outside hours. */
function phoneNext(letter: AcknowledgementWords, { format, tongue }: Writer): string {
  const { phoneOpensAt, clockStartAt } = letter
  if (phoneOpensAt === null) return tongue.phoneOpenNow
  return phoneOpensAt.getTime() === clockStartAt.getTime()
    ? tongue.phoneSameTime
    : tongue.phoneNextSentence(format.at(phoneOpensAt))
}

/** Behind the telephone's hours, for a customer in need. */
function phoneNow(letter: AcknowledgementWords, { format, tongue }: Writer): string {
  const { phoneOpensAt } = letter
  const [, close] = letter.support.phoneHours
  return phoneOpensAt === null
    ? tongue.phoneNow(close)
    : tongue.phoneNext(format.day(phoneOpensAt), format.time(phoneOpensAt))
}
