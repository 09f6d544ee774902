import { describe, expect, test } from 'vitest'
import { CALENDAR, parseLocal } from '../../../src/calendar/calendar.ts'
import { settle } from '../../../src/desk/ticket/promise.ts'
import type { Ticket } from '../../../src/desk/ticket/ticket.ts'
import type { MomentFacts } from '../../../src/desk/time/facts.ts'
import { type Decided, decidedOnTime } from '../../support/decide.ts'
import { ANNA, contractWith, LEAD, PYOTR, policyWith, ticketWith } from '../../support/desk.ts'

const POLICY = policyWith({ calendar: CALENDAR })

function at(text: string): Date {
  const read = parseLocal(text, 'Europe/Moscow')
  if (read === null) throw new Error(`no time: ${text}`)
  return read
}

/** Books of one desk whose clock a test turns: what happened stays happened, tickets keep their newest image. */
class Desk {
  readonly done = new Set(['morning:begun'])
  readonly decisions: { readonly at: Date; readonly decision: Decided }[] = []
  tickets: readonly Ticket[]
  policy = POLICY
  away = new Map<string, Date>()
  closedUnsorted: readonly Ticket[] = []
  told = new Map<number, Date>()

  constructor(...tickets: readonly Ticket[]) {
    this.tickets = tickets
  }

  /** The clock stands at this moment: everything due is decided, as the daemon's tick does it. */
  tick(now: Date): readonly Decided[] {
    const found: Decided[] = []
    for (let round = 0; round < 5; round += 1) {
      const decision = decidedOnTime(this.facts(now), this.policy, now)
      if (decision === undefined) return found
      for (const entry of decision.entries) {
        if (entry.kind !== 'once') continue
        if (this.done.has(entry.key)) throw new Error(`${entry.key} happened twice`)
        this.done.add(entry.key)
      }
      this.tickets = this.tickets.map((one) => decision.tickets.find((image) => image.id === one.id) ?? one)
      found.push(decision)
      this.decisions.push({ at: now, decision })
    }
    throw new Error('time does not come to rest')
  }

  /** Ticks each `minutes` from one moment to another. */
  run(from: string, to: string, minutes = 30): void {
    for (let now = at(from).getTime(); now <= at(to).getTime(); now += minutes * 60_000) this.tick(new Date(now))
  }

  /** What was sent: moment, event or letter, recipient. The morning mails are left out unless they are asked for. */
  sent(mornings = false): readonly string[] {
    return this.decisions.flatMap(({ at: when, decision }) =>
      decision.send
        .filter((draft) => mornings || draft.kind !== 'digest')
        .map((draft) => {
          const moscow = new Date(when.getTime() + 3 * 3_600_000).toISOString().slice(0, 16)
          return `${moscow} ${draft.words.letter} ${draft.recipients.join(' ')}`
        }),
    )
  }

  private facts(now: Date): MomentFacts {
    return {
      due: this.tickets.filter((one) => one.wakeAt !== null && one.wakeAt <= now),
      done: this.done,
      open: this.tickets.filter((one) => one.state !== 'closed' && one.state !== 'declined'),
      closedUnsorted: this.closedUnsorted,
      lastFromCustomer: new Map(),
      lastToCustomer: this.told,
      brakesOf: () => ({ acknowledgementsToSender: 0, automaticToContracts: 0, mutedUntil: null }),
      openingFiles: () => [],
      away: this.away,
      balance: {
        from: new Date(now.getTime() - 86_400_000),
        total: 41,
        opened: 12,
        joined: 24,
        automatic: 4,
        setAside: 1,
      },
      retired: null,
      unreadFolders: { missing: [], existing: [], junkUnread: null },
      undelivered: [],
      setAside: [],
      complaints: [],
      overtaken: new Map(),
      setAsideUntold: [],
      putOffUntold: [],
      unshown: [],
    }
  }
}

