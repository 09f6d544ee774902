import { describe, expect, test } from 'vitest'
import { ANNA, hexOf, LEAD, NOW, PYOTR, policyWith, ticketWith } from '../../support/desk.ts'
import { decided, imageOf, mailTo, reportOf, toCustomers } from '../../support/engineer.ts'

const EVERYBODY = policyWith({ engineers: [PYOTR, ANNA, { ...LEAD, roles: ['engineer', 'lead'] }] })
const FILE = {
  part: 2,
  name: 'Отчёт за год.pdf',
  type: 'application/pdf',
  bytes: 1000,
  sha256: hexOf('report'),
  inline: false,
  contentId: null,
}

describe('answering is answering', () => {
  const ticket = ticketWith({ participants: [{ name: 'Мария Петрова', address: 'm.petrova@plant.example' }] })
  const answer = decided('Обновление вышло, поставьте его.', {
    ticket,
    policy: EVERYBODY,
    letter: { attachments: [FILE] },
  })
  const [letter, ...rest] = toCustomers(answer)

  test('the customer and the participants get one letter under the engineer’s name, with the files', () => {
    expect(rest).toEqual([])
    expect(letter).toMatchObject({
      kind: 'answer',
      from: { address: 'support@vendor.example' },
      to: [{ address: 'i.sidorov@plant.example' }],
      cc: [{ address: 'm.petrova@plant.example' }],
      recipients: ['i.sidorov@plant.example', 'm.petrova@plant.example'],
      autoSubmitted: 'no',
      inReplyTo: 'm0@plant.example',
      subject: '[SKPS-12] Не открывается каталог',
      attachments: [{ name: 'Отчёт за год.pdf', sha256: FILE.sha256, part: 2 }],
      words: { letter: 'answer', text: 'Обновление вышло, поставьте его.', engineerName: 'Пётр Иванов' },
    })
  })

  test('it waits for the holding time, and at once without one', () => {
    expect(letter?.notBefore).toEqual(new Date(NOW.getTime() + 60_000))
    const atOnce = decided('Готово.', { policy: policyWith({ relayHoldSeconds: 0 }) })
    expect(toCustomers(atOnce)[0]?.notBefore).toBeNull()
  })

  test('the first to answer takes the ticket, which is answered; the turn passes when the server has the answer', () => {
    expect(imageOf(answer)).toMatchObject({ state: 'answered', engineer: PYOTR.address, answeredAt: NOW })
    expect(imageOf(answer)?.intervals.at(-1)).toMatchObject({ owner: 'us', to: null })
    expect(toCustomers(answer)[0]?.turns).toBe(true)
    expect(imageOf(answer)?.onItsWay).toMatchObject({ outgoingId: toCustomers(answer)[0]?.id, filedAt: NOW })
    expect(answer.events.map((one) => one.what)).toEqual(['taken', 'answered'])
  })

  test('the others who had it are told once who has taken it, the author gets nothing', () => {
    expect(mailTo(answer, ANNA).map((one) => one.words)).toMatchObject([
      { letter: 'message', heading: expect.stringContaining('Пётр Иванов') },
    ])
    expect(mailTo(answer, PYOTR)).toEqual([])
  })

  test('watchers get the answer itself, which they can answer to the customer', () => {
    const watched = decided('Готово.', {
      ticket: ticketWith({ engineer: PYOTR.address, state: 'open', watchers: [ANNA.address] }),
    })
    expect(mailTo(watched, ANNA)).toMatchObject([
      { words: { letter: 'card', what: 'answer', mail: { newText: 'Готово.' } } },
    ])
  })

  test('a second answer keeps the moment of the first', () => {
    const first = new Date('2026-11-17T09:00:00Z')
    const again = decided('Ещё одно.', {
      ticket: ticketWith({ engineer: PYOTR.address, state: 'open', answeredAt: first }),
    })
    expect(imageOf(again)?.answeredAt).toEqual(first)
  })

  test('a colleague’s answer does not take the ticket from its engineer, who hears it', () => {
    const other = decided('Готово.', { by: ANNA, ticket: ticketWith({ engineer: PYOTR.address, state: 'open' }) })
    expect(imageOf(other)?.engineer).toBe(PYOTR.address)
    expect(mailTo(other, PYOTR)).toMatchObject([{ words: { letter: 'card', what: 'answer' } }])
  })

  test('an answer on a closed ticket leaves it closed', () => {
    const late = decided('Ещё одно.', {
      ticket: ticketWith({ engineer: PYOTR.address, state: 'closed', closedAt: NOW }),
    })
    expect(toCustomers(late)).toHaveLength(1)
    expect(imageOf(late)?.state).toBe('closed')
  })

  test('no engineer’s address stands in anything that goes to a customer', () => {
    const cc = ticketWith({ participants: [{ name: 'Анна', address: ANNA.address }] })
    const text = JSON.stringify(toCustomers(decided('Готово.', { ticket: cc })))
    for (const one of [PYOTR, ANNA, LEAD]) expect(text).not.toContain(one.address)
  })

  test('a mail without a word or a command does nothing and says so', () => {
    const empty = decided('   ')
    expect(empty.tickets).toEqual([])
    expect(toCustomers(empty)).toEqual([])
    expect(reportOf(empty).join('\n')).toContain('нет ни текста, ни команд')
  })

  test.each(['!', '!?', '! '])('%j is no answer: its command has been forgotten', (text) => {
    const empty = decided(text)
    expect(toCustomers(empty)).toEqual([])
    expect(reportOf(empty).join('\n')).toContain('нет ни текста, ни команд')
  })

  test('a file without a word is an answer, a logo of a signature is none', () => {
    expect(toCustomers(decided('', { letter: { attachments: [FILE] } }))).toHaveLength(1)
    const logo = { ...FILE, name: 'image001.png', type: 'image/png', inline: true, contentId: 'logo' }
    expect(toCustomers(decided('', { letter: { attachments: [logo] } }))).toEqual([])
  })

  test('a customer without an address cannot be written to, and the mail says how to record a call', () => {
    const caller = decided('Готово.', { ticket: ticketWith({ customer: { name: 'Иван', address: '' } }) })
    expect(toCustomers(caller)).toEqual([])
    expect(caller.tickets).toEqual([])
    expect(reportOf(caller).join('\n')).toContain('!звонок')
  })
})

