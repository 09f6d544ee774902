import { describe, expect, test } from 'vitest'
import { CALENDAR } from '../../../src/calendar/calendar.ts'
import { COMMANDS } from '../../../src/desk/command/command-table.ts'
import type { SentAnswer } from '../../../src/desk/scene/facts.ts'
import { reportRules } from '../../../src/desk/ticket/reported.ts'
import type { Ticket } from '../../../src/desk/ticket/ticket.ts'
import { decideOnErrand } from '../../../src/desk/time/errand.ts'
import { figuresOf } from '../../../src/report/report.ts'
import { ANNA, contractWith, type Known, LEAD, NOW, PYOTR, policyWith, ticketWith } from '../../support/desk.ts'
import { decided, imageOf, mailTo, reportOf, toCustomers } from '../../support/engineer.ts'

const mine = (fields = {}) => ticketWith({ engineer: PYOTR.address, state: 'open', ...fields })
const policy = policyWith({ calendar: CALENDAR })

const NO_MAIL = {
  ...{ received: 0, opened: 0, joined: 0, fromEngineers: 0, automatic: 0, bounces: 0 },
  ...{ acknowledgements: 0, answers: 0, notices: 0, undelivered: 0 },
}

/** When the server took that answer. */
const TAKEN = new Date('2026-11-18T08:01:00Z')

function answered(fields: Partial<SentAnswer> = {}): SentAnswer {
  return {
    outgoingId: 'a'.repeat(32),
    ticket: 12,
    kind: 'answer',
    messageId: 't.12.a@vendor.example',
    filedAt: new Date('2026-11-18T08:00:00Z'),
    recipients: ['i.sidorov@plant.example'],
    engineer: PYOTR.address,
    text: 'Какая у вас версия?',
    attachments: [],
    state: 'sent',
    ...fields,
  }
}

describe('whose ticket it is', () => {
  test.each(['!передать Анна', '!assign седовой', '!кому Анне Седовой', '!передать a.sedova@vendor.example'])(
    '%s: hers, and she gets the card',
    (line) => {
      const given = decided(line, { ticket: mine() })
      expect(imageOf(given)?.engineer).toBe(ANNA.address)
      expect(reportOf(given)[1]).toBe('SKPS-12: исполнитель: Пётр Иванов → Анна Седова')
      expect(mailTo(given, ANNA)).toMatchObject([{ words: { letter: 'card', goes: { to: 'customer' } } }])
    },
  )

  const three = policyWith({
    engineers: [
      PYOTR,
      { ...ANNA, name: 'Петров Иван', address: 'i.petrov@vendor.example' },
      { ...LEAD, name: 'Любовь Петрова', address: 'l.petrova@vendor.example', alsoCalled: ['Люба', 'Любови'] },
    ],
  })
  test.each([
    ['!передать Пётр', PYOTR.address],
    ['!передать Петру', PYOTR.address],
    ['!передать Петру Иванову', PYOTR.address],
    ['!передать Петров И.', 'i.petrov@vendor.example'],
    ['!передать Ивану Петрову', 'i.petrov@vendor.example'],
    ['!передать Петровой', 'l.petrova@vendor.example'],
    ['!передать Любови', 'l.petrova@vendor.example'],
    ['!передать люба', 'l.petrova@vendor.example'],
    ['!передать l.petrova', 'l.petrova@vendor.example'],
    ['!передать Любовь Петрова <l.petrova@vendor.example>', 'l.petrova@vendor.example'],
    // One case of him and another of her, a part of a name, a name of nobody: never guessed.
    ['!передать Петрова', null],
    ['!передать Петрову', null],
    ['!передать Пет', null],
    ['!передать Петрович', null],
    ['!передать Петренко', null],
    ['!передать Петр Петров', null],
    ['!передать И.', null],
    ['!передать vendor.example', null],
  ])('%s: %s, whatever other name begins like it', (line, to) => {
    const given = decided(line, { by: PYOTR, ticket: mine({ engineer: null, state: 'new' }), policy: three })
    expect(imageOf(given)?.engineer ?? null).toBe(to)
    if (to === null) expect(reportOf(given)[1]).toMatch(/нет инженера|подходят несколько|Иван/)
  })

  test('a name that fits nobody is refused with the names that there are', () => {
    const nobody = decided('!передать Кузнецов', { ticket: mine() })
    expect(nobody.tickets).toEqual([])
    expect(reportOf(nobody)[1]).toContain('Анна Седова')
  })

  test('a name that fits several is refused with those', () => {
    const two = policyWith({
      engineers: [PYOTR, ANNA, { ...LEAD, name: 'Анна Котова', address: 'a.kotova@vendor.example' }],
    })
    expect(reportOf(decided('!передать Анна', { policy: two }))[1]).toContain('Анна Седова, Анна Котова')
  })

  test('!взять from a colleague takes it over, and he is told', () => {
    const taken = decided('!взять', { by: ANNA, ticket: mine() })
    expect(imageOf(taken)?.engineer).toBe(ANNA.address)
    expect(mailTo(taken, PYOTR)).toMatchObject([
      { words: { letter: 'message', heading: expect.stringContaining('Анна Седова') } },
    ])
  })

  test('!освободить gives it back to everybody', () => {
    const free = decided('!вернуть', { ticket: mine() })
    expect(imageOf(free)).toMatchObject({ engineer: null, state: 'new' })
  })
})

