// The ONE table of commands: the grammar, the transcripts, !помощь and the README read it. A command is known by its
// `name`; people write any of `ru` and `en`, of which the first is the one we print. What each does is the wording's.
import type { Language } from '../../letter.ts'
import type { CommandName, CommandWord } from '../../words/words.ts'

/** A row of the table. */
export interface Command {
  readonly name: CommandName
  readonly ru: readonly [string, ...string[]]
  readonly en: readonly [string, ...string[]]
  /** Whether something stands behind the name. */
  readonly argument: 'none' | 'optional' | 'needed'
  readonly lead: boolean
  /** Whether it may name other tickets than the mail's own, behind everything else. */
  readonly several: boolean
}

/** One row of the table. */
function row(name: CommandName, ru: string, en: string, argument: Command['argument'] = 'none'): Command {
  const [firstRu = name, ...restRu] = ru.split(' ')
  const [firstEn = name, ...restEn] = en.split(' ')
  return { name, ru: [firstRu, ...restRu], en: [firstEn, ...restEn], argument, lead: false, several: false }
}

/** A row that only a lead may order. */
function leads(command: Command): Command {
  return { ...command, lead: true }
}

/** A row that may be ordered for several tickets at once. */
function many(command: Command): Command {
  return { ...command, several: true }
}

/** All commands, in the order in which the help prints them. */
export const COMMANDS: readonly Command[] = [
  many(row('take', 'взять беру взял', 'take')),
  many(row('assign', 'передать кому', 'assign', 'needed')),
  many(row('drop', 'освободить вернуть', 'drop')),
  row('working', 'вработе', 'working'),
  row('note', 'заметка', 'note'),
  row('wait', 'ждём', 'wait', 'optional'),
  row('dev', 'разработка', 'dev', 'optional'),
  row('undev', 'изразработки', 'undev'),
  many(row('close', 'закрыть закрыл закрываю', 'close')),
  row('reopen', 'открыть', 'reopen open'),
  row('critical', 'критично', 'critical', 'needed'),
  row('normal', 'некритично обычно', 'normal', 'optional'),
  row('seen', 'вижу', 'seen'),
  many(row('category', 'категория', 'category', 'needed')),
  row('subject', 'тема', 'subject', 'needed'),
  leads(row('contract', 'договор', 'contract', 'needed')),
  leads(row('decline', 'отклонить отказ', 'decline', 'needed')),
  leads(row('outside', 'вне', 'outside', 'needed')),
  leads(row('due', 'срок', 'due', 'needed')),
  row('merge', 'объединить', 'merge', 'needed'),
  row('split', 'разделить', 'split'),
  row('link', 'связать', 'link', 'needed'),
  row('cc', 'копия', 'cc', 'needed'),
  row('uncc', 'безкопии', 'uncc', 'needed'),
  many(row('watch', 'следить', 'watch')),
  many(row('unwatch', 'неследить отписаться', 'unwatch')),
  row('new', 'новое новая', 'new'),
  row('phone', 'звонок телефон', 'phone call', 'optional'),
  row('from', 'от', 'from', 'needed'),
  row('at', 'когда', 'at', 'needed'),
  many(row('notarequest', 'необращение', 'notarequest')),
  many(row('spam', 'спам', 'spam')),
  row('queue', 'очередь', 'queue'),
  row('mine', 'мои', 'mine'),
  row('show', 'показать', 'show', 'optional'),
  row('find', 'найти', 'find', 'needed'),
  row('caller', 'звонил', 'caller', 'needed'),
  row('why', 'расчёт почему', 'why'),
  row('report', 'отчёт', 'report', 'optional'),
  row('statement', 'справка', 'statement', 'needed'),
  row('template', 'шаблон', 'template', 'needed'),
  row('templates', 'шаблоны', 'templates'),
  leads(row('newtemplate', 'новыйшаблон', 'newtemplate', 'needed')),
  row('fixed', 'исправлено', 'fixed', 'needed'),
  row('know', 'знание', 'know knowledge', 'optional'),
  row('similar', 'похожее похожие', 'similar', 'optional'),
  row('help', 'помощь', 'help'),
  row('undo', 'отозвать отменить', 'undo'),
  row('send', 'отправить', 'send', 'optional'),
  row('away', 'отпуск', 'away', 'optional'),
  row('back', 'вернулся вернулась', 'back'),
]

