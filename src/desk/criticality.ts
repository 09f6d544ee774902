// Whether a mail speaks of what R20 calls high criticality: a critical service of the product is to be restored, or
// access to a user's account. A suspicion only: it alerts people and puts the ticket first; an engineer decides.
import type { CriticalGround } from '../words.ts'
import { plainWords, sentencesOf, wordPattern } from './plain-words.ts'
import type { Contract, Policy } from './policy.ts'

export interface Suspicion {
  readonly ground: CriticalGround
  /** The sender's words that raised it, for the card: «не могут войти». */
  readonly words: string
}

const OF_SERVICE = 'сервер~|сервис~|служб~|систем~|портал~|баз~ данных|бд|скпс|птка|комплекс~|веб-интерфейс~|сайт~'
/** Up to three words between, none of them a negation. */
const GAP = '(?: (?!не |нет )[\\p{L}\\p{N}"(),.:/-]+){0,3} '

/** Default words of R20's first ground. */
const SERVICE = [
  `(?:${OF_SERVICE})${GAP}(?:не работа~|не отвеча~|не запуска~|не стартует|недоступ~|упал~?|лежит|легла?|встала?|вышл?[аои]? из строя|останов~|рухнул~?)`,
  `(?:не работа~|не отвеча~|не запуска~|недоступ~|упал~?|лежит|рухнул~?|отказ~|сбой|выход из строя)${GAP.replace('{0,3}', '{0,2}')}(?:${OF_SERVICE})`,
  `(?:не работа~|недоступ~)(?: [\\p{L}\\p{N}]+){0,3} (?:у всех|ни у кого|полностью|совсем|вообще)`,
  `(?:у всех|ни у кого|полностью|совсем)(?: [\\p{L}\\p{N}]+){0,3} (?:не работа~|недоступ~|не открыва~|не запуска~)`,
  '(?:никто|все пользователи|все сотрудники|весь отдел|вся организация) не (?:мо~ работать|работа~)',
  '(?:работа|деятельность|служба|производство|выпуск)(?: [\\p{L}\\p{N}]+){0,3} (?:остановлен~|парализован~|стоит|заблокирован~)',
  '(?:полн~|аварийн~) (?:отказ~|останов~|простой|простоя)|полностью (?:стоим|встали|остановил~)',
  'критическ~ (?:сбо~|ошибк~|отказ~|авари~|ситуаци~)|критическ~ важн~(?: [\\p{L}]+){0,2} (?:недоступ~|не работа~|остановлен~|упал~)',
  'авари[яию]|аварийн~ (?:ситуаци~|останов~)',
  '(?:срочно|экстренно|немедленно)(?: [\\p{L}]+){0,2} (?:восстанов~|верн~)(?: [\\p{L}]+){0,2} (?:работ~|сервис~|служб~|систем~|сервер~)',
  "(?:servers?|services?|systems?|site|database|application|product|catalog(?:ue)?|portal|production)(?: (?!not )[a-z0-9'-]+){0,3} (?:down|unavailable|unreachable|crashed|offline|not responding|not working|doesn't work|does not work)",
  '(?:nobody|no one|none of (?:us|our users)|all users)(?: [a-z]+){0,2} (?:can work|can use|cannot work|can not work|are blocked|unable to work)',
  '(?:complete|total|full|major) (?:outage|failure|breakdown)|critical (?:failure|outage|incident|error)|production is down',
]

/** Default words of R20's second ground. */
const ACCESS = [
  "не (?:могу|можем|может|могут|мог|могла|могли|можно|удается|удалось|получается|получилось|выходит)(?: [\\p{L}\\p{N}@._'-]+){0,3} (?:войти|зайти|залогиниться|авторизоваться|авторизироваться|попасть|получить доступ|подключиться под)",
  '(?:невозможно|невозможен|нельзя)(?: [\\p{L}]+){0,2} (?:войти|зайти|вход|авторизоваться|авторизация)|(?:вход|авторизация)(?: [\\p{L}]+){0,2} (?:невозможен|невозможна|не работа~|недоступ~|не проходит)',
  '(?:потерян|утрачен|утерян|пропал|исчез|закрыт|заблокирован|отсутствует|нет|потеряли|утратили|лишились)(?: [\\p{L}]+){0,2} доступ~?(?: [\\p{L}]+){0,2} (?:к|в|на|учетн~)',
  'доступ~?(?: [\\p{L}]+){0,5} (?:потерян|утрачен|утерян|пропал|исчез|закрыт|заблокирован|отсутствует)',
  '(?:восстанов~|верните|вернуть|разблокир~)(?: [\\p{L}]+){0,3} (?:доступ~?|учетн~|вход|пользовател~|логин~|аккаунт~|парол~)',
  '(?:учетн~ запис~|учетк~|аккаунт~|логин|пользовател~)(?: (?!не )[\\p{L}\\p{N}@._-]+){0,4} (?:заблокирован~|заблокировал~|удален~|отключен~|не работа~)',
  '(?:заблокирован~|заблокировал~|удалили|отключили)(?: [\\p{L}]+){0,3} (?:учетн~|учетк~|аккаунт~|логин~|пользовател~)',
  '(?:система|программа|сервис|каталог|сервер)? ?не пускает',
  '(?:забыл~?|потеряли?|утерян~?|утрачен~?|сбросить|сбросьте|сброс|не подходит|не принимает)(?: [\\p{L}]+){0,3} парол~|парол~(?: [\\p{L}]+){0,2} (?:не подходит|не принимается|утерян~?|утрачен~?|забыт~?)',
  "(?:can't|cannot|can not|unable to|could not|couldn't|not able to)(?: [a-z]+){0,2} (?:log ?-?in|sign ?-?in|access|authenticate|get in)",
  '(?:lost|no|restore|regain|losing)(?: [a-z]+){0,2} access(?: [a-z]+){0,3} (?:to|for)|access (?:is |was |has been )?(?:lost|denied|revoked)',
  "(?:accounts?|users?|logins?)(?: (?!not )[a-z0-9@._'-]+){0,4} (?:locked|blocked|disabled)(?: out)?|locked out",
  '(?:login|log-in|sign-in|logon) (?:fails|failed|is not working|does not work|impossible)|(?:reset|forgot|forgotten|lost)(?: [a-z]+){0,2} password',
]