test('what concerns no ticket is not said of the one whose mail was answered', () => {
  const lines = reportOf(decided('!отпуск 14.12.2026\n!показать\n!взять', { facts: { tickets: [ticketWith()] } }))
  expect(lines[1]).toMatch(/^Пётр Иванов: отсутствует/)
  expect(lines[2]).toMatch(/дежурных не остаётся/)
  expect(lines[4]).toBe('SKPS-12 отправлено письмом')
  expect(lines[6]).toMatch(/^SKPS-12: исполнитель/)
})

test('a high criticality that is lowered is not called one that was never found', () => {
  const told = (criticality: 'high' | 'suspected') =>
    toCustomers(decided('!некритично вход восстановлен', { ticket: mine({ criticality }) }))[0]?.words
  expect(told('high')).toMatchObject({ letter: 'criticality', confirmed: false, wasHigh: true })
  expect(told('suspected')).toMatchObject({ wasHigh: false })
  expect(toCustomers(decided('!некритично', { ticket: mine({ state: 'closed', criticality: 'high' }) }))).toEqual([])
})

describe('interim news and questions', () => {
  test('!вработе: the customer reads it, the ticket stays open and unanswered, the clock runs', () => {
    const news = decided('!вработе\nСмотрим журнал.')
    expect(toCustomers(news)).toMatchObject([
      { kind: 'answer', words: { letter: 'answer', nature: 'working', text: 'Смотрим журнал.' } },
    ])
    expect(imageOf(news)).toMatchObject({ state: 'open', engineer: PYOTR.address, answeredAt: null })
    expect(imageOf(news)?.intervals.at(-1)).toMatchObject({ owner: 'us', to: null })
  })

  test('!вработе says in which state the ticket is, whatever that is', () => {
    const words = (state: 'waiting' | 'answered') =>
      toCustomers(decided('!вработе\nСмотрим журнал.', { ticket: mine({ state }) }))[0]?.words
    expect(words('waiting')).toMatchObject({ nature: 'working', state: 'waiting' })
    expect(words('answered')).toMatchObject({ nature: 'working', state: 'answered' })
  })

  test('!вработе without a text is refused', () => {
    expect(reportOf(decided('!вработе')).join(' ')).toContain('нет текста')
  })

  test('a command that lacks its text is not called right beside it; the others are', () => {
    expect(reportOf(decided('!вработе'))).toEqual(['> !вработе', 'нет текста, клиенту нечего отправить'])
    expect(reportOf(decided('!взять\n!заметка'))).toEqual([
      '> !взять',
      expect.stringContaining('верна, но не выполнена'),
      '> !заметка',
      'нет текста заметки',
    ])
  })

  test('!ждём with a text: the questions go out, the clock stands, reminder and closing are named', () => {
    const asked = decided('!ждём\nКакая у вас версия?', { ticket: mine(), policy })
    expect(toCustomers(asked)).toMatchObject([
      {
        kind: 'answer',
        words: {
          letter: 'questions',
          text: 'Какая у вас версия?',
          clockStands: true,
          remindAt: new Date('2026-11-26T07:00:00Z'),
          closesAt: new Date('2026-12-02T15:00:00Z'),
        },
      },
    ])
    expect(imageOf(asked)).toMatchObject({ state: 'waiting', waitingSince: NOW, questions: 'Какая у вас версия?' })
    expect(imageOf(asked)?.intervals.at(-1)).toMatchObject({ owner: 'us', to: null })
    expect(imageOf(asked)?.onItsWay).toMatchObject({ filedAt: NOW, because: 'asked' })
  })

  test('!ждём alone counts from the last answer that was delivered, and sends nothing', () => {
    const ticket = mine({ state: 'open' })
    const since = decided('!ждём', { facts: { tickets: [ticket], lastAnswer: answered({ acceptedAt: TAKEN }) } })
    expect(toCustomers(since)).toEqual([])
    expect(imageOf(since)).toMatchObject({
      state: 'waiting',
      waitingSince: TAKEN,
      questions: 'Какая у вас версия?',
    })
    expect(imageOf(since)?.intervals.at(-1)).toMatchObject({ owner: 'customer', from: TAKEN, to: null })
  })

  test('!ждём alone while the answer is on its way waits from its acceptance', () => {
    const since = decided('!ждём', { facts: { tickets: [mine({ state: 'open' })], lastAnswer: answered() } })
    expect(imageOf(since)).toMatchObject({ state: 'waiting', onItsWay: { outgoingId: answered().outgoingId } })
    expect(imageOf(since)?.intervals.every((one) => one.owner === 'us')).toBe(true)
  })

  test('!ждём alone with no answer to wait for is refused', () => {
    expect(reportOf(decided('!ждём')).join(' ')).toContain('нет текста с вопросами')
    const failed = decided('!ждём', { facts: { tickets: [mine()], lastAnswer: answered({ state: 'failed' }) } })
    expect(failed.tickets).toEqual([])
  })

  /** Asked, answered by the customer at `back`, ours since then. */
  function answeredSince(back: Date): Ticket {
    const asked = new Date('2026-11-16T10:00:00Z')
    return mine({
      state: 'open',
      questions: 'Какая версия?',
      intervals: [
        { owner: 'us', from: new Date('2026-11-16T09:00:00Z'), to: asked, because: 'opened' },
        { owner: 'customer', from: asked, to: back, because: 'asked' },
        { owner: 'us', from: back, to: null, because: 'customer wrote' },
      ],
    })
  }

  /** The wait ended with a closing; two hours later his letter has opened the ticket again. */
  function reopened(): Ticket {
    const ticket = answeredSince(new Date('2026-11-18T08:00:00Z'))
    const [ours, his, now] = ticket.intervals
    if (ours === undefined || his === undefined || now === undefined) throw new Error('three turns')
    return { ...ticket, intervals: [ours, { ...his, to: new Date('2026-11-18T06:00:00Z') }, now] }
  }

  test('questions asked anew leave our time ours, however short it was', () => {
    const again = decided('!ждём\nИ всё-таки, какая?', { ticket: answeredSince(new Date('2026-11-18T08:00:00Z')) })
    expect(imageOf(again)?.intervals.map((one) => one.owner)).toEqual(['us', 'customer', 'us'])
    expect(imageOf(again)?.onItsWay).toMatchObject({ because: 'asked' })
    expect(imageOf(again)?.onItsWay?.goesOn).toBeUndefined()
  })

  test('!ждём прежнее within a working day goes on as one, and the letter says so', () => {
    const again = decided('!ждём прежнее\nИ всё-таки, какая?', {
      ticket: answeredSince(new Date('2026-11-18T08:00:00Z')),
    })
    expect(imageOf(again)?.onItsWay).toMatchObject({ goesOn: true })
    expect(toCustomers(again)[0]?.words).toMatchObject({
      letter: 'questions',
      goesOnFrom: new Date('2026-11-16T10:00:00Z'),
    })
  })

  test.each([
    ['nothing was asked before', mine({ state: 'open' }), 'прежнего ожидания нет'],
    ['he answered more than a working day ago', answeredSince(new Date('2026-11-17T08:00:00Z')), 'больше рабочего дня'],
    ['it was closed in between and opened again', reopened(), 'прежнего ожидания нет'],
  ])('!ждём прежнее is refused where %s', (_, ticket, why) => {
    const refusedOne = decided('!ждём прежнее\nИ всё-таки?', { ticket })
    expect(refusedOne.tickets).toEqual([])
    expect(reportOf(refusedOne).join(' ')).toContain(why)
  })

  test('!ждём прежнее past the deadline in force, or without a text, is refused', () => {
    const late = { ...answeredSince(new Date('2026-11-18T08:00:00Z')), deadline: new Date('2026-11-18T08:30:00Z') }
    expect(reportOf(decided('!wait same\nSo?', { ticket: late })).join(' ')).toContain('срок уже истёк')
    const bare = decided('!ждём прежнее', { ticket: answeredSince(new Date('2026-11-18T08:00:00Z')) })
    expect(reportOf(bare).join(' ')).toContain('нет текста с вопросами')
  })
})

