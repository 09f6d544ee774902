// What goes wrong between people and mail programs ends in the right place or is shown, never silently elsewhere.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Outgoing } from '../../../src/letter.ts'
import { ANNA, PYOTR } from '../../support/desk.ts'
import { TurnedDesk } from '../../support/turned-desk.ts'
import { engineersAnswer, openWholeDesk, rawMail, type WholeDesk } from '../../support/whole-desk.ts'

const CUSTOMER = 'i.sidorov@plant.example'
let desk: WholeDesk

beforeEach(async () => {
  desk = openWholeDesk()
  await desk.arrives(
    rawMail({ text: 'Здравствуйте!\nКаталог не открывается: «нет доступа».\nВерсия 2.7, ошибка 0x5.' }),
  )
})
afterEach(() => desk.close())

function last(kind: Outgoing['kind'], ticket = 1, who = PYOTR): Outgoing {
  const found = desk.to(who.address).findLast((one) => one.kind === kind && one.ticket === ticket)
  if (found === undefined) throw new Error(`no ${kind} of ${ticket}`)
  return found
}

async function answers(to: Outgoing, text: string, fields: Parameters<typeof rawMail>[0] = {}): Promise<void> {
  desk.turn(120)
  await desk.arrives(engineersAnswer(to, fields.from ?? PYOTR.address, text, fields))
}

const sent = (): readonly string[] =>
  desk
    .to(CUSTOMER)
    .filter((one) => one.kind === 'answer')
    .map((one) => one.text.split('\n\nПётр Иванов')[0] ?? '')
const quoted = (text: string): string => text.replace(/^/gm, '> ')

test('a card answered from another client and address of his, as a forward: his words go, nothing of the card', async () => {
  const card = last('notification')
  await answers(
    card,
    `Поставьте обновление.\n\n-------- Перенаправленное сообщение --------\nТема: ${card.subject}\nДата: Wed, 18 Nov 2026 12:00:05 +0300\nОт: Техническая поддержка <support@vendor.example>\nКому: Пётр Иванов <${PYOTR.address}>\n\n${card.text}`,
    {
      from: PYOTR.alsoWritesFrom[0] ?? '',
      subject: `Fwd: ${card.subject}`,
    },
  )
  expect(sent()).toEqual(['Поставьте обновление.'])
})

test("a card forwarded to a colleague and answered by him: nothing is done in another's name, both can see it", async () => {
  const card = last('notification')
  await answers(card, `Поставьте обновление.\n\n${quoted(card.text)}`, { from: ANNA.address })
  expect(sent()).toEqual([])
  expect(desk.to(ANNA.address).at(-1)?.subject).toContain('Не подтверждено')
  expect(desk.to(ANNA.address).at(-1)?.text).toContain('Поставьте обновление.')
})

test("an answer between half a card and half of the customer's mail: what he typed goes, whole", async () => {
  const lines = last('notification').text.split('\n')
  const half = quoted(lines.slice(0, 9).join('\n'))
  const text = `${half}\n\nПоставьте обновление.\n\n> Каталог не открывается: «нет доступа».\n\nИ проверьте права.`
  await answers(last('notification'), text)
  expect(sent()[0]).toContain('Поставьте обновление.')
  expect(sent()[0]).toContain('И проверьте права.')
  expect(sent()[0]).not.toContain('Критичность')
})

