// Nobody who did not order it has ordered it: forged mails by the dozen, a token that others have got, robots; and nothing
// that an engineer really wrote vanishes in between.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Outgoing } from '../../src/letter.ts'
import { ANNA, PYOTR } from '../support/desk.ts'
import { engineersAnswer, openWholeDesk, rawMail, type WholeDesk } from '../support/whole-desk.ts'

const CUSTOMER = 'i.sidorov@plant.example'
let desk: WholeDesk

beforeEach(async () => {
  desk = openWholeDesk()
  await desk.arrives(rawMail())
})
afterEach(() => desk.close())

function card(): Outgoing {
  const found = desk.to(PYOTR.address).find((one) => one.kind === 'notification')
  if (found === undefined) throw new Error('no card')
  return found
}

function last(address: string): Outgoing {
  const found = desk.to(address).at(-1)
  if (found === undefined) throw new Error(`nothing went to ${address}`)
  return found
}

describe('a dozen forged mails in an hour', () => {
  async function flood(count: number): Promise<void> {
    for (let n = 1; n <= count; n += 1) {
      desk.turn(60)
      await desk.arrives(rawMail({ from: PYOTR.address, subject: `SKPS-1 подделка ${n}`, text: '!закрыть' }))
    }
  }

  test('are told one by one up to the tenth, then in one list an hour; none is carried out', async () => {
    await flood(13)
    const copies = desk.to(PYOTR.address).filter((one) => one.subject.startsWith('Не подтверждено'))
    expect(copies).toHaveLength(10)
    expect(copies[9]?.text).toContain('придут одним списком')
    expect(copies[8]?.text).not.toContain('придут одним списком')
    desk.turn(3600)
    desk.tick()
    const list = last(PYOTR.address)
    expect(list.text).toContain('подделка 11')
    expect(list.text).toContain('подделка 13')
    expect(list.text).not.toContain('подделка 10')
    desk.turn(3600)
    desk.tick()
    expect(last(PYOTR.address)).toBe(list)
    expect(desk.store.reading.show(1)?.ticket.state).toBe('new')
  })

  test("do not make the engineer's own mail among them vanish: its number confirms it, once", async () => {
    await flood(11)
    await desk.arrives(rawMail({ from: PYOTR.address, subject: 'SKPS-1', text: '!взять' }))
    desk.turn(3700)
    desk.tick()
    const list = last(PYOTR.address)
    await desk.arrives(engineersAnswer(list, PYOTR.address, 'Да'))
    expect(desk.store.reading.show(1)?.ticket.engineer).toBeNull()
    await desk.arrives(engineersAnswer(list, PYOTR.address, '!отправить 2'))
    expect(desk.store.reading.show(1)?.ticket).toMatchObject({ engineer: PYOTR.address, state: 'open' })
    await desk.arrives(engineersAnswer(last(PYOTR.address), PYOTR.address, '!освободить'))
    await desk.arrives(engineersAnswer(list, PYOTR.address, '!отправить 2'))
    expect(desk.store.reading.show(1)?.ticket.engineer).toBeNull()
  })
})

describe('an answer that the engineer sent to the customer as well', () => {
  test('is told him at once, and orders under that token want his word from then on', async () => {
    const answered = card()
    await desk.arrives(engineersAnswer(answered, PYOTR.address, '!взять\nПосмотрим.', { cc: CUSTOMER }))
    const transcript = last(PYOTR.address)
    expect(transcript.text).toContain(CUSTOMER)
    expect(transcript.text).toContain('после вашего подтверждения')
    expect(desk.to(CUSTOMER).at(-1)?.text).toContain('Посмотрим.')

    // The customer has the thread and writes in the engineer's name.
    await desk.arrives(engineersAnswer(answered, PYOTR.address, '!закрыть'))
    expect(desk.store.reading.show(1)?.ticket.state).toBe('answered')
    const copy = last(PYOTR.address)
    expect(copy.subject).toContain('Не подтверждено')
    await desk.arrives(engineersAnswer(copy, PYOTR.address, 'да'))
    expect(desk.store.reading.show(1)?.ticket.state).toBe('closed')
  })

  test('is told without a transcript too, once; colleagues and the desk in Cc are nothing', async () => {
    await desk.arrives(
      engineersAnswer(card(), PYOTR.address, 'Посмотрим.', { cc: `${ANNA.address}, help@vendor.example` }),
    )
    expect(desk.to(PYOTR.address).filter((one) => one.kind === 'transcript')).toEqual([])
    await desk.arrives(engineersAnswer(card(), PYOTR.address, 'Ещё раз.', { cc: CUSTOMER }))
    const told = desk.to(PYOTR.address).filter((one) => one.text.includes('после вашего подтверждения'))
    expect(told).toHaveLength(1)
  })
})

test("a subject that begins like a robot's loses no answer of an engineer and none of a customer", async () => {
  for (const subject of [
    'Автоматический ответ сервера 500 при входе',
    'Read: права на папку',
    'Автоответ в карточке договора',
  ]) {
    await desk.arrives(rawMail({ subject, id: `${subject.length}@plant.example`, text: `Просим помочь: ${subject}.` }))
    const fresh = last(PYOTR.address)
    desk.turn(60)
    await desk.arrives(engineersAnswer(fresh, PYOTR.address, `Поправили (${subject.length}).`))
    expect(desk.to(CUSTOMER).at(-1)?.text).toContain(`Поправили (${subject.length}).`)
    const answer = last(CUSTOMER)
    await desk.arrives(rawMail({ subject: `Re: ${answer.subject}`, inReplyTo: answer.messageId, text: 'Не помогло.' }))
    expect(desk.store.reading.show(answer.ticket ?? 0)?.ticket.state).toBe('open')
  }
})
