// Decision 42: brakes for strangers and for contracts are two things. Who has a contract is never silenced for being quick, and
// what a brake held back from him leaves when it has passed; strangers are braked by their domain and by their words.
import { afterEach, describe, expect, test } from 'vitest'
import type { Brakes } from '../../src/desk/ticket/policy.ts'
import type { Outgoing } from '../../src/letter.ts'
import { contractWith, LEAD, PYOTR, policyWith } from '../support/desk.ts'
import { openWholeDesk, rawMail, type WholeDesk } from '../support/whole-desk.ts'

const CUSTOMER = 'i.sidorov@plant.example'
const FORM = 'Прошу восстановить доступ к учётной записи номер'

const open: WholeDesk[] = []
afterEach(() => {
  for (const desk of open.splice(0)) desk.close()
})

function desk(
  brakes: Partial<Brakes> = {},
  contracts: 'listed' | 'none' = 'listed',
  publicDomains?: string,
): WholeDesk {
  const opened = openWholeDesk({
    policy: {
      contracts: contracts === 'none' ? null : [contractWith()],
      brakes: { ...policyWith().brakes, ...brakes },
      ...(publicDomains === undefined ? {} : { publicDomains: new Set([publicDomains]) }),
    },
  })
  open.push(opened)
  return opened
}

/** Acknowledgements to an address. */
function acknowledged(one: WholeDesk, address: string): readonly Outgoing[] {
  return one.to(address).filter((mail) => mail.kind === 'acknowledgement')
}

function alertsOf(one: WholeDesk): readonly string[] {
  return one
    .to(LEAD.address)
    .filter((mail) => mail.kind === 'alert')
    .map((mail) => mail.headers.find((header) => header.name === 'X-Ticket-Event')?.value ?? '')
}

/** Different words each time, none of them numbers. */
function words(n: number): string {
  const letters = 'абвгдежзиклмнопрстуфхцчшщэюя'
  return Array.from({ length: 12 }, (_, at) => letters[(n * 7 + at * (n + 3)) % letters.length])
    .join('')
    .repeat(5)
}

describe('a customer under contract', () => {
  test('who asks eight things in a row, each within two minutes of our acknowledgement, is answered each time (S10)', async () => {
    const one = desk()
    for (let n = 0; n < 8; n += 1) {
      one.turn(20)
      await one.arrives(rawMail({ subject: `Вопрос ${words(n)}`, text: words(n) }))
    }
    expect(acknowledged(one, CUSTOMER)).toHaveLength(8)
    expect(alertsOf(one)).toEqual([])
  })

  test('whose machine says the same within seconds again and again is muted, and the leads hear of it', async () => {
    const one = desk()
    for (let n = 0; n < 12; n += 1) {
      one.turn(20)
      await one.arrives(rawMail({ subject: `Заявка ${n}`, text: `${FORM} ${n}` }))
    }
    expect(acknowledged(one, CUSTOMER).length).toBeLessThanOrEqual(6)
    expect(alertsOf(one)).toContain('muted')
  })

  test('does not pay for strangers: their purse is empty, his is not (M8)', async () => {
    const one = desk({ automaticPerHour: 5, strangersPerDomainPerHour: 0 })
    for (let n = 0; n < 9; n += 1) {
      await one.arrives(rawMail({ from: `s${n}@s${n}.example`, text: words(n) }))
    }
    expect(one.post.filter(({ outgoing }) => outgoing.kind === 'acknowledgement')).toHaveLength(5)
    await one.arrives(rawMail())
    expect(acknowledged(one, CUSTOMER)).toHaveLength(1)
    expect(alertsOf(one)).toEqual(['braked'])
  })

  test('whose acknowledgement was held back gets it when the brake has passed, once, with the date promised at first', async () => {
    const one = desk({ automaticPerHour: 2 })
    for (const n of [0, 1, 2]) {
      one.turn(200)
      await one.arrives(rawMail({ subject: `Вопрос ${words(n)}`, text: words(n) }))
    }
    expect(acknowledged(one, CUSTOMER)).toHaveLength(2)
    expect(alertsOf(one)).toEqual(['braked'])
    const promised = one.store.reading.ticket(3)?.deadline
    one.turn(1200)
    one.tick()
    expect(acknowledged(one, CUSTOMER)).toHaveLength(2)
    one.turn(3000)
    one.tick()
    const late = acknowledged(one, CUSTOMER)
    expect(late.map((mail) => mail.ticket)).toEqual([1, 2, 3])
    expect(one.store.reading.ticket(3)).toMatchObject({ deadline: promised })
    expect(one.store.reading.ticket(3)?.owesAcknowledgement).toBeUndefined()
    one.turn(86_400)
    one.tick()
    expect(acknowledged(one, CUSTOMER)).toHaveLength(3)
    const history = one.store.reading.show(3)?.history.map((row) => row.what)
    expect(history).toEqual(expect.arrayContaining(['withheld', 'acknowledged']))
  })

  test('is told nothing late after the hours within which one may be sent', async () => {
    const late = async (hours: number): Promise<number> => {
      const one = desk({ automaticPerHour: 1, ackMaxAgeHours: hours })
      await one.arrives(rawMail({ subject: 'Первое', text: words(1) }))
      one.turn(200)
      await one.arrives(rawMail({ subject: 'Второе', text: words(2) }))
      for (let n = 0; n < 12; n += 1) {
        one.turn(1800)
        if (hours === 1) one.turn(3600)
        one.tick()
      }
      return acknowledged(one, CUSTOMER).length
    }
    expect(await late(72)).toBe(2)
    expect(await late(1)).toBe(1)
  })
})

