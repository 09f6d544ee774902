// What is filed is found again: letters by every key, tickets field by field, the journal, the entries.
import { describe, expect, test } from 'vitest'
import type { Ticket } from '../../src/desk/desk.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import { cluesWith, HOUSE_TERMS, letterFrom, PYOTR, ticketWith } from '../support/desk.ts'
import {
  decision,
  file,
  INBOX,
  later,
  letter,
  NO_WORDS,
  onNewBooks,
  open,
  outgoing,
  placeOf,
  recordMoment,
  sha,
  T0,
  temporary,
} from './books.ts'

/** Every field differs from its usual value. */
const FULL: Required<Ticket> = {
  ...ticketWith(),
  id: 3,
  subject: "2026-11-18T09:00:05.000Z 'O''Brien' \u0001 🙂",
  state: 'development',
  criticality: 'high',
  criticalGround: 'access',
  criticalWhy: 'не может войти',
  criticalBy: 'p.ivanov@vendor.example',
  category: 'data',
  categoryWhy: 'слово «выгрузка»',
  channel: 'phone',
  registeredBy: 'a.sedova@vendor.example',
  language: 'en',
  customer: { name: 'Ann Lee', address: 'Ann.Lee@plant.example' },
  owesAcknowledgement: true,
  customerPhone: '+7 495 000-00-00',
  organisation: 'АО «Завод»',
  standing: { kind: 'expired', contract: '17/2026', listed: true },
  participants: [{ name: '2026-11-18T09:00:05.000Z', address: 'b@plant.example' }],
  engineer: 'p.ivanov@vendor.example',
  watchers: ['o.marshev@vendor.example'],
  receivedAt: later(-1),
  terms: { ...HOUSE_TERMS, minDays: 2, aroundTheClock: true, calendar: 'своя' },
  counting: { from: later(1), minDays: 2, maxDays: 4, agreedAt: later(2) },
  intervals: [
    { owner: 'us', from: later(1), to: later(3), because: 'opened' },
    { owner: 'development', from: later(3), to: null, because: 'handed over' },
  ],
  promises: [
    {
      at: later(1),
      earliestAt: later(5),
      deadlineAt: later(6),
      because: 'opened',
      rule: {
        agreedAt: later(2),
        from: later(1),
        minDays: 2,
        maxDays: 4,
        hours: ['10:00', '18:00', '17:00'],
        waited: { seconds: 61, dayHours: 8 },
      },
      calendar: '2026.3',
      status: 'preliminary',
    },
    // As the first releases kept it.
    {
      at: later(1),
      earliestAt: later(5),
      deadlineAt: later(6),
      because: 'opened',
      rule: 'R15',
      calendar: '2026.3',
      status: 'official',
    },
  ],
  clockStart: later(7),
  earliest: later(8),
  deadline: later(9),
  provisional: true,
  waitedSeconds: 61,
  answeredAt: later(10),
  closedAt: later(11),
  alarm: { since: new Date('2026-11-19T08:00:00Z'), seenBy: 'p.ivanov@vendor.example' },
  titled: true,
  byRota: { row: 1, open: 2, of: 3 },
  fixedIn: '4.2',
  theirNumbers: [{ number: '15/24', on: '2026-11-01' }],
  waitingSince: later(12),
  questions: '1. Какая версия?',
  developmentReference: 'DEV-7',
  outOfTurn: [
    {
      at: later(13),
      by: 'p.ivanov@vendor.example',
      ground: 'access',
      why: 'не может войти',
      overtook: [{ ticket: 1, seconds: 3600 }],
    },
  ],
  helpAsked: [{ at: later(11), said: { word: 'did not help', at: later(12) } }],
  ending: 'closed',
  onItsWay: { outgoingId: 'aa', filedAt: new Date('2026-11-19T09:00:00Z'), because: 'asked', goesOn: true },
  undeliveredAt: new Date('2026-11-19T09:30:00Z'),
  calledAt: new Date('2026-11-19T09:00:00Z'),
  reopened: 2,
  mergedInto: 1,
  links: [1, 2],
  thread: { lastMessageId: 'z@plant.example', references: ['y@plant.example'], subject: 'Тема' },
  wakeAt: later(13),
}