describe('notes', () => {
  test.each([
    ['the command', 'answer', '!заметка\nПароль стенда менять не будем.'],
    ['an answer to a note', 'note', 'Пароль стенда менять не будем.'],
  ] as const)('%s: goes to colleagues and never to the customer', (_, answers, text) => {
    const note = decided(text, { answers, policy: EVERYBODY })
    expect(toCustomers(note)).toEqual([])
    expect(note.filed).toEqual({ ticket: 12, role: 'note', shown: 'Пароль стенда менять не будем.' })
    expect(mailTo(note, ANNA)).toMatchObject([{ kind: 'note', words: { what: 'note', goes: { to: 'engineers' } } }])
    expect(mailTo(note, PYOTR).filter((one) => one.kind === 'note')).toEqual([])
    expect(note.tickets).toEqual([])
  })

  test('an answer to a note is a note even with a command that writes to the customer', () => {
    const refused = decided('!ждём\nПришлите журнал.', { answers: 'note' })
    expect(refused.send.map((one) => one.words.letter)).toEqual(['command-error'])
    expect(refused.tickets).toEqual([])
  })

  test('closing below a note: the customer reads that it is closed, not the note', () => {
    const closed = decided('!заметка\n!закрыть\nКлиент не прав.', {
      ticket: ticketWith({ state: 'open', engineer: PYOTR.address }),
    })
    expect(toCustomers(closed)).toMatchObject([{ kind: 'notice', words: { letter: 'closed', spoken: null } }])
    expect(JSON.stringify(toCustomers(closed))).not.toContain('не прав')
  })
})

