// Which of the five services R8-R12 a request is about, guessed from its words; the engineer decides. Pure words.
import type { Category } from '../../words/words.ts'
import { plainWords, wordPattern } from './plain-words.ts'

/** A category, and the words that it was guessed by. */
export interface Guess {
  readonly category: Category
  /** The words that decided, for the card; null when nothing did. */
  readonly why: string | null
}

/** Most telling first: what names data or instruction says more than «не работает». */
const WORDS: readonly (readonly [Exclude<Category, 'unsorted'>, readonly string[]])[] = [
  [
    'data',
    [
      '(?:обработ~|выгруз~|загруз~|импорт~|экспорт~|перенос~|перенести|выгрузить|загрузить|исправить|сверк~|сверить|объедин~|конвертац~|миграц~) (?:[\\p{L}]+ ){0,2}(?:данн~|сведени~|запис~|позици~|информаци~|справочник~|реестр~|архив~)',
      '(?:обработка|сверка|выгрузка|миграция) данн~',
      '(?:import|export|migrate|convert|process|merge)(?:ing)? (?:of )?(?:the )?(?:data|records|items|information)|data (?:migration|processing|import|export)',
    ],
  ],
  [
    'consultation',
    [
      '(?:проконсультир~|консультаци~|подскажите|поясните|разъясните|разъяснени~|инструктаж~|обучени~|обучить)',
      'как (?:правильно |можно |нам |мне )?(?:сделать|настроить|создать|добавить|найти|заполнить|оформить|работать|пользоваться|посмотреть|сформировать|выгрузить)',
      '(?:где|каким образом) (?:найти|посмотреть|взять|скачать|можно)',
      'how (?:do|can|should) (?:i|we)|how to|could you (?:explain|advise)|training|please (?:explain|advise)',
    ],
  ],
  [
    'administration',
    [
      '(?:создать|создайте|завести|заведите|добавить|добавьте|удалить|удалите|заблокир~|разблокир~|изменить) (?:[\\p{L}]+ ){0,3}(?:пользовател~|учетн~|роль|роли|прав~)',
      '(?:права|роли|роль|доступ~?|парол~|учетн~ запис~|учетк~|администрир~|резервн~ копи~|бэкап~|настройк~ сервер~|лицензи~)',
      '(?:user accounts?|permissions?|roles?|password|backup|access rights|administration|licen[cs]e)',
    ],
  ],
  [
    'operation',
    [
      '(?:установк~|установить|переустанов~|обновлени~|обновить|развернуть|разверты~|запуск~|переезд~|перенос сервер~|совместимост~)',
      '(?:сервер~|сервис~|служб~|систем~|портал~) (?:[\\p{L}]+ ){0,2}(?:не запуска~|не отвеча~|недоступ~|не работа~|останов~|упал~)',
      '(?:install(?:ation|ing)?|upgrad~|updat~|deploy~)|server (?:is )?(?:down|not responding)',
    ],
  ],
  [
    'errors',
    [
      '(?:ошибк~|сбо[йеяи]~?|исключени~|вылета~|завис~|крах~|падает|некорректн~|неправильн~|неверн~)',
      'не (?:работа~|открыва~|запуска~|сохраня~|отобража~|загружа~|печата~|отвеча~|находит|выгружа~|грузит~)',
      "(?:errors?|exceptions?|crash~|bugs?|fail~|freez~|hangs?|broken|incorrect~|wrong)|(?:does not|doesn't|do not|cannot|can't|is not|isn't) (?:work~|open~|start~|save|load|print|respond~)",
    ],
  ],
]

const PATTERNS = WORDS.map(([category, sources]) => [category, sources.map(wordPattern)] as const)

/** The category that the first telling words speak of, the subject before the text; `unsorted` when none does. */
export function guessCategory(subject: string, text: string): Guess {
  for (const part of [plainWords(subject), plainWords(text).replaceAll('\n', ' ')]) {
    for (const [category, patterns] of PATTERNS) {
      const words = patterns.map((pattern) => pattern.exec(part)?.[0]).find((found) => found !== undefined)
      if (words !== undefined) return { category, why: words.slice(0, 60) }
    }
  }
  return { category: 'unsorted', why: null }
}
