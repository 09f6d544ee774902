// An engineer's mail whose subject announces something before our number: a notice of his absence in words that no list
// of them holds must not reach a customer, an answer of his own must.
import { describe, expect, test } from 'vitest'
import type { Letter } from '../../../src/letter.ts'
import { PYOTR } from '../../support/desk.ts'
import { decided, mailTo, toCustomers } from '../../support/engineer.ts'

const SILENCE: Letter['why'] = [{ is: 'silence asked for', words: 'all' }]
const notice = (subject: string, why: Letter['why']) =>
  decided('Буду 25 декабря, по срочным вопросам звоните дежурному.', { letter: { subject, why } })

describe('an answer that announces itself before our number', () => {
  test.each([
    'Нет на работе: [SKPS-12] Не открывается каталог',
    'Ikke til stede: Re: [SKPS-12] Не открывается каталог',
  ])('and wants no answer from robots is asked about, not sent: %s', (subject) => {
    const made = notice(subject, SILENCE)
    expect(toCustomers(made)).toEqual([])
    expect(mailTo(made, PYOTR)).toHaveLength(1)
  })

  test.each([
    ['a reply', 'Re: [SKPS-12] Не открывается каталог', SILENCE],
    ['a reply to a forward', 'На: FW: [SKPS-12] Не открывается каталог', SILENCE],
    ['a reply that counts', 'Re[2]: [SKPS-12] Не открывается каталог', SILENCE],
    ['one word of his own', 'Срочно: [SKPS-12] Не открывается каталог', SILENCE],
    ['a mail without the mark', 'Ответ по обращению: [SKPS-12] Не открывается каталог', []],
  ] as const)('goes when it is %s', (_, subject, why) => {
    expect(toCustomers(notice(subject, why))).toHaveLength(1)
  })
})
