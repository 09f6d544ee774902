// Facts of a letter to a customer -> the values of its template.
import type * as words from '../words/words.ts'
import { acknowledgementView, noContractView } from './acknowledgement.ts'
import { dated, datesView, lineOr, ownTermsView, subjectWords, type View, type Writer } from './view.ts'

/** Every value that the letter's template may name. */
export function customerView(letter: words.CustomerWords, writer: Writer): View {
  return { ...everyLetter(letter, writer), ...ownView(letter, writer) }
}

function ownView(letter: words.CustomerWords, writer: Writer): View {
  switch (letter.letter) {
    case 'acknowledgement':
      return acknowledgementView(letter, writer)
    case 'acknowledgement-no-contract':
      return noContractView(letter, writer)
    case 'answer':
      return answerView(letter, writer)
    case 'questions':
      return questionsView(letter, writer)
    case 'resumed':
    case 'reopened':
      return resumedView(letter, writer)
    case 'development':
      return developmentView(letter, writer)
    case 'closed':
      return closedView(letter, writer)
    case 'merged':
      return mergedView(letter, writer)
    case 'called':
      return calledView(letter, writer)
    case 'reminder':
      return reminderView(letter, writer)
    case 'calendar-moved':
      return calendarMovedView(letter, writer)
    case 'status':
      return statusView(letter, writer)
    case 'criticality':
      return criticalityView(letter, writer)
    case 'contract-confirmed':
      return contractConfirmedView(letter, writer)
    case 'due-moved':
      return dueMovedView(letter, writer)
    case 'declined':
      return declinedView(letter, writer)
  }
}

/** «Здравствуйте, Иван Петрович!» from a form of address alone; a greeting that is whole stands as the contract gives it. */
function greetingOf(given: string, usual: string): string {
  const address = given.trim()
  // A form of address in the letters of another alphabet would stand amid a foreign sentence: «Hello Иван Петрович,».
  if (address === '' || (/\p{Script=Cyrillic}/u.test(address) && !/\p{Script=Cyrillic}/u.test(usual))) return usual
  if (/[!,]$/.test(address)) return address
  return usual.endsWith(',')
    ? `${usual.slice(0, -1)} ${address},`
    : `${usual.slice(0, -1)}, ${address}${usual.slice(-1)}`
}

function everyLetter(letter: words.CustomerWords, writer: Writer): View {
  const { support } = letter
  const { tongue, format, speech } = writer
  const [open, close] = support.phoneHours
  return {
    number: speech.line(letter.number),
    subject: subjectWords(writer, letter.subject),
    yourNumber: lineOr(writer, letter.theirNumber?.number ?? null),
    yourDay: letter.theirNumber?.on == null ? '' : format.shortDayOn(letter.theirNumber.on),
    greeting: lineOr(writer, greetingOf(letter.greeting ?? '', tongue.defaultGreeting)),
    supportName: speech.line(support.name),
    phone: speech.line(support.phone.replace(/(доб\.|ext\.) /g, '$1\u00a0')),
    phoneHours: tongue.phoneHours(open, close, format.zoneLabel),
    open,
    close,
    zone: format.zoneLabel,
  }
}

/** The engineer's own words on top of the desk's lines; '' where there are none. */
function spokenView(spoken: { readonly text: string; readonly engineerName: string } | null, writer: Writer): View {
  return {
    text: spoken === null ? '' : writer.speech.said(spoken.text),
    engineerName: lineOr(writer, spoken?.engineerName ?? null),
  }
}

function answerView(letter: words.AnswerWords, writer: Writer): View {
  const { format } = writer
  return {
    ...spokenView(letter, writer),
    fixedIn: lineOr(writer, letter.fixedIn ?? null),
    working: letter.nature === 'working',
    waiting: letter.state === 'waiting',
    answered: letter.state === 'answered',
    development: letter.state === 'development',
    clockStands: letter.clockStands,
    deadlineBy: dated(letter.deadlineAt, format.by),
    closeBy: dated(letter.closesAt, format.by),
    reopenDays: format.count(letter.reopenDays, 'workingDay'),
    ...noticeView(letter.notice, writer),
  }
}

