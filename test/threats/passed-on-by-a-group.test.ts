// A group that passes a mail on under its own address: the person is the customer, nothing automatic goes to the group, and
// the group's proof proves nobody.
import { afterEach, expect, test } from 'vitest'
import { contractWith, PYOTR } from '../support/desk.ts'
import { openWholeDesk, rawMail, type WholeDesk } from '../support/whole-desk.ts'

const GROUP = '"Ivan Sidorov via Otdel" <group@plant.example>'
const PERSON = 'i.sidorov@plant.example'
let desk: WholeDesk
afterEach(() => desk.close())

async function comes(from: string, more: readonly string[], trace: readonly string[] = []): Promise<void> {
  desk = openWholeDesk({
    policy: { contracts: [contractWith()] },
    trust: { authservIds: trace.length === 0 ? [] : ['mx.vendor.example'] },
  })
  await desk.arrives(rawMail({ from, more, trace }))
}

test('the person whom Reply-To and X-Original-From name is the customer and gets the acknowledgement', async () => {
  for (const field of ['X-Original-From', 'X-Original-Sender', 'X-Google-Original-From']) {
    await comes(GROUP, [`Reply-To: Ivan Sidorov <${PERSON}>`, `${field}: Ivan Sidorov <${PERSON}>`])
    expect(desk.store.reading.ticket(1)?.customer).toEqual({ name: 'Ivan Sidorov', address: PERSON })
    expect(desk.to(PERSON).map((one) => one.kind)).toEqual(['acknowledgement'])
    expect(desk.to('group@plant.example')).toEqual([])
    desk.close()
  }
  desk = openWholeDesk()
})

test.each([
  ['they name two', GROUP, [`Reply-To: ${PERSON}`, 'X-Original-From: other@plant.example']],
  ['Reply-To names several', GROUP, [`Reply-To: ${PERSON}, b@plant.example`, `X-Original-From: ${PERSON}`]],
  ['there is no Reply-To', GROUP, [`X-Original-From: ${PERSON}`]],
  [
    'the name in From says nothing of it',
    'Otdel <group@plant.example>',
    [`Reply-To: ${PERSON}`, `X-Original-From: ${PERSON}`],
  ],
])('where %s, From stands', async (_, from, more) => {
  await comes(from, more)
  expect(desk.store.reading.ticket(1)?.customer.address).toBe('group@plant.example')
})

test("another domain's pass is no proof of the person, and an engineer's name orders nothing", async () => {
  const pass = [
    'Authentication-Results: mx.vendor.example; dkim=pass header.d=evil.example; dmarc=pass header.from=evil.example',
  ]
  const from = '"Ivan via us" <x@evil.example>'
  await comes(from, [`Reply-To: ${PERSON}`, `X-Original-From: ${PERSON}`], pass)
  expect(desk.to(PYOTR.address)[0]?.text).toContain('отправитель не подтверждён')
  desk.close()
  desk = openWholeDesk()
  await desk.arrives(rawMail())
  await desk.arrives(
    rawMail({
      from: '"Pyotr via us" <x@evil.example>',
      more: [`Reply-To: ${PYOTR.address}`, `X-Original-From: ${PYOTR.address}`],
      subject: 'Re: [SKPS-1] x',
      text: '!закрыть',
    }),
  )
  expect(desk.store.reading.ticket(1)?.state).toBe('new')
})