function waitingTicket(since: string, fields: Partial<Ticket> = {}): Ticket {
  const from = at(since)
  return settle(
    ticketWith({
      state: 'waiting',
      engineer: PYOTR.address,
      questions: '1. Какая версия?',
      waitingSince: from,
      receivedAt: at('2026-11-16T12:00'),
      intervals: [
        { owner: 'us', from: at('2026-11-16T12:00'), to: from, because: 'opened' },
        { owner: 'customer', from, to: null, because: 'asked' },
      ],
      ...fields,
    }),
    POLICY,
    from,
  )
}

describe('a customer who does not answer the questions', () => {
  test('is reminded once after 5 working days and told of the closing after 10', () => {
    const desk = new Desk(waitingTicket('2026-11-18T12:00'))
    desk.run('2026-11-18T12:00', '2026-12-10T12:00')
    expect(desk.sent()).toEqual([
      '2026-11-26T10:00 reminder i.sidorov@plant.example',
      '2026-12-02T18:00 closed i.sidorov@plant.example',
    ])
    expect(desk.tickets[0]).toMatchObject({ state: 'closed', wakeAt: null })
  })

  test('is reminded once when the daemon slept for a weekend and wakes at night', () => {
    const desk = new Desk(waitingTicket('2026-11-12T12:00'))
    desk.run('2026-11-12T12:00', '2026-11-19T17:00')
    desk.run('2026-11-22T02:00', '2026-11-23T12:00')
    expect(desk.sent()).toEqual(['2026-11-23T10:00 reminder i.sidorov@plant.example'])
  })

  test('is closed and not reminded in the same minute after a month of downtime', () => {
    const desk = new Desk(waitingTicket('2026-11-02T12:00'))
    desk.run('2026-12-05T12:00', '2026-12-07T11:00')
    expect(desk.sent()).toEqual(['2026-12-07T10:00 closed i.sidorov@plant.example'])
  })

  test('is not reminded again when the clock is set back over the reminder', () => {
    const desk = new Desk(waitingTicket('2026-11-18T12:00'))
    desk.run('2026-11-26T10:00', '2026-11-26T12:00')
    desk.run('2026-11-26T08:00', '2026-11-27T12:00')
    expect(desk.sent()).toHaveLength(1)
  })

  test('gets no letter without an address, and the ticket closes all the same', () => {
    const desk = new Desk(waitingTicket('2026-11-18T12:00', { customer: { name: 'Иван', address: '' } }))
    desk.run('2026-11-18T12:00', '2026-12-10T12:00', 120)
    expect(desk.sent()).toEqual([])
    expect(desk.tickets[0]?.state).toBe('closed')
  })
})

test('an answer that nobody objects to closes the ticket quietly after 10 working days', () => {
  const desk = new Desk(
    waitingTicket('2026-11-18T12:00', { state: 'answered', waitingSince: null, answeredAt: at('2026-11-18T12:00') }),
  )
  desk.run('2026-11-18T12:00', '2026-12-10T12:00')
  expect(desk.sent()).toEqual([])
  expect(desk.tickets[0]).toMatchObject({ state: 'closed', closedAt: at('2026-12-02T18:00') })
})

describe('a deadline that passes', () => {
  const ticket = settle(
    ticketWith({ state: 'open', engineer: PYOTR.address, receivedAt: at('2026-11-16T12:00') }),
    POLICY,
    at('2026-11-16T12:00'),
  )

  test('is told once, to its engineer and the leads, when it passes', () => {
    const desk = new Desk(ticket)
    desk.run('2026-11-27T12:00', '2026-12-03T12:00')
    expect(desk.sent()).toEqual([`2026-11-30T18:00 alert ${PYOTR.address}`, `2026-11-30T18:00 alert ${LEAD.address}`])
  })

  test('is told at the next opening when the daemon was down until the night', () => {
    const desk = new Desk(ticket)
    desk.run('2026-12-01T01:00', '2026-12-01T12:00')
    expect(desk.sent()).toEqual([`2026-12-01T10:00 alert ${PYOTR.address}`, `2026-12-01T10:00 alert ${LEAD.address}`])
  })

  test('is not told while the customer is waited for', () => {
    const desk = new Desk(waitingTicket('2026-11-27T12:00'))
    desk.run('2026-11-27T12:00', '2026-12-03T12:00')
    expect(desk.sent()).toEqual([])
  })

  test('two working days ahead stands in the morning mail only', () => {
    const desk = new Desk(ticket)
    desk.run('2026-11-26T00:00', '2026-11-26T23:30')
    expect(desk.sent()).toEqual([])
    const digest = desk.decisions
      .flatMap((one) => one.decision.send)
      .find((draft) => draft.recipients[0] === PYOTR.address)
    expect(digest?.words).toMatchObject({
      letter: 'digest',
      sections: [
        { heading: 'Срок через два рабочих дня (30.11.2026)', tickets: [{ number: 'SKPS-12' }] },
        { heading: 'Первый ответ ещё не дан' },
      ],
    })
  })
})

