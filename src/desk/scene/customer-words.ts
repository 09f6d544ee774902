// The words a customer may answer with alone (desk by mail, customer 4): «статус», «решено», «не решено», «спасибо» and
// their English, with a greeting, a thank-you, a name or a signature around them. One word more and it is an ordinary answer.
import type { Letter } from '../../letter.ts'
import type { HelpWord } from '../../words/words.ts'
import { plainWords } from '../ticket/plain-words.ts'

/** What a customer's single word means. */
export type CustomerWord = 'status' | 'unresolved' | 'resolved' | 'thanks'

type Words = readonly string[]

/** Longer texts are read by people. */
const MOST_CHARACTERS = 600

/** What each word may be said with; е for ё. Negations come first: «не работает» holds «работает». */
const SAID: readonly (readonly [CustomerWord, readonly Words[]])[] = [
  [
    'unresolved',
    phrases(`не решено|не решен|не решена|не решили|не решилось|не решился|не решилась|не помогло|не помог|не помогла|не помогает
      не работает|не заработало|не заработал|не заработала|не все работает|все не работает|не исправлено|не исправлена|не исправили
      не устранено|не устранена|не снят|не можно закрыть|не закрывайте|не надо закрывать|не нужно закрывать|нельзя закрывать|не закрывать
      not resolved|not solved|not fixed|not working|unresolved|not helped|has not helped|hasn't helped|did not help|didn't help|does not help|doesn't help|did not work
      didn't work|does not work|doesn't work|do not close|don't close|not closed|no longer works`),
  ],
  [
    'status',
    phrases(`статус|какой статус|каков статус|статус обращения|статус заявки|статус запроса|статус вопроса|какой статус обращения
      сообщите статус|подскажите статус|уточните статус|прошу сообщить статус|состояние обращения|статус по обращению|статус по данному обращению|статус по заявке|статус по вопросу|status|ticket status|request status
      status update|what is the status|what's the status`),
  ],
  [
    'resolved',
    phrases(`решено|решен|решена|решили|решилось|решился|решилась|снят|снята|исправлено|исправлена|устранено|устранена|заработало
      заработал|заработала|работает|помогло|не актуально|неактуально|не актуален|неактуален|не актуальна|неактуальна
      можно закрыть|можно закрывать|можете закрыть|можете закрывать|закройте|закрывайте|прошу закрыть|просьба закрыть
      resolved|solved|fixed|helped|works|working|not relevant|no longer relevant|can be closed|you can close|you may close|please close`),
  ],
  [
    'thanks',
    phrases(`спасибо|благодарю|благодарим|признателен|признательны|thank you|thanks|many thanks|thx|принято|понял|поняла|поняли|понятно
      ок|окей|хорошо|ok|okay|got it|received`),
  ],
]

/** Words that say nothing beside those. */
const AROUND: Readonly<Record<CustomerWord, ReadonlySet<string>>> = {
  status: wordsOf(
    'пожалуйста на сегодня текущий обращения заявки запроса нашего моего по the of our my ticket please current',
  ),
  unresolved: wordsOf(
    'но проблема вопрос обращение ошибка это к сожалению увы нет по-прежнему все еще пока так и опять снова ничего решение совет обновление равно до сих пор теперь у нас меня прошу просьба пожалуйста the issue problem is it still unfortunately no yet this us for',
  ),
  resolved: wordsOf(
    "вопрос проблема обращение заявка заявку запрос ошибка наш наша мой моя этот эта данный данная все уже да теперь у нас меня больше благодаря вам и отлично ура сейчас тикет как надо нормально штатно пожалуйста the my our this yes it it's is was has been problem issue ticket request all now everything fine again and we",
  ),
  thanks: wordsOf(
    'заранее большое огромное вам вас всем за помощь ответ оперативность оперативный оперативную быстрый быструю подробный разъяснение разъяснения и ваш вашу работу содействие очень все еще раз in advance a lot very so much you for your the help support quick reply answer assistance all',
  ),
}

const GREETINGS =
  phrases(`добрый день|доброе утро|добрый вечер|доброго дня|доброго утра|доброго вечера|доброго времени суток|добрый
  здравствуйте|здравствуй|приветствую|привет|коллеги|уважаемые|уважаемый|уважаемая|hello|hi|hey|good morning|good day|good afternoon
  good evening|dear`)
const AROUND_GREETING = wordsOf(
  'коллеги всем еще раз служба техническая поддержка поддержки all team there again support colleagues',
)
/** Phrases that only lead to the word. */
const NEUTRAL =
  /^(?:пожалуйста|подскажите(?: пожалуйста)?|сообщите(?: пожалуйста)?|уточните(?: пожалуйста)?|please|да|нет|увы|к сожалению|все|отлично|супер|ура|yes|no|unfortunately|great)$/
