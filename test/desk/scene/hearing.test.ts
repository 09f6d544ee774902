// Who hears of a letter, and who takes part in a ticket: somebody always hears, each once; the desk itself never takes part.
import { describe, expect, test } from 'vitest'
import { hearing } from '../../../src/desk/scene/drafts.ts'
import { survivor } from '../../../src/desk/scene/joining.ts'
import { withColleagues } from '../../../src/desk/scene/participants.ts'
import type { CustomerScene } from '../../../src/desk/scene/scene.ts'
import { joinedLists, withRole } from '../../../src/desk/scene/scene.ts'
import type { Engineer } from '../../../src/desk/ticket/policy.ts'
import { decidedOnLetter } from '../../support/decide.ts'
import {
  ANNA,
  contractWith,
  factsWith,
  LEAD,
  letterFrom,
  NOW,
  PYOTR,
  policyWith,
  ticketWith,
} from '../../support/desk.ts'

const later = new Date(NOW.getTime() + 3_600_000)
const awayAre = (...people: readonly Engineer[]): ReadonlyMap<string, Date> =>
  new Map(people.map((one) => [one.address.toLowerCase(), later]))

function sceneWith(engineers: readonly Engineer[], away: ReadonlyMap<string, Date>): CustomerScene {
  const policy = policyWith({ engineers })
  return { letter: letterFrom(), facts: factsWith({ away }), policy, now: NOW } as unknown as CustomerScene
}

describe('who has a role', () => {
  const duty: Engineer = { ...PYOTR, roles: ['engineer', 'duty'] }
  const other: Engineer = { ...ANNA, roles: ['engineer', 'duty'] }

  test('hears while he is there; who is away does not', () => {
    expect(withRole('duty', sceneWith([duty, other, LEAD], awayAre(duty)))).toEqual([other])
  })

  test('hears though everybody with it is away: somebody must', () => {
    expect(withRole('duty', sceneWith([duty, other, LEAD], awayAre(duty, other)))).toEqual([duty, other])
  })

  test('stands for all where nobody has it', () => {
    expect(withRole('duty', sceneWith([{ ...PYOTR, roles: ['engineer'] }, LEAD], new Map()))).toHaveLength(2)
  })
})

describe('a new request', () => {
  test('is heard by those who are there, and by all when none is', () => {
    const policy = policyWith()
    const engineers = policy.engineers.filter((one) => one.roles.includes('engineer'))
    const [first, ...rest] = engineers
    expect(first).toBeDefined()
    if (first === undefined) return
    const ticket = ticketWith()
    expect(hearing(ticket, policy, awayAre(first), NOW)).toEqual(rest.length > 0 ? rest : engineers)
    expect(hearing(ticket, policy, awayAre(...engineers), NOW)).toEqual(engineers)
    expect(hearing(ticket, policy, new Map(), NOW)).toEqual(engineers)
  })

  test('comes once to who is engineer, duty and lead in one, each letter with an id of its own', () => {
    const all: Engineer = { ...PYOTR, roles: ['engineer', 'duty', 'lead'] }
    expect(joinedLists([all], [all])).toEqual([all])
    const policy = policyWith({
      engineers: [all],
      contracts: [],
      critical: { keywords: ['не запускается'], firstAnswerHours: 2 },
    })
    const letter = letterFrom({ subject: 'Сервер не запускается', reply: 'Ничего не работает, это претензия.' })
    const { send } = decidedOnLetter(letter, factsWith(), policy, NOW)
    const ids = send.map((draft) => draft.id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(send.filter((draft) => draft.kind === 'notification')).toHaveLength(1)
  })
})

describe('colleagues in Cc', () => {
  test('take part, the desk under any of its names and engineers do not', () => {
    const policy = policyWith({ contracts: [contractWith({ domains: ['plant.example', 'vendor.example'] })] })
    const ticket = ticketWith({ standing: { kind: 'covered', contract: '17/2026', by: 'domain' } })
    const named = ['help@vendor.example', 'Support@Vendor.example', PYOTR.address, 'o.petrova@plant.example']
    const letter = letterFrom({ cc: named.map((address) => ({ name: '', address })) })
    expect(withColleagues(ticket, letter, policy, false).map((one) => one.address)).toEqual(['o.petrova@plant.example'])
  })
})

test('after several merges the number stands for the ticket that is left, and a circle ends', () => {
  const chain = [
    ticketWith({ id: 1, mergedInto: 2 }),
    ticketWith({ id: 2, mergedInto: 3 }),
    ticketWith({ id: 3, mergedInto: 4 }),
    ticketWith({ id: 4 }),
    ticketWith({ id: 7, mergedInto: 8 }),
    ticketWith({ id: 8, mergedInto: 7 }),
  ]
  const tickets = new Map(chain.map((one) => [one.id, one]))
  expect(survivor(1, tickets)?.id).toBe(4)
  expect(survivor(9, tickets)).toBeNull()
  expect([7, 8]).toContain(survivor(7, tickets)?.id)
})