test('a ticket comes back from the books as it went in, every field', () => {
  onNewBooks((store) => {
    for (const n of [1, 2]) open(store, n)
    recordMoment(store, { tickets: [FULL] })
    expect(store.reading.ticket(3)).toEqual(FULL)
    const plain = ticketWith({ id: 3, mergedInto: null })
    recordMoment(store, { tickets: [plain] })
    expect(store.reading.ticket(3)).toEqual(plain)
  })
})

test('what a ticket learns after its table was made is kept too', () => {
  onNewBooks((store) => {
    const learned = { ...ticketWith({ id: 1 }), promisedAt: later(1), marks: ['a'] }
    recordMoment(store, { tickets: [learned] })
    expect(store.reading.ticket(1)).toEqual(learned)
  })
})

describe('a letter is known again', () => {
  const known = letter(1)
  const cases = [
    { why: 'by its bytes', seen: letter(2, { sha256: known.sha256, place: null }), is: true },
    {
      why: 'by Message-ID and content together',
      seen: letter(2, { messageId: known.messageId, contentHash: known.contentHash }),
      is: true,
    },
    { why: 'but not by Message-ID alone', seen: letter(2, { messageId: known.messageId }), is: false },
    { why: 'nor by content alone', seen: letter(2, { contentHash: known.contentHash }), is: false },
    {
      why: 'nor by content when it has no Message-ID',
      seen: letter(2, { messageId: null, contentHash: known.contentHash }),
      is: false,
    },
    { why: 'nor by a place where something else lies now', seen: letter(2, { place: placeOf(1) }), is: false },
  ]
  test.each(cases)('$why', ({ seen, is }) => {
    onNewBooks((store) => {
      open(store, 1)
      expect(store.transaction((books) => books.has(seen))).toBe(is)
    })
  })

  test('and its new place is recorded', () => {
    onNewBooks((store) => {
      open(store, 1)
      const processed = { ...INBOX, folder: 'Processed', uidValidity: '5' }
      const moved = letter(1, { place: placeOf(900, processed) })
      expect(store.filedThere(processed, [900]).size).toBe(0)
      store.transaction((books) => books.has(moved))
      expect([...store.filedThere(processed, [899, 900]).keys()]).toEqual([900])
    })
  })

  test('what was filed from a place is known by host, user, folder and numbering, with its size and moment', () => {
    onNewBooks((store) => {
      open(store, 1)
      expect(store.filedThere(INBOX, [1, 2])).toEqual(new Map([[1, { bytes: 1001, arrivedAt: T0 }]]))
      for (const other of [{ host: 'other.example' }, { user: 'sales' }, { folder: 'Spam' }, { uidValidity: '78' }])
        expect(store.filedThere({ ...INBOX, ...other }, [1]).size).toBe(0)
    })
  })

  test('another letter under the UID of a filed one takes its place', () => {
    onNewBooks((store) => {
      open(store, 1)
      open(store, 2, { letter: letter(2, { place: placeOf(1, { bytes: 7 }) }) })
      expect(store.filedThere(INBOX, [1]).get(1)).toEqual({ bytes: 7, arrivedAt: T0 })
    })
  })

  test('places from before host and user were kept belong to the mailbox of the configuration, once', () => {
    onNewBooks((store) => {
      open(store, 1, { letter: letter(1, { place: placeOf(1, { host: '', user: '' }) }) })
      store.adoptMailboxes(INBOX.host, INBOX.user)
      expect(store.filedThere(INBOX, [1]).size).toBe(1)
      store.adoptMailboxes('other.example', 'other')
      expect(store.filedThere({ ...INBOX, host: 'other.example', user: 'other' }, [1]).size).toBe(0)
      expect(store.filedThere(INBOX, [1]).size).toBe(1)
    })
  })
})

test('a transaction that throws leaves nothing behind', () => {
  onNewBooks((store) => {
    const broken = () =>
      store.transaction((books) => {
        books.record(
          { kind: 'letter', letter: letter(1) },
          decision({ tickets: [ticketWith({ id: 1 })] }),
          NO_WORDS,
          T0,
        )
        throw new Error('a rule fell over')
      })
    expect(broken).toThrow('a rule fell over')
    expect(store.reading.figures(T0)).toMatchObject({ letters: 0, tickets: {} })
    expect(store.filedThere(INBOX, [1]).size).toBe(0)
  })
})

