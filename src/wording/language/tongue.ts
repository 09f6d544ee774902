// What a language must know beside its templates: dates, counts, and the words for each closed choice of the facts.
import type {
  CalendarStatus,
  CardWords,
  Category,
  CriticalGround,
  Criticality,
  DayKind,
  LetterToEngineerWords,
  StateWord,
  Turn,
  UndeliveredWords,
} from '../../words/words.ts'
import type { BoardPhrases } from './board.ts'
import type { Noun, Script } from './format.ts'
import type { ReportPhrases } from './report.ts'
import type { StatementPhrases } from './statement.ts'

/** «SKPS-12 закрыто 03.11.2026» and its like: words that surround values already formatted. */
export interface Tongue {
  readonly script: Script
  readonly states: Readonly<Record<StateWord, string>>
  /** The state as the customer reads it; `day` of closing where there is one. */
  stateToCustomer(state: StateWord, day: string): string
  /** Whose turn it is, or null when nobody's. */
  readonly turn: Readonly<Record<StateWord, string | null>>
  /** What is awaited while no contract is confirmed. */
  readonly turnContract: string
  readonly grounds: Readonly<Record<CriticalGround, string>>
  readonly groundNames: Readonly<Record<CriticalGround, string>>
  readonly categories: Readonly<Record<Category, string>>
  readonly criticalities: Readonly<Record<Criticality, string>>
  readonly contractFound: Readonly<Record<CardWords['contract']['found'], string>>
  readonly undelivered: Readonly<Record<UndeliveredWords['means'], string>>
  /** The same where our own server spoke and not one on the way to the customer. */
  readonly undeliveredByUs: Readonly<Partial<Record<UndeliveredWords['means'], string>>>
  /** In front of an alert's subject. */
  readonly alertMarks: Readonly<Record<LetterToEngineerWords['what'], string>>
  readonly noSubject: string
  readonly noText: string
  /** Of a mail without a sender. */
  readonly unnamed: string
  readonly nobodyYet: string
  readonly nobody: string
  readonly none: string
  readonly defaultGreeting: string
  readonly fromCustomer: string
  readonly fromParticipant: string
  readonly fromEngineer: string
  readonly leadOnly: string
  /** «Пётр Иванов (техническая поддержка)» */
  spokesman(name: string): string
  /** «рабочие дни, 10:00–18:00 (МСК)» */
  phoneHours(open: string, close: string, zone: string): string
  phoneNow(close: string): string
  phoneNext(day: string, time: string): string
  phoneNextSentence(at: string): string
  readonly phoneSameTime: string
  readonly phoneOpenNow: string
  calendarYear(year: number, status: CalendarStatus, ground: string): string
  /** Days that count not: a span and why. */
  dayOff(span: string, grounds: readonly string[]): string
  /** Of pictures: «2 рисунка в тексте письма». */
  inText(count: string): string
  files(count: string, names: readonly string[]): string
  refused(name: string, why: string): string
  ordinal(n: number): string
  dayChange(day: string, now: string, was: string): string
  deadlineRuns(by: string): string
  readonly deadlineStopped: string
  /** What a day of the calendar rests on, as its file says it. */
  calendarGround(ground: string): string
  deadlinePassed(by: string): string
  readonly deadlineNone: string
  criticalityToCustomer(high: boolean, ground: string): string
  readonly criticalityNormal: string
  criticalitySuspected(why: string): string
  criticalityHigh(ground: string, by: string): string
  contractLine(contract: { numbers: readonly string[]; until: string; found: string; left: string }): string
  readonly contractMissing: Readonly<Record<'none' | 'expired' | 'not-yet', string>>
  contractSeveral(numbers: readonly string[]): string
  channel(channel: 'email' | 'phone', by: string): string
  category(name: string, why: string): string
  /** Earlier tickets, and how many there are; beyond a hundred they are not counted. */
  earlier(lines: readonly string[], count: number): string
  closedOn(day: string): string
  acknowledged(time: string): string
  withheld(why: string): string
  timeLeft(left: string): string
  /** The deadline has passed, and no working time since. */
  readonly overdue: string
  overdueBy(late: string): string
  due(short: string): string
  readonly high: string
  readonly suspected: string
  more(n: number): string
  recipients(to: string, copies: string): string
  readonly why: CountPhrases
  readonly report: ReportPhrases
  readonly board: BoardPhrases
  readonly statement: StatementPhrases
  fileCount(n: number, count: (n: number, noun: Noun) => string): string
}

/** How the count of a promised date is told. */
export interface CountPhrases {
  readonly none: string
  counted(from: string, days: string): string
  agreed(by: string, from: string): string
  readonly days: Readonly<Record<DayKind, string>>
  readonly turns: Readonly<Record<Turn, string>>
  /** In place of an ordinal: a day that the customer's time has added. */
  readonly added: string
  waited(hours: string): string
  /** «Время клиента», of the one whose turn stopped the clock. */
  readonly time: Readonly<Record<Turn, string>>
  stretch(whose: string, from: string, to: string, hours: string, counted: boolean): string
  /** A turn that lasts. */
  lasting(whose: string, from: string, counted: boolean): string
  moved(base: string, hours: string): string
  result(by: string): string
  readonly unofficial: Readonly<Record<Exclude<CalendarStatus, 'official'>, string>>
}
