// Facts of a letter to an engineer -> the values of its template.
import type * as words from '../words/words.ts'
import { cardView } from './card.ts'
import { reportView } from './report.ts'
import { statementView } from './statement.ts'
import {
  columnsOf,
  dated,
  filesWords,
  lineOr,
  people,
  person,
  subjectWords,
  timeLeft,
  type View,
  type Writer,
} from './view.ts'
import { whyView } from './why.ts'

/** Every value that the letter's template may name. */
export function engineerView(letter: words.EngineerWords, writer: Writer): View {
  switch (letter.letter) {
    case 'card':
    case 'alert':
      return { ...goesView(letter.goes, writer), ...ticketLetterView(letter, writer) }
    case 'transcript':
      return { ...goesView(letter.goes ?? { to: 'commands' }, writer), ...transcriptView(letter, writer) }
    case 'command-error':
      return commandErrorView(letter, writer)
    case 'message':
      return { ...goesView(letter.goes, writer), ...messageView(letter, writer) }
    case 'undelivered':
      return undeliveredView(letter, writer)
    case 'digest':
      return { ...goesView(letter.goes, writer), ...digestView(letter, writer) }
    case 'help':
      return helpView(letter, writer)
    case 'report':
      return {
        ...goesView(letter.goes ?? { to: 'commands' }, writer),
        answerable: letter.goes !== null,
        ...reportView(letter, writer),
      }
    case 'statement':
      return statementView(letter, writer)
    case 'why':
      return { ...goesView(letter.goes, writer), ...whyView(letter, writer) }
  }
}

/** What an answer to the mail will do: the values of its first lines. */
function goesView(goes: words.AnswerGoes, writer: Writer): View {
  const { tongue, format } = writer
  const customer = goes.to === 'customer'
  return {
    toCustomer: customer,
    isNote: false,
    toEngineers: goes.to === 'engineers',
    toCommands: goes.to === 'commands',
    toNamed: goes.to === 'named',
    recipients: customer ? tongue.recipients(person(writer, goes.customer), people(writer, goes.copies)) : '',
    hold: customer && goes.holdSeconds > 0 ? format.seconds(goes.holdSeconds) : '',
  }
}

function ticketLetterView(letter: words.LetterToEngineerWords, writer: Writer): View {
  const { format, tongue } = writer
  return {
    ...cardView(letter.card, writer),
    ...((letter.what === 'new' && letter.card.earlierCount !== null) || letter.card.earlier.length > 0
      ? {}
      : { earlier: '' }),
    notice: columnsOf(writer, letter.notice === null ? [] : writer.say(letter.notice).split('\n')).filter(
      (line) => line !== '',
    ),
    repeatAt: dated(letter.repeatAt, format.by),
    isCritical: letter.what === 'critical',
    groundText: letter.card.criticalGround === null ? '' : writer.tongue.grounds[letter.card.criticalGround],
    criticalWhy: lineOr(writer, letter.card.criticalWhy),
    isConfirmed: letter.card.criticality === 'high',
    isNote: letter.what === 'note',
    isAnswer: letter.what === 'answer',
    isCall: letter.what === 'call',
    alertMark: tongue.alertMarks[letter.what],
    mail: letter.mail === null ? false : mailView(letter.mail, writer),
  }
}

function mailView(mail: NonNullable<words.LetterToEngineerWords['mail']>, writer: Writer): View {
  const { format, speech, tongue } = writer
  const cut = (text: string, characters = 0): string =>
    characters === 0 ? text : `${text}\n\n${writer.say({ is: 'not all is shown', characters })}`
  return {
    attachments: filesWords(writer, mail.attachments, (file) => ` (${format.size(file.bytes)})`),
    from: person(writer, mail.from),
    to: people(writer, mail.to.slice(0, SHOWN_PEOPLE)),
    cc: people(writer, mail.cc.slice(0, SHOWN_PEOPLE)),
    at: format.at(mail.at),
    subject: lineOr(writer, mail.subject ?? null),
    newText: speech.said(mail.newText.trim() === '' ? tongue.noText : cut(mail.newText, mail.newLeft), mail.safeHtml),
    quotedText: speech.said(cut(mail.quotedText, mail.quotedLeft), mail.safeHtml === null ? null : ''),
  }
}

const SHOWN_PEOPLE = 12

function outcomes(all: readonly words.CommandOutcome[], writer: Writer): readonly View[] {
  return all.map((one) => ({
    line: writer.speech.line(one.line),
    outcome: one.outcome.map((said) => writer.speech.line(numbered(one.number ?? null, writer.say(said)))),
  }))
}

function numbered(number: string | null, said: string): string {
  return number === null ? said : `${number}: ${said}`
}

function transcriptView(letter: words.TranscriptWords, writer: Writer): View {
  return {
    done: outcomes(letter.done, writer),
    textFate: lineOr(writer, letter.textFate),
    attachments: letter.attachments.length === 0 ? '' : filesWords(writer, letter.attachments),
    leftOut: letter.leftOut.map((one) => lineOr(writer, one)).join(', '),
    warnings: (letter.warnings ?? []).map((one) => lineOr(writer, one)),
    now: letter.now === null ? false : nowView(letter.now, writer),
  }
}