test('what must happen once only cannot happen twice, and takes its whole transaction back', () => {
  onNewBooks((store) => {
    recordMoment(store, { entries: [{ kind: 'once', key: 'morning 2026-11-18' }] })
    expect(store.settings.once('morning 2026-11-18')).toBe(true)
    const again = () =>
      recordMoment(store, {
        tickets: [ticketWith({ id: 1 })],
        entries: [{ kind: 'once', key: 'morning 2026-11-18' }],
      })
    expect(again).toThrow(/done already/)
    expect(store.reading.ticket(1)).toBeUndefined()
  })
})

test('show has the messages of customer and desk and the notes, in order, and no mail to engineers', () => {
  onNewBooks((store) => {
    open(store, 1)
    const note = letter(2, { from: PYOTR, reply: 'Проверить стенд', arrivedAt: later(60) })
    file(store, {
      letter: note,
      filed: { ticket: 1, role: 'note', shown: 'Проверить стенд' },
      outgoing: [
        outgoing('note to Anna', { kind: 'note', audience: 'engineer', recipients: ['a.sedova@vendor.example'] }),
      ],
      now: later(61),
    })
    const source = letter(3, { from: PYOTR, reply: '!закрыть\nГотово', arrivedAt: later(70) })
    file(store, {
      letter: source,
      filed: { ticket: 1, role: 'source', shown: 'Готово' },
      outgoing: [outgoing('answer', { kind: 'answer', text: 'Здравствуйте! Готово', date: later(71) })],
      now: later(71),
    })
    const robot = letter(4, { kind: 'auto-reply', arrivedAt: later(80) })
    file(store, { letter: robot, filed: { ticket: 1, role: 'robot' }, now: later(81) })
    const shown = store.reading.show(1)
    expect(shown?.messages.map((one) => [one.n, one.direction, one.kind, one.text])).toEqual([
      [1, 'in', 'mail', 'Добрый день! Не открывается каталог изделий.'],
      [2, 'out', 'acknowledgement', 'Обращение зарегистрировано.'],
      [3, 'note', 'note', 'Проверить стенд'],
      [4, 'out', 'answer', 'Здравствуйте! Готово'],
    ])
    expect(shown?.history).toEqual([{ at: T0, who: 'desk', what: 'opened', detail: 'new' }])
    expect(store.reading.show(99)).toBeUndefined()
  })
})

describe('list', () => {
  const tickets: readonly Ticket[] = [
    ticketWith({ id: 1, state: 'closed', deadline: later(-500) }),
    ticketWith({ id: 2, state: 'new', deadline: null, earliest: null }),
    ticketWith({ id: 3, state: 'open', deadline: later(-10), engineer: PYOTR.address, organisation: 'АО «Завод»' }),
    ticketWith({ id: 4, state: 'waiting', deadline: later(-20), customer: { name: 'Ольга', address: 'O@x.example' } }),
    ticketWith({ id: 5, state: 'open', deadline: later(100), engineer: 'A.Sedova@vendor.example' }),
  ]
  const ids = (store: Store, filter: Parameters<Store['reading']['tickets']>[0]) =>
    store.reading.tickets(filter).map((ticket) => ticket.id)

  test('gives all by deadline, then those without one, finished ones last; filters narrow it', () => {
    onNewBooks((store) => {
      recordMoment(store, { tickets })
      expect(ids(store, {})).toEqual([4, 3, 5, 2, 1])
      expect(ids(store, { state: 'open' })).toEqual([3, 5])
      expect(ids(store, { overdueAt: T0 })).toEqual([4, 3])
      expect(ids(store, { engineer: 'sedova' })).toEqual([5])
      expect(ids(store, { engineers: ['P.Ivanov@vendor.example'] })).toEqual([3])
      expect(ids(store, { engineer: 'sedova', engineers: [PYOTR.address] })).toEqual([3, 5])
      expect(ids(store, { engineers: [] })).toEqual([])
      expect(ids(store, { customer: 'ольга' })).toEqual([4])
      expect(ids(store, { customer: 'завод' })).toEqual([3])
      expect(ids(store, { customer: 'нет такого' })).toEqual([])
    })
  })
})

