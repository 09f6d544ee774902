// English: what time brings.
import type { DayKind, PutOffWhat, TimeSentences } from '../../words/words.ts'
import type { Catalogue } from '../language/catalogue.ts'

/** What the calendar makes of a day, as a customer reads it. */
const DAYS: Readonly<Record<DayKind, string>> = {
  work: 'a working day',
  'worked-saturday': 'a working day',
  short: 'a working day, an hour shorter',
  weekend: 'a day off',
  transferred: 'a day off',
  holiday: 'a holiday',
}

const PUT_OFF: Readonly<Record<PutOffWhat, string>> = {
  moment: 'reminders and dates',
  failure: 'what follows from an undelivered letter',
  acceptance: 'the pause of the time limit for what a letter asked',
  morning: 'the morning mail',
  contracts: 'reminders of contracts that end',
  statements: 'the statements of contracts',
  'set aside': 'the alert about mail that was set aside',
  unproved: 'the list of unproved mail',
  'put off': 'the alert about what was put off',
}

export const TIME: Catalogue<TimeSentences> = {
  'put off': ({ count }) => `Put off because of a fault of the program: ${count}`,
  'put off means':
    'The program failed three times over what is named below and has put it off; everything else goes on as usual.',
  'one put off': ({ what, number, error }) =>
    `${number === null ? '' : `${number}: `}${PUT_OFF[what]} (for the developer: ${error})`,
  'what to do with what was put off':
    "Look at the state and the dates of these requests yourself: a mail on a request, or a command, turns its reminders on again. The program's developer needs the log.",
  'died while filing': 'the desk died while filing it',
  'fault of the program': ({ error }) => error,
  'no reason is known': 'no reason is known',
  'set aside': ({ number, more }) => `Set aside: ${number}${more === 0 ? '' : ` and ${more} more`}`,
  'set aside means':
    'A mail could not be filed three times. It is kept whole and has opened a ticket; the customer was sent nothing.',
  'one set aside': ({ number, why }, { say }) => `${number}: ${say(why)}`,
  'what to do with it':
    "Read the mail in the support mailbox's folder for failed mail and answer the customer; the program's developer needs that mail and the log.",
  'listed as set aside': ({ number, why }, { say }) => `${number}  ${say(why)}`,

  'no answer since': ({ at }, { moment }) => `the customer has not answered since ${moment(at)}`,
  'closed by silence': ({ from }, { state }) =>
    `${state(from)} → ${state('closed')}: ${from === 'waiting' ? 'the questions were never answered' : 'nobody objected to the answer'}`,
  'deadline passed': ({ at }, { closing }) => `the deadline ${at === null ? '' : closing(at)} has passed`,
  'deadline passed, unanswered': 'The deadline has passed without an answer to the customer. The lead has been told.',
  'nobody took it': ({ late }) =>
    `Nobody has taken this critical ticket. This is a repeated alert.${late ? ' The first answer is late.' : ''}`,
  'called again': 'nobody has taken it: duty engineers again, and the leads',
  'news due by': ({ at }, { day }) => `by ${day(at)}`,
  'customer wants news': ({ at }, { day }) =>
    `The ticket is with development: the customer should have news by ${day(at)} (!working and the text).`,
  'no letter since': ({ at }, { moment }) => `no letter since ${moment(at)}: the leads`,
  'undelivered, no letter since': ({ at }, { moment }) =>
    `An answer did not arrive (known since ${moment(at)}), and no new letter has gone to the customer for a working day.`,

  'day is': ({ kind }) => DAYS[kind],

  'contract ends': ({ contract, on }, { dayOn }) => `Contract ${contract} ends on ${dayOn(on)}`,
  'days of a contract left': ({ organisation, days, lastOn }, { dayOn, count, form }) =>
    `${organisation}: ${count(days, 'day')} ${form(days, 'is', 'are')} left; the last day is ${dayOn(lastOn)}.`,
  'tickets under it': ({ tickets }) => `Open tickets under it: ${tickets}.`,
  'covered until done': 'Tickets that came before its end stay covered.',
  'contract ending': ({ contract, organisation, lastOn, days }, { dayOn }) =>
    `${contract}  ${organisation}  until ${dayOn(lastOn)}, days left: ${days}`,
}
