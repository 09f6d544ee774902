// Months of the desk on real books and real templates, with a clock that the test turns: what time alone says to whom.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CALENDAR, isoLocal, parseLocal } from '../../src/calendar/calendar.ts'
import { fileAccepted, fileFailure, fileLetter, fileMoment, type Room } from '../../src/filing.ts'
import type { Letter, Outgoing } from '../../src/letter.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import { openWording } from '../../src/wording/wording.ts'
import { LEAD, letterFrom, PYOTR, policyWith } from '../support/desk.ts'

const MOSCOW = 'Europe/Moscow'
const POLICY = policyWith({ calendar: CALENDAR, engineers: [PYOTR, LEAD], relayHoldSeconds: 0 })
const WORDING = openWording(join(import.meta.dirname, '../../templates'), MOSCOW)

function at(text: string): Date {
  const read = parseLocal(text, MOSCOW)
  if (read === null) throw new Error(`no time: ${text}`)
  return read
}

let folder: string
let store: Store
let now: Date
let post: { readonly at: string; readonly outgoing: Outgoing }[]

const room: Room = {
  policy: POLICY,
  clock: () => now,
  transaction: (work) => store.transaction(work),
  render: (draft) => WORDING.render(draft),
  tell: (event) => WORDING.tell(event, POLICY.language),
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ticketd-months-'))
  store = openStore(folder)
  post = []
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true })
})

/** The daemon dies and comes back. */
function restart(): void {
  store.close()
  store = openStore(folder)
}

function deliver(): void {
  const due = store.queue.claim(now, 100, () => new Date(now.getTime() + 60_000))
  store.queue.settle(
    due.map(({ delivery }) => ({ delivery, kind: 'sent' as const, response: '250 ok' })),
    now,
  )
  for (const acceptance of store.queue.acceptancesToFile()) fileAccepted(acceptance, room)
  for (const { outgoing } of due) post.push({ at: isoLocal(now, MOSCOW).slice(0, 16), outgoing })
}

function file(fields: Partial<Letter>): void {
  fileLetter(letterFrom({ arrivedAt: now, date: now, ...fields }), room)
  deliver()
}

/** A tick each half hour up to a moment. */
function until(text: string): void {
  for (; now <= at(text); now = new Date(now.getTime() + 1_800_000)) {
    for (let n = 0; n < 20 && fileMoment(room) !== undefined; n += 1) expect(n).toBeLessThan(19)
    deliver()
  }
}

/** What was sent to an address since the last look: moment and subject; the morning mails are left out. */
function sentTo(address: string): readonly string[] {
  const found = post.filter(({ outgoing }) => outgoing.recipients.includes(address) && outgoing.kind !== 'digest')
  return found.map((one) => `${one.at} ${one.outgoing.kind} ${one.outgoing.subject}`)
}

function lastTo(address: string): Outgoing {
  const found = post.filter(({ outgoing }) => outgoing.recipients.includes(address)).at(-1)
  if (found === undefined) throw new Error(`nothing went to ${address}`)
  return found.outgoing
}

function engineerWrites(reply: string): void {
  const card = lastTo(PYOTR.address)
  file({
    from: { name: PYOTR.name, address: PYOTR.address },
    messageId: `e.${now.getTime()}@vendor.example`,
    inReplyTo: card.messageId,
    references: [card.messageId],
    returnPath: PYOTR.address,
    subject: `Re: ${card.subject}`,
    reply,
    text: reply,
  })
}

const CUSTOMER = 'i.sidorov@plant.example'

