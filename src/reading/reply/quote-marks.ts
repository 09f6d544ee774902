// The lines by which mail clients announce a quoted mail: «-----Исходное сообщение-----» here, «Иванов пишет:» and
// «От: Отправлено: Кому: Тема:» by their own readers.

import { holdsDay } from '../text/dates-in-text.ts'
import { bare, folded, holdsAddress, plain } from '../text/plain.ts'
import { attributionAt } from './attribution.ts'
import { headerBlockAt } from './header-block.ts'
import type { Mark, QuotedFrom } from './mark.ts'

const SEPARATOR_WORDS =
  /original message|original appointment|reply message|forwarded message|forwarded by|forward(?:ed)? mail|оригинальное сообщение|оригинал(?:ьное)? письм|исходное сообщение|исходное письмо|исходящее сообщение|переслан\p{L}* (?:сообщени|письм)|пересылаем\p{L}* (?:сообщени|письм)|переадресован\p{L}* (?:сообщени|письм)|начало (?:пересыл|переадрес|переслан)|перенаправлен\p{L}* (?:сообщени|письм)|ваше сообщение|вихідне повідомлення|оригінальне повідомлення|переслане повідомлення|пераслан\p{L}* |ursprüngliche (?:nachricht|mail)|original-?nachricht|originalnachricht|weitergeleitete (?:nachricht|mail)|message d['’ʼ]origine|message original|message transféré|mensaje original|mensaje reenviado|mensagem original|mensagem encaminhada|messaggio originale|messaggio inoltrato|oorspronkelijk bericht|doorgestuurd bericht|oprindelig (?:meddelelse|besked)|videresendt|ursprungligt meddelande|ursprungsmeddelande|vidarebefordrat|opprinnelig melding|alkuperäinen viesti|välitetty viesti|wiadomość oryginalna|oryginalna wiadomość|wiadomość przekazana|treść przekazanej|původní (?:zpráva|e-?mail)|přeposlaná zpráva|pôvodn(?:á správa|ý e-?mail)|eredeti üzenet|továbbított|orijinal mesaj|iletilen (?:mesaj|ileti)|özgün ileti|αρχικό μήνυμα|原始邮件|原始郵件|转发邮件|元のメッセージ|転送メッセージ|원본 메시지|전달된 메시지|الرسالة الأصلية|mesaj original|izvorna poruka|quoted text|цитата|(?:reply|respond|type|write|ответ|отвечайте|пишите|напишите)[^\n]{0,60} (?:above|выше)|previous (?:replies|message)|предыдущ\p{L}* (?:сообщени|письм)|quoted message/u
const FORWARD_WORDS =
  /forward|пересл|пересыл|переадрес|перенаправ|пераслан|weitergeleitet|transféré|reenviado|encaminhada|inoltrato|doorgestuurd|videresendt|vidarebefordra|välitetty|przekazan|přeposlan|továbbított|iletilen|转发|転送|전달된/u
const APPLE_FORWARD =
  /^(?:begin forwarded message|начало (?:пересылаемого|переадресованного|пересланного) (?:сообщения|письма)|пересылаемое сообщение|anfang der weitergeleiteten (?:nachricht|e-mail)|début du message (?:transféré|réexpédié)|inicio del mensaje reenviado|início da mensagem (?:encaminhada|reencaminhada)|inizio messaggio inoltrato|begin doorgestuurd bericht|початок листа, що пересилається|początek przekazywanej wiadomości|vidarebefordrat brev|videresendt melding)\s?:?$/u

/** The mark that begins at line `at`, or null. */
export function markAt(lines: readonly string[], at: number, quotedFrom: QuotedFrom): Mark | null {
  const text = plain(lines[at] ?? '')
  if (text === '') return null
  const separator = separatorAt(text, at)
  if (separator !== null || text.startsWith('>')) return separator
  return attributionAt(lines, at, quotedFrom) ?? headerBlockAt(lines, at)
}

/** «-----Исходное сообщение-----», with headers behind it in the same line or not. */
function separatorAt(line: string, at: number): Mark | null {
  const text = folded(line)
  const mark = { from: at, to: at + 1, before: '' }
  if (APPLE_FORWARD.test(bare(text))) return { ...mark, forward: true }
  if (groupwise(text) || NOTES.test(text)) return { ...mark, forward: false }
  if (CUT.test(text)) return { ...mark, forward: true }
  const dashes = /^[\s*_<"«]{0,4}[-–—_=+*~#]{2,60}\s?(?:\p{L}|\*)/u.exec(text)
  if (dashes === null) return null
  const head = text.slice(0, 120)
  if (!SEPARATOR_WORDS.test(head)) return null
  const words = head.replace(/^[^\p{L}]{1,70}/u, '')
  const end = words.search(/[-–—_=*~#:]{1}/u)
  if (end < 0 || end > 60) return null
  return { ...mark, forward: FORWARD_WORDS.test(head) }
}

/** The Bat! cuts a forwarded mail out with scissors: `===8<=====Исходное сообщение=====`. */
const CUT = /^[=-]{2,20}8<[=-]{2,60}\s?(?:\p{L}{3,20} (?:\p{L}{3,20} )?)?(?:сообщени|письм|текст|message|text)/u

/** Lotus Notes: `Иван Иванов ---05.05.2025 10:15:22---Тема`. */
const NOTES = /---\d{1,2}[./]\d{1,2}[./]\d{4} \d{1,2}:\d\d(?::\d\d)?(?: [ap]m)?---/u

/** GroupWise: `>>> Иван Иванов <i@example.ru> 05.05.2020 10:00 >>>`. */
function groupwise(text: string): boolean {
  return (
    text.startsWith('>>>') &&
    (text.endsWith('>>>') || text.endsWith('wrote:')) &&
    (holdsDay(text) || holdsAddress(text))
  )
}