describe('with a text, notice and answer are one letter (decision 8)', () => {
  test.each([
    ['!критично доступ\nУже смотрим.', 'criticality'],
    ['!срок 26.02.2027 согласовано письмом\nКак договорились.', 'due-moved'],
  ])('%s', (text, letter) => {
    const lead = { ...PYOTR, roles: ['engineer', 'lead'] as const }
    const both = decided(text, { by: lead, ticket: mine(), policy: { ...policy, engineers: [lead, ANNA] } })
    expect(toCustomers(both)).toMatchObject([{ kind: 'answer', words: { letter: 'answer', notice: { letter } } }])
    expect(imageOf(both)?.state).toBe('answered')
  })

  test('a refusal carries the text as its reason', () => {
    const declined = decided('!вне не наш продукт\nОбратитесь к поставщику сети.', { by: LEAD, ticket: mine(), policy })
    expect(toCustomers(declined)).toMatchObject([
      { kind: 'answer', words: { letter: 'declined', reason: 'не наш продукт.\n\nОбратитесь к поставщику сети.' } },
    ])
    expect(imageOf(declined)?.state).toBe('declined')
  })
})

test('!ждём alone after the customer has answered is refused: nobody has told him what is missing', () => {
  const lastFromCustomer = {
    ticket: 12,
    at: new Date('2026-11-18T08:30:00Z'),
    text: 'Вот.',
    messageId: 'm2@plant.example',
  }
  const refused = decided('!ждём', { facts: { tickets: [mine()], lastAnswer: answered(), lastFromCustomer } })
  expect(refused.tickets).toEqual([])
  expect(reportOf(refused).join(' ')).toContain('чего не хватает')
})

test('a closed ticket is opened again and asked about in one mail', () => {
  const asked = decided('!открыть\n!ждём\nКакая у вас версия?', {
    ticket: mine({ state: 'closed', closedAt: NOW, intervals: [] }),
  })
  expect(imageOf(asked)).toMatchObject({ state: 'waiting', closedAt: null })
})

test('a ticket handed to somebody who is away: the transcript says until when', () => {
  const away = new Map([[ANNA.address, new Date('2026-12-14T21:00:00Z')]])
  expect(reportOf(decided('!передать Анна', { facts: { tickets: [mine()], away } })).join(' ')).toContain(
    'отсутствует по 14.12.2026 включительно',
  )
})