const FAREWELL =
  /^(?:[сc] (?:уважением|ув)|с наилучшими|всего (?:доброго|хорошего|наилучшего)|хорошего (?:дня|вечера)|до свидания|(?:best|kind|warm) (?:regards|wishes)|regards|sincerely|yours|cheers|sent from|отправлено (?:с|из)|--)/
/** The sentences that corporate servers put below each mail. */
const APPENDED =
  /^(?:(?:настоящее|данное|это|this) (?:электронное )?(?:сообщение|письмо|e-?mail|message|electronic message)|(?:если вы|if you (?:are not|have received|received)) .*(?:ошибк|адресат|error|recipient|intended)|(?:удалите|уничтожьте|please delete|delete) (?:его|данное|это|it|this)|(?:сообщите|уведомите|please notify|notify) .*отправител|(?:please )?notify the sender)/
/** What telephones send for «спасибо». */
const THUMB_UP = /^(?:\s*[👍🙏👌🤝👏❤🙂😊][\ufe0f\u{1f3fb}-\u{1f3ff}]?)+\s*$/u
/** «АО», «ФГУП», `LLC`: what stands in front of a firm's name. */
const FIRM = /^\p{Lu}{2,4}$/u
/** «Пётр», «Иванов И. И.», «Пётр Иванович»: as people write names. */
const NAME = /^\p{Lu}[\p{L}-]*\.?(?: \p{Lu}[\p{L}-]*\.?){0,2}$/u

const INITIAL = /^\p{Lu}\.?$/u

interface Phrase {
  readonly raw: string
  readonly words: readonly string[]
  readonly asks: boolean
  readonly looksLikeName: boolean
  /** The sign in front of it is a comma: «Спасибо, Пётр». */
  readonly behindComma: boolean
}

/** Files that programs add to each mail: the signature of a mail, its writer's visiting card. */
const ADDED = /^(?:application\/(?:x-)?(?:pkcs7|pgp)-signature|text\/(?:x-)?vcard)$/i

/** The word that a customer's own text consists of, or null when he wrote anything else or added a file. */
export function customerWord(letter: Letter): CustomerWord | null {
  if (letter.attachments.some((file) => !file.inline && !ADDED.test(file.type))) return null
  if (letter.reply.length > MOST_CHARACTERS) return null
  if (THUMB_UP.test(letter.reply)) return 'thanks'
  const meant = new Set<CustomerWord | null>()
  const own = new Set(wordsIn(letter.from?.name ?? ''))
  const phrases = phrasesOf(letter.reply, numbersIn(letter.subject), own)
  const beside: string[] = []
  let asks = false
  let isSigned = false
  let doubtful = false
  for (const [at, phrase] of phrases.entries()) {
    isSigned ||= FAREWELL.test(phrase.words.join(' '))
    if (isSigned && !isSignature(phrase)) return null
    if (isSigned) continue
    asks ||= phrase.asks
    if (isGreeting(phrase.words) || NEUTRAL.test(phrase.words.join(' '))) continue
    const word = wordIn(phrase.words)
    // «Закройте, пожалуйста, заявку»: what stands between commas and says nothing beside the word.
    if (word === null && at > 0 && phrase.words.every((one) => AROUND.resolved.has(one))) {
      beside.push(...phrase.words)
      continue
    }
    const greets = phrase.looksLikeName && isGreeting(phrases[at + 1]?.words ?? [])
    if (word === null && phrase.looksLikeName && (greets || at > 0)) {
      doubtful ||= !greets && !isNamed(phrase, own)
      continue
    }
    meant.add(word)
  }
  if (meant.size > 1) meant.delete('thanks')
  const [only = null] = meant
  // «Решено?» asks, and so does «Понятно?».
  if ((only === 'resolved' || only === 'thanks') && asks) return null
  if (only === 'resolved' && doubtful) return null
  if (beside.length > 0 && only !== 'resolved') return null
  return meant.size === 1 ? only : null
}

/** «Частично» in «Решено. Частично.» begins a sentence: a name alone is surely one when it is his own, or behind a comma. */
function isNamed(phrase: Phrase, own: ReadonlySet<string>): boolean {
  return (
    phrase.words.length > 1 ||
    INITIAL.test(phrase.raw) ||
    phrase.behindComma ||
    phrase.words.every((word) => own.has(word))
  )
}

