// Plain objects for the tests of the rules: a letter, a policy, facts and a ticket with sensible values, each field
// replaceable. No fakes: the rules are pure and these are what they are given.
import type { BrakeFacts } from '../../src/desk/scene/brake-facts.ts'
import type { ClaimFacts, Clues, EngineerFacts, Facts, HistoryLine, LetterFacts } from '../../src/desk/scene/facts.ts'
import type { Contract, Engineer, Policy } from '../../src/desk/ticket/policy.ts'
import { makeToken, type TokenKind } from '../../src/desk/ticket/tag.ts'
import type { Terms, Ticket } from '../../src/desk/ticket/ticket.ts'
import type { Letter } from '../../src/letter.ts'

/** A Wednesday at 12:00 in Moscow, a plain working day. */
export const ARRIVED = new Date('2026-11-18T09:00:00Z')
/** Five seconds later: when the desk files it. */
export const NOW = new Date('2026-11-18T09:00:05Z')

export const HOUSE_TERMS: Terms = {
  minDays: 5,
  maxDays: 10,
  open: '10:00',
  close: '18:00',
  shortDayClose: '17:00',
  aroundTheClock: false,
  waitingStopsClock: true,
  developmentStopsClock: false,
  calendar: null,
}

export const PYOTR: Engineer = {
  name: 'Пётр Иванов',
  address: 'p.ivanov@vendor.example',
  roles: ['engineer', 'duty'],
  alsoWritesFrom: ['petr@home.example'],
}
export const ANNA: Engineer = {
  name: 'Анна Седова',
  address: 'a.sedova@vendor.example',
  roles: ['engineer'],
  alsoWritesFrom: [],
}
export const LEAD: Engineer = {
  name: 'Олег Маршев',
  address: 'o.marshev@vendor.example',
  roles: ['lead'],
  alsoWritesFrom: [],
}

/** A letter of a customer to the support address; `fields` replace. Its sha256 follows from its Message-ID. */
export function letterFrom(fields: Partial<Letter> = {}): Letter {
  const messageId = fields.messageId === undefined ? 'm1@plant.example' : fields.messageId
  const text = fields.text ?? fields.reply ?? 'Добрый день! Не открывается каталог изделий.'
  const sha256 = fields.sha256 ?? hexOf(messageId ?? text)
  return {
    bytes: 2048,
    sha256,
    from: { name: 'Иван Сидоров', address: 'i.sidorov@plant.example' },
    fromMailboxes: 1,
    to: [{ name: '', address: 'support@vendor.example' }],
    cc: [],
    replyTo: [],
    deliveredTo: [],
    returnPath: 'i.sidorov@plant.example',
    subject: 'Не открывается каталог',
    date: ARRIVED,
    messageId,
    inReplyTo: null,
    references: [],
    text,
    body: text,
    reply: text,
    quoted: '',
    signature: '',
    cuts: [],
    html: false,
    safeHtml: null,
    attachments: [],
    kind: 'mail',
    mayAcknowledge: true,
    byMachine: null,
    answersInvitation: false,
    reaction: null,
    why: [],
    bounce: null,
    forwarded: null,
    importanceHigh: false,
    loopMarks: [],
    receivedHops: 3,
    contentHash: sha256,
    defects: [],
    setAside: false,
    trace: [],
    place: null,
    arrivedAt: ARRIVED,
    verdict: { sender: 'unknown', because: { is: 'nobody is trusted' } },
    ...fields,
  }
}

/** A contract of the plant, valid through 2026. */
export function contractWith(fields: Partial<Contract> = {}): Contract {
  return {
    number: '17/2026',
    organisation: 'АО «Завод»',
    domains: ['plant.example'],
    people: [
      {
        name: 'Иван Сидоров',
        address: 'i.sidorov@plant.example',
        phone: null,
        greeting: 'Иван Петрович',
        mayDeclareCritical: false,
      },
    ],
    validFrom: '2026-01-01',
    validTo: '2026-12-31',
    terms: {},
    language: null,
    amendments: [],
    ...fields,
  }
}