describe('development', () => {
  test('!разработка tells the customer in one mail with the text, keeps the reference from him', () => {
    const given = decided('!разработка CAT-311\nПередали разработчикам.', { ticket: mine(), policy })
    expect(toCustomers(given)).toMatchObject([
      {
        kind: 'answer',
        words: { letter: 'development', spoken: { text: 'Передали разработчикам.' }, clockGoesOn: true },
      },
    ])
    expect(JSON.stringify(toCustomers(given))).not.toContain('CAT-311')
    expect(imageOf(given)).toMatchObject({ state: 'development', developmentReference: 'CAT-311' })
    expect(reportOf(given)).toContain('SKPS-12: в работе → передано в разработку')
  })

  test('alone it sends the notice', () => {
    expect(toCustomers(decided('!dev', { ticket: mine(), policy }))).toMatchObject([
      { kind: 'notice', words: { letter: 'development', spoken: null, clockGoesOn: true } },
    ])
  })

  test('a second !разработка changes the reference and sends nothing', () => {
    const again = decided('!разработка CAT-312', {
      ticket: mine({ state: 'development', developmentReference: 'CAT-311' }),
    })
    expect(imageOf(again)?.developmentReference).toBe('CAT-312')
    expect(toCustomers(again)).toEqual([])
  })

  test('!изразработки brings it back', () => {
    expect(imageOf(decided('!изразработки', { ticket: mine({ state: 'development' }) }))?.state).toBe('open')
  })
})

describe('criticality and category', () => {
  test('!критично доступ confirms, records who was overtaken and tells the customer', () => {
    const queue = [
      mine({ id: 3, deadline: new Date('2026-11-20T15:00:00Z') }),
      mine({ id: 5, deadline: new Date('2026-12-20T15:00:00Z') }),
    ]
    const high = decided('!критично доступ директор не может войти', { facts: { tickets: [mine()], queue }, policy })
    expect(imageOf(high)).toMatchObject({
      criticality: 'high',
      criticalGround: 'access',
      criticalWhy: 'директор не может войти',
      criticalBy: PYOTR.address,
    })
    expect(high.events.find((one) => one.what === 'overtaken')?.detail).toBe('обогнало: SKPS-3 (48 ч)')
    expect(toCustomers(high)).toMatchObject([
      { kind: 'notice', words: { letter: 'criticality', confirmed: true, ground: 'access' } },
    ])
  })

  test.each(['!критично', '!критично срочно', '!критично иное'])('%s: refused with what would be right', (line) => {
    expect(reportOf(decided(line)).join(' ')).toMatch(/не хватает|назовите основание/)
  })

  test('the customer is told whose ticket it is, whoever raised it; nobody is named who does not have it', () => {
    const told = (engineer: string | null) =>
      toCustomers(decided('!критично доступ', { ticket: mine({ engineer }), policy }))[0]?.words
    expect(told(ANNA.address)).toMatchObject({ letter: 'criticality', engineerName: ANNA.name })
    expect(told(null)).toMatchObject({ letter: 'criticality', engineerName: null })
  })

  test('the transcript of a closing names no deadline any more', () => {
    const now = (line: string) => {
      const [words] = decided(line, { ticket: mine() }).send.flatMap((one) =>
        one.words.letter === 'transcript' ? [one.words] : [],
      )
      return words?.now
    }
    expect(now('!закрыть')).toMatchObject({ state: 'closed', deadlineAt: null })
    expect(now('!категория 4')).toMatchObject({ state: 'open', deadlineAt: mine().deadline })
  })

  test('!обычно lowers it and tells him', () => {
    const normal = decided('!обычно', { ticket: mine({ criticality: 'suspected', criticalGround: 'access' }), policy })
    expect(imageOf(normal)).toMatchObject({ criticality: 'normal', criticalGround: null })
    expect(toCustomers(normal)).toMatchObject([{ words: { letter: 'criticality', confirmed: false } }])
  })

  test.each([
    ['!категория 4', 'consultation'],
    ['!категория R11', 'consultation'],
    ['!category consultation', 'consultation'],
    ['!категория работоспособность', 'operation'],
    ['!категория данные', 'data'],
    ['!категория админ', 'administration'],
  ])('%s', (line, category) => {
    expect(imageOf(decided(line))?.category).toBe(category)
  })

  test.each(['!категория', '!категория 7', '!категория прочее'])('%s: refused', (line) => {
    expect(decided(line).tickets).toEqual([])
  })
})

