// A random conversation at the whole desk: customers of two contracts and a stranger, three engineers, notes, answers that
// quote notes, commands, answers taken back, merges, calls, robots, reports of mail servers, mails that come twice, several in
// one sweep, with one that breaks a rule; a mail server that cuts, refuses and puts off, and a desk that dies in between. Every
// mail says something that nobody else says.
import fc from 'fast-check'
import type { Outgoing } from '../../src/letter.ts'
import { ANNA, contractWith, LEAD, PYOTR, policyWith } from '../support/desk.ts'
import {
  engineersAnswer,
  openWholeDesk,
  type RawFields,
  rawMail,
  type ServerWord,
  type WholeDesk,
} from '../support/whole-desk.ts'

export const ENGINEERS = [PYOTR, ANNA, LEAD]
export const CUSTOMERS = [
  { name: 'Иван Сидоров', address: 'i.sidorov@plant.example', side: 'plant' },
  { name: 'Ольга Петрова', address: 'o.petrova@plant.example', side: 'plant' },
  { name: 'Кирилл Мореходов', address: 'kapitan@yard.example', side: 'yard' },
  { name: 'Зоя Верфева', address: 'zoya@yard.example', side: 'yard' },
  { name: 'Прохожий', address: 'walker@else.example', side: 'else' },
] as const
export type Side = (typeof CUSTOMERS)[number]['side']
export const ROBOTS = ['no-reply@shop.example', 'mailer-daemon@mx.example', 'owner-list@lists.example']

const CONTRACTS = [
  contractWith(),
  contractWith({
    number: '18/2026',
    organisation: 'ООО «Северная Верфь»',
    domains: ['yard.example'],
    people: [
      {
        name: 'Кирилл Мореходов',
        address: 'kapitan@yard.example',
        phone: null,
        greeting: null,
        mayDeclareCritical: false,
      },
    ],
  }),
]

/** One step; the numbers choose among what is there at that moment. */
export interface Step {
  readonly does: (typeof DOES)[number]
  readonly who: number
  readonly which: number
  readonly how: number
}

const DOES = [
  'writes',
  'writes',
  'answers',
  'answers',
  'intrudes',
  'says a word',
  'robot',
  'out of office',
  'engineer answers',
  'engineer answers',
  'engineer answers',
  'engineer notes',
  'engineer notes',
  'engineer quotes a note',
  'engineer quotes a note',
  'engineer orders',
  'engineer orders',
  'engineer slips',
  'engineer merges',
  'engineer insists',
  'engineer asks',
  'forged engineer',
  'bounce',
  'report',
  'report',
  'call',
  'sweep',
  'sweep',
  'server cuts',
  'server refuses',
  'server puts off',
  'death',
  'engineer takes back',
  'time',
  'again',
] as const

export const steps = fc.array(
  fc.record({
    does: fc.constantFrom(...DOES),
    who: fc.nat({ max: 1000 }),
    which: fc.nat({ max: 1000 }),
    how: fc.nat({ max: 1000 }),
  }),
  { minLength: 30, maxLength: 60, size: 'max' },
)

type Quote = (text: string) => string
const prefixed = (mark: string, text: string): string =>
  text
    .split('\n')
    .map((line) => `${mark}${line}`)
    .join('\n')

/** How mail clients quote; each gives what comes back in an engineer's mail. */
export const QUOTES: readonly Quote[] = [
  (text) => `18.11.2026 12:00, Пётр Иванов пишет:\n${prefixed('> ', text)}`,
  (text) => `On Wed, Nov 18, 2026 at 12:00:00PM +0300, Pyotr wrote:\n${prefixed('> ', text)}`,
  (text) => prefixed('>> ', text),
  (text) => prefixed('>', text),
  (text) => `-----Исходное сообщение-----\nОт: Пётр\nОтправлено: 18 ноября\n\n${text}`,
  (text) => `От: Пётр Иванов\nОтправлено: 18 ноября 2026 г. 12:00\nКому: support\nТема: Re\n\n${text}`,
  (text) => prefixed('| ', text),
  (text) => prefixed('ПИ> ', text),
  (text) => `18.11.2026, 12:00, "Пётр Иванов":\n${prefixed('  ', text)}`,
  (text) => prefixed('    ', text),
  (text) => text.split('\n').join(' '),
  (text) => text.split('\n').join('\n\n'),
  (text) => text.replaceAll(' ', '\u00a0'),
  (text) => text.split('').join('\u200b'),
  (text) => text.toUpperCase(),
  (text) => `«${text}»`,
  (text) => `- ${text.split('\n').join('\n- ')}`,
  (text) => text,
]