describe('the first four commands, with transcripts', () => {
  test('!взять takes the ticket, tells the others and sends nothing to the customer', () => {
    const taken = decided('!взять', { policy: EVERYBODY })
    expect(toCustomers(taken)).toEqual([])
    expect(imageOf(taken)).toMatchObject({ state: 'open', engineer: PYOTR.address })
    expect(reportOf(taken)).toEqual(['> !взять', 'SKPS-12: исполнитель: не назначен → Пётр Иванов'])
    expect(mailTo(taken, ANNA)).toMatchObject([{ words: { letter: 'message' } }])
    expect(mailTo(taken, PYOTR)).toMatchObject([
      { kind: 'transcript', autoSubmitted: 'auto-replied', words: { now: { state: 'open' } } },
    ])
  })

  test('!взять twice says that it is his already', () => {
    const again = decided('!взять', { ticket: ticketWith({ engineer: PYOTR.address, state: 'open' }) })
    expect(reportOf(again)).toEqual(['> !взять', 'SKPS-12: обращение уже ваше'])
  })

  test('!закрыть with a text sends one letter: the last answer, and until when an answer reopens it', () => {
    const closed = decided('!закрыть\nОбновление вышло.', {
      ticket: ticketWith({ engineer: PYOTR.address, state: 'open' }),
    })
    expect(toCustomers(closed)).toMatchObject([
      {
        kind: 'answer',
        autoSubmitted: 'no',
        words: { letter: 'closed', by: 'engineer', spoken: { text: 'Обновление вышло.' } },
      },
    ])
    expect(imageOf(closed)).toMatchObject({ state: 'closed', closedAt: NOW, answeredAt: NOW })
    expect(reportOf(closed)).toEqual(['> !закрыть', 'SKPS-12: в работе → закрыто'])
  })

  test('a greeting above the commands is no text; the transcript says that it was left out', () => {
    const ticket = ticketWith({ engineer: PYOTR.address, state: 'open' })
    const closed = decided('Добрый день!\n!закрыть\nОбновление вышло.', { ticket })
    expect(toCustomers(closed)).toMatchObject([{ words: { spoken: { text: 'Обновление вышло.' } } }])
    expect(closed.send.at(-1)?.words).toMatchObject({ leftOut: ['приветствие перед командами'] })
    expect(toCustomers(decided('Добрый день!\n!взять', { ticket: ticketWith() }))).toEqual([])
  })

  test('!закрыть alone sends no answer, only the notice that it is closed', () => {
    const closed = decided('!close', { ticket: ticketWith({ engineer: PYOTR.address, state: 'open' }) })
    expect(toCustomers(closed)).toMatchObject([
      { kind: 'notice', autoSubmitted: 'auto-generated', words: { letter: 'closed', spoken: null } },
    ])
    expect(imageOf(closed)?.answeredAt).toBeNull()
  })

  test('!закрыть of a closed ticket is refused with the day', () => {
    const twice = decided('!закрыть', {
      ticket: ticketWith({ state: 'closed', closedAt: new Date('2026-11-17T09:00:00Z') }),
    })
    expect(reportOf(twice).join('\n')).toContain('уже закрыто 17.11.2026')
    expect(twice.tickets).toEqual([])
  })

  test('!открыть reopens a closed ticket, with a text as an answer', () => {
    const closed = ticketWith({ engineer: PYOTR.address, state: 'closed', closedAt: NOW, intervals: [] })
    expect(imageOf(decided('!открыть', { ticket: closed }))).toMatchObject({ state: 'open', closedAt: null })
    expect(imageOf(decided('!открыть\nЕщё раз посмотрим.', { ticket: closed }))?.state).toBe('answered')
  })
})

test('a ticket reopened in time keeps its date, one that is overdue gets five working days', () => {
  const closed = ticketWith({ engineer: PYOTR.address, state: 'closed', closedAt: NOW, intervals: [] })
  expect(imageOf(decided('!открыть', { ticket: closed }))?.promises).toEqual([])
  const receivedAt = new Date('2026-10-01T09:00:00Z')
  const late = decided('!открыть', {
    ticket: {
      ...closed,
      receivedAt,
      counting: { ...closed.counting, from: receivedAt },
      deadline: new Date('2026-10-15T15:00:00Z'),
    },
  })
  expect(imageOf(late)?.deadline).toEqual(new Date('2026-11-25T15:00:00Z'))
  expect(imageOf(late)?.promises.at(-1)?.because).toBe('reopened')
})