/** A desk with three engineers and no contracts file; `fields` replace. */
export function policyWith(fields: Partial<Policy> = {}): Policy {
  return {
    support: {
      address: 'support@vendor.example',
      name: 'Техническая поддержка',
      aliases: ['help@vendor.example'],
      phone: '8 (495) 000-00-00',
      phoneHours: ['10:00', '18:00'],
      ticketPrefix: 'SKPS',
      ticketPrefixAliases: ['СКПС'],
      subaddress: '',
      manuals: [],
    },
    engineers: [PYOTR, ANNA, LEAD],
    contracts: null,
    terms: HOUSE_TERMS,
    zone: 'Europe/Moscow',
    calendar: { years: new Map() },
    calendars: new Map(),
    firstAnswerHours: 8,
    critical: { keywords: [], firstAnswerHours: 2 },
    waiting: { remindDays: 5, closeDays: 10, graceMinutes: 60 },
    relayHoldSeconds: 60,
    verdictsExpected: false,
    brakes: {
      ackMaxAgeHours: 72,
      acksPerSenderPerDay: 20,
      automaticPerHour: 1000,
      quickMailsBeforeMute: 5,
      newTicketsPerSenderPerHour: 100,
      relayBytes: 26_214_400,
      strangersPerDomainPerHour: 10,
    },
    language: 'ru',
    answers: [],
    rota: { rows: [], duty: [] },
    greetings: {
      ru: { named: 'Здравствуйте, {{name}}!', plain: 'Здравствуйте!' },
      en: { named: 'Hello {{name}},', plain: 'Hello,' },
    },
    secret: 'a secret of the tests',
    installId: 'desk-of-the-tests',
    ...fields,
  }
}

export const NO_BRAKES: BrakeFacts = {
  acknowledgementsToSender: 0,
  noticesToSender: 0,
  automaticLastHour: 0,
  newTicketsFromSender: 0,
  floodTicket: null,
  quickness: [],
  secondsAfterAutomatic: null,
  mutedUntil: null,
}

/** What a test says that the books know; the rest is as in empty books. */
export interface Known
  extends Partial<Omit<LetterFacts, 'tickets' | 'brakes'>>,
    Partial<Omit<ClaimFacts, 'passedOn'>>,
    Partial<Pick<EngineerFacts, 'passedOn' | 'found' | 'ofCustomers' | 'knowledge'>> {
  readonly tickets?: readonly Ticket[]
  readonly brakes?: Partial<BrakeFacts>
  readonly notes?: readonly string[]
  /** sha256 of the files of notes. */
  readonly noteParts?: readonly string[]
  readonly colleagueAnswer?: ReturnType<EngineerFacts['colleagueAnswer']>
  readonly queue?: readonly Ticket[]
  readonly answers?: ReturnType<EngineerFacts['answers']>
  readonly history?: ReadonlyMap<number, readonly HistoryLine[]>
}