describe('entitlement and dates, for leads', () => {
  const contracts = policyWith({ calendar: CALENDAR, contracts: [contractWith()] })
  const homeless = ticketWith({
    customer: { name: 'Новый', address: 'new@mail.example' },
    standing: { kind: 'none' },
    deadline: null,
    earliest: null,
    intervals: [{ owner: 'customer', from: new Date('2026-11-16T09:00:00Z'), to: null, because: 'contract awaited' }],
  })

  test('!договор confirms it: dates from the arrival without the waiting, the address remembered, the customer told', () => {
    const done = decided('!договор 17/2026', { by: LEAD, ticket: homeless, policy: contracts })
    expect(imageOf(done)).toMatchObject({
      standing: { kind: 'covered', contract: '17/2026', by: 'confirmed' },
      organisation: 'АО «Завод»',
    })
    expect(imageOf(done)?.deadline).not.toBeNull()
    expect(imageOf(done)?.intervals.at(-1)).toMatchObject({ owner: 'us', from: NOW })
    expect(imageOf(done)?.promises.at(-1)?.because).toBe('contract')
    expect(done.entries).toContainEqual({ kind: 'remember contract', address: 'new@mail.example', contract: '17/2026' })
    expect(toCustomers(done)).toMatchObject([
      { kind: 'notice', words: { letter: 'contract-confirmed', contract: '17/2026' } },
    ])
  })

  test.each([
    ['!договор 99/9', 'нет в списке'],
    ['!договор', 'не хватает'],
    ['!договор 17/2026', 'действует'],
  ])('%s: %s', (line, why) => {
    const expired = policyWith({ contracts: [contractWith({ validTo: '2026-10-31' })] })
    expect(reportOf(decided(line, { by: LEAD, ticket: homeless, policy: expired })).join(' ')).toContain(why)
  })

  test('an engineer who is no lead is refused with the leads’ names', () => {
    for (const line of [
      '!договор 17/2026',
      '!отклонить нет договора',
      '!вне к поставщику',
      '!срок 26.02.2027 по звонку',
    ]) {
      const refused = decided(line, { ticket: homeless, policy: contracts })
      expect(refused.tickets).toEqual([])
      expect(reportOf(refused).join(' ')).toContain('руководители: Олег Маршев')
    }
  })

  test.each([
    ['!отклонить договор не подтверждён', 'no-contract'],
    ['!вне обратитесь к поставщику сети', 'outside-list'],
  ])('%s: declined, the customer reads why', (line, because) => {
    const declined = decided(line, { by: LEAD, ticket: homeless, policy: contracts })
    expect(imageOf(declined)?.state).toBe('declined')
    expect(toCustomers(declined)).toMatchObject([{ kind: 'notice', words: { letter: 'declined', because } }])
  })

  test('a refusal with words of his own is his letter', () => {
    const declined = decided('!вне сеть\nОбратитесь к поставщику.', { by: LEAD, ticket: homeless, policy: contracts })
    const reason = 'сеть.\n\nОбратитесь к поставщику.'
    expect(toCustomers(declined)).toMatchObject([{ kind: 'answer', words: { reason, spokenBy: LEAD.name } }])
  })

  test('!срок moves the date by agreement and tells the customer', () => {
    const moved = decided('!срок 26.02.2027 согласовано письмом от 16.11', { by: LEAD, ticket: mine(), policy })
    expect(imageOf(moved)?.deadline).toEqual(new Date('2027-02-26T15:00:00Z'))
    expect(imageOf(moved)?.promises.at(-1)?.because).toBe('agreed')
    expect(toCustomers(moved)).toMatchObject([
      {
        words: {
          letter: 'due-moved',
          oldDeadlineAt: new Date('2026-11-30T15:00:00Z'),
          reason: 'согласовано письмом от 16.11',
        },
      },
    ])
  })

  test.each([
    ['!срок 31.02.2027 по письму', 'даты 31.02.2027 нет'],
    ['!срок по письму', 'даты'],
    ['!срок 26.02.2027', 'основание'],
    ['!срок 26.02.2027 много работы', 'согласия клиента'],
    ['!срок 27.02.2027 по письму', 'нерабочий день'],
    ['!срок 01.11.2026 по письму', 'уже прошло'],
    ['!срок 26.02.2027 согласовано письмом от 25.12.2026', 'не наступил: 25.12.2026'],
    ['!срок 26.02.2027 согласие клиента от 2027-02-20', 'не наступил: 2027-02-20'],
    ['!срок 26.02.2027 разговор с Ивановым 5 декабря 2026', 'не наступил: 5 декабря 2026'],
    ['!срок 26.02.2027 по письму № 15-7 от 19.11', 'не наступил: 19.11'],
    ['!срок 26.02.2027 согласовано по письму от 25.12.2026', 'не наступил: 25.12.2026'],
    ['!срок 26.02.2027 звонок завтра', 'не наступил: завтра'],
    ['!due 2027-02-26 agreed by his letter of 2026-11-19', 'не наступил: 2026-11-19'],
    ['!срок 20.11.2026 по просьбе от 19.11.2026', 'не наступил: 19.11.2026'],
  ])('%s: %s', (line, why) => {
    const refused = decided(line, { by: LEAD, ticket: mine(), policy })
    expect(refused.tickets).toEqual([])
    expect(reportOf(refused).join(' ')).toContain(why)
  })

  test.each([
    'согласовано письмом от 18.11.2026',
    'по письму от 30.10 и звонку сегодня',
    'письмо от 28.12 прошлого',
    'по просьбе клиента: отпуск до 15.12.2026',
    'согласие клиента, версия выйдет 10.12.2026',
    'по звонку, ждут обновления к 10.12.2026',
    'согласовано до 26.02.2027',
    'протокол № 12 от 31.02.2026',
  ])('a day that is no day of the consent is nobody’s matter: «%s»', (reason) => {
    const now = reason.includes('28.12') ? new Date('2027-01-11T09:00:00Z') : undefined
    const moved = decided(`!срок 26.02.2027 ${reason}`, { by: LEAD, ticket: mine(), policy, ...(now && { now }) })
    expect(imageOf(moved)?.promises.at(-1)?.because).toBe('agreed')
  })

  test('an earlier date needs a ground, but no consent', () => {
    expect(imageOf(decided('!срок 25.11.2026 срочно нужно', { by: LEAD, ticket: mine(), policy }))?.deadline).toEqual(
      new Date('2026-11-25T15:00:00Z'),
    )
  })
})

