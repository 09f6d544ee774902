// The catalogue of a language: one entry for each sentence of the rules, complete by the compiler; and what an entry may ask
// for, so that dates and counts are written in one way.
import type { Nothing } from '../../letter.ts'
import type { Category, CriticalGround, Sentence, Sentences, StateWord, WorkingTime } from '../../words/words.ts'
import type { Format, Noun, Script } from './format.ts'

/** The sentences of an area in one language: a text, or what makes it of the values. */
export type Catalogue<Area> = { readonly [C in keyof Area]: Entry<Area[C]> }
type Entry<Values> = Nothing extends Values ? string : (values: Values, sayer: Sayer) => string

/** What a command does, with the form of its argument and one that would be right. */
export interface CommandText {
  readonly does: string
  /** Square brackets: may be left out. */
  readonly argument?: string
  readonly example?: string
}

/** What an entry is given beside its values. */
export interface Sayer {
  say(sentence: Sentence): string
  /** «04.12.2026, 18:00» */
  moment(at: Date): string
  /** The same of a closing, a deadline: midnight is 24:00 of the day that it ends. */
  closing(at: Date): string
  /** «04.12.2026» */
  day(at: Date): string
  /** The same of a day YYYY-MM-DD. */
  dayOn(on: string): string
  /** «пятница», of a day YYYY-MM-DD. */
  weekday(on: string): string
  /** «1,2 МБ» */
  size(bytes: number): string
  /** «2,4»; «—» where there is none. */
  decimal(value: number | null): string
  /** «6 рабочих дней 2 ч 10 мин» */
  working(time: WorkingTime): string
  /** «5 писем» */
  count(n: number, noun: Noun): string
  /** The form that stands with a number: of «открыло, открыли, открыли» or “was, were”. */
  form(n: number, ...forms: readonly string[]): string
  /** The desk itself and whoever runs it have no names. */
  who(who: string): string
  /** «категория: консультация»: a row's name and what it says, each word once. */
  event(what: string, detail: string): string
  state(state: StateWord): string
  category(category: Category): string
  ground(ground: CriticalGround): string
}

/** The words that sentences of the rules have for closed choices. */
export interface ShortWords {
  /** Names of the history's rows; a code without one is its own name. */
  readonly events: Readonly<Partial<Record<string, string>>>
  readonly who: Readonly<Partial<Record<string, string>>>
  readonly states: Readonly<Record<StateWord, string>>
  readonly categories: Readonly<Record<Category, string>>
  readonly grounds: Readonly<Record<CriticalGround, string>>
  readonly hours: string
  readonly minutes: string
}

/** Says sentences in the language whose catalogue and words these are. */
export function openSayer(catalogue: Catalogue<Sentences>, words: ShortWords, script: Script, format: Format): Sayer {
  const day = (at: Date): string => spaced(format.shortDay(at))
  const moment = (at: Date): string => `${day(at)}, ${format.time(at)}`
  const count: Sayer['count'] = (n, noun) => spaced(format.count(n, noun))
  const sayer: Sayer = {
    say: (sentence) => entryOf(catalogue, sentence)(sentence, sayer),
    moment,
    closing: (at) => (format.time(at) === '00:00' ? `${day(new Date(at.getTime() - 1))}, 24:00` : moment(at)),
    day,
    dayOn: (on) => spaced(format.shortDayOn(on)),
    weekday: format.weekday,
    decimal: (value) => (value === null ? '—' : value.toFixed(1).replace('.', script.decimalPoint)),
    working: (time) => workingWords(time, words, count),
    size: (bytes) => spaced(format.size(bytes)),
    count,
    form: (n, ...forms) => forms[script.form(n)] ?? '',
    who: (who) => words.who[who] ?? who,
    event: (what, detail) => eventLine(words.events[what] ?? what, detail),
    state: (state) => words.states[state],
    category: (category) => words.categories[category],
    ground: (ground) => words.grounds[ground],
  }
  return sayer
}

/** An entry as a function; its values are the sentence's own, since both come under one code. */
function entryOf(catalogue: Catalogue<Sentences>, { is }: Sentence): (values: Sentence, sayer: Sayer) => string {
  const entry = catalogue[is] as string | ((values: Sentence, sayer: Sayer) => string)
  return typeof entry === 'string' ? () => entry : entry
}

/** Lines of lists and rows of the history break wherever they like. */
function spaced(text: string): string {
  return text.replaceAll('\u00a0', ' ')
}

/** Days, hours and minutes: what moved a promise is said exactly. */
function workingWords({ seconds, dayHours }: WorkingTime, words: ShortWords, count: Sayer['count']): string {
  const minutes = Math.round(seconds / 60)
  const days = Math.floor(minutes / (dayHours * 60))
  const rest = minutes - days * dayHours * 60
  const [hours, left] = [Math.floor(rest / 60), Math.round(rest % 60)]
  const parts = [
    days === 0 ? '' : count(days, 'workingDay'),
    hours === 0 ? '' : `${hours} ${words.hours}`,
    left === 0 && days + hours > 0 ? '' : `${left} ${words.minutes}`,
  ]
  return parts.filter((one) => one !== '').join(' ')
}

function eventLine(word: string, detail: string): string {
  if (detail === '') return word
  return detail.toLowerCase().startsWith(`${word}:`) ? detail : `${word}: ${detail}`
}

/** «84 %»; «—» where there is nothing to count. */
export function percent({ kept, of }: { readonly kept: number; readonly of: number }): string {
  return of === 0 ? '—' : `${Math.round((100 * kept) / of)} %`
}

/** Words that stand by themselves begin with a capital letter. */
export function asSentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`
}
