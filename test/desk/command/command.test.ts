import { describe, expect, test } from 'vitest'
import { orderInSubject, readCommands, ticketsNamed } from '../../../src/desk/command/command.ts'
import {
  COMMANDS,
  commandNamed,
  commandOf,
  distance,
  nearest,
  plainName,
  wordFor,
} from '../../../src/desk/command/command-table.ts'
import { ENGLISH_COMMANDS } from '../../../src/wording/english/english.ts'
import { RUSSIAN_COMMANDS } from '../../../src/wording/russian/russian.ts'
import { inWords } from '../../support/in-words.ts'

/** Names and arguments of the commands at the top of a text, as «name argument». */
function ordered(text: string): readonly string[] {
  return readCommands(text).commands.map(({ name, argument }) => `${name ?? '?'} ${argument}`.trim())
}

describe('lines that begin with ! at the top are commands', () => {
  const rows: readonly (readonly [why: string, text: string, commands: readonly string[], body: string])[] = [
    ['one command', '!взять', ['take'], ''],
    ['command and text', '!закрыть\nОбновление вышло.', ['close'], 'Обновление вышло.'],
    ['two commands and text', '!взять\n!ждём\nПришлите журнал.', ['take', 'wait'], 'Пришлите журнал.'],
    ['English', '!take\n!close\nDone.', ['take', 'close'], 'Done.'],
    ['any case', '!ЗАКРЫТЬ', ['close'], ''],
    ['е for ё', '!ждем\nЧто в журнале?', ['wait'], 'Что в журнале?'],
    ['a space after the mark', '! закрыть', ['close'], ''],
    ['a non-breaking space after the mark', '!\u00a0закрыть', ['close'], ''],
    ['a narrow non-breaking space before the argument', '!категория\u202f4', ['category 4'], ''],
    ['doubled spaces', '!договор   15/24', ['contract 15/24'], ''],
    ['a zero-width space that a client put in front', '\u200b!закрыть', ['close'], ''],
    ['zero-width characters inside the name', '!зак\u200bрыть\ufeff', ['close'], ''],
    ['a soft hyphen inside the name', '!отпра\u00adвить', ['send'], ''],
    ['a full-width mark', '！закрыть', ['close'], ''],
    ['smart quotes around the line', '“!закрыть”', ['close'], ''],
    ['Russian quotes around the argument', '!найти «не открывается»', ['find не открывается'], ''],
    ['stars of bold type', '*!закрыть*', ['close'], ''],
    ['a dash in front', '- !взять\n— !закрыть', ['take', 'close'], ''],
    ['numbers in front', '1. !взять\n2) !закрыть', ['take', 'close'], ''],
    ['a sign of a telephone', '❗️закрыть', ['close'], ''],
    ['signs that look like the mark', '¡взять\nǃзакрыть\n﹗ждём', ['take', 'close', 'wait'], ''],
    [
      'a sign of a telephone before other words is text',
      '❗Внимание: сервер выключен',
      [],
      '❗Внимание: сервер выключен',
    ],
    ['the key of the mark without Shift', '1заметка\nПароль Qwerty1', ['?'], 'Пароль Qwerty1'],
    ['a number before other words is text', '1С не запускается', [], '1С не запускается'],
    ['letters of two characters each', '!ждём'.normalize('NFD'), ['wait'], ''],
    ['an invisible sign that no list names', '\u2063!\u3164взять', ['take'], ''],
    ['a full stop behind the name', '!закрыть.', ['close'], ''],
    ['a name in two words', '!в работе\nСмотрим.', ['working'], 'Смотрим.'],
    ['a negated name in two words', '!не критично', ['normal'], ''],
    ['a Latin letter that only looks Cyrillic', '!зaкрыть', ['close'], ''],
    ['blank lines between commands', '!взять\n\n!закрыть\n\nГотово.', ['take', 'close'], 'Готово.'],
    ['a greeting in front', 'Добрый день!\n\n!взять', ['take'], ''],
    ['a greeting by name in front', 'Здравствуйте, коллеги\n!закрыть\nГотово.', ['close'], 'Готово.'],
    [
      'a quote in front, as The Bat! sets it',
      'Здравствуйте, Служба.\n\nСП> Что там?\nСП>\n\n!взять\nТекст',
      ['take'],
      'Текст',
    ],
    ['a quote in front of a text stays', '> Что там?\nТекст', [], '> Что там?\nТекст'],
    ['windows line ends', '!взять\r\n!закрыть\r\nГотово.', ['take', 'close'], 'Готово.'],
    ['an unknown command', '!закырть', ['?'], ''],
    ['a text alone', 'Здравствуйте!\nОтвет.', [], 'Здравствуйте!\nОтвет.'],
    ['a doubled mark is text', '!!важно: прочитайте', [], '!важно: прочитайте'],
    ['a doubled mark ends the commands', '!взять\n!!закрыть', ['take'], '!закрыть'],
    ['a mark without a letter is text', '!!! внимание', [], '!! внимание'],
    ['a mark and a number are text', '!5 шагов', [], '!5 шагов'],
    ['nothing', '', [], ''],
    ['blank lines alone', '\n \n\u00a0\n', [], ''],
  ]
  test.each(rows)('%s', (_, text, commands, body) => {
    expect(ordered(text)).toEqual(commands)
    expect(readCommands(text).body).toBe(body)
  })
})

