// What time brings: letters that were set aside, reminders, the morning mail.
import type { Defects, Nothing, Said } from '../../letter.ts'
import type { DayKind, StateWord } from './parts.ts'

/** Why a letter was set aside, beside what the reader says of it. */
export interface SettingsAside {
  'died while filing': Nothing
  'fault of the program': { readonly error: string }
  'no reason is known': Nothing
}

/** Why a letter was set aside, as a rule gives it. */
export type WhySetAside = Said<SettingsAside & Defects>

/** What the leads are told of letters that were set aside. */
export interface SetAsideSentences extends SettingsAside {
  'set aside': { readonly number: string; readonly more: number }
  'set aside means': Nothing
  'one set aside': { readonly number: string; readonly why: WhySetAside }
  'what to do with it': Nothing
  'listed as set aside': { readonly number: string; readonly why: WhySetAside }
}

/** What the program stumbled over: a ticket's moment, a failed delivery, a rule of the day. */
export type PutOffWhat =
  | 'moment'
  | 'failure'
  | 'acceptance'
  | 'morning'
  | 'contracts'
  | 'statements'
  | 'set aside'
  | 'unproved'
  | 'put off'

/** What the leads are told of what the program has put off. */
export interface PutOffSentences {
  'put off': { readonly count: number }
  'put off means': Nothing
  'one put off': { readonly what: PutOffWhat; readonly number: string | null; readonly error: string }
  'what to do with what was put off': Nothing
}

/** What time alone did to a ticket, and the alerts about it. */
export interface MomentSentences {
  'no answer since': { readonly at: Date }
  'closed by silence': { readonly from: StateWord }
  'deadline passed': { readonly at: Date | null }
  'deadline passed, unanswered': Nothing
  'nobody took it': { readonly late: boolean }
  'called again': Nothing
  'news due by': { readonly at: Date }
  'customer wants news': { readonly at: Date }
  'no letter since': { readonly at: Date }
  'undelivered, no letter since': { readonly at: Date }
}

/** What a changed calendar makes of a day. */
export interface CalendarSentences {
  'day is': { readonly kind: DayKind }
}

/** Contracts that end. */
export interface ContractSentences {
  'contract ends': { readonly contract: string; readonly on: string }
  'days of a contract left': { readonly organisation: string; readonly days: number; readonly lastOn: string }
  'tickets under it': { readonly tickets: number }
  'covered until done': Nothing
  'contract ending': {
    readonly contract: string
    readonly organisation: string
    readonly lastOn: string
    readonly days: number
  }
}

/** The same, as a rule gives it. */
export type DayIs = Said<CalendarSentences>

/** All that is said because time has passed. */
export interface TimeSentences
  extends SetAsideSentences,
    PutOffSentences,
    MomentSentences,
    CalendarSentences,
    ContractSentences {}
