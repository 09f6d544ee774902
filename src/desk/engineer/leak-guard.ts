// What must not reach a customer, looked for in an answer before it goes out: a line of a note in any client's quoting
// style, a token, an engineer's address, another customer's number, name or address. Finds; others decide.
import { type PartOfLetter, sameAddress, type TicketId } from '../../letter.ts'
import { quotedCommands } from '../command/command.ts'
import { prefixesOf } from '../scene/clues.ts'
import type { Notes } from '../scene/facts.ts'
import { sameParty } from '../ticket/party.ts'
import type { Policy } from '../ticket/policy.ts'
import { holdsToken, numbersIn } from '../ticket/tag.ts'
import type { Ticket } from '../ticket/ticket.ts'
import { INVISIBLE, MARK, words } from './compared-words.ts'
import { addressesIn, joinedLines, type Named, namesIn, namesPerson, personsNamed } from './named-customers.ts'

/** A find: what it is, and the words of the answer that show it. */
export interface Leak {
  readonly of: 'note' | 'token' | 'engineer' | 'number' | 'customer' | 'attachment' | 'mail' | 'desk' | 'command'
  readonly shown: string
  /** The file in which they stand. */
  readonly file?: string
}

/** What an answer is compared with. */
export interface Guarded {
  readonly notes: Notes
  /** The customer's own words are no secret from him. */
  readonly lastFromCustomer: string
  /** Tickets that the mail names, and those of customers whom its text may name; of a number that is not among them it is not known whose it is. */
  readonly tickets: ReadonlyMap<TicketId, Ticket>
  /** What stands in the files that hold text, by their hash. */
  readonly texts: ReadonlyMap<string, string>
  /** Hashes of files that the customer has sent or been sent: his own log comes back to him with all that stands in it. */
  readonly passed: ReadonlySet<string>
}

/** All that would leak if this text and these files went to the ticket's customer; empty when nothing would. */
export function leaksIn(
  said: string,
  attachments: readonly PartOfLetter[],
  ticket: Ticket,
  known: Guarded,
  policy: Policy,
): readonly Leak[] {
  const text = [said, ...attachments.map((one) => one.name)].join('\n')
  const news = attachments.filter((one) => !known.passed.has(one.sha256))
  return [
    ...inText(text, ticket, known, policy),
    ...numbers(text, foreignIn(text, ticket, known, policy), policy),
    ...commandLines(text, known.lastFromCustomer),
    ...news.filter((one) => known.notes.parts.includes(one.sha256)).map((one) => leak('attachment', one.name)),
    ...news.filter(isWholeMail).map((one) => leak('mail', one.name)),
    ...news.flatMap((one) => inFile(one, ticket, known, policy)),
  ]
}

function plainOf(text: string): string {
  return text.normalize('NFKC').replace(INVISIBLE, '')
}

function inText(text: string, ticket: Ticket, known: Guarded, policy: Policy): readonly Leak[] {
  const plain = plainOf(text)
  return [
    ...noteLines(text, known.notes.texts, known.lastFromCustomer),
    ...(holdsToken(plain.replace(/\s+/g, '')) ? [leak('token', lineWith(plain, holdsToken))] : []),
    ...deskLines(text),
    ...engineers(plain, policy),
    ...customers(plain, ticket, known, policy),
  ]
}

/** What stands in a file is compared like the letter's own words; a number there is one only when there is such a ticket. */
function inFile(file: PartOfLetter, ticket: Ticket, known: Guarded, policy: Policy): readonly Leak[] {
  const text = known.texts.get(file.sha256)
  if (text === undefined) return []
  const tickets = foreignIn(text, ticket, known, policy).filter((id) => known.tickets.has(id))
  const found = [...inText(text, ticket, known, policy), ...numbers(text, tickets, policy)]
  return found.map((one) => ({ ...one, file: file.name }))
}

/** A command behind a mark of quotes is carried out by nobody; what the customer has written himself may be quoted to him. */
function commandLines(text: string, customer: string): readonly Leak[] {
  const his = words(customer).join(' ')
  return quotedCommands(text)
    .filter((line) => !his.includes(words(line).join(' ')))
    .slice(0, 1)
    .map((line) => leak('command', line))
}

