import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ANNA, contractWith, hexOf, PYOTR, policyWith, ticketWith, tokenIdFor } from '../../support/desk.ts'
import { decided, imageOf, reportOf, toCustomers } from '../../support/engineer.ts'

const NOTE = `Клиент сам удалил базу, не говорите ему.
Пароль стенда: qwerty123
Завтра спросить у разработчиков про сборку 4.2`

/** How mail clients quote a mail below or above an answer; each gives the text that comes back in `reply` when trimming fails. */
const STYLES: readonly (readonly [client: string, quote: (text: string) => string])[] = [
  ['Thunderbird', (text) => `18.11.2026 12:00, Пётр Иванов пишет:\n${prefixed('> ', text)}`],
  ['mutt', (text) => `On Wed, Nov 18, 2026 at 12:00:00PM +0300, Pyotr wrote:\n${prefixed('> ', text)}`],
  ['mutt, twice quoted', (text) => prefixed('>> ', text)],
  ['Apple Mail', (text) => `> 18 нояб. 2026 г., в 12:00, Пётр Иванов написал(а):\n>\n${prefixed('> ', text)}`],
  ['Outlook, without marks', (text) => `-----Исходное сообщение-----\nОт: Пётр\nОтправлено: 18 ноября\n\n${text}`],
  ['Outlook, blue line', (text) => `${prefixed('| ', text)}`],
  ['The Bat!', (text) => `Здравствуйте, Пётр.\n\n${prefixed('ПИ> ', text)}`],
  ['Yandex', (text) => `18.11.2026, 12:00, "Пётр Иванов":\n${prefixed('  ', text)}`],
  ['Mail.ru', (text) => `Среда, 18 ноября 2026, 12:00 +03:00 от Петра:\n${prefixed('>', text)}`],
  ['Gmail', (text) => `ср, 18 нояб. 2026 г. в 12:00, Пётр <p@x>:\n\n${prefixed('> ', text)}`],
  ['a phone that joins lines', (text) => text.split('\n').join(' ')],
  ['a client that wraps at 40', (text) => wrapped(text, 40)],
  ['a client that wraps quotes at 30', (text) => prefixed('> ', wrapped(text, 30))],
  ['HTML turned into text with blank lines', (text) => text.split('\n').join('\n\n')],
  ['with non-breaking spaces', (text) => text.replaceAll(' ', '\u00a0')],
  ['with zero-width spaces', (text) => text.split('').join('\u200b')],
  ['in capitals, е for ё', (text) => text.toUpperCase().replaceAll('Ё', 'Е')],
  ['a bare copy between own lines', (text) => `Добрый день!\n${text}\nС уважением`],
]

function prefixed(mark: string, text: string): string {
  return text
    .split('\n')
    .map((line) => `${mark}${line}`)
    .join('\n')
}

function wrapped(text: string, width: number): string {
  const lines: string[] = []
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines.join('\n')
}

describe('an answer with a line of a note is held, in every client’s quoting style', () => {
  test.each(STYLES)('%s', (_, quote) => {
    const held = decided(`Обновление вышло.\n\n${quote(NOTE)}`, { facts: { tickets: [ticketWith()], notes: [NOTE] } })
    expect(toCustomers(held)).toEqual([])
    expect(held.tickets).toEqual([])
    expect(held.entries).toMatchObject([{ kind: 'keep', letter: { because: 'leak' } }])
    expect(held.send).toMatchObject([{ audience: 'engineer', words: { letter: 'message', goes: { to: 'commands' } } }])
  })

  test('each line by itself is held too', () => {
    for (const line of NOTE.split('\n')) {
      for (const [client, quote] of STYLES) {
        const held = decided(quote(line), { facts: { tickets: [ticketWith()], notes: [NOTE] } })
        expect(toCustomers(held), `${client}: ${line}`).toEqual([])
      }
    }
  })

  test('the honest answer beside it goes out', () => {
    const sent = decided('Добрый день!\nОбновление вышло, поставьте сборку 4.3.\nСпасибо', {
      facts: { tickets: [ticketWith()], notes: [NOTE, 'Спасибо'] },
    })
    expect(toCustomers(sent)).toHaveLength(1)
  })

  test('the customer’s own words may be quoted to him even when a note quotes them', () => {
    const words = 'После обновления каталог изделий не открывается на всех рабочих местах'
    const sent = decided(`> ${words}\nСделайте так.`, {
      facts: {
        tickets: [ticketWith()],
        notes: [`Он пишет:\n${words}`],
        lastFromCustomer: {
          ticket: 12,
          at: new Date('2026-11-18T08:00:00Z'),
          text: words,
          messageId: 'm1@plant.example',
        },
      },
    })
    expect(toCustomers(sent)).toHaveLength(1)
  })
})