test('the greeting of a text without commands stays in the text', () => {
  expect(readCommands('Добрый день!\nОбновление вышло.').body).toBe('Добрый день!\nОбновление вышло.')
})

test('a known command below text is found with its line, an unknown word with a mark is not', () => {
  expect(readCommands('Готово.\n!важно\n!закрыть').misplaced).toEqual([{ at: 3, line: '!закрыть' }])
  expect(readCommands('!взять\nГотово.\n!!закрыть').misplaced).toEqual([])
})

test('a command below text that a list or a telephone has dressed is found too', () => {
  const found = readCommands('Готово.\n- !закрыть\n❗заметка\n1. Откройте меню').misplaced
  expect(found.map((one) => one.line)).toEqual(['!закрыть', '❗заметка'])
})

test('a slip of the keyboard below text is found as the command that it was meant to be', () => {
  const found = readCommands(
    'Готово.\n!зметка\nМежду нами: это наша ошибка.\n!pfvtnrf\n!Внимание: перезапуск',
  ).misplaced
  expect(found.map((one) => one.line)).toEqual(['!зметка', '!pfvtnrf'])
})

test('a command behind the words of a line is found, one in quotes or in the middle of a sentence is text', () => {
  expect(readCommands('Перезапустите службу. !закрыть').misplaced).toEqual([
    { at: 1, line: '!закрыть', how: 'behind text' },
  ])
  expect(readCommands('!взять\nГотово.\nСпасибо! !Ждём.').misplaced).toEqual([
    { at: 3, line: '!Ждём', how: 'behind text' },
  ])
  for (const text of [
    'Наберите «!закрыть»',
    'Наберите !help в окне',
    'Готово !важно',
    'Ура!закрыть',
    '> так !закрыть',
    ' | !close',
    'Готово !!закрыть',
  ]) {
    expect(readCommands(text).misplaced, text).toEqual([])
  }
})

test.each([
  '/заметка',
  '#заметка',
  'заметка!',
  'Заметка',
  'Заметка: клиенту не говорить',
  'внутренняя заметка',
  '/взять',
  'Взять.',
])('an order whose mark is lacking is asked after on the first line of a text: %s', (line) => {
  for (const above of ['', 'Добрый день!\n', '!взять\n', '> цитата\n']) {
    const { misplaced } = readCommands(`${above}${line}\nЭто наша ошибка.`)
    expect(misplaced.map((one) => [one.line, one.how])).toEqual([[line, 'without mark']])
  }
  expect(readCommands(`Готово.\n${line}`).misplaced).toEqual([])
})

