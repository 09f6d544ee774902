// Whatever an engineer types and however his client quotes our mail: every line of his goes, none of ours does.
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ownText, type SeenMail } from '../../../src/desk/quoted/own-text.ts'
import { readToken } from '../../../src/desk/ticket/tag.ts'
import { ANNA, PYOTR } from '../../support/desk.ts'
import { engineersAnswer, openWholeDesk, rawMail, type WholeDesk } from '../../support/whole-desk.ts'
import { answers } from './answers.ts'

let desk: WholeDesk
const seen: SeenMail[] = []

beforeAll(async () => {
  desk = openWholeDesk({ now: new Date('2026-11-18T09:40:00Z') })
  await desk.arrives(
    rawMail({
      text: 'Здравствуйте!\n\nКаталог не открывается с утра: «нет доступа».\nВерсия 2.7, ошибка 0x5.\n\n-- \nИван Сидоров',
    }),
  )
  desk.turn(300)
  const [card] = desk.to(ANNA.address)
  if (card === undefined) throw new Error('no card')
  await desk.arrives(
    engineersAnswer(card, ANNA.address, '!заметка\nКлиент сам стёр базу, пароль стенда Ромашка77.\nНе говорить ему.'),
  )
  await desk.arrives(
    engineersAnswer(card, ANNA.address, 'Здравствуйте! Проверьте права на папку каталога и ответьте нам.'),
  )
  for (const { messageId } of desk.to(PYOTR.address)) {
    const token = readToken(messageId, PYOTR.address, desk.policy.secret)
    const mail = token === null ? null : desk.store.reading.seen(token)
    if (mail !== null) seen.push(mail)
  }
})
afterAll(() => desk.close())

function filled(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line.trim() !== '')
}

const signer = { engineer: PYOTR, supportName: 'Техническая поддержка' }

test('every line that an engineer typed goes to the customer, and none of the card, a note or a colleague does', () => {
  expect(seen).toHaveLength(3)
  for (const mail of seen) {
    fc.assert(
      fc.property(answers(mail), ({ typed, body }) => {
        expect(filled(ownText({ body }, mail, signer).text)).toEqual(filled(typed))
      }),
      { numRuns: Number(process.env.TICKETD_RUNS ?? 300) },
    )
  }
})