/** What a command of the same mail tells the customer, in a line or two below the answer. */
function noticeView(notice: words.AnswerWords['notice'], writer: Writer): View {
  const { format, speech } = writer
  const criticality = notice?.letter === 'criticality' ? criticalityView(notice, writer) : null
  return {
    criticalityDecided: criticality !== null,
    confirmed: criticality?.confirmed ?? false,
    wasHigh: criticality?.wasHigh ?? false,
    groundText: criticality?.groundText ?? '',
    reason: notice?.letter === 'due-moved' ? speech.line(notice.reason) : (criticality?.reason ?? ''),
    contract: notice?.letter === 'contract-confirmed' ? speech.line(notice.contract) : '',
    newDeadlineBy: notice?.letter === 'due-moved' ? format.by(notice.deadlineAt) : '',
    oldDeadlineBy: notice?.letter === 'due-moved' ? dated(notice.oldDeadlineAt, format.by) : '',
  }
}

function questionsView(letter: words.QuestionsWords, writer: Writer): View {
  const { format } = writer
  return {
    ...spokenView(letter, writer),
    clockStands: letter.clockStands,
    deadlineAt: dated(letter.deadlineAt, format.expires),
    waitingFromDay: format.date(letter.waitingFrom),
    goesOnFrom: dated(letter.goesOnFrom ?? null, format.date),
    remindDay: format.day(letter.remindAt),
    closeBy: format.by(letter.closesAt),
    reopenDays: format.count(letter.reopenDays, 'workingDay'),
  }
}

function resumedView(letter: words.ResumedWords, writer: Writer): View {
  const { format } = writer
  return {
    byParticipant: letter.byParticipant === true,
    byEngineer: letter.byEngineer === true,
    byDevelopment: letter.byDevelopment === true,
    answeredAt: format.at(letter.answeredAt),
    waitingFromShort: dated(letter.waitingFrom, format.short),
    waitingToShort: format.short(letter.answeredAt),
    waited: letter.waited === null ? '' : format.working(letter.waited),
    oldDeadlineBy: isMoved(letter) ? dated(letter.oldDeadlineAt, format.by) : '',
    deadlineBy: dated(letter.deadlineAt, format.by),
  }
}

/** A date that is the same as before is no other date. */
function isMoved({ oldDeadlineAt, deadlineAt }: words.ResumedWords): boolean {
  return deadlineAt !== null && oldDeadlineAt?.getTime() !== deadlineAt.getTime()
}

function developmentView(letter: words.DevelopmentWords, writer: Writer): View {
  const { format } = writer
  return {
    ...spokenView(letter.spoken, writer),
    developmentAt: format.at(letter.developmentAt),
    clockGoesOn: letter.clockGoesOn,
    contract: lineOr(writer, letter.contract),
    deadlineBy: dated(letter.deadlineAt, format.by),
  }
}

function closedView(letter: words.ClosedWords, writer: Writer): View {
  const { format } = writer
  return {
    ...spokenView(letter.spoken, writer),
    byEngineer: letter.by === 'engineer',
    byCustomer: letter.by === 'customer',
    bySilence: letter.by === 'silence',
    receivedAt: format.at(letter.receivedAt),
    closedAt: format.at(letter.closedAt),
    askedDay: dated(letter.askedAt, format.date),
    reopenBy: format.by(letter.reopenBy),
    asksIfHelped: letter.asksIfHelped === true,
  }
}

function mergedView(letter: words.MergedWords, { format, speech }: Writer): View {
  return { into: speech.line(letter.into), deadlineBy: dated(letter.deadlineAt, format.by) }
}

function calledView(letter: words.CalledWords, { format, speech }: Writer): View {
  return {
    answeredAt: format.at(letter.answeredAt),
    engineerName: speech.line(letter.engineerName),
    closeBy: format.by(letter.closesAt),
    reopenDays: format.count(letter.reopenDays, 'workingDay'),
  }
}

function reminderView(letter: words.ReminderWords, writer: Writer): View {
  const { format, speech } = writer
  return {
    askedDay: format.date(letter.askedAt),
    engineerName: lineOr(writer, letter.engineerName),
    questions: speech.quoted(firstLines(letter.questions)),
    clockStands: letter.clockStands === true,
    closeBy: format.by(letter.closesAt),
  }
}

function calendarMovedView(letter: words.CalendarMovedWords, writer: Writer): View {
  const { format, speech, tongue } = writer
  return {
    oldDeadlineBy: format.by(letter.oldDeadlineAt),
    deadlineBy: format.by(letter.deadlineAt),
    ground: speech.line(tongue.calendarGround(letter.ground)),
    days: letter.days
      .map((day) => tongue.dayChange(format.dateOn(day.on), lineOr(writer, day.now), lineOr(writer, day.was)))
      .join('; '),
    maxDays: String(letter.maxDays),
    waiting: letter.waiting,
    clockStands: letter.clockStands === true,
  }
}