export interface Said {
  readonly canary: string
  readonly side: Side
  /** False for what his machine said. */
  readonly byPerson: boolean
}

export interface Advice {
  readonly canary: string
  /** Addresses in the first line of the mail that was answered; none where it said that nothing goes to a customer. */
  readonly named: readonly string[]
}

export interface Conversation {
  readonly desk: WholeDesk
  /** Words that only customers of a side have said. */
  readonly said: Said[]
  /** Words that stand in notes only, one a line. */
  readonly secrets: string[]
  readonly raws: string[]
  /** What engineers have told customers, and whom the first line of the card that they answered had named. */
  readonly advice: Advice[]
  /** Ticket numbers that a side itself has written, which it may read again. */
  readonly numbersSaid: Map<Side, Set<number>>
  /** What the server says to the next so many letters for customers; engineers' are cut off at most. */
  mood: { readonly word: ServerWord; left: number }
  /** Each sweep: its mails, and whether each was news. */
  readonly sweeps: { readonly raws: readonly string[]; readonly news: readonly boolean[] }[]
  /** Person's answers that a report calls undelivered, each once, and what had left before it. */
  readonly reported: { readonly key: string; readonly posted: number }[]
}

/** With `hold` an answer of an engineer leaves so many seconds later. */
export function openConversation(subaddress: '' | '+', hold: number): Conversation {
  const mood = { word: 'taken' as ServerWord, left: 0 }
  const support = { ...policyWith().support, subaddress }
  return {
    desk: openWholeDesk({
      policy: { contracts: CONTRACTS, engineers: ENGINEERS, support, relayHoldSeconds: hold },
      server: ({ outgoing }) => saidTo(outgoing, mood),
    }),
    mood,
    sweeps: [],
    reported: [],
    said: [],
    secrets: [],
    advice: [],
    raws: [],
    numbersSaid: new Map(),
  }
}

function saidTo({ audience }: Outgoing, mood: Conversation['mood']): ServerWord {
  if (mood.left === 0) return 'taken'
  mood.left -= 1
  return audience === 'customer' || mood.word === 'cut off after it' ? mood.word : 'taken'
}

function chosen<T>(list: readonly T[], n: number): T | undefined {
  return list.length === 0 ? undefined : list[n % list.length]
}

let serial = 0

/** A word that nobody has said before: letters only, so that it is one word to every reader. */
function fresh(stem: string): string {
  serial += 1
  const letters = [...String(serial).padStart(6, '0')].map((digit) => 'абвгдежзик'[Number(digit)] ?? '').join('')
  return `${stem}${letters}`
}

/** What came of a step: undefined when nothing was there to choose from. */
export interface Taken {
  readonly raw: string
  readonly from: string
  readonly automatic: boolean
  /** What its author typed. */
  readonly written: string
  readonly known: boolean
}

/** Time until the step passes: what was held or put off leaves. */
export function pass({ how }: Step, { desk }: Conversation): void {
  desk.turn(45 + (how % 7) * 600)
  desk.deliver()
}

const WORDS_OF_SERVER = {
  'server cuts': 'cut off after it',
  'server refuses': 'refused',
  'server puts off': 'later',
} as const satisfies Partial<Record<Step['does'], ServerWord>>