/** What stands in every mail of the desk to engineers, in the words of its templates: a quote that no client has marked shows it. */
const TO_ENGINEERS =
  /ответ на это письмо (?:уйдет клиенту|внутренняя заметка|примет|выполнит)|увидят только инженеры|внутренняя норма|команды в первых строках ответа|answer to this mail (?:goes to the customer|is an internal note|takes commands|runs)|only engineers will see|our own norm|commands in the answer s first lines/

function deskLines(text: string): readonly Leak[] {
  const found = TO_ENGINEERS.exec(words(text).join(' '))
  return found === null ? [] : [leak('desk', found[0])]
}

/** A mail as a file, or the rest of one that a server has cut, shows what stands in its head and its quote. */
function isWholeMail(file: PartOfLetter): boolean {
  const isMail = /^message\/|^application\/vnd\.ms-(?:outlook|tnef)$|^application\/ms-tnef$/.test(file.type)
  return isMail || /\.(?:eml|msg)$|^(?:winmail\.dat|smime\.p7m|att\d{5,6}\.(?:html?|txt))$/i.test(file.name)
}

function leak(of: Leak['of'], shown: string): Leak {
  return { of, shown: shown.trim().slice(0, 200) }
}

function lineWith(text: string, holds: (line: string) => boolean): string {
  return text.split('\n').find(holds) ?? text.slice(0, 200)
}

// A run of that many words of a note in an answer is no accident; shorter lines of a note count when they stand whole.
const RUN = 5
/** What everybody writes: lines that prove nothing when they stand in both. */
const COMMON =
  /^(?:здравствуйте|добрый день|добрый вечер|доброе утро|спасибо|спасибо большое|благодарю|пожалуйста|привет|коллеги|да|нет|ок|хорошо|с уважением|hello|hi|thanks|thank you|yes|no|ok|regards|best regards)$/

function noteLines(text: string, notes: readonly string[], customer: string): readonly Leak[] {
  const asked = new Set(notes.flatMap((note) => phrasesAsked(note)))
  const said = new Set(phrasesOf(text).filter((one) => asked.has(one)))
  const known = new Set(phrasesOf(customer))
  const his = ` ${words(customer).join(' ')} `
  const isNews = (phrase: string): boolean => said.has(phrase) && !known.has(phrase)
  const lines = text.split('\n').map((line) => ({ plain: words(line).join(' '), quoted: MARK.test(line), line }))
  for (const note of notes) {
    const run = runs(words(note), RUN).find((one) => one.length >= 16 && isNews(one))
    if (run !== undefined) return [leak('note', run)]
    const secret = secretsIn(note).find((one) => text.includes(one) && !customer.includes(one))
    if (secret !== undefined)
      return [
        leak(
          'note',
          lineWith(text, (line) => line.includes(secret)),
        ),
      ]
    const whole = new Set(note.split('\n').map((line) => words(line).join(' ')))
    const found = [...whole].find((line) => telling(line) && isNews(line))
    if (found !== undefined) return [leak('note', found)]
    const short = lines.find(
      ({ plain, quoted }) =>
        plain !== '' && whole.has(plain) && !his.includes(` ${plain} `) && (quoted || !COMMON.test(plain)),
    )
    if (short !== undefined) return [leak('note', short.line)]
  }
  return []
}

/** Lines of a note that speak of what nobody else may know. */
const CONFIDES = /парол|passw|pwd|логин|login|ключ|секрет|secret|token|токен|не сообща|не говори/iu