describe('who takes part', () => {
  test('!копия adds a participant, who gets a copy of the text below it', () => {
    const added = decided('!копия Петрова <m.petrova@plant.example>\nГотово.')
    expect(imageOf(added)?.participants).toEqual([{ name: 'Петрова', address: 'm.petrova@plant.example' }])
    expect(toCustomers(added)[0]?.recipients).toEqual(['i.sidorov@plant.example', 'm.petrova@plant.example'])
  })

  test.each([
    ['!копия петрова', 'не адрес'],
    [`!копия ${ANNA.address}`, 'адрес инженера'],
    ['!копия help@vendor.example', 'самой службы'],
    ['!безкопии x@y.example', 'не участник'],
  ])('%s: %s', (line, why) => {
    expect(reportOf(decided(line)).join(' ')).toContain(why)
  })

  test('!безкопии removes one', () => {
    const ticket = mine({ participants: [{ name: '', address: 'm.petrova@plant.example' }] })
    expect(imageOf(decided('!безкопии M.Petrova@plant.example', { ticket }))?.participants).toEqual([])
  })

  test('!следить and !неследить', () => {
    const watched = imageOf(decided('!следить', { by: ANNA, ticket: mine() }))
    expect(watched?.watchers).toEqual([ANNA.address])
    expect(imageOf(decided('!отписаться', { by: ANNA, ticket: mine({ watchers: [ANNA.address] }) }))?.watchers).toEqual(
      [],
    )
  })

  test('!отпуск until a day, the lead for another, and back', () => {
    const until = new Date('2026-12-14T21:00:00Z')
    expect(decided('!отпуск 14.12.2026').entries).toEqual([{ kind: 'away', engineer: PYOTR.address, until }])
    expect(reportOf(decided('!отпуск 11.12.2026')).join(' ')).toContain('отсутствует по 11.12.2026 включительно')
    expect(decided('!отпуск до 14 декабря').entries).toEqual([{ kind: 'away', engineer: PYOTR.address, until }])
    expect(decided('!отпуск Анна 14.12', { by: LEAD }).entries).toEqual([
      { kind: 'away', engineer: ANNA.address, until },
    ])
    expect(decided('!отпуск Анна 14.12').entries).not.toContainEqual(expect.objectContaining({ kind: 'away' }))
    expect(decided('!вернулся').entries).toEqual([{ kind: 'away', engineer: PYOTR.address, until: null }])
    expect(reportOf(decided('!отпуск скоро')).join(' ')).toContain('до какого дня')
  })
})

describe('tickets that are one, two, related', () => {
  const other = ticketWith({ id: 7, engineer: ANNA.address, state: 'open' })

  test('!объединить с N: N survives with messages and people, this number leads to it', () => {
    const stranger = { name: 'Олег', address: 'o@other.example' }
    const merged = decided('!объединить с 7', { facts: { tickets: [mine({ participants: [stranger] }), other] } })
    expect(imageOf(merged)).toMatchObject({ state: 'closed', mergedInto: 7 })
    expect(imageOf(merged, 7)?.participants).toEqual([stranger])
    expect(merged.entries).toContainEqual({ kind: 'move messages', from: 12, to: 7 })
    expect(merged.events.map((one) => one.ticket)).toEqual([7, 12])
    expect(toCustomers(merged)).toMatchObject([{ ticket: 12, words: { letter: 'merged', into: 'SKPS-7' } }])
  })

  test('tickets of two parties stay two', () => {
    const foreign = ticketWith({ id: 7, state: 'open', customer: { name: 'Другой', address: 'd@other.example' } })
    const merged = decided('!объединить 7', { facts: { tickets: [mine(), foreign] } })
    expect(merged.tickets).toEqual([])
    expect(reportOf(merged).join(' ')).toContain('!связать 7')
  })

  test.each([
    ['!объединить с 77', 'обращения SKPS-77 нет'],
    ['!объединить с 12', 'то же самое'],
    ['!объединить', 'не хватает'],
    ['!объединить с ним', 'не номер'],
    ['!связать 77', 'обращения SKPS-77 нет'],
  ])('%s: %s', (line, why) => {
    const refused = decided(line, { facts: { tickets: [mine(), other] } })
    expect(refused.tickets).toEqual([])
    expect(reportOf(refused).join(' ')).toContain(why)
  })

  test('a mail to the merged ticket acts on the survivor', () => {
    const gone = mine({ state: 'closed', mergedInto: 7 })
    expect(imageOf(decided('!взять', { facts: { tickets: [gone, other] } }), 7)?.engineer).toBe(PYOTR.address)
  })

  test('!связать stands on both sides', () => {
    const linked = decided('!связать 7', { facts: { tickets: [mine(), other] } })
    expect(imageOf(linked)?.links).toEqual([7])
    expect(imageOf(linked, 7)?.links).toEqual([12])
  })

  test('!разделить makes the customer’s last mail a ticket of its own, from when it came', () => {
    const last = {
      ticket: 12,
      at: new Date('2026-11-18T08:00:00Z'),
      text: 'И ещё: не печатается отчёт.',
      messageId: 'm5@plant.example',
    }
    const split = decided('!разделить', { facts: { tickets: [mine()], lastFromCustomer: last }, policy })
    expect(imageOf(split, 13)).toMatchObject({
      receivedAt: last.at,
      links: [12],
      state: 'new',
      thread: { lastMessageId: 'm5@plant.example' },
    })
    expect(split.entries).toContainEqual({ kind: 'move messages', from: 12, to: 13, messageId: 'm5@plant.example' })
    expect(toCustomers(split)).toMatchObject([{ kind: 'acknowledgement', ticket: 13, inReplyTo: 'm5@plant.example' }])
    expect(mailTo(split, ANNA)).toMatchObject([
      { ticket: 13, words: { letter: 'card', mail: { newText: 'И ещё: не печатается отчёт.' } } },
    ])
  })

  test.each([
    { to: 'no-reply@plant.example', mayAcknowledge: true },
    { to: 'mailer-daemon@mx.plant.example', mayAcknowledge: true },
    { to: 'i.sidorov@plant.example', mayAcknowledge: false },
  ])('!разделить acknowledges nothing to a machine, nor where the mail forbids it: $to', ({ to, mayAcknowledge }) => {
    const at = new Date('2026-11-18T08:00:00Z')
    const last = { ticket: 12, at, text: 'Заказ собран.', messageId: 'm5@plant.example', mayAcknowledge }
    const ticket = mine({ customer: { name: '', address: to } })
    const split = decided('!разделить', { facts: { tickets: [ticket], lastFromCustomer: last }, policy })
    expect(imageOf(split, 13)).toMatchObject({ links: [12], state: 'new' })
    expect(toCustomers(split)).toEqual([])
    expect(JSON.stringify(mailTo(split, PYOTR))).not.toContain('commands only, acknowledged')
  })

  test('!разделить of a ticket with one mail is refused', () => {
    expect(reportOf(decided('!разделить', { ticket: mine() })).join(' ')).toContain('отделять нечего')
  })
})