describe('a ticket from mail to closing', () => {
  test('questions nobody answers: one reminder, one closing, through a restart and a weekend asleep', () => {
    now = at('2026-11-16T12:00')
    file({})
    now = at('2026-11-16T15:00')
    engineerWrites('!ждём\n1. Какая у вас версия?')
    post = []
    until('2026-11-20T19:00')
    restart()
    now = at('2026-11-23T03:00')
    until('2026-11-24T12:00')
    restart()
    until('2026-12-04T12:00')
    expect(sentTo(CUSTOMER)).toEqual([
      '2026-11-24T10:00 notice [SKPS-1] Не открывается каталог',
      '2026-11-30T18:00 notice [SKPS-1] Не открывается каталог',
    ])
    const [reminder, closing] = post.filter(({ outgoing }) => outgoing.recipients.includes(CUSTOMER))
    expect(reminder?.outgoing.text).toContain('> 1. Какая у вас версия?')
    expect(closing?.outgoing.text).toMatch(/Обращение SKPS-1 закрыто 30\sноября/)
    const mornings = post.filter(
      ({ outgoing }) => outgoing.kind === 'digest' && outgoing.recipients.includes(PYOTR.address),
    )
    expect(new Set(mornings.map((one) => one.at.slice(0, 10))).size).toBe(mornings.length)
    expect(mornings.every((one) => one.at.endsWith('T10:00'))).toBe(true)
  })

  test('a deadline that nobody keeps is told once, and every morning after', () => {
    now = at('2026-11-16T12:00')
    file({})
    post = []
    until('2026-12-02T12:00')
    expect(sentTo(LEAD.address)).toEqual(['2026-11-30T18:00 alert ПРОСРОЧЕНО [SKPS-1] Не открывается каталог'])
    expect(lastTo(LEAD.address).subject).toBe(
      'Сводка руководителю на 02.12.2026: просрочено 1, без договора 0, ничьих 1',
    )
    expect(lastTo(PYOTR.address).text).toContain('SKPS-1')
  })

  test('a critical mail on Saturday at 03:00 calls until it is taken, an ordinary one beside it waits for Monday', () => {
    now = at('2026-11-21T03:00')
    file({
      subject: 'Не работает каталог',
      text: 'Сервер каталога недоступен, никто не может войти в систему.',
      reply: 'Сервер каталога недоступен, никто не может войти в систему.',
    })
    file({
      messageId: 'm2@other.example',
      from: { name: 'Олег', address: 'o@other.example' },
      subject: 'Вопрос по отчёту',
      text: 'Как выгрузить отчёт?',
      reply: 'Как выгрузить отчёт?',
    })
    const first = sentTo(PYOTR.address).filter((line) => line.includes(' alert '))
    expect(first).toHaveLength(1)
    post = []
    until('2026-11-21T04:10')
    expect(sentTo(LEAD.address)).toEqual([
      '2026-11-21T03:30 alert СРОЧНО [SKPS-1] Не работает каталог',
      '2026-11-21T04:00 alert СРОЧНО [SKPS-1] Не работает каталог',
    ])
    engineerWrites('!взять')
    post = []
    until('2026-11-23T09:30')
    expect([...sentTo(LEAD.address), ...sentTo(PYOTR.address)]).toEqual([])
  })

  test('an answer that is refused is told with the words of the server, and the ticket is in work again', () => {
    now = at('2026-11-16T12:00')
    file({})
    now = at('2026-11-16T15:00')
    engineerWrites('Обновите каталог до версии 7.')
    const answer = lastTo(CUSTOMER)
    expect(answer.kind).toBe('answer')
    now = at('2026-11-16T16:00')
    fileFailure(
      {
        outgoingId: answer.id,
        recipient: CUSTOMER,
        code: 550,
        status: '5.1.1',
        text: '550 5.1.1 user unknown',
        lastingBecause: 'refused',
      },
      room,
    )
    deliver()
    expect(lastTo(PYOTR.address).text).toContain('550 5.1.1 user unknown')
    expect(lastTo(PYOTR.address).text).toContain('Обновите каталог до версии 7.')
    post = []
    until('2026-12-01T12:00')
    expect(sentTo(LEAD.address)).toEqual([
      '2026-11-17T16:00 alert НЕ ДОСТАВЛЕНО [SKPS-1] Не открывается каталог',
      '2026-11-30T18:00 alert ПРОСРОЧЕНО [SKPS-1] Не открывается каталог',
    ])
  })
})