describe('a critical mail on Saturday at 03:00', () => {
  const critical = ticketWith({
    criticality: 'suspected',
    criticalGround: 'access',
    receivedAt: at('2026-11-21T03:00'),
    counting: { from: at('2026-11-21T03:00'), minDays: 5, maxDays: 10, agreedAt: null },
  })

  test('calls the duty engineers and the leads each half hour until somebody takes it', () => {
    const desk = new Desk(settle(critical, POLICY, at('2026-11-21T03:00')))
    desk.run('2026-11-21T03:00', '2026-11-21T04:00', 5)
    expect(desk.sent()).toEqual([
      `2026-11-21T03:30 alert ${PYOTR.address}`,
      `2026-11-21T03:30 alert ${LEAD.address}`,
      `2026-11-21T04:00 alert ${PYOTR.address}`,
      `2026-11-21T04:00 alert ${LEAD.address}`,
    ])
    desk.tickets = desk.tickets.map((one) =>
      settle({ ...one, state: 'open', engineer: PYOTR.address }, POLICY, at('2026-11-21T04:10')),
    )
    desk.run('2026-11-21T04:10', '2026-11-21T09:00', 5)
    expect(desk.sent()).toHaveLength(4)
  })

  test('calls once, not ten times, when the daemon was down for five hours', () => {
    const desk = new Desk(settle(critical, POLICY, at('2026-11-21T03:00')))
    desk.run('2026-11-21T08:10', '2026-11-21T08:25', 5)
    expect(desk.sent()).toHaveLength(2)
  })

  test('filed five hours late, it is called again half an hour after its filing at the soonest', () => {
    const desk = new Desk(settle(critical, POLICY, at('2026-11-21T08:10')))
    desk.run('2026-11-21T08:10', '2026-11-21T08:29', 1)
    expect(desk.sent()).toEqual([])
  })

  test('that wakes for another reason is not called before its half hour', () => {
    const alarm = { since: at('2026-11-21T08:10'), seenBy: null }
    const filed = settle({ ...critical, alarm }, POLICY, at('2026-11-21T08:10'))
    const desk = new Desk({ ...filed, wakeAt: at('2026-11-21T08:15') })
    desk.run('2026-11-21T08:15', '2026-11-21T08:35', 5)
    expect(desk.sent()).toEqual([])
    desk.run('2026-11-21T08:40', '2026-11-21T09:05', 5)
    expect(desk.sent()).toHaveLength(2)
  })

  /** When the lead is called in two months in which nobody does anything. */
  const called = (ticket: Ticket, from: string): readonly string[] => {
    const desk = new Desk(settle({ ...ticket, alarm: { since: at(from), seenBy: null } }, POLICY, at(from)))
    desk.run(from, '2027-01-21T03:00', 15)
    return desk
      .sent()
      .filter((line) => line.endsWith(` alert ${LEAD.address}`))
      .map((line) => line.slice(0, 16))
  }

  test('four times in two hours, then by the hour while people work, until a working day has passed', () => {
    const calls = called(critical, '2026-11-21T03:00')
    expect(calls.slice(0, 4).map((one) => one.slice(11))).toEqual(['03:30', '04:00', '04:30', '05:00'])
    expect(calls.slice(4, 12)).toEqual([10, 11, 12, 13, 14, 15, 16, 17].map((hour) => `2026-11-23T${hour}:00`))
    // Then its deadline passes.
    expect(calls.slice(12)).toEqual([expect.stringContaining('2026-12-04T')])
  })

  test('by the hour at night too where high criticality is confirmed and it is younger than a working day', () => {
    const calls = called({ ...critical, criticality: 'high' }, '2026-11-24T17:00')
    expect(calls.filter((one) => one < '2026-11-25T10:00')).toHaveLength(4 + 14)
    expect(calls.filter((one) => one < '2026-12-01')).toHaveLength(4 + 22)
  })

  test('no more once somebody has seen it; never him who registered it', () => {
    const seen = { ...critical, alarm: { since: at('2026-11-21T03:00'), seenBy: LEAD.address } }
    const silent = new Desk(settle(seen, POLICY, at('2026-11-21T03:00')))
    silent.run('2026-11-21T03:00', '2026-11-24T18:00', 15)
    expect(silent.sent()).toEqual([])
    const his = new Desk(settle({ ...critical, registeredBy: PYOTR.address }, POLICY, at('2026-11-21T03:00')))
    his.run('2026-11-21T03:00', '2026-11-21T03:40', 5)
    expect(his.sent()).toEqual([`2026-11-21T03:30 alert ${LEAD.address}`])
  })

  test('wakes nobody for the ordinary mail beside it', () => {
    const desk = new Desk(settle({ ...critical, criticality: 'normal' }, POLICY, at('2026-11-21T03:00')))
    desk.run('2026-11-21T03:00', '2026-11-22T23:30')
    expect(desk.sent(true)).toEqual([])
  })
})