/** Takes one step: the mail that it makes comes to the desk. Undefined for what is no single mail. */
export async function take(step: Step, talk: Conversation): Promise<Taken | undefined> {
  const { desk } = talk
  switch (step.does) {
    case 'time':
      desk.turn((1 + (step.which % 6)) * 86_400)
      desk.tick()
      return undefined
    case 'server cuts':
    case 'server refuses':
    case 'server puts off':
      Object.assign(talk.mood, { word: WORDS_OF_SERVER[step.does], left: 1 + (step.how % 5) })
      return undefined
    case 'death':
      desk.restart()
      desk.deliver()
      return undefined
    case 'call':
      call(step, talk)
      return undefined
    case 'sweep':
      await sweep(step, talk)
      return undefined
    case 'engineer takes back':
      await takenBack(step, talk)
      return undefined
    default:
      return arrived(step.does === 'again' ? again(step, talk) : mailOf(step, talk), talk)
  }
}

async function arrived(made: Made | undefined, talk: Conversation): Promise<Taken | undefined> {
  if (made === undefined) return undefined
  const decision = await talk.desk.arrives(made.raw)
  talk.raws.push(made.raw)
  return { ...made, known: decision === undefined }
}

/** A customer calls, whom the operator knows by his address, by his number only, or not at all. */
function call({ who, how }: Step, talk: Conversation): void {
  const { desk } = talk
  const customer = chosen(CUSTOMERS, who) ?? CUSTOMERS[0]
  const canary = fresh('факт')
  const isKnown = how % 3 !== 0
  talk.said.push({ canary, side: customer.side, byPerson: true })
  desk.calls({
    customer: isKnown ? { name: customer.name, address: customer.address } : { name: '', address: '' },
    phone: how % 2 === 0 || !isKnown ? '8 (495) 123-45-67' : null,
    subject: `Звонок ${canary}`,
    text: `У нас ${canary} на сервере каталога.`,
    receivedAt: new Date(desk.now().getTime() - 60_000 * (how % 90)),
  })
}

const SWEPT = [
  'writes',
  'answers',
  'intrudes',
  'robot',
  'engineer answers',
  'engineer orders',
  'engineer notes',
] as const

/** Mails of one sweep, at times one of them twice, at times with one that breaks a rule at first. */
async function sweep({ who, which, how }: Step, talk: Conversation): Promise<void> {
  const made = Array.from({ length: 2 + (how % 4) }, (_, n) => {
    const does = chosen(SWEPT, which + 3 * n + how) ?? 'writes'
    return mailOf({ does, who: who + n, which: which + 7 * n, how: how + 5 * n }, talk)
  })
  const raws = made.flatMap((one) => (one === undefined ? [] : [one.raw]))
  const [first] = raws
  if (first === undefined) return
  if (which % 3 === 0) raws.push(first)
  const decisions = await talk.desk.arriveTogether(raws, which % 2 === 0 ? how % raws.length : undefined)
  talk.raws.push(...new Set(raws))
  talk.sweeps.push({ raws, news: decisions.map((one) => one !== undefined) })
}

/** An engineer answers and, a moment later, wishes he had not. */
async function takenBack(step: Step, talk: Conversation): Promise<void> {
  await arrived(engineersMail({ ...step, does: 'engineer answers' }, talk), talk)
  talk.desk.turn(step.how % 100)
  await arrived(engineersMail({ ...step, does: 'engineer takes back' }, talk), talk)
}

type Made = Omit<Taken, 'known'>

function again({ which, how }: Step, { raws }: Conversation): Made | undefined {
  const raw = chosen(raws, which)
  if (raw === undefined) return undefined
  const alias = how % 2 === 0 ? '' : 'Delivered-To: help@vendor.example\r\n'
  return { raw: `${alias}${raw}`, from: '', automatic: true, written: '' }
}

function mailOf(step: Step, talk: Conversation): Made | undefined {
  switch (step.does) {
    case 'writes':
    case 'answers':
    case 'intrudes':
    case 'says a word':
    case 'out of office':
      return customersMail(step, talk)
    case 'robot':
    case 'bounce':
      return robotsMail(step, talk)
    case 'report':
      return report(step, talk)
    default:
      return engineersMail(step, talk)
  }
}

const WORDS = ['статус', 'Статус?', 'решено', 'Вопрос решён, спасибо!', 'не решено', 'Спасибо!', 'status']

