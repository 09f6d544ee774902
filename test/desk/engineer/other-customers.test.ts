// Nobody is told of another customer: his name in any case of it, his address also across a line end, whether contracts name
// him or only the books do.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { contractWith, PYOTR } from '../../support/desk.ts'
import { engineersAnswer, openWholeDesk, rawMail, type WholeDesk } from '../../support/whole-desk.ts'

const CUSTOMER = 'i.sidorov@plant.example'
let desk: WholeDesk

afterEach(() => desk.close())

async function answersFirst(text: string): Promise<void> {
  const card = desk.to(PYOTR.address).find((one) => one.kind === 'notification' && one.ticket === 1)
  if (card === undefined) throw new Error('no card')
  desk.turn(60)
  await desk.arrives(engineersAnswer(card, PYOTR.address, text))
}

const toCustomer = () => desk.to(CUSTOMER).filter((one) => one.kind === 'answer')
const HELD = [
  'Спросите у Зои Верфевой.',
  'Верфева Зоя уже решала.',
  'Пишите: zoya@yard.example',
  'Пишите: zoya@\nyard.example',
  'Адрес zo\n> ya@yard.example',
]
const SENT = [
  'Спросите у Ольги Петровой.',
  'Адрес коллеги: o.petrova@plant.example',
  'С Уважением, Верфь. Зоя спросит.',
  'Системный Администратор настроит Сервер Каталога.',
]

describe.each([
  ['without contracts', null],
  [
    'with contracts',
    [
      contractWith(),
      contractWith({ number: '18', organisation: 'ООО «Верфь»', domains: ['yard.example'], people: [] }),
    ],
  ],
] as const)('%s', (_, contracts) => {
  beforeEach(async () => {
    desk = openWholeDesk({ policy: { contracts } })
    await desk.arrives(rawMail({ from: `Ivan <${CUSTOMER}>` }))
    await desk.arrives(
      rawMail({ from: '=?utf-8?B?0JfQvtGPINCS0LXRgNGE0LXQstCw?= <zoya@yard.example>', subject: 'Вход' }),
    )
    await desk.arrives(
      rawMail({
        from: '=?utf-8?B?0J7Qu9GM0LPQsCDQn9C10YLRgNC+0LLQsA==?= <o.petrova@plant.example>',
        subject: 'Печать',
      }),
    )
  })

  test.each(HELD)('%s: held', async (text) => {
    await answersFirst(`Добрый день!\n${text}`)
    expect(toCustomer()).toEqual([])
    expect(desk.to(PYOTR.address).at(-1)?.text).toMatch(/верфева|zoya@yard/iu)
  })

  test.each(SENT)('%s: goes', async (text) => {
    await answersFirst(`Добрый день!\n${text}`)
    expect(toCustomer()).toHaveLength(1)
  })

  test('whom the customer has named himself is no secret from him', async () => {
    const ack = desk.to(CUSTOMER)[0]
    await desk.arrives(
      rawMail({ inReplyTo: ack?.messageId ?? '', subject: 'Re', text: 'Нам помогала Зоя Верфева, zoya@yard.example.' }),
    )
    await answersFirst('Спросите у Зои Верфевой, zoya@yard.example.')
    expect(toCustomer()).toHaveLength(1)
  })
})

test("a contract's person is known in each case of his name", async () => {
  const people = [
    {
      name: 'Кирилл Мореходов',
      address: 'kapitan@yard.example',
      phone: null,
      greeting: null,
      mayDeclareCritical: false,
    },
  ]
  desk = openWholeDesk({
    policy: { contracts: [contractWith(), contractWith({ number: '18', organisation: 'Верфь', domains: [], people })] },
  })
  await desk.arrives(rawMail({ from: `Ivan <${CUSTOMER}>` }))
  await answersFirst('Так было у Кирилла Мореходова.')
  expect(toCustomer()).toEqual([])
})