describe('the morning mail', () => {
  test('comes once at 10:00 on working days and never on days off', () => {
    const desk = new Desk()
    desk.run('2026-04-29T00:00', '2026-05-05T23:30')
    const toAnna = desk.sent(true).filter((line) => line.endsWith(ANNA.address))
    expect(toAnna.map((line) => line.slice(0, 16))).toEqual([
      '2026-04-29T10:00',
      '2026-04-30T10:00',
      '2026-05-04T10:00',
      '2026-05-05T10:00',
    ])
  })

  test('comes late on the same day when the daemon was down at 10:00, and not at all after hours', () => {
    const desk = new Desk()
    desk.run('2026-11-23T14:00', '2026-11-23T16:00')
    desk.run('2026-11-24T18:30', '2026-11-24T23:30')
    expect(desk.sent(true).filter((line) => line.endsWith(ANNA.address))).toEqual([
      `2026-11-23T14:00 digest ${ANNA.address}`,
    ])
  })

  test('does not come on the day on which the desk is first started after the opening', () => {
    const desk = new Desk()
    desk.done.clear()
    desk.run('2026-11-23T12:00', '2026-11-24T12:00')
    expect(desk.sent(true).filter((line) => line.endsWith(ANNA.address))).toEqual([
      `2026-11-24T10:00 digest ${ANNA.address}`,
    ])
  })

  test('says so when there is nothing to say', () => {
    const desk = new Desk()
    desk.tick(at('2026-11-23T10:00'))
    const [draft] = desk.decisions.flatMap((one) => one.decision.send)
    expect(draft?.words).toMatchObject({
      sections: [{ heading: '', lines: ['Просроченных и срочных обращений нет.'] }],
    })
  })

  test('does not reach who is away', () => {
    const desk = new Desk()
    desk.away.set(ANNA.address, at('2026-12-01T00:00'))
    desk.run('2026-11-23T10:00', '2026-11-23T10:00')
    expect(desk.sent(true).some((line) => line.endsWith(ANNA.address))).toBe(false)
  })

  test("tells the lead yesterday's balance and says when it does not add up", () => {
    const desk = new Desk()
    desk.tick(at('2026-11-23T10:00'))
    const lead = desk.decisions
      .flatMap((one) => one.decision.send)
      .find((draft) => draft.recipients[0] === LEAD.address)
    expect(JSON.stringify(lead?.words)).toContain(
      '41 = новых обращений 12 + ответов 24 + автоматических 4 + отложено на разбор 1.',
    )
  })

  test('warns of the official calendar when it reaches less than 120 days', () => {
    const linesOn = (day: string): string => {
      const desk = new Desk()
      desk.tick(at(`${day}T10:00`))
      return JSON.stringify(desk.decisions.flatMap((one) => one.decision.send).map((draft) => draft.words))
    }
    expect(linesOn('2026-11-23')).toContain('официальный заканчивается 31.12.2026, через 38 дн.')
    expect(linesOn('2026-08-03')).not.toContain('официальный')
  })

  test('names overdue, today, tomorrow and closed tickets without a category', () => {
    const due = (id: number, received: string): Ticket =>
      settle(
        ticketWith({
          id,
          state: 'open',
          engineer: PYOTR.address,
          receivedAt: at(received),
          counting: { from: at(received), minDays: 5, maxDays: 10, agreedAt: null },
          answeredAt: at(received),
        }),
        POLICY,
        at(received),
      )
    const desk = new Desk(due(1, '2026-11-06T12:00'), due(2, '2026-11-09T12:00'), due(3, '2026-11-10T12:00'))
    desk.closedUnsorted = [ticketWith({ id: 9, engineer: PYOTR.address, category: 'unsorted', state: 'closed' })]
    desk.done.add(`overdue:1:${at('2026-11-20T18:00').toISOString()}`)
    desk.tick(at('2026-11-23T10:00'))
    const digest = desk.decisions
      .flatMap((one) => one.decision.send)
      .find((draft) => draft.recipients[0] === PYOTR.address)
    expect(digest?.subject).toBe('Сводка на 23.11.2026: просрочено 1, сегодня 1, завтра 1')
    const words = digest?.words.letter === 'digest' ? digest.words.sections : []
    expect(words.map((one) => [one.heading, one.tickets.map((line) => line.number).join()])).toEqual([
      ['Просрочено', 'SKPS-1'],
      ['Срок сегодня', 'SKPS-2'],
      ['Срок завтра (24.11.2026)', 'SKPS-3'],
      ['Закрыто без категории (!категория …)', 'SKPS-9'],
    ])
  })
})

