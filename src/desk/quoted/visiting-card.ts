// A signature at the end of what an engineer wrote. Only what is known to be one: below `-- `, or a sign-off and below it to
// the end nothing but his own name, post, telephone, address, link and firm. In doubt it is his text.
import type { Engineer } from '../ticket/policy.ts'

/** Whose mail it is, and how the desk is called. */
export interface Signer {
  readonly engineer: Pick<Engineer, 'name' | 'address' | 'alsoWritesFrom'>
  readonly supportName: string
}

const MOST_LINES = 16
const LONGEST_LINE = 160

/** The line at which his signature begins; as many as there are lines when there is none. */
export function signatureAt(lines: readonly string[], signer: Signer): number {
  const end = lastFilled(lines) + 1
  const delimiter = delimiterAt(lines)
  for (let at = Math.max(0, end - MOST_LINES); at < end && at < delimiter; at += 1) {
    const rest = lines.slice(at + 1, end).filter((line) => line.trim() !== '')
    // A delimiter whose blank was lost on the way.
    if (
      lines[at]?.trim() === '--' &&
      (delimiter < end || !rest.some((line) => isName(piecesOf(line)[0] ?? '', signer)))
    )
      continue
    if (!isClosing(lines[at] ?? '', signer) && !isOwnCard([lines[at] ?? '', ...rest], signer)) continue
    if (rest.every((line) => isCardLine(line, signer))) return at
  }
  return delimiter
}

/** The line `-- ` with a signature below it (RFC 3676 section 4.3); a comment in a program looks alike. */
export function delimiterAt(lines: readonly string[]): number {
  const end = lastFilled(lines) + 1
  const at = lines.findLastIndex((line) => /^--[ \u00a0]\r?$/u.test(line))
  const isSigned = at >= 0 && at >= end - MOST_LINES && !lines.slice(at, end).some(isCode)
  return isSigned ? at : lines.length
}

/** His full name and his own address on lines of a card: no customer may see that address, so it is meant for none. */
function isOwnCard(lines: readonly string[], signer: Signer): boolean {
  const [first = ''] = lines
  const [head = ''] = piecesOf(first)
  return isName(head, signer) && lettersIn(head).length > 1 && holdsOwnAddress(lines, signer)
}

/** Whether lines are nothing but his card, or the line that a telephone adds: what may stand below commands and is no text. */
export function isOnlyCard(lines: readonly string[], signer: Signer): boolean {
  const filled = lines.filter((line) => line.trim() !== '')
  const own = filled.filter((line) => !DEVICE.test(line.trim()))
  const isCard = own.length === 0 || isName(piecesOf(own[0] ?? '')[0] ?? '', signer)
  return filled.length > 0 && filled.length <= MOST_LINES && isCard && own.every((line) => isCardLine(line, signer))
}

const DEVICE =
  /^(?:sent (?:from|via|with) (?:my )?[\p{L}\d .]{2,30}|get outlook for \S+|отправлено (?:с|со|из|через) (?:моего |моей |мобильной |приложения )?[\p{L}\d .]{2,30}|получить outlook для \S+)$/iu

function lastFilled(lines: readonly string[]): number {
  return lines.findLastIndex((line) => line.trim() !== '')
}

/** A line of a program: `-- ` above it is a comment. */
function isCode(line: string): boolean {
  return /[;{}]\s*$|^\s*(?:select|insert|update|delete|from|where|create|alter|drop|grant|set|begin|commit|end)\b/iu.test(
    line,
  )
}

const SIGN_OFF =
  /^(?:с (?:глубоким |искренним |большим )?(?:уважением|ув\.|почтением)(?: и наилучшими пожеланиями)?|с\/у|с наилучшими(?: пожеланиями)?|с (?:добрыми|лучшими) пожеланиями|всего (?:доброго|наилучшего|хорошего)|искренне ваш\p{L}?|(?:with |my )?(?:best|kind|warm|kindest|warmest) (?:regards|wishes)|regards|sincerely(?: yours)?|yours (?:sincerely|faithfully|truly)|cheers|respectfully)(?![\p{L}])[\s,.!;:—–-]*/iu

/** A sign-off, with nothing but a card behind it; `--` alone where a card follows. */
function isClosing(line: string, signer: Signer): boolean {
  const text = line.trim().replace(/^[—–-]\s+/u, '')
  if (text === '--') return true
  const found = SIGN_OFF.exec(text.replaceAll('ё', 'е'))
  if (found === null) return false
  const behind = text.slice(found[0].length)
  return behind === '' || isCardLine(behind, signer)
}

/** Nothing but pieces of a visiting card: each his name, a post, a telephone, an address, a link, a firm. */
function isCardLine(line: string, signer: Signer): boolean {
  const text = line.trim().replace(/^[*_]+|(?<![*_])[*_]+$/gu, '')
  if (text.length > LONGEST_LINE || /[?!]\s*$/u.test(text)) return false
  if (!/[\p{L}\p{N}]/u.test(text)) return text.length <= 80 && !/[{}()<>=+;]/u.test(text)
  if (isPiece(text, signer)) return true
  return piecesOf(text).every((piece) => isPiece(piece, signer))
}

function piecesOf(line: string): readonly string[] {
  return line.split(/\s*[,;|•·/]\s*|\s+[-–—]\s+|\s{2,}|(?<=[\d)])\.\s+/u).filter((piece) => piece !== '')
}

function isPiece(piece: string, signer: Signer): boolean {
  const text = piece.replace(/[.:]$/u, '').trim()
  return (
    text === '' ||
    isName(text, signer) ||
    isPost(text) ||
    PHONE.test(text) ||
    LINK.test(text) ||
    PLACE.test(text) ||
    FIRM.test(text) ||
    plain(text) === plain(signer.supportName)
  )
}