function customersMail({ does, who, which, how }: Step, talk: Conversation): Made | undefined {
  const { desk } = talk
  const customer = chosen(CUSTOMERS, who) ?? CUSTOMERS[0]
  const canary = fresh('факт')
  const text =
    does === 'says a word' ? (chosen(WORDS, how) ?? '') : `Добрый день!\nУ нас ${canary} на сервере каталога.`
  const own = desk.to(customer.address)
  const answered = chosen(does === 'intrudes' ? desk.post.map((one) => one.outgoing) : own, which)
  if (does !== 'writes' && answered === undefined) return undefined
  if (does !== 'says a word') talk.said.push({ canary, side: customer.side, byPerson: does !== 'out of office' })
  const colleague = CUSTOMERS.find((one) => one.side === customer.side && one !== customer)
  const thread = does === 'writes' ? {} : threadOf(answered, how, does === 'intrudes')
  if (thread.subject !== undefined) noteNumbers(talk, customer.side, thread.subject)
  const fields: RawFields = {
    from: `${customer.address}`,
    subject: does === 'writes' ? `Вопрос ${canary}` : 'Re: каталог',
    ...(how % 3 === 0 && colleague !== undefined ? { cc: colleague.address } : {}),
    ...(does === 'out of office' ? { more: ['Auto-Submitted: auto-replied'] } : {}),
    ...thread,
    text:
      how % 4 === 1 && answered !== undefined && does === 'answers'
        ? `${text}\n\n${prefixed('> ', answered.text)}`
        : text,
  }
  return { raw: rawMail(fields), from: customer.address, automatic: does === 'out of office', written: text }
}

/** What an answer to the letter bears. An intruder knows numbers and ids of others, not what they wrote. */
function threadOf(answered: Outgoing | undefined, how: number, intrudes: boolean): RawFields {
  if (answered === undefined) return {}
  const known = intrudes ? `[SKPS-${answered.ticket}] чужое` : answered.subject
  if (how % 3 === 2) return { subject: `Re: ${known}` }
  if (how % 3 === 1) return { references: [answered.messageId] }
  const references = [...answered.references, answered.messageId]
  return { subject: `Re: ${known}`, inReplyTo: answered.messageId, references }
}

function noteNumbers(talk: Conversation, side: Side, text: string): void {
  const known = talk.numbersSaid.get(side) ?? new Set()
  for (const match of text.matchAll(/SKPS-(\d+)/g)) known.add(Number(match[1]))
  talk.numbersSaid.set(side, known)
}

function robotsMail({ does, who, which, how }: Step, { desk }: Conversation): Made {
  const from = chosen(ROBOTS, who) ?? ''
  const answered = chosen(desk.post, which)?.outgoing
  const bounced =
    answered === undefined || does === 'robot' ? '' : `\n\nMessage-ID: <${answered.messageId}>\nSubject: x`
  const more = [
    ['Return-Path: <>', 'Auto-Submitted: auto-generated'],
    ['List-Id: <list.example>', 'Precedence: list'],
    ['X-Auto-Response-Suppress: All'],
  ][how % 3]
  const fields: RawFields = {
    from,
    subject: does === 'bounce' ? 'Undelivered Mail Returned to Sender' : 'Ваш заказ',
    text: `This is automatic.${bounced}`,
    ...(more === undefined ? {} : { more }),
    ...(answered === undefined || how % 2 === 0 ? {} : { references: [answered.messageId] }),
  }
  return { raw: rawMail(fields), from, automatic: true, written: '' }
}