test('leads are told 30 and 10 days before a contract ends, once each, in the morning', () => {
  const desk = new Desk()
  desk.policy = policyWith({ calendar: CALENDAR, contracts: [contractWith({ validTo: '2026-12-20' })] })
  desk.run('2026-11-16T00:00', '2026-12-22T12:00')
  expect(desk.sent()).toEqual([`2026-11-20T10:00 message ${LEAD.address}`, `2026-12-10T10:00 message ${LEAD.address}`])
})

test('a contract that is renewed from the next day is not said to end', () => {
  const desk = new Desk()
  const contracts = [
    contractWith(),
    contractWith({ number: '18/2027', validFrom: '2027-01-01', validTo: '2027-12-31' }),
  ]
  desk.policy = policyWith({ calendar: CALENDAR, contracts })
  desk.run('2026-12-01T10:00', '2026-12-29T10:00', 1440)
  expect(desk.sent()).toEqual([])
})

describe('a ticket with development', () => {
  const from = at('2026-11-02T12:00')
  const ticket = settle(
    ticketWith({
      state: 'development',
      engineer: PYOTR.address,
      receivedAt: from,
      counting: { from, minDays: 30, maxDays: 60, agreedAt: null },
      intervals: [{ owner: 'development', from, to: null, because: 'handed over' }],
    }),
    POLICY,
    from,
  )

  test('reminds its engineer of news to the customer a working day before they are due, every ten working days', () => {
    const desk = new Desk(ticket)
    desk.run('2026-11-02T12:00', '2026-12-04T12:00')
    expect(desk.sent()).toEqual([`2026-11-16T10:00 card ${PYOTR.address}`, `2026-11-30T10:00 card ${PYOTR.address}`])
  })

  test('counts anew from news that the customer has had', () => {
    const desk = new Desk(ticket)
    desk.told.set(12, at('2026-11-12T12:00'))
    desk.run('2026-11-12T12:00', '2026-11-27T12:00')
    expect(desk.sent()).toEqual([`2026-11-25T10:00 card ${PYOTR.address}`])
  })
})