/** Words that are too weak alone: they count with Importance or from a person who may declare criticality. */
const URGENT = [
  'критичн~|критическ~|срочн~|экстренн~|немедленн~|безотлагательн~|авари~',
  'не работа~|остановил~|останов~|недоступ~|простаива~|простой',
  'critical|urgent~|asap|emergency|immediately|outage|down|not working',
]

/** A sentence with one of these does not speak of trouble that lasts. */
const ANNULS = [
  'не (?:срочн~|критичн~|критическ~|экстренн~|авари~)|(?:некритичн~|несрочн~)|(?:не является|не считаю|не относится к) (?:критичн~|критическ~|срочн~|авари~|высок~)',
  '(?:нет|без|не было|не наблюдается|не произошло|отсутству~) (?:авари~|критическ~|сбо~|прост~|отказ~)',
  '(?:уже|снова|теперь|сейчас|опять) (?:все |всё )?(?:в порядке|работа~ (?:нормально|штатно)|работает|работают|восстановлен~|разблокирован~|доступ~)',
  '(?:восстановил~|восстановлен~|разблокировал~|заработал~)(?: [\\p{L}]+){0,2}(?: спасибо)?$',
  '(?:на случай|что будет|что произойдет|как быть|что делать)[, ]+если|если вдруг|в случае если|чтобы не (?:упал~|останов~)',
  "(?:not|isn't|is not|nothing|no) (?:urgent|critical|an emergency)|non-critical|no (?:outage|downtime)",
  '(?:works|working|up|fine|restored|unlocked) (?:again|now)|(?:is|has been|was) (?:restored|unlocked|fixed)|what (?:happens )?if|in case',
]

const PATTERNS = {
  service: SERVICE.map(wordPattern),
  access: ACCESS.map(wordPattern),
  urgent: URGENT.map(wordPattern),
  annuls: ANNULS.map(wordPattern),
}

/** What a request says, as far as suspicion goes. `subject` is '' for an answer, whose subject is not new. */
export interface Said {
  readonly subject: string
  /** The sender's own words, without quotes and signature. */
  readonly text: string
  readonly importanceHigh: boolean
}

/**
 * What a request lets suspect, or null. Importance counts together with words only; a person whom the contract names may
 * declare it in plain words.
 */
export function suspected(said: Said, policy: Policy, mayDeclare: boolean): Suspicion | null {
  const sentences = troubledSentences(`${said.subject}\n${said.text}`)
  const plain = firstIn(sentences, PATTERNS.access, 'access') ?? firstIn(sentences, PATTERNS.service, 'service')
  if (plain !== null) return plain
  const own = firstIn(sentences, policy.critical.keywords.map(keywordPattern), 'other')
  if (own !== null) return { ...own, ground: groundOfKeyword(own.words) }
  if (!mayDeclare && !said.importanceHigh) return null
  return firstIn(sentences, PATTERNS.urgent, 'other')
}

/** Whether the contract names the sender as one who may declare high criticality. */
export function mayDeclareCritical(address: string, contract: Contract | null): boolean {
  return (
    contract?.people.some(
      (person) => person.mayDeclareCritical && person.address.toLowerCase() === address.toLowerCase(),
    ) ?? false
  )
}

/** Sentences that no negation and no "works again" takes back. */
function troubledSentences(text: string): readonly string[] {
  return sentencesOf(plainWords(text)).filter((sentence) => !PATTERNS.annuls.some((pattern) => pattern.test(sentence)))
}

function firstIn(sentences: readonly string[], patterns: readonly RegExp[], ground: CriticalGround): Suspicion | null {
  for (const sentence of sentences) {
    for (const pattern of patterns) {
      const words = pattern.exec(sentence)?.[0]
      if (words !== undefined) return { ground, words: words.trim().slice(0, 80) }
    }
  }
  return null
}

/** A setting's keyword as it stands, word for word; `*` at its end stands for any ending. */
function keywordPattern(keyword: string): RegExp {
  const escaped = plainWords(keyword.trim()).replace(/[^\p{L}\p{N} ]/gu, (sign) =>
    sign === '*' ? '~' : `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`,
  )
  return wordPattern(escaped === '' ? '(?!)' : escaped)
}

function groundOfKeyword(words: string): CriticalGround {
  return /доступ|вход|войти|учетн|парол|логин|access|login|password|account/.test(words) ? 'access' : 'service'
}
