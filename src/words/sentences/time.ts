// What time brings: letters that were set aside, reminders, the morning mail.
import type { Defects, Nothing, Said } from '../../letter.ts'

/** Why a letter was set aside, beside what the reader says of it. */
export interface SettingsAside {
  'died while filing': Nothing
  'fault of the program': { readonly error: string }
  'no reason is known': Nothing
}

export type WhySetAside = Said<SettingsAside & Defects>

export interface SetAsideSentences extends SettingsAside {
  'set aside': { readonly number: string; readonly more: number }
  'set aside means': Nothing
  'one set aside': { readonly number: string; readonly why: WhySetAside }
  'what to do with it': Nothing
  'listed as set aside': { readonly number: string; readonly why: WhySetAside }
}

export interface TimeSentences extends SetAsideSentences {}