describe('taking back', () => {
  test('!отменить withdraws the held answer; the ticket is as if it had never been', () => {
    const before = mine()
    const sent = imageOf(decided('Готово.', { ticket: before }))
    if (sent === undefined) throw new Error('nothing changed')
    const undone = decided('!отменить', {
      facts: {
        tickets: [sent],
        lastAnswer: answered({ state: 'held', filedAt: NOW, outgoingId: sent.onItsWay?.outgoingId ?? '' }),
      },
      now: new Date(NOW.getTime() + 20_000),
    })
    expect(undone.entries).toEqual([{ kind: 'withdraw', outgoingId: sent.onItsWay?.outgoingId }])
    expect(imageOf(undone)).toMatchObject({ state: 'open', answeredAt: null })
    expect(imageOf(undone)?.intervals.filter((one) => one.owner === 'customer')).toEqual([])
    expect(toCustomers(undone)).toEqual([])
  })

  test.each([
    [answered(), 'уже отправлен'],
    [answered({ state: 'held', engineer: ANNA.address }), 'не вы'],
  ])('what has gone, or is not his, stays', (lastAnswer, why) => {
    const refused = decided('!отозвать', { facts: { tickets: [mine()], lastAnswer } })
    expect(refused.entries.map((one) => one.kind)).toEqual(['keep'])
    expect(reportOf(refused).join(' ')).toContain(why)
  })
})

describe('nothing is answered', () => {
  test.each([
    ['!необращение', 'closed'],
    ['!спам', 'declined'],
  ])('%s: %s without a letter', (line, state) => {
    const quiet = decided(line)
    expect(imageOf(quiet)?.state).toBe(state)
    expect(toCustomers(quiet)).toEqual([])
  })
})

describe('an answer by telephone', () => {
  test('!звонок on a ticket: the text is its record and counts as an answer, the customer is told of it and not what it says', () => {
    const called = decided('!звонок\nОбъяснил, как открыть каталог.', { ticket: mine() })
    expect(toCustomers(called)).toMatchObject([{ kind: 'notice', words: { letter: 'called', answeredAt: NOW } }])
    expect(JSON.stringify(toCustomers(called))).not.toContain('Объяснил')
    expect(imageOf(called)).toMatchObject({ state: 'answered', answeredAt: NOW })
    expect(called.filed).toEqual({ ticket: 12, role: 'note', shown: 'Объяснил, как открыть каталог.' })
  })

  test('without a record it is refused', () => {
    expect(decided('!звонок', { ticket: mine() }).tickets).toEqual([])
  })
})

