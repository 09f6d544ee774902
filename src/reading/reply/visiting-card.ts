// Whether lines at the end of a letter are a visiting card: names, posts, firms, telephones, addresses, links, and nothing
// that says something. In doubt a line is the writer's own.
import { bare, folded, plain } from '../text/plain.ts'

/** What a line of a card is; null for a line that says something. */
export type CardLine = 'name' | 'post' | 'contact' | 'place' | 'drawn' | null

const LONGEST = 120
const LABELS =
  /^(?:(?:раб|моб|сот|служ|гор|вн|внутр|прямой|рабочий|мобильный|office|mobile|direct|work|home)[\p{L}.]*\s?)?(?:тел(?:ефон)?|т|моб|tél(?:éphone)?|tlf|fon|handy|gsm|mobil(?:telefon)?|cel(?:ular)?|kom|puh|τηλ|сот|факс|ф|м|tel(?:efon|efono|éfono|ephone)?|t|phone|ph|p|m|mob(?:ile|il)?|cell|c|fax|f|d|o|e-?mail|mail|e|почта|эл\.? ?почта|email|сайт|web(?:site)?|www|w|url|адрес|address|addr|a|skype|icq|jabber|telegram|телеграм|тг|tg|whatsapp|viber|вайбер|ват?сап|linkedin|twitter|facebook|vk|вк|инн|огрн|кпп|бик|ogrn|vat|iban|доб|ext|каб|кабинет|office|режим работы|часы работы|время работы)(?![\p{L}])\.?\s?(?:\([^)]{1,20}\))?\s?[:.#№]?\s?\S/iu
const PHONE = /(?:^|[\s(:])(?:\+|8\s?[(\s-]|\(?\d{3,5}\)?[\s-])[\d\s().–-]{5,20}\d|(?:доб|вн|ext)\.?\s?\d{2,6}/iu
/** Digits in groups as in `01 23 45 67 89`, `(11) 91234-5678`. */
const GROUPS = /(?:^|[\s(:])\(?\d{2,5}\)?[\s./-][\d\s()./–-]{4,20}\d/u
const MOMENT = /\d{1,2}[./]\d{1,2}[./]\d{2,4}|(?<!\d)\d{4}-\d\d(?!\d\d)|\d:\d\d/u
const LINK =
  /[^\s@]{1,64}@[\p{L}\d.-]+\.\p{L}{2,}|https?:\/\/\S|www\.\S|(?:^|\s)[a-z\d-]{2,40}\.(?:ru|рф|com|org|net|su|by|kz|ua|de|fr|uk|eu|io|example)(?:\/\S*)?(?:\s|$)/iu
const PLACE =
  /^(?:\d{5,6},?\s|(?:г|гор|город|ул|улица|пр|просп|проспект|пр-т|пр-кт|пер|переулок|наб|пл|площадь|ш|шоссе|б-р|бульвар|д|дом|корп|стр|оф|офис|каб|комн|эт|этаж|респ|обл|россия|беларусь|казахстан|москва|санкт-петербург|спб|минск|russia|moscow|germany|france)[.,\s]+\S)|\b(?:street|st\.|avenue|ave\.|road|rd\.|suite|floor|p\.o\. box|straße|str\. \d|\p{L}{2,30}(?:str|straße|strasse|gasse|weg|platz|allee|straat|laan|gracht|kade|plein|gatan|vägen|vej|gade|katu|tie|utca)\.? \d|\d{4} ?[A-Z]{2} \p{Lu}\p{Ll}+|[A-Z]{1,2}\d{1,2}[A-Z]? \d[A-Z]{2}|rue de|via [A-Z]\p{L}*)\b/iu
/** Beginnings of words for posts, departments and firms. */
const POSTS =
  /(?:^|[\s,/«"(-])(?:инженер|програм+ист|специалист|администратор|менеджер|руководител|начальник|директор|заместител|зам\.|ведущ|старш|младш|главн|бухгалтер|экономист|юрист|аналитик|разработчик|техник|технолог|оператор|секретар|помощник|консультант|эксперт|координатор|координирующ|научн|сотрудник|профессор|доцент|преподавател|врач|мастер|диспетчер|методист|отдел|департамент|управлени|служб|групп|сектор|центр|бюро|цех|лаборатори|филиал|завод|комбинат|фабрик|компани|предприяти|учреждени|институт|университет|академи|школ|больниц|поликлиник|министерств|администраци|федеральн|государственн|ооо|оао|зао|пао|ао|ано|нко|ип|фгуп|фгбу|гбуз|гку|гуп|муп|нии|нпо|нпп|гк|тоо|чуп|уп|рядов|ефрейтор|сержант|прапорщик|мичман|лейтенант|капитан|майор|подполковник|полковник|генерал|адмирал|командир|дежурн|офицер|войсков|воинск|в\/ч|техническая поддержка|engineer|developer|programmer|manager|director|head|chief|officer|ceo|cto|cfo|coo|founder|president|vice|specialist|administrator|admin|assistant|analyst|consultant|lead|senior|junior|sales|support|marketing|team|department|dept|division|group|company|corp|inc|ltd|llc|gmbh|ag|s\.a|sarl|srl|b\.v|bv|oy|ab|university|institute|college|school|ph\.?d|professor|geschäftsführer|leiter|vertrieb|responsable|directeur|gerente|jefe|operations|desk|lecturer|teacher|student|facilities|accountant|coordinator|representative|agent|associate|editor|designer|architect|secretary|librarian|owner|partner|trainer|plc|llp|pty|corporation|foundation|i\.a\.|i\.v\.|sachbearbeit|abteilung|amtsgericht|registergericht|hrb|ust-id|prokurist|société|chargée? d|assistante?|ingénieur|ufficio|azienda|s\.r\.l|s\.p\.a|responsabile|direttore|departamento|empresa|ltda|s\.l\.|coordinador|afdeling|medewerker|n\.v|avdelning|a\/s|aps|oyj|toimitusjohtaja|myynti|specjalist|kierownik|dyrektor|dział|sp\. z|oddělení|obchodní|jednatel|ředitel|s\.r\.o|a\.s\.|kft|zrt|ügyvezető|igazgató|a\.ş|müdür|uzman|мениджър|директор|ръководител|менеджерк|фахівець|відділ|vadybinink|direktor|vadov|juhataja|vadītāj)/iu
const SPEAKS = /[?!]\s*$|[:;]\s*$|^(?:\d{1,3}[.)]|[•*·–—-])\s+\S|\p{Ll}{3}[.!?]\s+\p{Lu}/u
/** Endings of verbs and words that only sentences have. */
const VERBAL =
  /(?:^|\s)(?:не|но|и|а|что|как|если|когда|чтобы|прошу|просим|можно|нужно|надо|есть|нет|был[аои]?|будет|это|ещё|еще|уже|тоже|the|is|are|was|will|not|cannot|can['’]t|does|did|doesn['’]t|fails|needs|wants|could|would|should|может|могут|видит|хочет|просит|нужен|нужна|please|have|has|can|this|that|ist|nicht|est|pas|не\s)(?=\s|$)|\p{L}{2,}(?:ется|ится|ются|ятся|лась|лось|ались|илось|ился|ались|ает|яет|уют|ают|яют|ите|йте|али|или|ело|ыла|ала|ила|ать|ить|еть|ться)(?=[\s.,]|$)/iu

/** What a line of a card is. `author` is who writes, by his name. */
export function cardLine(line: string, author: string): CardLine {
  const text = bare(line).replace(/^[|•·*\s]{1,6}/u, '')
  if (!/[\p{L}\p{N}]/u.test(text)) return 'drawn'
  if (/^(?:\[?(?:cid|image|logo|картинка|изображение)[:\]]|\[[^\]]{1,60}\]$)/iu.test(plain(line))) return 'drawn'
  if (text.length > LONGEST) return null
  if (isAuthor(text, author)) return 'name'
  if (LABELS.test(text) && !/[?!]\s*$/u.test(text) && text.split(' ').length <= 14) return 'contact'
  const contact = isTelephone(text) || LINK.test(text)
  if (contact) return isSentence(text) ? null : 'contact'
  if (PLACE.test(text) && !/[?!:;]\s*$/u.test(text) && !isSentence(text)) return 'place'
  if (SPEAKS.test(text) || isSentence(text)) return null
  if (POSTS.test(folded(text))) return text.split(' ').length <= 14 ? 'post' : null
  return isName(text) ? 'name' : null
}

function isTelephone(text: string): boolean {
  if (PHONE.test(text)) return !/^\d{1,2}[:.]\d\d/u.test(text)
  const digits = text.replaceAll(/\D/gu, '').length
  return (
    GROUPS.test(text) &&
    !MOMENT.test(text) &&
    digits >= 7 &&
    digits <= 15 &&
    /^(?:\p{L}{0,12}[\s.:]{0,3})?[\d\s()./–+-]+$/u.test(text)
  )
}

/** Words that a sentence has, or more of them than a line of a card. */
function isSentence(text: string): boolean {
  const words = text.split(/\s+/u)
  return (
    words.length > 16 || (VERBAL.test(text) && words.length > 2) || /\p{Ll}{3}[.!?]\s+\p{Lu}\p{Ll}+\s\p{Ll}/u.test(text)
  )
}

const PARTICLES = new Set('von van de da di der den la le и and & - – of y'.split(' '))

/** One to five words, each with a capital: «Петров И. И.», `Anna Smith`, «Иван Петров (АСУ)». */
export function isName(text: string): boolean {
  const words = text
    .replaceAll(/[«»"“”()/|,]/gu, ' ')
    .split(/\s+/u)
    .filter((word) => word !== '')
  if (words.length === 0 || words.length > 6 || /\d/u.test(text)) return false
  return words.every((word) => /^[\p{Lu}\p{Lo}]/u.test(word) || PARTICLES.has(word)) && /\p{L}{2}/u.test(text)
}

/** Whether a line is a person's name, in part or whole. */
export function nameMatches(line: string, name: string): boolean {
  return isAuthor(plain(line), name)
}

/** The name that From names, in part or whole. */
function isAuthor(text: string, author: string): boolean {
  const own = wordsIn(author)
  const said = wordsIn(text)
  return said.length > 0 && said.length <= 4 && own.length > 0 && said.every((word) => own.includes(word))
}

function wordsIn(text: string): readonly string[] {
  return folded(text)
    .split(/[^\p{L}]+/u)
    .filter((word) => word.length > 1)
}

function isOwn(line: string, author: string): boolean {
  return nameMatches(line, author) || (isName(bare(line)) && bare(line).split(/\s+/u).length > 1)
}

/** What a run of lines is as a card: null when one of them says something. */
export interface Card {
  readonly named: boolean
  /** How many lines are names: a card has one, a list of people more. */
  readonly names: number
  readonly posts: number
  /** The writer's own name is among them, or a name of more than one word. */
  readonly own: boolean
  readonly contact: boolean
}

/** Reads lines as a card; null when a line says something. */
export function readCard(lines: readonly string[], author: string): Card | null {
  const kinds: CardLine[] = []
  for (const line of lines) {
    if (plain(line) === '') continue
    const kind = cardLine(line, author)
    if (kind === null) return null
    kinds.push(kind)
  }
  const contact = kinds.some((kind) => kind === 'contact' || kind === 'place')
  const names = kinds.filter((kind) => kind === 'name').length
  const posts = kinds.filter((kind) => kind === 'post').length
  return { named: names + posts > 0, names, posts, own: lines.some((line) => isOwn(line, author)), contact }
}