/** «Помог», «helped»: what says merely that it is solved, or may be closed, does not tell whether it helped. */
const HELPED = /(?<!\p{L})(?:помог|помогло|помогла|helped)(?!\p{L})/u
/** The closing letter offers «не решено» too. */
const NOT_HELPED = /(?<!\p{L})(?:помог|решен|решил|help|resolved|solved|unresolved)/u

/** Whether it helped, by a text that says nothing but that word; null when it tells something else. */
export function helpIn(word: CustomerWord | null, text: string): HelpWord | null {
  const plain = plainWords(text.replace(/^\s*>.*$/gm, ''))
  if (word === 'resolved') return HELPED.test(plain) ? 'helped' : null
  return word === 'unresolved' && NOT_HELPED.test(plain) ? 'did not help' : null
}

/** What may stand below a sign-off: the name, another sign-off, what mail servers append; all else he has written. */
function isSignature({ raw, words, looksLikeName }: Phrase): boolean {
  const text = words.join(' ')
  return looksLikeName || FIRM.test(raw) || FAREWELL.test(text) || APPENDED.test(text)
}

/** What a phrase says, the negations first; null for any other phrase. */
function wordIn(words: readonly string[]): CustomerWord | null {
  for (const [word, said] of SAID) {
    const around = word === 'thanks' ? AROUND.thanks : new Set([...AROUND[word], ...AROUND.thanks, ...THANKS])
    if (consistsOf(words, said, around)) return word
  }
  return null
}

function isGreeting(words: readonly string[]): boolean {
  const named = words.filter((word, at) => at === 0 || !AROUND_GREETING.has(word))
  return GREETINGS.some(
    (greeting) => greeting.every((word, at) => named[at] === word) && named.length <= greeting.length + 3,
  )
}

/** Whether words are nothing but phrases of a list and words around them, with at least one such phrase. */
function consistsOf(words: readonly string[], said: readonly Words[], around: ReadonlySet<string>): boolean {
  let found = false
  for (let at = 0; at < words.length; ) {
    const phrase = said.find((one) => one.every((word, i) => words[at + i] === word))
    if (phrase !== undefined) found = true
    else if (!around.has(words[at] ?? '')) return false
    at += phrase?.length ?? 1
  }
  return found
}

/** The ticket's own number may stand beside the word: «статус SKPS-12». */
function numbersIn(subject: string): ReadonlySet<string> {
  return new Set(plainWords(subject).match(/[\p{L}\p{N}]+-\d+/gu))
}

const PARTS = /([\n,!?;:()"«»…]+|\.(?=\s|$)| [-–—] )/

function phrasesOf(text: string, numbers: ReadonlySet<string>, own: ReadonlySet<string>): readonly Phrase[] {
  const pieces = text
    .replace(/^\s*>.*$/gm, '')
    .replace(/[\u00a0\u202f]/g, ' ')
    .replace(/[!?]*\?[!?]*/g, `${ASKED}?`)
    .split(PARTS)
  return pieces.flatMap((piece, at) => {
    const raw = piece.trim()
    if (at % 2 === 1 || !/[\p{L}\p{N}]|^--$/u.test(raw)) return []
    const words = wordsIn(raw).filter((word) => !numbers.has(word))
    const [asks, behindComma] = [raw.endsWith(ASKED), /^,+$/.test(pieces[at - 1] ?? '')]
    return words.length === 0 ? [] : [{ raw, words, asks, looksLikeName: looksLikeName(raw, own), behindComma }]
  })
}

/** Written as names are; in capitals throughout every word is, so there only his own name is one. */
function looksLikeName(raw: string, own: ReadonlySet<string>): boolean {
  if (!NAME.test(raw)) return false
  if (/\p{Ll}/u.test(raw) || INITIAL.test(raw)) return true
  return wordsIn(raw).every((word) => own.has(word))
}

/** Stands before a question mark that ends a phrase. */
const ASKED = '\u0001'

function wordsIn(raw: string): readonly string[] {
  return plainWords(raw)
    .replace(/[^\p{L}\p{N}' -]/gu, ' ')
    .split(' ')
    .filter((word) => word !== '')
}

const THANKS: readonly string[] = ['спасибо', 'благодарю', 'благодарим', 'thanks', 'thank']

/** Phrases as lists of words, the longest first, so that «не решено» is not read as «не» and «решено». */
function phrases(list: string): readonly Words[] {
  return list
    .split(/[|\n]/)
    .map((one) => one.trim().split(' '))
    .sort((a, b) => b.length - a.length)
}

function wordsOf(list: string): ReadonlySet<string> {
  return new Set(list.split(' '))
}