describe('an answer to the card of a ticket that is no more what it was', () => {
  test('declined: the customer gets it, the ticket stays declined', async () => {
    const card = last('notification')
    await answers(card, '!спам')
    await answers(card, 'Всё же отвечу.')
    expect(sent()).toEqual(['Всё же отвечу.'])
    expect(desk.store.reading.ticket(1)?.state).toBe('declined')
  })

  test('split: it goes to the ticket that the card named', async () => {
    const ack = desk.to(CUSTOMER)[0]
    desk.turn(600)
    await desk.arrives(
      rawMail({ inReplyTo: ack?.messageId ?? '', subject: `Re: ${ack?.subject}`, text: 'А ещё не печатает.' }),
    )
    const card = last('notification')
    await answers(card, '!разделить')
    await answers(card, 'По каталогу: обновите.')
    const answer = desk.to(CUSTOMER).findLast((one) => one.kind === 'answer')
    expect([answer?.ticket, answer?.text.split('\n')[0]]).toEqual([1, 'По каталогу: обновите.'])
    expect(desk.store.reading.ticket(2)?.state).toBe('new')
  })

  describe('!разделить in answer to a card that is not the newest', () => {
    const mails = ['А ещё не печатает.', 'И отчёт не выгружается.', 'И вход долгий.']

    beforeEach(async () => {
      const ack = desk.to(CUSTOMER)[0]
      for (const text of mails) {
        desk.turn(600)
        await desk.arrives(rawMail({ inReplyTo: ack?.messageId ?? '', subject: `Re: ${ack?.subject}`, text }))
      }
    })

    const cards = (): readonly Outgoing[] =>
      desk.to(PYOTR.address).filter((one) => one.kind === 'notification' && one.ticket === 1)
    const textsOf = (ticket: number): readonly string[] =>
      (desk.store.reading.show(ticket)?.messages ?? [])
        .filter((one) => one.direction === 'in')
        .map((one) => one.text.trim())
    const cardOf = (text: string): Outgoing => cards().find((one) => one.text.includes(text)) ?? last('notification')

    test.each(mails)('splits off the mail that it shows: %s', async (text) => {
      await answers(cardOf(text), '!разделить')
      expect(textsOf(2)).toEqual([text])
      const confirmed = desk.to(CUSTOMER).findLast((one) => one.kind === 'acknowledgement')
      expect([confirmed?.ticket, last('notification', 2).text.includes(text)]).toEqual([2, true])
      expect(textsOf(1)).toHaveLength(3)
      expect(last('transcript').text).toMatch(/письмо клиента, .* отделено: SKPS-2/)
    })

    test('the card of the first mail, which is the ticket itself, splits off the last', async () => {
      await answers(cards()[0] ?? last('notification'), '!разделить')
      expect(textsOf(2)).toEqual(['И вход долгий.'])
    })

    test('a slip corrected still means what its card showed', async () => {
      await answers(cardOf('не печатает'), '!разделит')
      await answers(last('transcript'), '!разделить')
      expect(textsOf(2)).toEqual(['А ещё не печатает.'])
    })

    test('twice on one card is no order on another mail', async () => {
      const card = cardOf('не печатает')
      await answers(card, '!разделить')
      await answers(card, '!разделить')
      expect(desk.store.reading.ticket(3)).toBeUndefined()
      expect(textsOf(1)).toHaveLength(3)
    })
  })

  test('erased or never there: nothing goes anywhere, and he is told with his text', async () => {
    const card = last('notification')
    const other = openWholeDesk()
    try {
      await other.arrives(engineersAnswer(card, PYOTR.address, 'Поставьте обновление.'))
      const told = other.to(PYOTR.address).at(-1)
      expect(told?.text).toContain('Поставьте обновление.')
      expect(other.post.every(({ recipient }) => recipient === PYOTR.address)).toBe(true)
    } finally {
      other.close()
    }
  })
})

test('two answers in the same second, of one and of two engineers: the first goes, a colleague’s is held and shown', async () => {
  const [his, hers] = [last('notification'), last('notification', 1, ANNA)]
  desk.turn(60)
  await desk.arrives(engineersAnswer(his, PYOTR.address, 'Первое.'))
  await desk.arrives(engineersAnswer(his, PYOTR.address, 'Второе, тоже моё.'))
  await desk.arrives(engineersAnswer(hers, ANNA.address, 'Третье.'))
  expect(sent()).toEqual(['Первое.', 'Второе, тоже моё.'])
  expect(desk.to(ANNA.address).at(-1)?.text).toContain('Третье.')
  expect(desk.to(ANNA.address).at(-1)?.text).toContain('клиенту ответил коллега')
})

describe('the server takes questions late', () => {
  let turned: TurnedDesk
  beforeEach(() => {
    turned = new TurnedDesk('2026-09-07 10:00')
    turned.mail('2026-09-07 10:00')
    turned.turnTo('2026-09-07 10:30')
    turned.serverUp = false
    turned.engineer('2026-09-07 11:00', '!ждём\nКакая версия?')
  })
  afterEach(() => turned.close())
  test('of an answer, after the customer was called: his turn begins with the call', () => {
    turned.engineer('2026-09-07 12:00', 'Поставьте обновление.')
    turned.engineer('2026-09-08 12:00', '!звонок\nОбъяснил.')
    expect(turned.ticket(1).intervals.at(-1)).toMatchObject({
      owner: 'customer',
      from: new Date('2026-09-08T09:00:00Z'),
    })
    turned.serverUp = true
    turned.turnTo('2026-09-09 10:00')
    turned.deliver()
    expect(turned.ticket(1).intervals.at(-1)?.from).toEqual(new Date('2026-09-08T09:00:00Z'))
  })

  const turns = (): readonly string[] => turned.ticket(1).intervals.map(({ owner }) => owner)

  test('after the customer has written by himself: his turn does not begin, our time stays ours', () => {
    turned.customerAnswers('2026-09-08 12:00', 'Версия 4.2, сами догадались.')
    turned.serverUp = true
    turned.turnTo('2026-09-09 10:00')
    turned.deliver()
    expect(turns()).toEqual(['us'])
    expect(turned.ticket(1).state).toBe('open')
    expect(turned.history(1).some((row) => row.includes('11:00'))).toBe(true)
  })
})