test('a letter set aside is a ticket all the same, named by its raw mail, once however often it comes', () => {
  onNewBooks((store) => {
    const bad = letter(1, { subject: 'Сломанное', setAside: true })
    const house = { terms: HOUSE_TERMS, language: 'ru' } as const
    store.stumble([bad.sha256, sha('another')])
    store.stumble([bad.sha256])
    expect([bad.sha256, sha('another'), sha('a third')].map(store.reading.stumbles)).toEqual([2, 1, 0])
    expect(store.fileSetAside(bad, 'the rules fell over three times', T0, house)).toBe(1)
    expect(store.fileSetAside(bad, 'again', T0, house)).toBe(1)
    const shown = store.reading.show(1)
    expect(shown?.ticket).toMatchObject({ id: 1, state: 'new', subject: 'Сломанное', deadline: null })
    expect(shown?.history).toHaveLength(1)
    expect(shown?.history[0]).toMatchObject({ what: 'set aside' })
    expect(shown?.history[0]?.detail).toBe(
      `письмо не удалось обработать (для разработчика: the rules fell over three times); исходное письмо хранится как ${bad.sha256}`,
    )
    expect(shown?.ticket.language).toBe('ru')
    expect(shown?.messages[0]?.sha256).toBe(bad.sha256)
    expect(store.transaction((books) => books.has(bad))).toBe(true)
    expect(store.reading.figures(T0).setAside).toBe(1)
    expect(store.transaction((books) => books.momentFacts(T0).setAside)).toEqual([
      { ticket: 1, why: 'the rules fell over three times' },
    ])
  })
})

test('a desk that speaks English sets a letter aside in English', () => {
  onNewBooks((store) => {
    const bad = letter(1, { setAside: true })
    store.fileSetAside(bad, 'a rule had a bug', T0, { terms: HOUSE_TERMS, language: 'en' })
    const shown = store.reading.show(1)
    expect(shown?.ticket.language).toBe('en')
    expect(shown?.history[0]?.detail).toBe(
      `the mail could not be filed (for the developer: a rule had a bug); the raw mail is kept as ${bad.sha256}`,
    )
  })
})

test('moving messages takes the letters of both sides along, or one alone', () => {
  onNewBooks((store) => {
    for (const n of [1, 2]) open(store, n)
    recordMoment(store, { entries: [{ kind: 'move messages', from: 2, to: 1 }] })
    expect(store.reading.show(1)?.messages).toHaveLength(4)
    expect(store.reading.show(2)?.messages).toHaveLength(0)
    const entry = { kind: 'move messages', from: 1, to: 2, messageId: 'm2@plant.example' } as const
    recordMoment(store, { entries: [entry] })
    expect(store.reading.show(2)?.messages.map((one) => one.messageId)).toEqual(['m2@plant.example'])
  })
})

test('the secret, the install id and the first cut-off are made once and kept', () => {
  const { directory, remove } = temporary()
  const first = openStore(directory)
  const { secret, installId } = first.settings
  expect(first.settings.firstStart(T0)).toEqual(T0)
  first.close()
  const second = openStore(directory)
  expect(second.settings).toMatchObject({ secret, installId })
  expect(second.settings.firstStart(later(1000))).toEqual(T0)
  expect(secret).toMatch(/^[0-9a-f]{64}$/)
  second.close()
  remove()
})

test('a letter without sender, Message-ID or date is filed and shown', () => {
  onNewBooks((store) => {
    const bare = letterFrom({
      from: null,
      messageId: null,
      date: null,
      subject: '',
      reply: '',
      text: '',
      sha256: sha('x'),
    })
    open(store, 1, { letter: bare, clues: cluesWith({ sender: null }), outgoing: [] })
    expect(store.reading.show(1)?.messages[0]).toMatchObject({ from: { name: '', address: '' }, messageId: null })
  })
})