const word = fc.constantFrom(
  ...'каталог база пароль сервер журнал клиент сборка ошибка завтра позвонить проверить никому говорить стенд'.split(
    ' ',
  ),
)
const noteLine = fc
  .array(word, { minLength: 2, maxLength: 9 })
  .map((words) => words.join(' '))
  .filter((line) => line.length >= 12)

test('no line of any note reaches a customer, whatever the client does to it', () => {
  fc.assert(
    fc.property(
      fc.array(noteLine, { minLength: 1, maxLength: 4 }),
      fc.constantFrom(...STYLES),
      fc.constantFrom('', 'Добрый день!\n', 'Обновление вышло.\n\n'),
      (lines, [, quote], before) => {
        const note = lines.join('\n')
        const decision = decided(`${before}${quote(note)}`, { facts: { tickets: [ticketWith()], notes: [note] } })
        expect(toCustomers(decision)).toEqual([])
      },
    ),
    { numRuns: 300, seed: 20261118 },
  )
})

/** The letters to engineers as they read: every template's first lines stand in one of them. */
const LETTERS = join(import.meta.dirname, '../../wording/letters')
const TO_ENGINEERS = readdirSync(LETTERS)
  .filter((name) => name.endsWith('.json') && !readFileSync(join(LETTERS, name), 'utf8').includes('"support": {'))
  .map((name) => name.replace('.json', '.txt'))

describe('a command that somebody has typed behind a mark of quotes', () => {
  test.each([
    '> !взять',
    '> !взять\n\nДобрый день, обновление вышло.',
    'Добрый день.\n> !закрыть',
    'Готово.\n>> ! заметка',
    'Готово.\n | !close',
    'Готово.\nПИ> !передать Седова',
    'Готово.\n┃ !ждём',
    '!взять\nГотово.\n> !закрыть',
  ])('%j goes to nobody, and is shown', (text) => {
    const held = decided(text)
    expect(toCustomers(held)).toEqual([])
    expect(held.because).toBe('held: leak')
    expect(JSON.stringify(held.send)).toContain('команда за знаком цитаты')
  })

  test.each([
    ['his own line, quoted to him', '> !закрыть\nЭто из журнала.', 'В журнале строка\n!закрыть\nчто это?'],
    ['what no command is', '> !важно: перезапуск\nПерезапустите.', ''],
    ['a plain mark', '> цена 5!\nДа, такая.', ''],
  ])('%s goes out', (_, text, his) => {
    const last = { ticket: 12, at: new Date('2026-11-18T08:00:00Z'), text: his, messageId: 'm1@plant.example' }
    expect(toCustomers(decided(text, { facts: { tickets: [ticketWith()], lastFromCustomer: last } }))).toHaveLength(1)
  })
})