function statusView(letter: words.StatusWords, writer: Writer): View {
  const { format, speech, tongue } = writer
  const finished = letter.state === 'closed' || letter.state === 'declined'
  return {
    stateText: tongue.stateToCustomer(letter.state, dated(letter.closedAt, format.date)),
    receivedAt: format.at(letter.receivedAt),
    engineer: lineOr(writer, letter.engineerName) || (finished ? '' : tongue.nobodyYet),
    merged: (letter.merged ?? []).map(speech.line).join(', '),
    whoseTurn: whoseTurn(letter, writer),
    lastLetter: lastLetter(letter, writer),
    deadlineLine: finished ? '' : deadlineLine(letter, writer),
    closed: letter.state === 'closed',
    declined: letter.state === 'declined',
    reopenBy: dated(letter.reopenBy, format.by),
    criticality:
      letter.criticality === 'normal'
        ? ''
        : tongue.criticalityToCustomer(
            letter.criticality === 'high',
            letter.criticalGround === null ? '' : tongue.grounds[letter.criticalGround],
          ),
    waiting: letter.state === 'waiting',
    clockStands: letter.deadlineIs === 'stopped',
    askedDay: dated(letter.askedAt, format.date),
    questions: letter.questions === null ? '' : speech.quoted(firstLines(letter.questions)),
  }
}

function whoseTurn({ state, deadlineIs }: words.StatusWords, { tongue }: Writer): string {
  const isOurs = state === 'new' || state === 'open'
  return isOurs && deadlineIs === 'none' ? tongue.turnContract : (tongue.turn[state] ?? '')
}

function lastLetter({ lastLetter: last }: words.StatusWords, { format, tongue }: Writer): string {
  if (last === null) return ''
  const from = { customer: tongue.fromCustomer, participant: tongue.fromParticipant, engineer: tongue.fromEngineer }
  return `${from[last.of]}, ${format.at(last.at)}`
}

function deadlineLine({ deadlineAt, deadlineIs }: words.StatusWords, { format, tongue }: Writer): string {
  switch (deadlineIs) {
    case 'running':
      return deadlineAt === null ? '' : tongue.deadlineRuns(format.by(deadlineAt))
    case 'stopped':
      return tongue.deadlineStopped
    case 'passed':
      return deadlineAt === null ? '' : tongue.deadlinePassed(format.by(deadlineAt))
    case 'none':
      return tongue.deadlineNone
  }
}

function criticalityView(letter: words.CriticalityWords, writer: Writer): View {
  return {
    confirmed: letter.confirmed,
    wasHigh: letter.wasHigh,
    groundText: letter.ground === null || letter.ground === 'other' ? '' : writer.tongue.grounds[letter.ground],
    reason: lineOr(writer, letter.reason?.replace(/[.\s]+$/, '') ?? null),
    engineerName: lineOr(writer, letter.engineerName),
    deadlineBy: dated(letter.deadlineAt, writer.format.by),
    ownDays: letter.ownDays === true,
  }
}

function contractConfirmedView(letter: words.ContractConfirmedWords, writer: Writer): View {
  const { format } = writer
  return {
    contract: writer.speech.line(letter.contract),
    ...datesView(letter.dates, writer),
    waited: letter.waited === null || letter.waited.seconds < 60 ? '' : format.working(letter.waited),
    ...ownTermsView(letter.ownTerms, writer),
  }
}

function dueMovedView(letter: words.DueMovedWords, writer: Writer): View {
  const { format, speech } = writer
  return {
    // A later date is never moved without the customer's consent (R16).
    agreed: letter.oldDeadlineAt !== null && letter.deadlineAt > letter.oldDeadlineAt,
    oldDeadlineBy: dated(letter.oldDeadlineAt, format.by),
    deadlineBy: format.by(letter.deadlineAt),
    reason: speech.line(letter.reason),
  }
}

function declinedView(letter: words.DeclinedWords, writer: Writer): View {
  return {
    noContract: letter.because === 'no-contract',
    reason: letter.reason === null ? '' : writer.speech.said(asSentence(letter.reason)),
  }
}

/** A lead writes a reason behind a command; to the customer it is a sentence. */
function asSentence(reason: string): string {
  const text = reason.trim()
  const first = text.slice(0, 1).toUpperCase() + text.slice(1)
  return /[\p{L}\p{N})»"]$/u.test(first) ? `${first}.` : first
}

const QUOTED_LINES = 40

function firstLines(text: string): string {
  const lines = text.split('\n')
  return lines.length <= QUOTED_LINES ? text : [...lines.slice(0, QUOTED_LINES), '…'].join('\n')
}