describe('all or nothing', () => {
  const wrong = decided('!взять\n!закырть\nОбновление вышло.', { letter: { attachments: [FILE] } })

  test('one wrong line: nothing is done, nothing sent, each line comes back with what is wrong and right', () => {
    expect(wrong.tickets).toEqual([])
    expect(toCustomers(wrong)).toEqual([])
    expect(reportOf(wrong)).toEqual([
      '> !взять',
      'верна, но не выполнена: команды одного письма выполняются только вместе',
      '> !закырть',
      'такой команды нет. Возможно, вы имели в виду: !закрыть',
    ])
    expect(wrong.send[0]?.words).toMatchObject({
      letter: 'command-error',
      attachmentsCount: 1,
      text: 'Обновление вышло.',
    })
  })

  test('answering that mail with the corrected commands alone runs the whole, text and files', () => {
    const [entry] = wrong.entries
    if (entry?.kind !== 'keep') throw new Error('nothing is kept')
    expect(entry.letter.key).toBe(wrong.send[0]?.messageId.split('@')[0])
    const right = decided('!взять\n!закрыть', {
      answers: 'commands',
      facts: { tickets: [ticketWith()], kept: entry.letter },
    })
    expect(toCustomers(right)).toMatchObject([
      {
        words: { letter: 'closed', spoken: { text: 'Обновление вышло.' } },
        attachments: [{ sha256: FILE.sha256, letterSha256: entry.letter.letterSha256 }],
      },
    ])
    expect(imageOf(right)?.state).toBe('closed')
    expect(right.entries).toEqual([{ kind: 'forget kept', key: entry.letter.key }])
  })

  test('a new text in that answer replaces the kept one', () => {
    const [entry] = wrong.entries
    if (entry?.kind !== 'keep') throw new Error('nothing is kept')
    const other = decided('!закрыть\nЛучше так.', {
      answers: 'commands',
      facts: { tickets: [ticketWith()], kept: entry.letter },
    })
    expect(toCustomers(other)).toMatchObject([{ words: { spoken: { text: 'Лучше так.' } } }])
  })

  test('a query in answer to that mail does not send the kept text', () => {
    const [entry] = wrong.entries
    if (entry?.kind !== 'keep') throw new Error('nothing is kept')
    const asked = decided('!помощь', { answers: 'commands', facts: { tickets: [ticketWith()], kept: entry.letter } })
    expect(toCustomers(asked)).toEqual([])
    expect(asked.entries).toEqual([])
  })

  test('a kept letter is another engineer’s: his answer finds nothing', () => {
    const [entry] = wrong.entries
    if (entry?.kind !== 'keep') throw new Error('nothing is kept')
    const other = decided('!закрыть', {
      by: ANNA,
      answers: 'commands',
      facts: { tickets: [ticketWith()], kept: entry.letter },
    })
    expect(JSON.stringify(toCustomers(other))).not.toContain('Обновление вышло')
  })

  test('a command below the text refuses the whole mail and shows the line; corrected, the text goes without it', () => {
    const below = decided('Готово, проверьте.\n!закрыть')
    expect(reportOf(below).join('\n')).toContain('строка 2')
    expect(below.tickets).toEqual([])
    const [entry] = below.entries
    if (entry?.kind !== 'keep') throw new Error('nothing is kept')
    const right = decided('!закрыть', { answers: 'commands', facts: { tickets: [ticketWith()], kept: entry.letter } })
    expect(toCustomers(right)).toMatchObject([{ words: { letter: 'closed', spoken: { text: 'Готово, проверьте.' } } }])
  })

  test('a mail that takes commands only refuses a text for the customer, and keeps it', () => {
    const text = decided('Обновление вышло.', { answers: 'commands' })
    expect(toCustomers(text)).toEqual([])
    expect(text.send[0]?.words.letter).toBe('command-error')
    expect(text.entries).toHaveLength(1)
    expect(decided('!заметка\nДля своих.', { answers: 'commands' }).filed?.role).toBe('note')
  })

  test('two commands that contradict each other are refused', () => {
    const both = decided('!ждём\n!закрыть\nЧто в журнале?')
    expect(reportOf(both).join('\n')).toContain('противоречит')
    expect(both.tickets).toEqual([])
  })

  test('an argument behind a command that takes none is refused, the ticket’s own number is not', () => {
    expect(reportOf(decided('!закрыть потому что готово')).join('\n')).toContain('только номера обращений')
    expect(reportOf(decided('!заметка потому что')).join('\n')).toContain('ничего не пишется')
    expect(imageOf(decided('!взять SKPS-12'))?.engineer).toBe(PYOTR.address)
  })

  test('a signature makes no text: a mail of commands and a signature is a mail of commands', () => {
    const signed = decided('!взять', { letter: { signature: '-- \nПётр Иванов' } })
    expect(toCustomers(signed)).toEqual([])
    expect(signed.filed?.role).toBe('source')
  })
})