describe('what else must not reach a customer', () => {
  test.each(TO_ENGINEERS)('%s is held when a program quotes it without a mark', (name) => {
    const [, ...rest] = readFileSync(join(LETTERS, name), 'utf8').replaceAll('~', '\u00a0').split('\n\n')
    const held = decided(`Готово.\n\n${rest.join('\n\n').replace(/^!/gm, '!!')}`)
    expect(toCustomers(held)).toEqual([])
    // Lines of commands below a text stop it before the guard is asked.
    expect(held.because).toMatch(/^held: leak$|^a mistake in the commands/)
  })

  const other = contractWith({
    number: '7/25',
    organisation: 'ООО «Ромашка»',
    people: [
      {
        name: 'Сергей Кузнецов',
        address: 's.kuznetsov@romashka.example',
        phone: null,
        greeting: null,
        mayDeclareCritical: false,
      },
    ],
  })
  const policy = policyWith({ contracts: [contractWith(), other] })
  const ticket = ticketWith({
    standing: { kind: 'covered', contract: '17/2026', by: 'address' },
    organisation: 'АО «Завод»',
  })
  const rows: readonly (readonly [what: string, text: string])[] = [
    ['his own address', `Пишите мне: ${PYOTR.address}`],
    ['his other address', 'Пишите мне: petr@home.example'],
    ['a colleague’s address in capitals', ANNA.address.toUpperCase()],
    ['a token', `См. ${tokenIdFor(PYOTR, 12)}`],
    ['another customer’s number', 'Как и в SKPS-77, поставьте обновление.'],
    ['another customer’s number in Cyrillic', 'Как и в скпс 77, поставьте обновление.'],
    ['another organisation', 'Такое же было у ООО «Ромашка».'],
    ['another customer’s person', 'Спросите, Сергей Кузнецов подскажет.'],
    ['another customer’s address', 's.kuznetsov@romashka.example'],
    ['another customer’s address in capitals, amid a word', 'см.S.KUZNETSOV@ROMASHKA.EXAMPLE.ru'],
    ['another customer’s person over two lines, quoted', 'Спросите:\n> Сергей\n> КУЗНЕЦОВ.'],
    ['another customer’s person as the first words', 'Сергей Кузнецов'],
  ]
  test.each(rows)('%s holds the answer', (_, text) => {
    const held = decided(text, { policy, ticket })
    expect(toCustomers(held)).toEqual([])
    expect(held.entries).toMatchObject([{ kind: 'keep', letter: { because: 'leak' } }])
  })

  test('a part of another customer’s name or address goes out', () => {
    for (const text of [
      'Сергей, добрый день.',
      'Кузнецов Сергей',
      'kuznetsov@romashka.example',
      's.kuznetsov@romashka',
    ])
      expect(toCustomers(decided(text, { policy, ticket }))).toHaveLength(1)
  })

  test('his own number, organisation, name and address go out', () => {
    const own = 'SKPS-12, АО «Завод», Иван Сидоров, i.sidorov@plant.example: сделано.'
    expect(toCustomers(decided(own, { policy, ticket }))).toHaveLength(1)
  })

  test('a number of the same customer goes out', () => {
    const mine = ticketWith({ id: 77 })
    expect(toCustomers(decided('Как и в SKPS-77.', { facts: { tickets: [ticketWith(), mine] } }))).toHaveLength(1)
  })

  test('a file that came with a note is held', () => {
    const file = {
      part: 2,
      name: 'схема.png',
      type: 'image/png',
      bytes: 10,
      sha256: hexOf('scheme'),
      inline: true,
      contentId: 'c1',
    }
    const held = decided('Готово.', {
      letter: { attachments: [file] },
      facts: { tickets: [ticketWith()], noteParts: [file.sha256] },
    })
    expect(toCustomers(held)).toEqual([])
  })

  test.each([
    ['a mail as a file', 'message/rfc822', 'заметка.eml'],
    ['a mail of Outlook', 'application/octet-stream', 'Fwd.msg'],
    ['the rest of a mail that Exchange has cut', 'text/html', 'ATT00001.htm'],
    ['a winmail.dat that cannot be opened', 'application/ms-tnef', 'winmail.dat'],
    ['a name with another customer’s number', 'text/plain', 'SKPS-77 дамп.txt'],
    ['a name with an engineer’s address', 'text/plain', `от ${ANNA.address}.txt`],
  ])('%s is held', (_, type, name) => {
    const file = { part: 2, name, type, bytes: 10, sha256: hexOf(name), inline: false, contentId: null }
    const held = decided('Готово.', { letter: { attachments: [file] } })
    expect(held.because).toBe('held: leak')
    expect(toCustomers(held)).toEqual([])
  })

  test('what a program adds to sign his mail goes nowhere, and is no file of his', () => {
    const types = ['application/pkcs7-signature', 'application/pgp-keys', 'text/vcard', 'image/png']
    const attachments = types.map((type, at) => ({
      ...{ part: at + 2, name: `f${at}`, type, bytes: 10, sha256: hexOf(type), inline: false, contentId: null },
    }))
    const signature = `Контакт: Пётр Иванов\nПочта: ${PYOTR.address}`
    const [answer] = toCustomers(decided('Готово.', { letter: { attachments, signature } }))
    expect(answer?.attachments.map((one) => one.type)).toEqual(['image/png'])
    const [card] = toCustomers(decided('Готово.', { letter: { attachments, signature: '' } }))
    expect(card?.attachments.map((one) => one.type)).toEqual(['text/vcard', 'image/png'])
    const seals = attachments.slice(0, 3)
    expect(decided('', { letter: { attachments: seals, signature } }).because).toContain('mistake')
  })

  test('a winmail.dat that was opened stays here, its files go', () => {
    const files = [
      ['winmail.dat', 'application/ms-tnef'],
      ['акт.docx', 'application/octet-stream'],
    ].map(([name = '', type = ''], at) => ({
      ...{ part: at + 2, name, type, bytes: 10, sha256: hexOf(name), inline: false, contentId: null },
    }))
    const letter = { attachments: files, defects: [{ is: 'winmail.dat opened' } as const] }
    expect(toCustomers(decided('Акт во вложении.', { letter }))[0]?.attachments.map((one) => one.name)).toEqual([
      'акт.docx',
    ])
  })

  test.each(['PGP', 'S/MIME'] as const)('a mail that nobody here can read is no answer: encrypted with %s', (by) => {
    const file = { part: 1, name: 'smime.p7m', type: 'application/pkcs7-mime', bytes: 10, sha256: hexOf('p7m') }
    const attachments = [{ ...file, inline: false, contentId: null }]
    const refused = decided('', { letter: { attachments, defects: [{ is: 'encrypted', by }] } })
    expect(toCustomers(refused)).toEqual([])
    expect(reportOf(refused).join('')).toContain('зашифровано')
  })

  test('a picture that the quote carries along is not sent again, a new one is', () => {
    const picture = (name: string) => ({
      ...{ part: 2, name, type: 'image/png', bytes: 10, sha256: hexOf(name), inline: true, contentId: name },
    })
    const [old, fresh] = [picture('экран клиента.png'), picture('где нажать.png')]
    const passed = {
      direction: 'in',
      from: { name: '', address: 'i.sidorov@plant.example' },
      at: new Date(0),
      messageId: null,
      subject: '',
      text: '',
      files: [{ ...old, letterSha256: hexOf('m0') }],
    } as const
    const facts = { tickets: [ticketWith()], passedOn: () => [passed] }
    const html = (own: string): string =>
      `<p>Нажмите здесь.</p>${own}<p>Иван пишет:</p><p>Вот экран:</p><img src="cid:${old.contentId}" />`
    const letter = { attachments: [old, fresh], quoted: 'Иван пишет:\n\nВот экран:' }
    const sentWith = (own: string, fields: object = {}) =>
      toCustomers(decided('Нажмите здесь.', { letter: { ...letter, safeHtml: html(own), ...fields }, facts }))
        .flatMap((one) => one.attachments)
        .map((one) => one.name)
    const [seen, shown] = [old.name, fresh.name]
    expect(sentWith(`<img src="cid:${fresh.contentId}" />`)).toEqual([shown])
    expect(sentWith(`<img src="cid:${old.contentId}" />`)).toEqual([seen, shown])
    expect(sentWith('', { attachments: [{ ...old, inline: false }] })).toEqual([seen])
    expect(sentWith('', { safeHtml: null })).toEqual([seen, shown])
  })

  test('a reason that the customer reads is guarded as his answer is', () => {
    const held = decided('!некритично Пароль стенда: qwerty123', {
      ticket: ticketWith({ criticality: 'suspected' }),
      facts: { tickets: [ticketWith({ criticality: 'suspected' })], notes: [NOTE] },
    })
    expect(toCustomers(held)).toEqual([])
  })

  test('a note may say anything', () => {
    const note = decided(`!заметка\n${NOTE}\n${ANNA.address} SKPS-77`, {
      facts: { tickets: [ticketWith()], notes: [NOTE] },
    })
    expect(note.filed?.role).toBe('note')
  })
})

