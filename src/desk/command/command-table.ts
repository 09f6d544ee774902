// The ONE table of commands: the grammar, the transcripts, !помощь and the README read it. A command is known by its
// `name`; people write any of `ru` and `en`, of which the first is the one we print.

/** Names as rules know them; a command without an effect in `orders.ts` does not compile. */
export type CommandName =
  | 'take'
  | 'assign'
  | 'drop'
  | 'working'
  | 'note'
  | 'wait'
  | 'dev'
  | 'undev'
  | 'close'
  | 'reopen'
  | 'critical'
  | 'normal'
  | 'category'
  | 'contract'
  | 'decline'
  | 'outside'
  | 'due'
  | 'merge'
  | 'split'
  | 'link'
  | 'cc'
  | 'uncc'
  | 'watch'
  | 'unwatch'
  | 'new'
  | 'phone'
  | 'from'
  | 'at'
  | 'notarequest'
  | 'spam'
  | 'queue'
  | 'mine'
  | 'show'
  | 'find'
  | 'why'
  | 'report'
  | 'help'
  | 'undo'
  | 'send'
  | 'away'
  | 'back'

export interface Command {
  readonly name: CommandName
  readonly ru: readonly [string, ...string[]]
  readonly en: readonly [string, ...string[]]
  /** What stands behind the name, in both languages; '' where nothing does. Square brackets: may be left out. */
  readonly argument: readonly [ru: string, en: string]
  readonly does: readonly [ru: string, en: string]
  /** An argument that would be right, for the mistake's line. */
  readonly example: readonly [ru: string, en: string]
  readonly lead: boolean
}

const NONE = ['', ''] as const

/** One row of the table. */
function row(
  name: CommandName,
  ru: string,
  en: string,
  does: readonly [string, string],
  argument: readonly [string, string] = NONE,
  example: readonly [string, string] = NONE,
): Command {
  const [firstRu = name, ...restRu] = ru.split(' ')
  const [firstEn = name, ...restEn] = en.split(' ')
  return { name, ru: [firstRu, ...restRu], en: [firstEn, ...restEn], argument, does, example, lead: false }
}

/** A row that only a lead may order. */
function leads(command: Command): Command {
  return { ...command, lead: true }
}

const TICKET = ['НОМЕР', 'NUMBER'] as const
const REASON = ['ПРИЧИНА', 'REASON'] as const
const ADDRESS = ['АДРЕС', 'ADDRESS'] as const