/** A mail server's report (RFC 3464) that a letter to a customer did not arrive. */
function report({ which }: Step, talk: Conversation): Made | undefined {
  const { desk, reported } = talk
  const lost = chosen(
    desk.transmitted.filter((one) => one.outgoing.audience === 'customer' && one.word === 'taken'),
    which,
  )
  if (lost === undefined) return undefined
  const { outgoing, recipient } = lost
  const key = `${outgoing.id} ${recipient}`
  if (outgoing.kind === 'answer' && !reported.some((one) => one.key === key)) {
    reported.push({ key, posted: desk.post.length })
  }
  const parts = [
    ['text/plain; charset=us-ascii', `<${recipient}>: host mx.example said: 550 5.1.1 user unknown`],
    [
      'message/delivery-status',
      `Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; ${recipient}\nAction: failed\nStatus: 5.1.1`,
    ],
    ['text/rfc822-headers', `Message-ID: <${outgoing.messageId}>\nSubject: returned`],
  ]
  const body = parts.map(([type, text]) => `--b\nContent-Type: ${type}\n\n${text}\n\n`).join('')
  const head = rawMail({
    from: 'mailer-daemon@mx.example',
    subject: 'Undelivered Mail Returned to Sender',
    trace: ['Return-Path: <>'],
    more: ['Auto-Submitted: auto-replied'],
    text: `${body}--b--`,
  })
  const raw = head.replace(
    'text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit',
    'multipart/report; report-type=delivery-status; boundary=b',
  )
  return { raw, from: 'mailer-daemon@mx.example', automatic: true, written: '' }
}

function engineersMail(step: Step, talk: Conversation): Made | undefined {
  const { desk } = talk
  const engineer = chosen(ENGINEERS, step.who) ?? PYOTR
  const box = desk.to(engineer.address)
  const cards = box.filter((one) => one.kind === 'notification' && one.ticket !== null).slice(-6)
  const held = box.filter((one) => one.kind === 'transcript').slice(-2)
  const answered = chosen(step.does === 'engineer insists' ? held : step.which % 5 === 0 ? box : cards, step.which)
  if (answered === undefined) return undefined
  const text = engineersText(step, talk, answered)
  const forged = step.does === 'forged engineer'
  const raw = forged
    ? rawMail({ from: engineer.address, subject: `Re: ${answered.subject}`, text })
    : engineersAnswer(
        answered,
        engineer.address,
        step.how % 4 === 3 ? `${text}\n\n${prefixed('> ', answered.text)}` : text,
      )
  return { raw, from: engineer.address, automatic: false, written: text }
}

function engineersText(step: Step, talk: Conversation, answered: Outgoing): string {
  const { how, which } = step
  const canary = fresh('совет')
  talk.advice.push({ canary, named: namedIn(answered) })
  const own = `Ответ: ${canary}, установите обновление.`
  switch (step.does) {
    case 'engineer notes': {
      const secrets = [fresh('секрет'), fresh('тайна')]
      talk.secrets.push(...secrets)
      return `!заметка\nКлиент сам удалил базу ${secrets[0]}.\nПароль стенда ${secrets[1]} прежний`
    }
    case 'engineer quotes a note': {
      const quote = chosen(QUOTES, which + how) ?? ((text: string) => text)
      const inside = secretLines(talk, answered.ticket).join('\n')
      return how % 2 === 0 ? `${own}\n\n${quote(inside)}` : `${quote(inside)}\n\n${own}`
    }
    case 'engineer slips':
      return slipOf(step, talk, own, secretLines(talk, answered.ticket))
    case 'engineer merges':
      return mergeOf(step, talk, answered, own)
    case 'engineer insists':
      // He sends what only a colleague's answer holds back; a line of a note is not sent by his own word here.
      return /^Пока вы писали/m.test(answered.text) && !/^(?:В тексте|Приложен)/m.test(answered.text)
        ? '!отправить'
        : '!отозвать'
    case 'engineer takes back':
      return '!отозвать'
    case 'engineer asks':
      return how % 2 === 0 ? `!ждём\n${own}\nКакая версия?` : '!ждём'
    case 'engineer orders':
    case 'forged engineer':
      return orderOf(step, talk, answered, own)
    default:
      return answered.kind === 'digest' && answered.ticket === null ? ofAList(step, talk, own) : own
  }
}

/** Whom the first sentence of a mail to an engineer names. */
export function namedIn({ text }: Outgoing): readonly string[] {
  const first = /^Ответ на это письмо уйдёт клиенту: ([\s\S]*?)\.\n/.exec(text)?.[1] ?? ''
  return (first.match(/[^\s<>,:]+@[^\s<>,]+/g) ?? []).map((one) => one.toLowerCase())
}