describe('held, and sent all the same', () => {
  const held = decided('!закрыть\nКак и в SKPS-77.\n!!важно', {
    ticket: ticketWith({ state: 'open', engineer: PYOTR.address }),
  })
  const kept = held.entries.flatMap((one) => (one.kind === 'keep' ? [one.letter] : []))[0]

  test('!отправить sends the whole: text as written, commands too', () => {
    if (kept === undefined) throw new Error('nothing is kept')
    const tickets = [ticketWith({ state: 'open', engineer: PYOTR.address })]
    const sent = decided('!отправить', { answers: 'commands', facts: { tickets, kept } })
    expect(toCustomers(sent)).toMatchObject([
      { words: { letter: 'closed', spoken: { text: 'Как и в SKPS-77.\n!важно' } } },
    ])
    expect(imageOf(sent)?.state).toBe('closed')
    expect(sent.entries).toContainEqual({ kind: 'forget kept', key: kept.key })
  })

  test('!отозвать gives it up', () => {
    if (kept === undefined) throw new Error('nothing is kept')
    const dropped = decided('!отозвать', { answers: 'commands', facts: { tickets: [ticketWith()], kept } })
    expect(toCustomers(dropped)).toEqual([])
    expect(dropped.entries).toEqual([{ kind: 'forget kept', key: kept.key }])
  })

  test('!отправить with another text is refused: it would be unclear which one goes', () => {
    if (kept === undefined) throw new Error('nothing is kept')
    const both = decided('!отправить\nДругой текст.', { answers: 'commands', facts: { tickets: [ticketWith()], kept } })
    expect(toCustomers(both)).toEqual([])
    expect(reportOf(both).join(' ')).toContain('уйдёт прежний')
  })

  test('!отправить with nothing held is refused', () => {
    expect(decided('!отправить').send.map((one) => one.words.letter)).toEqual(['command-error'])
  })
})

