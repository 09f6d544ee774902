// Puts the judges of a mail together: words of this time, kind, bounce, forward.
import type { Cut, Mail, ReadText } from '../../letter.ts'
import { readBounce } from '../kind/bounce.ts'
import { isNotice } from '../kind/delivery-status.ts'
import { judgeKind } from '../kind/kind.ts'
import { firstOf, type Opened, type Part } from '../mime/parts.ts'
import { isReaction, readReaction } from '../mime/reaction.ts'
import { readForwarded } from '../reply/forwarded.ts'
import type { Circumstances } from '../reply/mark.ts'
import { readText } from '../reply/trim.ts'

const MAX_ENCLOSED = 20
const MAX_LINES = 3000
const MAX_CHARS = 300_000

export type Judged = ReadText &
  Pick<
    Mail,
    'kind' | 'mayAcknowledge' | 'byMachine' | 'answersInvitation' | 'reaction' | 'why' | 'bounce' | 'forwarded'
  >

/** What the judges say of a mail taken apart. Never throws. */
export function judge(opened: Opened): Judged {
  const reaction = reactionIn(opened)
  const words = wordsOf(opened)
  return {
    ...(reaction === null ? words : { ...words, reply: reaction }),
    ...judgeKind(opened),
    reaction,
    bounce: readBounce(opened),
    forwarded: readForwarded(opened),
  }
}

/** The sign of a reaction; the words around it are for programs that do not know reactions. */
function reactionIn(opened: Opened): string | null {
  const part = opened.parts.find(({ type, disposition }) => isReaction(type) && disposition !== 'attachment')
  return part === undefined ? null : readReaction(part.text ?? '')
}

/** Beyond some thousand lines nobody quotes or signs: that is a log or a listing, which belongs to what stands above it. */
function readLong(text: string, known: Circumstances): ReadText {
  let end = 0
  for (let line = 0; line < MAX_LINES && end >= 0 && end < MAX_CHARS; line++) end = text.indexOf('\n', end + 1)
  if (end < 0 && text.length <= MAX_CHARS) return readText(text, known)
  const cut = end < 0 ? MAX_CHARS : Math.min(end, MAX_CHARS)
  const judged = readText(text.slice(0, cut), known)
  const rest = text.slice(cut)
  const last = judged.cuts.at(-1)
  const whole = { ...judged, text, body: text }
  const lines = text.slice(0, cut).trimEnd().split('\n').length
  if (last === undefined || last.to < lines) return { ...whole, reply: judged.reply + rest }
  const cuts = [...judged.cuts.slice(0, -1), { ...last, to: lines + rest.split('\n').length }]
  return { ...whole, quoted: judged.quoted + rest, cuts }
}

const ANSWER =
  /^\s{0,9}(?:\[[^\]]{0,60}\]\s{0,3})?(?:re|на|ha|отв|ответ|aw|sv|vs|antw|odp|rif|res|bls|ynt|re\s?:)(?:\[\d{1,3}\])?\s?:/iu

/** What the head says about the text. */
function circumstances(opened: Opened): Circumstances {
  const subject = firstOf(opened.fields, 'subject') ?? ''
  const threaded = ['in-reply-to', 'references'].some((name) => (firstOf(opened.fields, name) ?? '').trim() !== '')
  return {
    answers: opened.fields.length === 0 ? null : threaded || ANSWER.test(subject),
    subject,
    names: opened.names,
    author: opened.author,
    unquoted: opened.unquoted,
  }
}

/** The words of the body, and below them, as quoted, those of letters enclosed as parts; a mail server's notice has none. */
function wordsOf(opened: Opened): ReadText {
  const own = readLong(opened.text, circumstances(opened))
  if (opened.type === 'multipart/report' || isNotice(opened) !== null) return own
  const enclosed = opened.parts
    .flatMap((part) => (part.embedded === null ? [] : [enclosedText(part.embedded)]))
    .filter((one) => one !== '')
    .slice(0, MAX_ENCLOSED)
    .join('\n\n')
    .slice(0, MAX_CHARS)
  if (enclosed === '') return own
  const below = (text: string): string => (text.trim() === '' ? enclosed : `${text}\n\n${enclosed}`)
  const text = below(own.text)
  const lines = (one: string): number => one.split('\n').length
  const cut: Cut = { from: lines(text) - lines(enclosed) + 1, to: lines(text), rule: 'enclosed letter', sure: true }
  return { ...own, text, quoted: below(own.quoted), cuts: [...own.cuts, cut] }
}

/** An enclosed letter as a person reads it: who wrote it, about what, when, and what. */
function enclosedText({ fields, text }: NonNullable<Part['embedded']>): string {
  if (text.trim() === '') return ''
  const named = (label: string, name: string): string => {
    const value = (firstOf(fields, name) ?? '').replace(/\s+/g, ' ').trim().slice(0, 300)
    return value === '' ? '' : `${label}: ${value}`
  }
  const heading = [named('От', 'from'), named('Дата', 'date'), named('Тема', 'subject')].filter((line) => line !== '')
  return ['-------- Вложенное письмо --------', ...heading, '', text.trim()].join('\n')
}
