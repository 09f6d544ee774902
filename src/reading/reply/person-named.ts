// Whether the words of an attribution are those that mail clients put together: a person's name, a date, a few small words.
// Prose about a day («В журнале от 23.11.2026 10:15 сервер пишет:») holds words of its own.

import { MONTH_STARTS } from '../text/dates-in-text.ts'
import { folded } from '../text/plain.ts'

/** Words beside name, date and verb that mail clients print, in their languages. */
const SMALL: ReadonlySet<string> = new Set(
  (
    'las los on at in the you via of from date dated sent message mail email posted by quoting am um uhr hat folgendes le la les el los il lo ' +
    'alle ore alle giorno data jour heure heures dia día das às as op het om heeft volgende den det der dem kl klo kello kell w dniu dnia ' +
    'o godz godzinie dne dňa v u i je oseba osoba ob na la în pe ora tarihinde saat şunu ezt időpont keltezéssel kor napon pada tanggal pukul ' +
    'plkst lietotājs kuupäeval kontakt odesílatel odosielateľ uživatel použil tid vào lúc thg στις ο χρήστης πμ μμ a as ha has have had ' +
    'следующее вы ты в во г год года гг от по из у о об р пр время мск час ч письме письмо сообщении сообщение пользователь пользователя ' +
    'цитирование цитирую цитата користувач року року о дня поштою лист листі адресат адрасата ў жылы ж күні сағат сказал сказала отправил ' +
    'отправила gmt utc msk msd cet cest eest eet mez mesz pm est edt pst pdt cst cdt bst ist jst noreply re van von de da di del della dos ' +
    'del bin ibn al el időpontban dátummal dana þann hau erabiltzaileak sur sul tarixində va дана på missatge und y e z ze s so mr mrs dr ing'
  ).split(' '),
)
const DAY_STARTS =
  'пон вто сре чет пят суб вос пн вт ср чт пт сб вс mon tue wed thu fri sat sun lun mar mer jeu ven sam dim lunes martes miér juev vier sáb dom seg ter qua qui sex domingo gio sab mo di mi do fr sa so montag dienst mittw donner frei samst sonnt ma woe din vrij zat zon mån tis ons tor fre lör sön man tir lør søn maan tiist kesk tors perj laua sunn pon wto śro czw pią sob nie po út st čt pá so ne ut štv pia hét kedd szer csüt pén szo vas pzt sal çar per cum cmt paz пона втор сере четв пʼят субо неді дүйс сейс бейс сәрс жұма сенб жекс дүй сәр бей'.split(
    ' ',
  )
/** People without a name, and things: whoever names one of them writes himself. */
const NOBODY: ReadonlySet<string> = new Set(
  'мы я они нам вам мне we they us me коллега коллеги оператор операторы программа система сервер администратор пользователи клиент клиенты заказчик бухгалтер бухгалтерия директор начальник руководитель специалист сотрудник журнал лог каталог модуль приложение браузер инструкция документация робот антивирус база отчет форма окно экран кассир менеджер инженер диспетчер дежурный user users operator colleague server program system service application log manual browser robot client customer admin administrator manager'.split(
    ' ',
  ),
)

/** The Bat! and others say it to whom they quote: «Вы писали 5 мая». */
const ADDRESSED: ReadonlySet<string> = new Set(['вы', 'ты', 'ви', 'you', 'vous', 'sie', 'usted'])

/** Whether a text holds, beside dates, verbs and small words, nothing but a name; a script without capitals tells nothing against it. */
export function namesPerson(text: string, verbs: ReadonlySet<string>): boolean {
  const bare = text
    .replaceAll(/[^\s<>@"'(),;:]{1,64}@[\p{L}\p{N}.-]{2,200}/gu, ' ')
    .replaceAll(/\((?:а|a|ла|la|н|ен)\)/gu, ' ')
  const words = bare.split(/[^\p{L}\p{M}'’ʼ-]+/u).filter((word) => word !== '')
  const nobody = (word: string): boolean => NOBODY.has(folded(word))
  const names = words.filter((word) => nobody(word) || (!isSmall(word) && !verbs.has(folded(word))))
  if (names.some((word) => nobody(word) && (/^\p{Ll}/u.test(word) || names.length === 1))) return false
  if (names.length > 7 || (names.length === 0 && !words.some((word) => ADDRESSED.has(folded(word))))) return false
  const free = names.filter((word) => /^[\p{Ll}]/u.test(word))
  return (
    free.length === 0 ||
    (free.length === 1 && names.length > 1 && /^\p{Lu}/u.test(names[0] ?? '') && isSecond(names, free))
  )
}

/** Nothing but words that stand beside names and dates: «Le lun.», «пн». */
export function isSmallTalk(text: string): boolean {
  return text.split(/[^\p{L}\p{M}'’ʼ]+/u).every((word) => word === '' || isSmall(word))
}

/** «Техническая поддержка», «Отдел снабжения»: the second word of two may be small. */
function isSecond(names: readonly string[], free: readonly string[]): boolean {
  return names.length <= 3 && names.indexOf(free[0] ?? '') === names.length - 1
}

function isSmall(word: string): boolean {
  const lower = folded(word).normalize('NFC')
  if (SMALL.has(lower) || lower.length === 1) return true
  return startsWithAny(lower, MONTH_STARTS, 3) || startsWithAny(lower, DAY_STARTS, 2)
}

/** A month or a weekday in any of its forms: no longer than a few letters beyond its beginning. */
function startsWithAny(word: string, starts: readonly string[], least: number): boolean {
  return word.length >= least && starts.some((start) => word.startsWith(start) && word.length - start.length <= 9)
}