describe('two at once', () => {
  const colleagueAnswer = {
    at: new Date('2026-11-18T08:30:00Z'),
    engineer: ANNA.address,
    text: 'Поставьте обновление.',
  }
  const tickets = [ticketWith({ state: 'answered', engineer: ANNA.address })]

  test('an answer to a mail older than a colleague’s answer is held, that answer shown', () => {
    const late = decided('Переустановите.', {
      facts: { tickets, colleagueAnswer, tokenSentAt: new Date('2026-11-18T08:00:00Z') },
    })
    expect(toCustomers(late)).toEqual([])
    expect(late.send).toMatchObject([{ words: { letter: 'message', quoted: 'Поставьте обновление.' } }])
    expect(late.entries).toMatchObject([{ kind: 'keep', letter: { because: 'collision' } }])
  })

  test('an answer to a mail newer than it goes out', () => {
    const after = decided('Переустановите.', {
      facts: { tickets, colleagueAnswer, tokenSentAt: new Date('2026-11-18T08:45:00Z') },
    })
    expect(toCustomers(after)).toHaveLength(1)
  })

  test('who has answered after that colleague already is not held again', () => {
    const lastAnswer = {
      outgoingId: 'b'.repeat(32),
      ticket: 12,
      kind: 'answer' as const,
      messageId: 't.12.b@vendor.example',
      filedAt: new Date('2026-11-18T08:50:00Z'),
      recipients: ['i.sidorov@plant.example'],
      engineer: PYOTR.address,
      text: 'Нет, переустановите.',
      attachments: [],
      state: 'sent' as const,
    }
    const tokenSentAt = new Date('2026-11-18T08:00:00Z')
    expect(
      toCustomers(decided('И ещё.', { facts: { tickets, colleagueAnswer, tokenSentAt, lastAnswer } })),
    ).toHaveLength(1)
  })

  test('a note is never held for it', () => {
    const note = decided('!заметка\nОн прав.', {
      facts: { tickets, colleagueAnswer, tokenSentAt: new Date('2026-11-18T08:00:00Z') },
    })
    expect(note.filed?.role).toBe('note')
  })
})