/** The passwords and keys in such lines of a note: words of letters and digits, six signs or more. */
function secretsIn(note: string): readonly string[] {
  return note
    .split('\n')
    .filter((line) => CONFIDES.test(line))
    .flatMap((line) => line.split(/\s+/))
    .map((word) => word.replace(/^[("'«„“]+|(?<![.,;:!?)"'»”])[.,;:!?)"'»”]+$/gu, ''))
    .filter((word) => word.length >= 6 && /\p{L}/u.test(word) && /\d/.test(word))
}

/** All runs of one to five words in a text, so that each line of each note is looked up and nothing is searched twice. */
function phrasesOf(text: string): readonly string[] {
  const all = words(text)
  return Array.from({ length: RUN }, (_, at) => runs(all, at + 1)).flat()
}

/** What is looked for of a note: its runs, and its lines whole. */
function phrasesAsked(note: string): readonly string[] {
  return [...runs(words(note), RUN), ...note.split('\n').map((line) => words(line).join(' '))]
}

function runs(all: readonly string[], length: number): readonly string[] {
  return Array.from({ length: Math.max(0, all.length - length + 1) }, (_, at) => all.slice(at, at + length).join(' '))
}

/** Whether a line says enough to be recognised inside a longer one: two words of some length, or a word with digits like a password. */
function telling(line: string): boolean {
  if (COMMON.test(line)) return false
  return line.includes(' ') ? line.length >= 12 : line.length >= 8 && /\d/.test(line)
}

function engineers(text: string, policy: Policy): readonly Leak[] {
  const lower = `${text}\n${joinedLines(text)}`.toLowerCase()
  const all = policy.engineers.flatMap((one) => [one.address, ...one.alsoWritesFrom])
  const found = all.find((address) => lower.includes(address.toLowerCase()))
  return found === undefined
    ? []
    : [
        leak(
          'engineer',
          lineWith(lower, (line) => line.includes(found.toLowerCase())),
        ),
      ]
}

/** Numbers in a text that are another party's tickets, or nobody knows whose. */
function foreignIn(text: string, ticket: Ticket, known: Guarded, policy: Policy): readonly TicketId[] {
  return numbersIn(plainOf(text), prefixesOf(policy)).filter(
    (id) => id !== ticket.id && !isTheirs(known.tickets.get(id), ticket, policy),
  )
}

function numbers(text: string, foreign: readonly TicketId[], policy: Policy): readonly Leak[] {
  const plain = plainOf(text)
  return foreign.map((id) =>
    leak(
      'number',
      lineWith(plain, (line) => numbersIn(line, prefixesOf(policy)).includes(id)),
    ),
  )
}

/** Whether another ticket is the same party's business, or merged into this one. */
function isTheirs(other: Ticket | undefined, ticket: Ticket, policy: Policy): boolean {
  if (other === undefined) return false
  return other.mergedInto === ticket.id || ticket.mergedInto === other.id || sameParty(other, ticket, policy)
}

function contractOf(ticket: Ticket): string | null {
  return ticket.standing.kind === 'covered' ? ticket.standing.contract : null
}

function customers(text: string, ticket: Ticket, known: Guarded, policy: Policy): readonly Leak[] {
  const own = contractOf(ticket)
  const mine = words(
    [ticket.organisation ?? '', ticket.customer.name, ...ticket.participants.map((p) => p.name)].join('\n'),
  )
  const mineText = ` ${mine.join(' ')} `
  const contracts = policy.contracts ?? []
  const others = [...known.tickets.values()].filter((one) => one.id !== ticket.id && !isTheirs(one, ticket, policy))
  const all = words(text)
  const said = ` ${all.join(' ')} `
  const lower = `${text}\n${joinedLines(text)}`.toLowerCase()
  const ofTickets = [
    ...personsNamed(
      all,
      others.map((one) => one.customer.name),
    ).map((name) => words(name).join(' ')),
    ...others
      .map((one) => words(one.organisation ?? '').join(' '))
      .filter((name) => name.length >= 6 && said.includes(` ${name} `)),
  ]
  const names = [...foreign(namesIn(all, contracts), own), ...ofTickets].filter(
    (name) => !mineText.includes(` ${name} `),
  )
  const addresses = [
    ...foreign(addressesIn(lower, contracts), own),
    ...others.map((one) => one.customer.address).filter((one) => one !== '' && lower.includes(one.toLowerCase())),
  ].filter((address) => !isParty(address, ticket))
  // What the customer himself has written is no news to him.
  const his = words(known.lastFromCustomer)
  const isKnown = (one: string): boolean =>
    known.lastFromCustomer.toLowerCase().includes(one.toLowerCase()) || namesPerson(his, one)
  return [...new Set([...names, ...addresses])]
    .filter((one) => !isKnown(one))
    .map((one) => leak('customer', one))
    .slice(0, 5)
}

/** What belongs to other contracts than the ticket's. */
function foreign(named: readonly Named[], own: string | null): readonly string[] {
  return named.filter((one) => one.contract !== own).map((one) => one.shown)
}

function isParty(address: string, ticket: Ticket): boolean {
  return [ticket.customer, ...ticket.participants].some((one) => sameAddress(one.address, address))
}