function nowView(now: NonNullable<words.TranscriptWords['now']>, writer: Writer): View {
  const { tongue, format } = writer
  return {
    number: writer.speech.line(now.number),
    state: tongue.states[now.state],
    engineer: lineOr(writer, now.engineerName) || tongue.nobody,
    deadlineBy: dated(now.deadlineAt, format.by),
    clockStands: now.clockStands,
    clockWillStand: now.clockWillStand === true,
  }
}

function commandErrorView(letter: words.CommandErrorWords, writer: Writer): View {
  const { format, speech, tongue } = writer
  return {
    problems: outcomes(letter.problems, writer),
    // A line of text is shown where the text itself is what cannot go out.
    inCommands: letter.problems.some((one) => /^\W?!|^1\p{L}/u.test(one.line)),
    keptUntil: dated(letter.keptUntil, format.by),
    attachments: tongue.fileCount(letter.attachmentsCount, format.count),
    isKept: letter.keptUntil !== null && (letter.attachmentsCount > 0 || letter.text.trim() !== ''),
    text: speech.said(letter.text),
  }
}

function messageView(letter: words.MessageToEngineerWords, writer: Writer): View {
  return {
    heading: lineOr(writer, letter.heading),
    lines: columnsOf(writer, letter.lines),
    quoted: letter.quoted === null ? '' : writer.speech.said(letter.quoted),
    own: letter.own === undefined ? '' : writer.speech.said(letter.own),
    ownHeading: writer.say({ is: 'your own text' }),
  }
}

function undeliveredView(letter: words.UndeliveredWords, writer: Writer): View {
  const { format, speech, tongue } = writer
  return {
    number: speech.line(letter.number),
    recipient: speech.line(letter.recipient),
    sentAt: format.at(letter.sentAt),
    failedAt: format.at(letter.failedAt),
    permanent: letter.permanent,
    diagnostic: speech.line(
      [letter.server, letter.diagnostic]
        .filter((part) => part)
        .join(': ')
        .slice(0, SHOWN_DIAGNOSTIC),
    ),
    means:
      (letter.by === 'ours' ? tongue.undeliveredByUs[letter.means] : undefined) ?? tongue.undelivered[letter.means],
    wasWaiting: letter.wasWaiting,
    deadlineBy: dated(letter.deadlineAt, format.by),
    timeLeft: timeLeft(letter.timeLeft, writer),
    customerPhone: lineOr(writer, letter.customerPhone),
    otherPeople: people(writer, letter.otherPeople),
    text: speech.said(letter.text),
  }
}

const SHOWN_DIAGNOSTIC = 240

function digestView(letter: words.DigestWords, writer: Writer): View {
  const { speech, tongue } = writer
  return {
    heading: lineOr(writer, letter.heading),
    lines: columnsOf(writer, letter.lines),
    sections: letter.sections
      .filter((section) => section.tickets.length + section.lines.length > 0 || section.text !== undefined)
      .map((section) => ({
        heading: lineOr(writer, section.heading),
        tickets: section.tickets.map((ticket) => ticketLine(ticket, writer)),
        text: speech.said(sectionText(section, writer)),
        lines: columnsOf(writer, section.lines),
        more: section.more > 0 ? tongue.more(section.more) : '',
      })),
  }
}

function sectionText({ text = '', linesLeft = 0 }: words.DigestWords['sections'][number], { say }: Writer): string {
  return linesLeft === 0 ? text : `${text}\n${say({ is: 'more lines', lines: linesLeft })}`
}

/** One ticket of a list: its number, when and for whom; below it the subject, the state and whose it is. */
function ticketLine(ticket: words.TicketLine, writer: Writer): View {
  const { format, speech, tongue } = writer
  const first = [
    criticalMark(ticket.criticality, writer),
    ticket.deadlineAt === null ? '' : tongue.due(format.shortBy(ticket.deadlineAt)),
    ticket.clockStands && ticket.deadlineAt !== null ? tongue.deadlineStopped : timeLeft(ticket.timeLeft, writer),
    lineOr(writer, ticket.organisation) || speech.line(ticket.customer),
  ]
  const second = [tongue.states[ticket.state], lineOr(writer, ticket.engineerName)]
  return {
    number: speech.line(ticket.number),
    facts: first.filter((part) => part !== '').join('; '),
    subject: subjectWords(writer, ticket.subject),
    state: second.filter((part) => part !== '').join(', '),
    note: lineOr(writer, ticket.note),
  }
}

function criticalMark(criticality: words.Criticality, { tongue }: Writer): string {
  if (criticality === 'normal') return ''
  return criticality === 'high' ? tongue.high : tongue.suspected
}

function helpView(letter: words.HelpWords, { speech, tongue, commands }: Writer): View {
  return {
    commands: letter.commands.map(({ name, names, lead }) => {
      const { does, argument = '' } = commands[name]
      return {
        usage: speech.line(`${names[0] ?? ''} ${argument}`),
        does: speech.line(does) + (lead ? ` (${tongue.leadOnly})` : ''),
        names: names.slice(1).map(speech.line).join(', '),
      }
    }),
  }
}