describe('queries', () => {
  const queue = [
    mine({ id: 3, deadline: new Date('2026-11-20T15:00:00Z') }),
    ticketWith({ id: 5, deadline: new Date('2026-11-19T15:00:00Z') }),
  ]
  const asking = (text: string, facts: Known = {}) =>
    decided(text, {
      answers: 'commands',
      ticket: null,
      facts: { tickets: [mine(), ...queue], queue, ...facts },
      policy,
    })

  test('!очередь: all that is open, the nearest date first; no ticket is touched', () => {
    const asked = asking('!очередь')
    expect(asked.tickets).toEqual([])
    expect(asked.send).toMatchObject([
      {
        kind: 'digest',
        words: { letter: 'digest', sections: [{ tickets: [{ number: 'SKPS-5' }, { number: 'SKPS-3' }] }] },
      },
    ])
  })

  test('with subaddresses each line has an address that answers its customer', () => {
    const plus = policyWith({ calendar: CALENDAR, support: { ...policy.support, subaddress: '+' } })
    const asked = decided('!очередь', {
      answers: 'commands',
      ticket: null,
      facts: { tickets: queue, queue },
      policy: plus,
    })
    const [line] = asked.send.flatMap(({ words }) =>
      words.letter === 'digest' ? (words.sections[0]?.tickets ?? []) : [],
    )
    const address = /support\+\S+/.exec(line?.note ?? '')?.[0] ?? ''
    const mail = { inReplyTo: null, to: [{ name: '', address }] }
    expect(imageOf(decided('Готово.', { letter: mail, facts: { tickets: queue }, policy: plus }), 5)?.state).toBe(
      'answered',
    )
  })

  test('!мои: his own', () => {
    expect(asking('!мои').send).toMatchObject([{ words: { sections: [{ tickets: [{ number: 'SKPS-3' }] }] } }])
  })

  test('!показать N: the card with the history; an answer to it goes to the customer', () => {
    const at = new Date('2026-11-16T09:00:00Z')
    const shown = asking('!показать скпс-5', {
      history: new Map([[5, [{ at, who: 'desk', what: 'opened', detail: 'по адресу' }]]]),
    })
    expect(shown.send).toMatchObject([
      { ticket: 5, words: { letter: 'digest', goes: { to: 'customer' }, heading: 'SKPS-5 Не открывается каталог' } },
    ])
    expect(JSON.stringify(shown.send[0]?.words)).toContain('служба: зарегистрировано: по адресу')
    expect(shown.send[0]?.messageId).toMatch(/^a\.5\./)
  })

  test('!показать of no ticket: refused', () => {
    expect(reportOf(asking('!показать 99')).join(' ')).toContain('обращения SKPS-99 нет')
    expect(reportOf(asking('!показать')).join(' ')).toContain('назовите обращение')
  })

  test('!найти: hits with their snippets', () => {
    const found = () => [{ ticket: mine(), snippet: 'не открывается каталог' }]
    expect(asking('!найти каталога', { found }).send).toMatchObject([
      { words: { sections: [{ tickets: [{ number: 'SKPS-12', note: 'не открывается каталог' }] }] } },
    ])
  })

  test('!найти with a text that was pasted whole looks for its first twenty words, and says so', () => {
    const text = Array.from({ length: 30_000 }, (_, n) => `слово${n}`).join(' ')
    const sought: string[] = []
    const asked = decided(`!найти ${text}`, {
      answers: 'commands',
      facts: {
        tickets: [mine()],
        found: (words) => {
          sought.push(words)
          return []
        },
      },
    })
    expect(sought).toEqual([text.split(' ').slice(0, 20).join(' ')])
    expect(asked.send).toMatchObject([
      { words: { lines: ['Ничего не нашлось.', 'Искали только по первым 20 словам.'] } },
    ])
  })

  test('!почему: the count, day by day', () => {
    const asked = decided('!почему', { ticket: mine(), policy })
    expect(asked.send).toMatchObject([
      { words: { letter: 'why', number: 'SKPS-12', count: { deadline: new Date('2026-11-30T15:00:00Z') } } },
    ])
    expect(asked.tickets).toEqual([])
  })

  test('!помощь: every command of the table', () => {
    const [help] = asking('!помощь').send
    expect(help?.words.letter === 'help' && help.words.commands.length).toBe(COMMANDS.length)
  })

  test('!отчёт: the figures of the period that its words name', () => {
    const asked = { from: new Date('2026-09-30T21:00:00Z'), to: new Date('2026-10-31T21:00:00Z'), contract: null }
    const { send, entries } = asking('!отчёт октябрь по инженерам')
    expect(send.map((one) => one.words.letter)).not.toContain('report')
    const errand = entries.find((one) => one.kind === 'errand')?.errand
    expect(errand).toMatchObject({ kind: 'report', engineer: PYOTR.address, asked, by: 'engineer', previous: null })
    if (errand === undefined) throw new Error('nothing is to be counted')
    const records = { tickets: [mine()], events: [], ticket: () => undefined, mail: NO_MAIL }
    const figures = figuresOf(asked, records, reportRules(policy, NOW))
    const answer = decideOnErrand(errand, { kind: 'report', figures, previous: null }, policy, NOW)
    expect(answer.entries).toEqual([{ kind: 'errand done', key: errand.key }])
    expect(answer.send).toMatchObject([
      { kind: 'digest', ticket: null, words: { letter: 'report', goes: { to: 'commands' }, figures, by: 'engineer' } },
    ])
    const gone = decideOnErrand(
      { ...errand, engineer: 'gone@vendor.example' },
      { kind: 'report', figures, previous: null },
      policy,
      NOW,
    )
    expect([gone.send, gone.entries]).toEqual([[], answer.entries])
  })

  test('!отчёт of no period: refused with examples', () => {
    expect(reportOf(asking('!отчёт когда-нибудь')).join(' ')).toContain('!отчёт неделя')
  })

  test('a query above a text to the customer: the text goes out, and a transcript says so', () => {
    const both = decided('!показать\nГотово.', { ticket: mine(), policy })
    expect(toCustomers(both)).toHaveLength(1)
    expect(both.send.map((one) => one.words.letter)).toEqual(['answer', 'digest', 'transcript'])
  })

  test('a note in answer to a list belongs to nothing and is refused', () => {
    expect(reportOf(asking('!заметка\nДля своих.')).join(' ')).toContain('не относится к обращению')
  })

  test('an English desk answers in English', () => {
    const english = policyWith({ calendar: CALENDAR, language: 'en' })
    expect(reportOf(decided('!take', { policy: english }))).toEqual([
      '> !take',
      'SKPS-12: engineer: nobody → Пётр Иванов',
    ])
    expect(reportOf(decided('!clsoe', { policy: english }))[1]).toBe('no such command. Did you mean: !close')
  })

  test('a command on a ticket in answer to a list is refused', () => {
    expect(reportOf(asking('!взять')).join(' ')).toContain('не относится к обращению')
  })

  test('a query beside another command: both are done, one transcript', () => {
    const both = decided('!взять\n!помощь')
    expect(both.send.map((one) => one.words.letter).sort()).toEqual(
      ['help', 'message', 'transcript'].filter((one) => both.send.some((draft) => draft.words.letter === one)),
    )
    expect(imageOf(both)?.engineer).toBe(PYOTR.address)
  })
})