const LABEL =
  '(?:(?:раб|моб|сот|служ|городской|рабочий|мобильный|mobile|office|work|direct)\\.?\\s*)?(?:тел(?:ефон)?|т|моб|факс|м|ф|tel|phone|ph|mob|cell|fax|t|m|whatsapp|viber|вн|доб|ext)\\.?\\s*[:.]?\\s*'
const PHONE = new RegExp(
  `^(?:${LABEL}[+(]?\\d[\\d\\s()+.–-]{0,24}|[+(]?\\d[\\d\\s()+.–-]{4,24}\\d)\\s*\\(?(?:(?:доб|вн|ext)\\.?\\s*\\d{1,6})?\\)?$`,
  'iu',
)
const LINK =
  /^(?:(?:e-?mail|почта|эл\.? ?почта|сайт|web|www|telegram|телеграм|tg|skype|icq|mailto)\s*[:.]?\s*)?(?:[^\s<>@]{1,64}@[\p{L}\d.-]+\.[\p{L}]{2,}|<?(?:https?:\/\/|www\.)\S+|@\w{3,32}|[a-z\d-]+(?:\.[a-z\d-]+)*\.(?:ru|рф|com|org|net|su|example|test)(?:\/\S*)?|(?<=[:.]\s{0,3})\S{3,40})>?$/iu
const PLACE =
  /^(?:\d{6}|(?:\d{6}\s+)?(?:россия|рф|russia|москва|moscow|санкт-петербург|(?:г|гор|ул|пр|просп|пр-т|пр-кт|пер|наб|пл|ш|б-р|д|дом|корп|к|стр|оф|офис|каб|комн|ком|кв|этаж)\.?\s*[\p{Lu}\d№][\p{L}\d\s.-]{0,40}))$/iu
const FIRM =
  /^(?:ООО|АО|ПАО|ОАО|ЗАО|НПО|НПП|НИИ|ФГУП|ФГБУ|ГК|ИП|группа компаний|компания|LLC|Ltd|Inc|GmbH)\s+["«“]?[\p{L}\d][\p{L}\d\s.«»"-]{0,60}$/iu
const POSTS = new Set(
  'инженер ведущий ведущая старший старшая младший главный главная специалист эксперт аналитик администратор системный руководитель начальник заместитель зам директор менеджер техник программист разработчик консультант координатор отдел отдела отделение службы служба группы группа департамент департамента управление управления центр центра сектор сектора бюро техническая технической технический техподдержка техподдержки поддержка поддержки поддержке сопровождение сопровождения сопровождению эксплуатация эксплуатации внедрение внедрения внедрению разработка разработки обслуживание обслуживания тестирование тестирования качества информационных информационной технологий безопасности систем проекта проектов клиентов пользователей продукта продуктов по и с работе технический первой второй третьей линии категории ит it of the and for senior junior lead leading chief support engineer technical specialist department team head manager service desk customer product system systems administrator developer group'.split(
    ' ',
  ),
)

function isPost(text: string): boolean {
  const words = lettersIn(text)
  return (
    words.length > 0 && words.length <= 10 && !/\d{3}|[.!?]\s/u.test(text) && words.every((word) => POSTS.has(word))
  )
}

/** His name in any order, with initials or a patronymic; a first name or a surname alone; the same in Latin letters. */
export function isName(line: string, { engineer }: Signer): boolean {
  const [head = '', ...rest] = line.split(/[,;|/]|\s[-–—]\s/u)
  if (rest.some((one) => one.trim() !== '')) return false
  const own = lettersIn(engineer.name)
  const said = lettersIn(head)
  if (said.length === 0 || said.length > own.length + 1 || /\d/u.test(head)) return false
  const isOwn = (word: string): boolean => own.some((one) => one === word || bones(one) === bones(word))
  const isPart = (word: string): boolean => isOwn(word) || PATRONYMIC.test(word) || word.length === 1
  const areInitials =
    said.length > 1 && said.every((word) => own.some((one) => word.length === 1 && one.startsWith(word)))
  return areInitials || (said.every(isPart) && said.some((word) => word.length > 1 && isOwn(word)))
}

const PATRONYMIC = /\p{L}{3}(?:вич|вна|ична)$/u

function holdsOwnAddress(lines: readonly string[], { engineer }: Signer): boolean {
  const text = lines.join('\n').toLowerCase()
  return [engineer.address, ...engineer.alsoWritesFrom].some((one) => text.includes(one.toLowerCase()))
}

function lettersIn(text: string): readonly string[] {
  return plain(text)
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '')
}

function plain(text: string): string {
  return text.toLowerCase().replaceAll('ё', 'е').replace(/\s+/gu, ' ').trim()
}

const LATIN: Readonly<Record<string, string>> = {
  ...{ б: 'b', в: 'v', г: 'g', д: 'd', ж: 'z', з: 'z', к: 'k', л: 'l', м: 'm', н: 'n', п: 'p', р: 'r', с: 's', т: 't' },
  ...{ ф: 'f', х: 'k', ц: 's', ч: 's', ш: 's', щ: 's' },
}

/** The consonants of a name, so that «Пётр» and Pyotr are one. Of very short ones nothing is said. */
function bones(word: string): string {
  const latin = word.replace(/kh/gu, 'к').replace(/(?:zh|ts|shch|sch|ch|sh)/gu, (sign) => (sign === 'zh' ? 'ж' : 'с'))
  const found = [...latin].map((sign) => LATIN[sign] ?? (/[bcdfgklmnpqrstvwxz]/u.test(sign) ? sign : '')).join('')
  return found.length < 2 ? word : found.replaceAll('c', 's').replaceAll('w', 'v')
}