/** Of the same domain as often as of any other: only those may be merged. */
function mergeOf({ which, how }: Step, { desk }: Conversation, answered: Outgoing, own: string): string {
  const all = desk.store.reading.tickets({}).filter((one) => one.id !== answered.ticket)
  const domainOf = (address: string): string => address.slice(address.lastIndexOf('@'))
  const domain = domainOf(desk.store.reading.ticket(answered.ticket ?? 0)?.customer.address ?? '')
  const fitting = all.filter((one) => domainOf(one.customer.address) === domain && one.mergedInto === null)
  const number = chosen(which % 2 === 0 && fitting.length > 0 ? fitting : all, which)?.id ?? 1
  return how % 2 === 0 ? `!объединить с ${number}` : `!объединить с ${number}\n${own}`
}

/** An answer to a list names its ticket in front. */
function ofAList({ which }: Step, { desk }: Conversation, own: string): string {
  const ticket = chosen(desk.store.reading.tickets({}), which)
  return `SKPS-${ticket?.id ?? 1}\n${own}`
}

/** Lines of the ticket's notes that nobody but engineers may read. */
function secretLines({ desk }: Conversation, ticket: number | null): readonly string[] {
  const messages = desk.store.reading.show(ticket ?? 0)?.messages ?? []
  const notes = messages.filter((one) => one.kind === 'note').map((one) => one.text)
  return notes
    .join('\n')
    .split('\n')
    .filter((line) => /секрет|тайна/.test(line))
}

/** What an engineer writes by mistake to a customer. */
function slipOf({ how, which }: Step, { desk, said }: Conversation, own: string, secrets: readonly string[]): string {
  const other = chosen(desk.store.reading.tickets({}), which)?.id ?? 1
  const slips = [
    `${own}\nКак в SKPS-${other}.`,
    `${own}\nСм. скпс ${other}`,
    `${own}\nПишите мне: ${PYOTR.address}`,
    `${own}\nИли ${PYOTR.alsoWritesFrom[0]?.toUpperCase()}`,
    `${own}\n<${desk.to(PYOTR.address).at(-1)?.messageId}>`,
    `${own}\nТак же было у Кирилла Мореходова, ООО «Северная Верфь», у Кирилл Мореходов.`,
    `${own}\nСпросите: kapitan@yard.example, i.sidorov@plant.example`,
    `!срок 30.12.2026 согласовано: ${secrets.at(-2) ?? 'x'}`,
    `!отклонить ${secrets.at(-1) ?? 'x'}`,
    `!критично иное ${secrets.at(-1) ?? 'x'}`,
    `!обычно ${secrets.at(-2) ?? 'x'}`,
    `!разработка ${secrets.at(-1) ?? 'x'}`,
    `!вне SKPS-${other} то же`,
    `${own}\n!закрыть`,
    `${own} ${said.length}\n!!не команда`,
  ]
  return chosen(slips, how) ?? own
}

const ORDERS = [
  '!взять',
  '!закрыть',
  '!открыть',
  '!ждём',
  '!разработка 77',
  '!изразработки',
  '!вработе',
  '!категория 2',
  '!критично сервис стоит',
  '!обычно',
  '!очередь',
  '!мои',
  '!показать',
  '!почему',
  '!помощь',
  '!найти факт',
  '!передать Анна',
  '!освободить',
  '!следить',
  '!спам',
  '!необращение',
  '!разделить',
  '!звонок',
  '!закырть',
  '!отозвать',
  '!договор 17/2026',
  '!отпуск 30.11.2026',
  '!вернулся',
]

function orderOf({ how, which }: Step, { desk }: Conversation, answered: Outgoing, own: string): string {
  const order = chosen(ORDERS, how) ?? ''
  // A contract makes a ticket its organisation's: only its own people's is put under it here.
  const customer = desk.store.reading.ticket(answered.ticket ?? 0)?.customer.address ?? ''
  const first = order.startsWith('!договор') && !customer.endsWith('@plant.example') ? '!вернулся' : order
  const number = chosen(desk.store.reading.tickets({}), which)?.id ?? 1
  const link = which % 5 === 0 ? `\n!связать ${number}` : ''
  return which % 3 === 0 ? `${first}${link}` : `${first}${link}\n${own}`
}