describe('strangers', () => {
  test('of one domain are acknowledged ten times an hour; who is under contract there is no stranger', async () => {
    const one = desk()
    for (let n = 0; n < 14; n += 1) {
      await one.arrives(rawMail({ from: `p${n}@else.example`, subject: words(n), text: words(n + 40) }))
    }
    expect(one.post.filter(({ outgoing }) => outgoing.kind === 'acknowledgement')).toHaveLength(10)
    expect(one.store.reading.tickets({})).toHaveLength(14)
    expect(one.to(PYOTR.address)).toHaveLength(14)
  })

  test('who say the same three times in an hour mute their domain for the day; others there are filed and shown', async () => {
    const one = desk()
    for (const n of [1, 2, 3]) await one.arrives(rawMail({ from: `p${n}@else.example`, text: `${FORM} ${n}` }))
    expect(one.post.filter(({ outgoing }) => outgoing.kind === 'acknowledgement')).toHaveLength(2)
    expect(alertsOf(one)).toEqual(['muted'])
    await one.arrives(rawMail({ from: 'other@else.example', subject: words(5), text: words(5) }))
    await one.arrives(rawMail({ from: 'other@elsewhere.example', subject: words(6), text: words(6) }))
    expect(acknowledged(one, 'other@else.example')).toEqual([])
    expect(acknowledged(one, 'other@elsewhere.example')).toHaveLength(1)
    one.turn(86_400)
    await one.arrives(rawMail({ from: 'next@else.example', subject: words(7), text: words(7) }))
    expect(acknowledged(one, 'next@else.example')).toHaveLength(1)
  })

  test('of a domain where everybody has a mailbox are not muted for each other', async () => {
    const one = desk({}, 'listed', 'else.example')
    for (const n of [1, 2, 3]) await one.arrives(rawMail({ from: `p${n}@else.example`, text: `${FORM} ${n}` }))
    await one.arrives(rawMail({ from: 'other@else.example', subject: words(5), text: words(5) }))
    expect(acknowledged(one, 'other@else.example')).toHaveLength(1)
    expect(alertsOf(one)).toEqual([])
  })

  test('who repeat our number within seconds from another address are machines; a colleague who does so later is a person', async () => {
    const one = desk()
    await one.arrives(rawMail({ from: 'first@else.example', subject: 'Доступ' }))
    one.turn(5)
    await one.arrives(rawMail({ from: 'echo@else.example', subject: 'Принято: [SKPS-1] Доступ', text: words(1) }))
    expect(acknowledged(one, 'echo@else.example')).toEqual([])
    one.turn(400)
    await one.arrives(rawMail({ from: 'colleague@else.example', subject: 'FW: [SKPS-1] Доступ', text: words(2) }))
    expect(acknowledged(one, 'colleague@else.example')).toHaveLength(1)
  })

  test('are nobody where everybody is served: a house that writes as one is acknowledged; ten that say the same from ten new addresses are a machine', async () => {
    const one = desk({}, 'none')
    for (let n = 0; n < 14; n += 1) {
      await one.arrives(rawMail({ from: `p${n}@else.example`, subject: words(n), text: words(n + 40) }))
    }
    expect(one.post.filter(({ outgoing }) => outgoing.kind === 'acknowledgement')).toHaveLength(14)
    for (let n = 0; n < 14; n += 1) await one.arrives(rawMail({ from: `r${n}@robots.example`, text: `${FORM} ${n}` }))
    const toRobots = one.post.filter(({ recipient }) => recipient.endsWith('@robots.example'))
    expect(toRobots).toHaveLength(9)
    expect(alertsOf(one)).toEqual(['muted'])
  })
})
