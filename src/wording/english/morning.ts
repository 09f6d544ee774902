// English: the morning mail.
import { type MorningSentences, NORM_DAYS, type Today } from '../../words/words.ts'
import { type Catalogue, percent, type Sayer } from '../language/catalogue.ts'

export const MORNING: Catalogue<MorningSentences> = {
  'digest of': ({ on, overdue, today, tomorrow }, { dayOn }) =>
    `Digest of ${dayOn(on)}: overdue ${overdue}, today ${today}, tomorrow ${tomorrow}`,
  "lead's digest of": ({ on, overdue, uncovered, nobodys }, { dayOn }) =>
    `Lead's digest of ${dayOn(on)}: overdue ${overdue}, without contract ${uncovered}, nobody's ${nobodys}`,
  'good morning': ({ name, today }, sayer) => `Good morning, ${name}! ${todayWords(today, sayer)}`,
  'your turn': ({ mine, turn, nobodys }) =>
    `Your tickets: ${mine}, of which ${turn} wait for your answer. Nobody's: ${nobodys}.`,
  today: ({ today }, sayer) => todayWords(today, sayer),
  'calendar ends': ({ lastOn, daysAhead, afterwards }, { dayOn, count }) =>
    lastOn === null
      ? `Calendar: none official for this year, dates are ${afterwards}.`
      : `Calendar: the official one ends on ${dayOn(lastOn)}, in ${count(daysAhead, 'day')}; later dates are ${afterwards}.`,
  overdue: 'Overdue',
  'due today': 'Due today',
  'due tomorrow': ({ on }, { dayOn }) => `Due tomorrow${on === null ? '' : ` (${dayOn(on)})`}`,
  'due in two days': ({ on }, { dayOn }) => `Due in two working days${on === null ? '' : ` (${dayOn(on)})`}`,
  "nobody's": "Nobody's",
  'of colleagues away': 'Of colleagues who are away, waiting for an answer',
  'high criticality': 'High criticality',
  'high criticality, for leads': 'High criticality, open and suspected',
  'no first answer': 'No first answer yet',
  'mails since': ({ at }, { moment }) => `Customers' mails since ${moment(at)}`,
  'waiting long': ({ days }, { count }) => `Waiting for the customer over ${count(days, 'workingDay')}`,
  'with development': 'With development',
  undelivered: 'Undelivered',
  'closed unsorted': 'Closed without a category (!category …)',
  'contracts ending': 'Contracts that end soon',
  people: 'People',
  'without contract': 'Without contract, or with several (!contract N or !decline reason)',
  complaints: 'Complaints',
  'mailbox and archive': 'Mailbox and archive',
  'letters set aside': 'Set aside',
  'figures of': ({ fromOn, toOn }, { dayOn }) => `Figures of ${dayOn(fromOn)}–${dayOn(toOn)}`,
  'nothing urgent': 'There are no overdue and no urgent tickets.',

  'a repeat would differ from what was begun': 'a repeat would differ from what was begun',
  'nobody knows whether it arrived':
    'the connection was cut each time after the letter; nobody knows whether it arrived',
  'it may have been sent before the books were restored': 'it may have been sent before the books were restored',

  'first answer by': ({ at }, { moment }) => `first answer due by ${moment(at)}`,
  'at that moment': ({ at }, { moment }) => moment(at),
  'folder missing': ({ folder, existing }) =>
    `The folder "${folder}", which should be read, is not there; there are ${existing.map((one) => `"${one}"`).join(', ')}. Mail may lie unread.`,
  'junk unread': ({ folder }) =>
    `What is taken for spam goes into "${folder}", which nobody reads (mailbox.folders.also).`,
  'kept long enough': ({ letters, tickets }) =>
    `Kept long enough and gone: ${letters} raw mails, ${tickets} tickets (but for their figures).`,
  'waits since': ({ at, closesAt }, { moment, closing }) => `since ${moment(at)}, closes ${closing(closesAt)}`,
  'there since': ({ at, newsBy }, { moment, closing }) => `since ${moment(at)}, news due by ${closing(newsBy)}`,
  'critical for leads': ({ firstAnswerBy, overtaken }, { say }) =>
    [firstAnswerBy && say({ is: 'first answer by', at: firstAnswerBy }), overtaken].filter((part) => part).join('; '),
  'did not arrive': ({ number, recipient, because }, { say }) =>
    `${number ?? '—'}  ${recipient}: ${typeof because === 'string' ? because : say(because)}`,
  'has so much': ({ name, away, open, turn, late }) =>
    `${name}${away ? ' (away)' : ''}: open ${open}, waiting for an answer ${turn}, overdue ${late}`,
  'mail balance': ({ fromOn, lastOn, total, opened, joined, automatic, setAside }, { dayOn }) => {
    const days = fromOn === null ? `yesterday, ${dayOn(lastOn)}` : `${dayOn(fromOn)}–${dayOn(lastOn)}`
    const sum = opened + joined + automatic + setAside
    const parts = `${opened} new + ${joined} answers + ${automatic} automatic + ${setAside} set aside`
    return `Mails of ${days}: ${total} = ${parts}.${sum === total ? '' : ` DOES NOT ADD UP: ${sum} accounted for.`}`
  },
  processed: ({ tickets, net, gross }, { decimal }) =>
    `Processed ${tickets}; average processing time in working days: ${decimal(net)} (the regulation names ${NORM_DAYS.from}–${NORM_DAYS.to}), with waiting for the customer ${decimal(gross)}.`,
  'kept in time': ({ deadlines, firstAnswer }) =>
    `Deadlines kept: ${percent(deadlines)} of those that fell due; first answer within the norm ${percent(firstAnswer)}.`,
}

/** “Today is Friday, 30 April 2027; a short day, until 17:00.” */
function todayWords({ on, closes }: Today, { weekday, dayOn }: Sayer): string {
  return `Today is ${weekday(on)}, ${dayOn(on)}${closes === null ? '' : `; a short day, until ${closes}`}.`
}
