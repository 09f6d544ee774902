// What a template may see: words, truths and lists of them. Each key is always there; '' and false leave a block out.
import type { Address, Language } from '../letter.ts'
import type { CommandName, Dates, FileWord, Line, OwnTerms, WorkingTime } from '../words/words.ts'
import type { CommandText } from './language/catalogue.ts'
import type { Format } from './language/format.ts'
import type { Tongue } from './language/tongue.ts'
import type { Speech } from './marks.ts'

/** What a template may print. */
export type Value = string | boolean | View | readonly string[] | readonly View[]
/** The values of a template by their names. */
export interface View {
  readonly [name: string]: Value
}

/** What makes the values of one letter. */
export interface Writer {
  readonly language: Language
  readonly tongue: Tongue
  readonly format: Format
  readonly speech: Speech
  readonly commands: Readonly<Record<CommandName, CommandText>>
  /** A sentence of the rules in the letter's language; a text stays as it is. */
  say(said: Line): string
  /** A row of a ticket's history: whose doing, what it is called, and what it says. */
  event(row: { readonly who: string; readonly what: string; readonly detail: string }): string
}

/** A date where there is one, else ''. */
export function dated(at: Date | null, how: (at: Date) => string): string {
  return at === null ? '' : how(at)
}

/** Somebody's line, or a sentence of the rules, where there is one, else ''. */
export function lineOr(writer: Writer, said: Line | null): string {
  return said === null ? '' : writer.speech.line(writer.say(said))
}

/** Lines of a list, their columns kept apart. */
export function columnsOf({ speech, say }: Writer, lines: readonly Line[]): readonly string[] {
  return lines.map((line) => speech.columns(say(line)))
}

/** The subject as it is shown: never empty, and no longer than two lines. */
export function subjectWords(writer: Writer, subject: string): string {
  const signs = [...subject.trim()]
  const shown = signs.length <= SHOWN_SUBJECT ? subject : `${signs.slice(0, SHOWN_SUBJECT - 1).join('')}…`
  return writer.speech.line(shown) || writer.tongue.noSubject
}

const SHOWN_SUBJECT = 120

/** «Иванов И. И. <ivanov@example.ru>»; a caller has no address, a broken mail no sender. */
export function person({ speech, tongue }: Writer, one: Address): string {
  const address = one.name.trim() === '' || one.address === '' ? one.address : `<${one.address}>`
  return speech.line(`${one.name} ${address}`) || tongue.unnamed
}

/** «Иван Сидоров <i.sidorov@plant.example>, …» */
export function people(writer: Writer, all: readonly Address[]): string {
  return all.map((one) => person(writer, one)).join(', ')
}

/** «3 файла: Отчёт за год.pdf, журнал.log, экран.png», or «нет»; a refused one with the reason. Long lists are cut; `detail` adds to a name. */
export function filesWords(
  writer: Writer,
  files: readonly FileWord[],
  detail: (file: FileWord) => string = () => '',
): string {
  const { tongue, format, speech } = writer
  if (files.length === 0) return tongue.none
  const names = files.slice(0, SHOWN_FILES).map((file) => {
    const name = speech.line(shortened(file.name)) + detail(file)
    return file.refused === null ? name : tongue.refused(name, lineOr(writer, file.refused))
  })
  return tongue.files(format.count(files.length, 'file'), files.length > SHOWN_FILES ? [...names, '…'] : names)
}

const SHOWN_FILES = 5
const SHOWN_NAME = 40

/** A name too long to read, cut before its extension. */
function shortened(name: string): string {
  const signs = [...name]
  return signs.length <= SHOWN_NAME ? name : `${signs.slice(0, SHOWN_NAME - 9).join('')}…${signs.slice(-8).join('')}`
}

/** A promise as the customer reads it: both dates, never "from … to …", which reads as "not before". */
export function datesView(dates: Dates, { format, tongue }: Writer): View {
  return {
    everyDay: dates.everyDay,
    term: format.range(dates.minDays, dates.maxDays, dates.everyDay ? 'day' : 'workingDay'),
    twoDates: dates.minDays !== dates.maxDays,
    earliestNth: tongue.ordinal(dates.minDays),
    earliestDay: format.lastDay(dates.earliestAt),
    deadlineNth: tongue.ordinal(dates.maxDays),
    deadlineDay: format.lastDay(dates.deadlineAt),
    deadlineAt: format.expires(dates.deadlineAt),
  }
}

/** What of a contract's own terms stands beside the dates: which numbers are its own, and what else differs. */
export function ownTermsView(own: OwnTerms | null, writer: Writer): View {
  const hours = own?.hours ?? null
  return {
    ownTerms: lineOr(writer, own),
    ownDays: own !== null && (own.days !== null || own.everyDay),
    ownHours: hours === null ? '' : hours.join('–'),
  }
}

/** «осталось 2 часа», «просрочено» (since the closing), «просрочено на 3 рабочих дня», '' where nothing is counted. */
export function timeLeft(time: WorkingTime | null, { format, tongue }: Writer): string {
  if (time === null) return ''
  if (time.seconds === 0) return tongue.overdue
  return time.seconds > 0
    ? tongue.timeLeft(format.working(time))
    : tongue.overdueBy(format.working({ ...time, seconds: -time.seconds }))
}