/** All commands, in the order in which the help prints them. */
export const COMMANDS: readonly Command[] = [
  row('take', 'взять беру взял', 'take', ['взять обращение себе', 'the ticket is yours']),
  row(
    'assign',
    'передать кому',
    'assign',
    ['передать обращение коллеге', "make it a colleague's"],
    ['ИМЯ', 'NAME'],
    ['Седова', 'Smith'],
  ),
  row('drop', 'освободить вернуть', 'drop', ['вернуть обращение в общую очередь', 'give it back to everybody']),
  row('working', 'вработе', 'working', [
    'текст уйдёт клиенту, но это ещё не ответ',
    'the text goes to the customer, but is no answer yet',
  ]),
  row('note', 'заметка', 'note', ['всё письмо — только для инженеров', 'the whole mail is for engineers only']),
  row('wait', 'ждём', 'wait', [
    'текст уйдёт клиенту как вопросы; срок приостановлен до ответа',
    'the text goes to the customer as questions; the clock stands until an answer',
  ]),
  row(
    'dev',
    'разработка',
    'dev',
    ['передать в отдел разработки', 'hand over to development'],
    ['[ССЫЛКА]', '[REFERENCE]'],
    ['CAT-311', 'CAT-311'],
  ),
  row('undev', 'изразработки', 'undev', ['забрать из разработки', 'take it back from development']),
  row('close', 'закрыть закрыл закрываю', 'close', [
    'закрыть; текст, если он есть, — последний ответ',
    'close; the text, if any, is the last answer',
  ]),
  row('reopen', 'открыть', 'reopen open', ['открыть закрытое обращение', 'open a closed ticket again']),
  row(
    'critical',
    'критично',
    'critical',
    ['высокая критичность и её основание', 'high criticality and its ground'],
    ['сервис|доступ|иное [ПРИЧИНА]', 'service|access|other [REASON]'],
    ['доступ', 'access'],
  ),
  row(
    'normal',
    'некритично обычно',
    'normal',
    ['обычный уровень критичности', 'ordinary criticality'],
    ['[ПРИЧИНА]', '[REASON]'],
  ),
  row(
    'category',
    'категория',
    'category',
    ['вид услуги, R8–R12', 'the kind of service, R8-R12'],
    ['N|СЛОВО', 'N|WORD'],
    ['консультация', 'consultation'],
  ),
  leads(
    row(
      'contract',
      'договор',
      'contract',
      ['подтвердить договор; адрес запоминается', 'confirm the contract; the address is remembered'],
      TICKET,
      ['15/24', '15/24'],
    ),
  ),
  leads(
    row('decline', 'отклонить отказ', 'decline', ['отклонить: договора нет', 'decline: there is no contract'], REASON, [
      'договор не подтверждён',
      'no contract was found',
    ]),
  ),
  leads(
    row(
      'outside',
      'вне',
      'outside',
      ['не входит в перечень услуг: куда обратиться', 'not in the list of services: where to turn instead'],
      REASON,
      ['обратитесь к поставщику сети', "ask your network's provider"],
    ),
  ),
  leads(
    row(
      'due',
      'срок',
      'due',
      ['срок, согласованный с клиентом', 'a date agreed with the customer'],
      ['ДАТА ОСНОВАНИЕ', 'DATE GROUND'],
      ['26.02.2027 согласовано письмом от 20.02', '26.02.2027 agreed by mail of 20.02'],
    ),
  ),
  row(
    'merge',
    'объединить',
    'merge',
    ['объединить с другим; остаётся номер N', 'merge into another, whose number stays'],
    ['с N', 'with N'],
    ['с 12', 'with 12'],
  ),
  row('split', 'разделить', 'split', [
    'последнее письмо клиента станет отдельным обращением',
    "the customer's last mail becomes a ticket of its own",
  ]),
  row(
    'link',
    'связать',
    'link',
    ['связать с другим обращением', 'relate it to another ticket'],
    ['N', 'N'],
    ['12', '12'],
  ),
  row('cc', 'копия', 'cc', ['добавить участника переписки', 'add a participant'], ADDRESS, [
    'petrova@example.ru',
    'petrova@example.ru',
  ]),
  row('uncc', 'безкопии', 'uncc', ['убрать участника', 'remove a participant'], ADDRESS, [
    'petrova@example.ru',
    'petrova@example.ru',
  ]),
  row('watch', 'следить', 'watch', ['получать всё по чужому обращению', "hear all of a colleague's ticket"]),
  row('unwatch', 'неследить отписаться', 'unwatch', ['больше не следить', 'stop watching']),
  row('new', 'новое новая', 'new', [
    'зарегистрировать звонок или пересланное письмо',
    'register a call or a forwarded mail',
  ]),
  row(
    'phone',
    'звонок телефон',
    'phone call',
    [
      'с !новое: телефон звонившего; без него: ответ дан по телефону, текст — его запись',
      "with !new: the caller's telephone; without: answered by telephone, the text is its record",
    ],
    ['[НОМЕР]', '[NUMBER]'],
    ['8 495 000-00-00', '8 495 000-00-00'],
  ),
  row('from', 'от', 'from', ['с !новое: адрес клиента', "with !new: the customer's address"], ADDRESS, [
    'ivanov@example.ru',
    'ivanov@example.ru',
  ]),
  row(
    'at',
    'когда',
    'at',
    ['с !новое: когда позвонили', 'with !new: when the call came'],
    ['ВРЕМЯ', 'TIME'],
    ['23.11.2026 11:40', '23.11.2026 11:40'],
  ),
  row('notarequest', 'необращение', 'notarequest', [
    'не обращение (счёт, поздравление): закрыть без письма клиенту',
    'not a request (an invoice, a greeting): closed without a letter',
  ]),
  row('spam', 'спам', 'spam', ['спам: отклонить без письма', 'spam: declined without a letter']),
  row('queue', 'очередь', 'queue', ['все незакрытые обращения', 'all tickets not finished']),
  row('mine', 'мои', 'mine', ['ваши обращения', 'your tickets']),
  row('show', 'показать', 'show', ['обращение с историей', 'a ticket with its history'], ['[N]', '[N]'], ['12', '12']),
  row(
    'find',
    'найти',
    'find',
    ['поиск по письмам, темам и адресам', 'search mails, subjects and addresses'],
    ['СЛОВА', 'WORDS'],
    ['каталог не открывается', 'catalogue'],
  ),
  row('why', 'расчёт почему', 'why', ['как получился срок', 'how the deadline came about']),
  row(
    'report',
    'отчёт',
    'report',
    ['показатели за период', "the period's figures"],
    ['ПЕРИОД', 'PERIOD'],
    ['01.10.2026-31.10.2026', '01.10.2026-31.10.2026'],
  ),
  row('help', 'помощь', 'help', ['этот список', 'this list']),
  row('undo', 'отозвать отменить', 'undo', [
    'отозвать последний ответ, пока он не отправлен',
    'take back the last answer while it is held',
  ]),
  row('send', 'отправить', 'send', [
    'отправить придержанное или недоставленное письмо',
    'send a held or undelivered mail all the same',
  ]),
  row(
    'away',
    'отпуск',
    'away',
    ['обращения — другим до этого дня (ИМЯ — руководителю)', 'tickets go to the others until then (NAME: leads)'],
    ['[ИМЯ] ДО', '[NAME] UNTIL'],
    ['14.12.2026', '14.12.2026'],
  ),
  row('back', 'вернулся вернулась', 'back', ['снова на месте', 'back at work']),
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

/** Names of the table that somebody may have meant, nearest first, at most two; never used but to ask. */
export function nearest(word: string): readonly string[] {
  const plain = plainName(word)
  if (plain.length > 20) return []
  const typed = [...plain]
    .map((letter) => KEYS_RU[KEYS_EN.indexOf(letter)] ?? KEYS_EN[KEYS_RU.indexOf(letter)] ?? letter)
    .join('')
  const exact = BY_WORD.has(plainName(typed)) ? [plainName(typed)] : []
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

/** How a command is written, in one language: «!срок ДАТА ОСНОВАНИЕ». */
export function usageOf(command: Command, language: 'ru' | 'en'): string {
  const [ru, en] = command.argument
  const argument = language === 'ru' ? ru : en
  const [name] = language === 'ru' ? command.ru : command.en
  return `!${name}${argument === '' ? '' : ` ${argument}`}`
}