/** Facts of empty books but for what is known: the first ticket will be number 1. */
export function factsWith(known: Known = {}): Facts {
  const { tickets = [], brakes = {} } = known
  const byNumber = new Map(tickets.map((one) => [one.id, one]))
  return {
    nextNumber: known.nextNumber ?? 1 + Math.max(0, ...tickets.map((one) => one.id)),
    referred: known.referred ?? [],
    bounced: known.bounced ?? null,
    delays: known.delays ?? [],
    tickets: byNumber,
    sameId: known.sameId ?? null,
    lastFromCustomer: known.lastFromCustomer ?? null,
    lastAnswer: known.lastAnswer ?? null,
    earlier: known.earlier ?? [],
    earlierCount: known.earlierCount ?? 0,
    rememberedContract: known.rememberedContract ?? null,
    brakes: { ...NO_BRAKES, ...brakes },
    away: known.away ?? new Map(),
    ...(known.load === undefined ? {} : { load: known.load }),
    ...(known.alike === undefined ? {} : { alike: known.alike }),
    claim: {
      repeats: known.repeats ?? false,
      done: known.done ?? new Set(),
      tokenSentAt: known.tokenSentAt ?? null,
      kept: known.kept ?? null,
      unprovedCopies: known.unprovedCopies ?? 0,
      passedOn: () => tickets.slice(0, 1).flatMap((one) => known.passedOn?.(one.id) ?? []),
    },
    proved: {
      notes: () => ({ texts: known.notes ?? [], parts: known.noteParts ?? [] }),
      colleagueAnswer: () => known.colleagueAnswer ?? null,
      ticket: (id) => byNumber.get(id) ?? null,
      phones: () => tickets.flatMap((one) => one.customerPhone ?? []),
      calledFrom: (numbers) => tickets.filter((one) => numbers.includes(one.customerPhone ?? '')),
      ofCustomer: (address) => tickets.filter((one) => one.customer.address === address),
      answers: () => known.answers ?? [],
      knowledge: known.knowledge ?? (() => null),
      piecesKnown: () => 0,
      queue: () => known.queue ?? [],
      found: known.found ?? (() => []),
      ofCustomers: known.ofCustomers ?? (() => []),
      history: (ticket) => known.history?.get(ticket) ?? [],
      passedOn: known.passedOn ?? (() => []),
    },
  }
}

/** Clues of a customer's letter that refers to nothing. */
export function cluesWith(fields: Partial<Clues> = {}): Clues {
  return {
    token: null,
    isRewritten: false,
    named: null,
    own: null,
    messageIds: [],
    numbers: [],
    sender: 'i.sidorov@plant.example',
    engineer: null,
    ...fields,
  }
}

/** Ticket 12 of the plant's customer, three days old, that nobody has taken; `fields` replace. */
export function ticketWith(fields: Partial<Ticket> = {}): Ticket {
  const receivedAt = fields.receivedAt ?? new Date('2026-11-16T09:00:00Z')
  const customer = fields.customer ?? {
    name: 'Иван Сидоров',
    address: 'i.sidorov@plant.example',
  }
  return {
    id: 12,
    subject: 'Не открывается каталог',
    state: 'new',
    criticality: 'normal',
    criticalGround: null,
    criticalWhy: null,
    criticalBy: null,
    category: 'errors',
    categoryWhy: null,
    channel: 'email',
    registeredBy: null,
    language: 'ru',
    customer,
    customerPhone: null,
    organisation: null,
    standing: { kind: 'open' },
    participants: [],
    engineer: null,
    watchers: [],
    receivedAt,
    terms: HOUSE_TERMS,
    counting: { from: receivedAt, minDays: 5, maxDays: 10, agreedAt: null },
    intervals: [{ owner: 'us', from: receivedAt, to: null, because: 'opened' }],
    promises: [],
    clockStart: receivedAt,
    earliest: new Date('2026-11-23T15:00:00Z'),
    deadline: new Date('2026-11-30T15:00:00Z'),
    provisional: false,
    waitedSeconds: 0,
    answeredAt: null,
    closedAt: null,
    waitingSince: null,
    questions: null,
    developmentReference: null,
    reopened: 0,
    mergedInto: null,
    links: [],
    thread: {
      lastMessageId: 'm0@plant.example',
      references: [],
      subject: 'Не открывается каталог',
    },
    wakeAt: null,
    ...fields,
  }
}

/** The Message-ID of a mail to an engineer: an answer with this in In-Reply-To bears his token. */
export function tokenIdFor(
  engineer: Engineer,
  ticket: number | null,
  kind: TokenKind = 'answer',
  policy: Policy = policyWith(),
): string {
  return `${makeToken(kind, ticket, engineer.address, 'a mail of the tests', policy.secret)}@vendor.example`
}

/** A stand-in for sha256: 64 hexadecimal digits that follow from the text. */
export function hexOf(text: string): string {
  return Buffer.from(text).toString('hex').padEnd(64, '0').slice(0, 64)
}
