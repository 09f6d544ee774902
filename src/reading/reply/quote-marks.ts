// The lines by which mail clients announce a quoted or forwarded mail: «-----Исходное сообщение-----» here, «Иванов пишет:»
// and «От: Отправлено: Кому: Тема:» by their own readers.

import { holdsDay } from '../text/dates-in-text.ts'
import { bare, folded, holdsAddress, plain } from '../text/plain.ts'
import { attributionAt, datedNameAt } from './attribution.ts'
import { headerBlockAt } from './header-block.ts'
import type { Circumstances, Mark, QuotedFrom } from './mark.ts'

const SEPARATOR_WORDS =
  /original message|original appointment|reply message|forwarded message|forwarded by|forward(?:ed)? mail|original mail|оригинальное сообщение|оригинал(?:ьное)? письм|исходное сообщение|исходное письмо|исходящее сообщение|переслан\p{L}* (?:сообщени|письм)|пересылаем\p{L}* (?:сообщени|письм)|переадресован\p{L}* (?:сообщени|письм)|переадресаци|начало (?:пересыл|переадрес|переслан)|перенаправлен\p{L}* (?:сообщени|письм)|ваше сообщение|вихідне повідомлення|оригінальне повідомлення|переслане повідомлення|пераслан\p{L}* |mesaj redirecționat|persiunčiamas laiškas|pārsūtīt\p{L} (?:vēstule|ziņojums)|edastatud (?:kiri|sõnum)|proslijeđena poruka|posredovano sporočilo|прослеђена порука|препратено (?:писмо|съобщение)|preposlaná správa|yönlendirilmiş ileti|προωθημένο μήνυμα|转发的消息|weitergeleitet von|transféré par|inoltrato da|doorgestuurd door|reenviado por|przesłane dalej przez|переслано кем|пересылаемое|бастапқы хабар|қайта жіберілген|ursprüngliche (?:nachricht|mail)|original-?nachricht|originalnachricht|weitergeleitete (?:nachricht|mail)|message d['’ʼ]origine|message original|message transféré|mensaje original|mensaje reenviado|mensagem original|mensagem encaminhada|messaggio originale|messaggio inoltrato|oorspronkelijk bericht|doorgestuurd bericht|oprindelig (?:meddelelse|besked)|videresendt|ursprungligt meddelande|ursprungsmeddelande|vidarebefordrat|opprinnelig melding|alkuperäinen viesti|välitetty viesti|wiadomość oryginalna|oryginalna wiadomość|wiadomość przekazana|treść przekazanej|původní (?:zpráva|e-?mail)|přeposlaná zpráva|pôvodn(?:á správa|ý e-?mail)|eredeti üzenet|továbbított|orijinal mesaj|iletilen (?:mesaj|ileti)|özgün ileti|αρχικό μήνυμα|原始邮件|原始郵件|转发邮件|转发的邮件|元のメッセージ|転送メッセージ|원본 메시지|전달된 메시지|الرسالة الأصلية|mesaj original|izvorna poruka|originalna poruka|изворна порука|оригинална порака|оригиналн\p{L}* (?:съобщение|писмо)|първоначално съобщение|izvirno sporočilo|pradinis laiškas|sākotnējais ziņojums|algne (?:teade|sõnum|kiri)|邮件原件|回复的原邮件|原始信件|원본 메일|הודעה מקורית|رسالة أصلية|ข้อความต้นฉบับ|thư gốc|tin nhắn gốc|pesan asli|зыходнае паведамленне|missatge original|mensaxe orixinal|پیام اصلی|upprunaleg skilaboð|algupärane sõnum|quoted text|цитата|(?:reply|respond|type|write|ответ|отвечайте|пишите|напишите)[^\n]{0,60} (?:above|выше)|(?:antwort|réponse|respuesta|risposta|resposta|antwoord|svar|odpowied[źz]|odpověď|text)[^\n]{0,60} (?:über|au-dessus|encima|arriba|sopra|acima|boven|ovan|over|powyżej|nad|above) |previous (?:replies|message)|предыдущ\p{L}* (?:сообщени|письм)|quoted message/u
const FORWARD_WORDS =
  /forward|redirecționat|persiunčiamas|pārsūtīt|edastatud|proslijeđen|posredovano|прослеђен|препратено|preposlan|yönlendirilmiş|προωθημέν|пересл|пересыл|переадрес|перенаправ|пераслан|қайта жіберілген|weitergeleitet|transféré|reenviado|encaminhada|inoltrato|doorgestuurd|videresendt|vidarebefordra|välitetty|przekazan|přeposlan|továbbított|iletilen|转发|転送|전달된/u
const APPLE_FORWARD =
  /^(?:begin forwarded message|начало (?:пересылаемого|переадресованного|пересланного) (?:сообщения|письма)|(?:это )?(?:пересылаемое|пересланное|переадресованное) (?:сообщение|письмо)|this is a forwarded message|anfang der weitergeleiteten (?:nachricht|e-mail)|début du message (?:transféré|réexpédié)|inicio del mensaje reenviado|início da mensagem (?:encaminhada|reencaminhada)|inizio messaggio inoltrato|begin doorgestuurd bericht|початок листа, що пересилається|це пересилане повідомлення|początek przekazywanej wiadomości|vidarebefordrat brev|videresendt melding|forwarded message|start på videresendt besked|välitetty viesti alkaa|začátek přeposílané zprávy|začiatok preposlanej správy|továbbított (?:levél|üzenet) kezdete|începutul mesajului redirecționat|ileti başlangıcı|započni proslijeđenu poruku|początek wiadomości przekazanej|以下は転送されたメールです。?|开始转发的邮件|開始轉寄郵件|전달된 메시지 시작|αρχή προωθημένου μηνύματος|תחילת הודעה שהועברה|تم إعادة توجيه الرسالة)\s?[:：.]?$/u
/** aerc and others say it in a sentence; the mail itself follows. */
const FORWARD_SENTENCE =
  /^(?:forwarded message from |пересланное сообщение от |пересылаемое сообщение от )[^\n]{1,200}\d[^\n]{0,60}:$/u

/** The mark that begins at line `at`, or null. */
export function markAt(
  lines: readonly string[],
  at: number,
  quotedFrom: QuotedFrom,
  known: Circumstances,
): Mark | null {
  const text = plain(lines[at] ?? '')
  if (text === '') return null
  const separator = separatorAt(text, at)
  if (separator !== null || text.startsWith('>')) return separator
  return (
    attributionAt(lines, at, quotedFrom, known.names) ??
    datedNameAt(lines, at, quotedFrom) ??
    headerBlockAt(lines, at, known)
  )
}

/** «-----Исходное сообщение-----», with headers behind it in the same line or not. */
function separatorAt(line: string, at: number): Mark | null {
  const text = folded(line)
    .replaceAll(/[‐‑‒―⁃]/gu, '-')
    .replaceAll(/ {2,}/gu, ' ')
  const mark = { from: at, to: at + 1, before: '', sure: true }
  if (APPLE_FORWARD.test(bare(text)) || FORWARD_SENTENCE.test(text)) return { ...mark, forward: true, rule: 'forward' }
  if (groupwise(text) || NOTES.test(text)) return { ...mark, forward: false, rule: 'separator' }
  if (SUPERCITE.test(text)) return { ...mark, forward: false, rule: 'attribution' }
  if (SAID.test(text)) return { ...mark, forward: false, rule: 'separator' }
  if (CUT.test(text)) return { ...mark, forward: true, rule: 'forward' }
  const forward = announcedBy(text)
  return forward === null ? null : { ...mark, forward, rule: forward ? 'forward' : 'separator' }
}

/** Whether a line between dashes announces a forward or an answer; null when it announces nothing. */
function announcedBy(text: string): boolean | null {
  if (isEndOfForward(text)) return null
  const dashes = /^[\s*_<"«]{0,4}[-–—_=+*~#]{2,60}\s?(?:\p{L}|\*)/u.exec(text)
  if (dashes === null) return null
  const head = text.slice(0, 120)
  if (!SEPARATOR_WORDS.test(head) || (SPEAKS.test(head) && !LINE_OF_SERVICE.test(head))) return null
  const words = head.replace(/^[^\p{L}]{1,70}/u, '')
  const end = words.search(/[-–—_=*~#:]{1}/u)
  const closed = end >= 0 && end <= (LINE_OF_SERVICE.test(head) ? MOST_OF_SERVICE : 60)
  // nmh leaves the line open; Mutt and mblaze name the author in it.
  const open = /^[-–—]{4,60}\s?(?:forwarded|original) message$/u.test(text)
  const naming = /^[-–—]{4,60}\s?\p{L}[^\n]{1,200}@[^\n]{3,100}\s?[-–—]{4,60}$/u.test(text) && FORWARD_WORDS.test(head)
  return closed || open || naming ? FORWARD_WORDS.test(head) : null
}

const SEPARATOR_ALONE = new RegExp(`^(?:${SEPARATOR_WORDS.source})\\p{L}*$`, 'u')

/** A separator's words without their dashes: they are one right above header lines only. */
export function isSeparatorAlone(line: string): boolean {
  const text = folded(line).replace(/^[\s*_]{1,4}|[\s*_:]{1,4}$/gu, '')
  return text.length <= 40 && SEPARATOR_ALONE.test(text)
}

/** A program that says something of a message: «--- Исходное сообщение не найдено ---». */
const SPEAKS =
  /\s(?:не|нет|not|is|was|has|cannot|nicht|kein\p{L}{0,2}|n['’]est|found|lost|missing|найден\p{L}*|удален\p{L}*)(?=[\s.!-])/u

/** `##- Please type your reply above this line -##` is longer than other separators. */
const LINE_OF_SERVICE =
  /^#{2}[-–—\s]|\b(?:above this line|выше этой (?:линии|строки|черты)|dieser zeile|cette ligne|esta línea|esta linha|questa riga|deze (?:regel|lijn))/u
const MOST_OF_SERVICE = 110

/** What stands behind a separator on its own line: «-------- Исходное сообщение --------От: Иван <…> Дата: …». */
export function behindSeparator(line: string): string {
  const found = /^[\s*_<"«]{0,4}[-–—_=]{2,60}\s?[\p{L} ]{3,60}\s?[-–—_=]{2,60}\s*(\S.*)$/u.exec(line.slice(0, 2000))
  const rest = found?.[1] ?? ''
  return /[:：]/u.test(rest) ? rest : ''
}

/** The line that closes a forwarded mail. */
const ENDS =
  /^[-–—=\s]{2,40}(?:8<[-–—=\s]{2,40})?(?:(?:конец|завершение) (?:пересылаемого|переадресованного|пересланного|исходного|цитируемого)|end (?:of )?(?:the )?(?:original |forwarded)|ende der weitergeleiteten|fin du message|кінець)/u

/** Said without dashes it fills its line. */
const ENDS_ALONE =
  /^(?:(?:конец|завершение) (?:пересылаемого|переадресованного|пересланного) (?:сообщения|письма)|end of forwarded message)\.?$/u

/** Whether a line closes a forwarded mail: what stands below is the forwarder's. */
export function isEndOfForward(line: string): boolean {
  const text = folded(plain(line))
  return ENDS.test(text) || ENDS_ALONE.test(text)
}

/** The Bat! cuts a forwarded mail out with scissors: `===8<=====Исходное сообщение=====`. */
const CUT = /^[=-]{2,20}8<[=-]{2,60}\s?(?:\p{L}{3,20} (?:\p{L}{3,20} )?)?(?:сообщени|письм|текст|message|text)/u

/** Zoho: `---- Поддержка написал(а) ----`. */
const SAID =
  /^-{3,6} [^-\n]{2,120}(?:написал|wrote|schrieb|a écrit|escribió)(?:\(а\))? -{3,6}$|^\[?(?:quoting|цитирование) [^\n]{3,120}\d[^\n]{0,80}\]$/u

/** Emacs' Supercite names the mark of its quotation: `>>>>> "ТП" == Поддержка <s@example.ru> writes:`. */
const SUPERCITE =
  /^>{1,9} ?"[^"\n]{1,60}" == [^\n]{3,200}:$|^>{3,9} [^\n]{2,100}@[^\n]{3,100} (?:writes|wrote|пишет|написал):$/u

/** Whether a line is drawn around a forwarded text. */
export function isCutLine(line: string): boolean {
  const text = folded(plain(line))
  return CUT.test(text) || /^[-–—=_]{20,400}$/u.test(text)
}

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
