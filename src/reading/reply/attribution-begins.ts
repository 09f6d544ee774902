// Where an attribution begins on a line that it shares with the answer: Sylpheed, Evolution, Thunderbird and Roundcube put
// the caret right in front of it, so «Перезагрузите компьютер.30.11.2026 12:36, Служба пишет:» is one line.
import { holdsDay } from '../text/dates-in-text.ts'
import { isSmallTalk, namesPerson } from './person-named.ts'

const DAY =
  '(?:пн|вт|ср|чт|пт|сб|вс|понедельник|вторник|сред[ау]|четверг|пятниц[ау]|суббот[ау]|воскресенье|mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun|lun|mar|mer|jeu|ven|sam|dim|mon|die|mit|don|fre|sam|son|mo|di|mi|do|fr|sa|so)(?:day|tag)?'
const MONTH =
  '(?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек|січ|лют|бер|кві|тра|чер|лип|сер|вер|жов|лис|гру|jan|feb|mar|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez|janv|févr|avr|juin|juil|août|déc|ene|abr|ago|dic)'
/** The words by which attributions open, and dates in the forms of mail clients. */
const OPENING = new RegExp(
  [
    `(?:On|At|Am|Le|El|Il|Op|Em|Den|Dne|Dňa|Dnia|W dniu|In message|В|У) (?=${DAY}[.,]{0,2} |\\p{L}{2,13}[.,]{0,2} \\d|\\d|<|${MONTH}\\p{L}*\\.? \\d)`,
    '\\p{L}{2,5}\\.?, \\d{1,2}\\.? \\p{L}{3,10}\\.? \\d{4}',
    `${DAY}[.,]{1,2} {1,2}(?=\\d|${MONTH})`,
    '\\d{1,2}[./-]\\d{1,2}[./-](?:\\d{4}|\\d{2})(?=[ ,])',
    '\\d{4}-\\d{2}-\\d{2} ',
    '\\d{4} ж\\. \\d{1,2} |\\d{4}\\. (?:\\d\\d\\. \\d\\d\\.|\\p{L}{3,5}\\. \\d)',
    `\\d{1,2}\\.? ${MONTH}\\p{L}*\\.? \\d{4}`,
    '(?:В письме|В сообщении) от ',
    'Вы писали ',
  ].join('|'),
  'giu',
)
/** A capital glued to what stands before it: «(рк-5).Техническая», «важноТехническая». */
const GLUED = /(?<=[\p{Ll}\d.!?…)»"])(?=\p{Lu}\p{Ll}+[ ,])/gu
const MOST = 12

/** Offsets, from the left, at which an attribution may begin behind words of the answer. */
export function* beginnings(text: string, names: readonly string[]): Generator<number, void, undefined> {
  const found = new Set<number>()
  for (const match of text.matchAll(OPENING)) if (match.index > 0) found.add(match.index)
  for (const match of text.matchAll(GLUED)) found.add(match.index)
  const known = names.filter((name) => name.length > 2).map((name) => text.indexOf(name))
  for (const at of known) if (at > 0) found.add(at)
  const sorted = [...found].sort((a, b) => a - b).slice(0, MOST)
  for (const at of sorted) if (isBehindWords(text, at, known.includes(at))) yield at
}

/** Glued to the answer, behind the end of a sentence, or behind words that are nobody's name. */
function isBehindWords(text: string, at: number, known: boolean): boolean {
  const before = text.slice(0, at)
  const last = before.at(-1) ?? ''
  if (/["«“<([]$|@\S{3,200}$/u.test(before.trimEnd())) return false
  // A day without which the mark has none belongs to the mark.
  if (!holdsDay(text.slice(at)) && /\d{4}|\d[./-]\d/u.test(before)) return false
  if (last !== ' ') {
    // A number goes on in a number, a word in small letters.
    if (/\d$/u.test(before)) return /^\p{L}/u.test(text.slice(at)) && /\p{L}/u.test(before)
    return /[\p{L}.!?…)»":;*_]$/u.test(before) && !(/\p{L}$/u.test(before) && /^\p{Ll}/u.test(text.slice(at)))
  }
  const words = before.trimEnd()
  if (isSmallTalk(words)) return false
  if (/[,–-]$/u.test(words)) return false
  if (/[!?…]$|\p{Ll}{3}[»")]{0,2}\.$/u.test(words) || (/\p{L}{3}\.$/u.test(words) && known)) return true
  return !namesPerson(words, new Set()) && !LEADING.test(words)
}

/** What clients print before a date and a name. */
const LEADING =
  /(?:письм[ео]|сообщени[ие]|переписк[аи]|message|mail|posted|from|цитат\p{L}*|написал\p{L}*|пишет|wrote|писал\p{L}*)(?:\(а\))?(?: (?:от|by|of|dated|on))?:?$/iu