/** A name as it is compared: lower case, е for ё, no space, no hyphen. */
export function plainName(word: string): string {
  return word
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[\s\-_\u2010\u2011]/g, '')
}

const BY_WORD: ReadonlyMap<string, Command> = new Map(
  COMMANDS.flatMap((command) => [...command.ru, ...command.en].map((word) => [plainName(word), command] as const)),
)

/** The command of that name in either language, or null. */
export function commandNamed(word: string): Command | null {
  return BY_WORD.get(plainName(word)) ?? null
}

/** The table's row of a name that the grammar gave. */
export function commandOf(name: CommandName): Command {
  const found = COMMANDS.find((command) => command.name === name)
  if (found === undefined) throw new Error(`no row for the command ${name}`)
  return found
}

/** What each key of the Russian layout prints in the English one, for names typed in the wrong layout. */
const KEYS_EN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
const KEYS_RU = 'йцукенгшщзхъфывапролджэячсмитьбюё'

/** Latin letters typed for the Russian ones of their sound: «!сrok», «!zametka». */
const SPELT: Readonly<Record<string, string>> = Object.fromEntries(
  [...'abvgdezijklmnoprstufhcy'].map((letter, at) => [letter, 'абвгдезийклмнопрстуфхцы'[at] ?? letter]),
)

/** Names of the table that somebody may have meant, nearest first, at most two; never used but to ask. */
export function nearest(word: string): readonly string[] {
  const plain = plainName(word)
  if (plain.length > 20) return []
  const typed = [...plain]
    .map((letter) => KEYS_RU[KEYS_EN.indexOf(letter)] ?? KEYS_EN[KEYS_RU.indexOf(letter)] ?? letter)
    .join('')
  const spelt = [...plain].map((letter) => SPELT[letter] ?? letter).join('')
  const exact = [typed, spelt].map(plainName).filter((one) => BY_WORD.has(one))
  const allowed = plain.length < 4 ? 1 : plain.length < 9 ? 2 : 3
  const close = [...BY_WORD.keys()]
    .map((name) => ({ name, steps: distance(plain, name) }))
    .filter((one) => one.steps <= allowed && one.steps < one.name.length - 1)
    .sort((a, b) => a.steps - b.steps)
    .map((one) => one.name)
  return [...new Set([...exact, ...close])].slice(0, 2).map((name) => printed(name))
}

/** The spelling of the table, with its ё. */
function printed(plain: string): string {
  const command = BY_WORD.get(plain)
  return [...(command?.ru ?? []), ...(command?.en ?? [])].find((word) => plainName(word) === plain) ?? plain
}

/** Edit distance with transpositions of neighbours (Damerau, optimal string alignment). */
export function distance(a: string, b: string): number {
  const left = [...a]
  const right = [...b]
  let before: number[] = []
  let last = right.map((_, j) => j).concat(right.length)
  for (const [i, letter] of left.entries()) {
    const row = [i + 1]
    for (const [j, other] of right.entries()) {
      const swapped = i > 0 && j > 0 && letter === right[j - 1] && left[i - 1] === other
      row.push(
        Math.min(
          (last[j + 1] ?? 0) + 1,
          (row[j] ?? 0) + 1,
          (last[j] ?? 0) + (letter === other ? 0 : 1),
          swapped ? (before[j - 1] ?? 0) + 1 : Number.POSITIVE_INFINITY,
        ),
      )
    }
    before = last
    last = row
  }
  return last[right.length] ?? 0
}

/** A command by its names that are printed, for a sentence about it. */
export function wordFor({ name, ru, en }: Command): CommandWord {
  return { name, ru: ru[0], en: en[0] }
}

/** The line that orders a command, as people of a language write it. */
export function lineFor(name: CommandName, language: Language): string {
  const { ru, en } = commandOf(name)
  return `!${language === 'ru' ? ru[0] : en[0]}`
}
