// What a mail server puts above a letter from outside: `CAUTION: This email originated from outside …`, «ВНЕШНЕЕ ПИСЬМО: не
// открывайте ссылки», `You don't often get email from …`. It is nobody's word, and it tells of the mail that it stands in.
import { folded, plain } from '../text/plain.ts'

const BEGINS =
  /^[^\p{L}\p{N}]{0,8}(?:caution|warning|attention|external|ext\]|внимание|осторожно|внешн(?:ее|яя|ий|ая)|предупреждение|achtung|vorsicht|extern|avertissement|externe|atención|atenção|attenzione|uwaga|let op|varning|obs|увага)/u
const ALONE =
  /^[[(*\s]{0,4}(?:external(?: (?:e-?mail|sender|message))?|внешн(?:ее (?:письмо|сообщение)|яя почта|ий отправитель)|externe? (?:e-?mail|nachricht)|courriel externe|externe e-?mail)[\])*!\s]{0,4}$/u
const SELDOM =
  /^(?:you don['’]t often get e?-?mail from |some people who received this message don['’]t often get|вы (?:нечасто|не часто|редко) получаете (?:письма|сообщения|почту) от|sie erhalten nicht (?:häufig|oft) e-?mails von|vous n['’]obtenez pas souvent d['’]e-?mail|no suele recibir correo electrónico de)/u
const FROM_OUTSIDE =
  /outside|external|unknown sender|extern|außerhalb|внешн|извне|из-за пределов|вне (?:организации|компании|предприятия)|незнаком|неизвестн\p{L}+ отправител|extérieur|fuera de|zewnętrzn/u
const OF_A_MAIL = /e-?mail|message|письм|сообщени|отправител|nachricht|courriel|correo|sender|wiadomoś/u
const WARNS =
  /click|links?(?![\p{L}])|attachment|ссылк|вложени|klick|anhäng|anlagen|pièces jointes|liens|enlaces|załącznik|recognize|originated|отправлено с|пришло|получено|be careful|осторожн/u

const LONGEST = 600
const MOST_LINES = 8

/** How many lines at the top of a letter are a server's warning, blank ones below it included; 0 where there is none or nothing else. */
export function bannerEnd(lines: readonly string[]): number {
  let end = 0
  for (;;) {
    const next = paragraphEnd(lines, end)
    if (next === null || !isBanner(next.words)) break
    end = next.to
  }
  return lines.slice(end).some((line) => plain(line) !== '') ? end : 0
}

function paragraphEnd(lines: readonly string[], from: number): { readonly to: number; readonly words: string } | null {
  let at = from
  while (at < lines.length && isBlank(lines[at])) at += 1
  const first = at
  while (at < lines.length && at < first + MOST_LINES && !isBlank(lines[at])) at += 1
  const words = lines
    .slice(first, at)
    .map((line) => plain(line))
    .join(' ')
  while (at < lines.length && isBlank(lines[at])) at += 1
  return words === '' || words.length > LONGEST ? null : { to: at, words: folded(words) }
}

function isBlank(line: string | undefined): boolean {
  return !/[\p{L}\p{N}]/u.test(plain(line ?? ''))
}

function isBanner(words: string): boolean {
  if (words.includes('?')) return false
  if (ALONE.test(words) || SELDOM.test(words)) return true
  return BEGINS.test(words) && FROM_OUTSIDE.test(words) && OF_A_MAIL.test(words) && WARNS.test(words)
}