test.each([
  'Заметка в карточке не сохраняется',
  'Открыть',
  'Note: restart it',
  '/var/log',
  '#5',
  'Взять файл',
  'Закрыл.',
  'Ждём!',
])('words that begin so are text: %s', (text) => expect(readCommands(text).misplaced).toEqual([]))

test('an order in the subject is found in front of our number, the echo of the customer is none', () => {
  expect(orderInSubject('!заметка [SKPS-1] Каталог')).toBe('!заметка')
  expect(orderInSubject('Re: !close')).toBe('!close')
  for (const subject of ['Re: [SKPS-1] !закрыть', '!срочно', 'Каталог', '']) expect(orderInSubject(subject)).toBeNull()
})

test.each(['!BЗЯТЬ', '!взяTь', '!B3ЯТЬ'.replace('3', 'З')])(
  'Latin letters that look Russian are read as those: %s',
  (line) => {
    expect(readCommands(line).commands[0]?.name).toBe('take')
  },
)

test.each([
  ['сrok', 'срок'],
  ['вzять', 'взять'],
  ['zametka', 'заметка'],
  ['категoriя', 'категория'],
])('a word of both alphabets is asked after by its sound: %s', (typed, meant) => {
  expect(nearest(typed)).toContain(meant)
})

test('a quoted command in an answer between the lines is no command', () => {
  expect(readCommands('> !закрыть\nЭто из журнала.').misplaced).toEqual([])
})

describe('the table', () => {
  test('every name in both languages leads to its own row, and no two rows share one', () => {
    const words = COMMANDS.flatMap((command) => [...command.ru, ...command.en].map((word) => [word, command.name]))
    for (const [word, name] of words) expect(commandNamed(word ?? '')?.name, word).toBe(name)
    const plain = COMMANDS.flatMap((command) => [...command.ru, ...command.en].map(plainName))
    expect(new Set(plain).size).toBe(plain.length)
  })

  test('every row has words for the help in both languages, and an example when it takes an argument', () => {
    for (const { name, argument, several } of COMMANDS) {
      const [russian, english] = [RUSSIAN_COMMANDS[name], ENGLISH_COMMANDS[name]]
      expect(russian.does, name).toMatch(/\p{Script=Cyrillic}/u)
      expect(english.does, name).not.toMatch(/\p{Script=Cyrillic}/u)
      for (const { argument: form, example } of [russian, english]) {
        expect(form === undefined, name).toBe(argument === 'none' && !several)
        expect(form?.startsWith('[') ?? false, name).toBe(argument === 'optional' || (argument === 'none' && several))
        if (argument === 'needed') expect(example, name).not.toBe(undefined)
      }
    }
  })

  test('a line that lacks its argument is shown how it is written', () => {
    const incomplete = { is: 'incomplete', command: wordFor(commandOf('due')) } as const
    expect(inWords(incomplete, 'ru')).toMatch(/^не хватает: !срок ДАТА ОСНОВАНИЕ\. Пример: !срок 26/)
    expect(inWords(incomplete, 'en')).toMatch(/^incomplete: !due DATE GROUND\. Example: !due 26/)
  })
})

describe('what he may have meant', () => {
  test.each([
    ['закырть', 'закрыть'],
    ['взьять', 'взять'],
    ['заметки', 'заметка'],
    ['clsoe', 'close'],
    ['pfrhsnm', 'закрыть'],
    ['жем', 'ждём'],
  ])('%s: %s', (typed, meant) => {
    expect(nearest(typed)[0]).toBe(meant)
  })

  test('nothing like it is suggested for a word of its own', () => {
    expect(nearest('внимание')).toEqual([])
  })

  test('a transposition is one step', () => {
    expect(distance('закырть', 'закрыть')).toBe(1)
    expect(distance('', 'abc')).toBe(3)
    expect(distance('abc', 'abc')).toBe(0)
  })
})

test('the tickets that commands and text name are known before anything is decided', () => {
  const orders = readCommands('!объединить с 12\n!показать СКПС-14\nСм. также SKPS‑7.')
  expect(ticketsNamed(orders, ['SKPS', 'СКПС'])).toEqual([12, 14, 7])
})
