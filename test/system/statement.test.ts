// The statement of a contract by mail: an engineer asks for it, a month's end brings it, a lead's word sends it, once; and
// nothing of anybody else is in it.
import { afterEach, describe, expect, test } from 'vitest'
import { statementNow } from '../../src/daemon/daemon.ts'
import type { Outgoing } from '../../src/letter.ts'
import { openWording } from '../../src/wording/wording.ts'
import { generatedYear } from '../report/generated-year.ts'
import { ANNA, LEAD, PYOTR } from '../support/desk.ts'
import { at, CUSTOMER, contractEntry, TurnedDesk } from '../support/turned-desk.ts'
import { TEMPLATES } from '../wording/letter-files.ts'

let desk: TurnedDesk
afterEach(() => desk.close())

const TO = 'acts@plant.example'
const BOSS = { ...ANNA, roles: ['engineer', 'lead'] as const }

function opened(start: string, statement: unknown = { to: [TO] }): TurnedDesk {
  const engineers = [{ ...PYOTR, roles: ['engineer', 'duty', 'lead'] }, BOSS]
  return new TurnedDesk(start, [contractEntry({ statement }), contractEntry(OTHER)], { engineers })
}

const OTHER = {
  ...{ number: '18/2026', organisation: 'ООО «Верфь»', domains: ['yard.example'] },
  people: [{ name: 'Анна Белова', address: 'belova@yard.example' }],
}

function statements(address: string): readonly Outgoing[] {
  return desk
    .lettersTo(address)
    .flatMap(({ outgoing }) => (/Справка по договору/.test(outgoing.subject) ? [outgoing] : []))
}

/** An answer to a mail of the desk. */
function answers(text: string, to: Outgoing | undefined, who = PYOTR, reply = '!отправить'): void {
  if (to === undefined) throw new Error('there is no such mail')
  const { messageId, subject } = to
  desk.mail(text, {
    ...{ from: { name: who.name, address: who.address }, returnPath: who.address, reply, text: reply },
    ...{ inReplyTo: messageId, references: [messageId], subject: `Re: ${subject}` },
  })
}

describe('!справка', () => {
  test('brings the statement of the month named, of the last one where none is; with text and a page', () => {
    desk = opened('2026-10-12 10:00')
    desk.mail('2026-10-12 11:00')
    desk.engineer('2026-10-13 11:00', '!закрыть\nГотово.')
    desk.engineer('2026-11-02 12:00', '!справка 17/2026')
    const [first] = statements(PYOTR.address)
    expect(first?.subject).toBe('Справка по договору № 17/2026 за октябрь 2026\u00a0г.')
    expect(first?.text).toContain(`Ответ «!отправить» на это письмо отправит справку: ${TO}.`)
    expect(first?.text).toContain('SKPS-1')
    expect(first?.html).toContain('SKPS-1')
    desk.engineer('2026-11-02 12:10', '!справка 18/2026 сентябрь')
    expect(statements(PYOTR.address)[1]?.text).toContain('Обращений за этот период не было.')
    expect(statements(CUSTOMER)).toEqual([])
  })

  test.for([
    ['!справка 99', 'договора «99» нет'],
    ['!справка 17/2026 когда-нибудь', 'за какой месяц'],
    ['!справка 17/2026 декабрь 2026', 'за какой месяц'],
  ] as const)('«%s» is refused with what would be right', ([order, said]) => {
    desk = opened('2026-11-02 10:00')
    desk.mail('2026-11-02 11:00')
    desk.engineer('2026-11-02 12:00', order)
    expect(desk.lastTo(PYOTR.address).text).toContain(said)
    expect(statements(PYOTR.address)).toEqual([])
  })

  test('who is no lead sees it and cannot send it', () => {
    desk = opened('2026-11-02 10:00')
    desk.configure({ engineers: [{ ...PYOTR, roles: ['engineer'] }, BOSS] })
    desk.reload()
    desk.mail('2026-11-02 11:00')
    desk.engineer('2026-11-02 12:00', '!справка 17/2026')
    const [shown] = statements(PYOTR.address)
    expect(shown?.text).toContain('Ответ на это письмо примет только команды')
    answers('2026-11-02 12:10', shown)
    expect(statements(TO)).toEqual([])
  })
})

describe('at the end of a month', () => {
  test('the leads are shown it on the first working day, and the first word of one of them sends what they have seen', () => {
    desk = opened('2026-10-12 10:00')
    desk.tick()
    desk.mail('2026-10-12 11:00')
    desk.until('2026-11-01 23:00', 600)
    expect(statements(PYOTR.address)).toEqual([])
    desk.until('2026-11-02 10:30')
    expect([statements(PYOTR.address), statements(BOSS.address), statements(TO)].map((all) => all.length)).toEqual([
      1, 1, 0,
    ])
    const [seen] = statements(PYOTR.address)
    answers('2026-11-02 11:00', seen)
    const [sent] = statements(TO)
    expect(sent).toMatchObject({
      ticket: null,
      autoSubmitted: 'auto-generated',
      recipients: [TO],
      audience: 'customer',
    })
    const body = (text: string): string => text.slice(text.indexOf('Справка об обращениях'))
    expect(body(sent?.text ?? '')).toBe(body(seen?.text ?? 'none'))
    expect(sent?.text).not.toContain('!отправить')
    expect(sent?.html).not.toContain('отправить')
    answers('2026-11-02 11:10', statements(BOSS.address)[0], ANNA)
    expect(statements(TO)).toHaveLength(1)
    expect(desk.lastTo(ANNA.address).text).toContain('уже отправлена')
    desk.until('2026-11-10 12:00', 600)
    expect(statements(PYOTR.address)).toHaveLength(1)
  })

  test('nothing goes without a word, another word sends nothing, and !отозвать drops it', () => {
    desk = opened('2026-10-12 10:00')
    desk.tick()
    desk.until('2026-11-02 10:30', 600)
    const [shown] = statements(PYOTR.address)
    answers('2026-11-02 11:00', shown, PYOTR, 'Хорошо, посмотрю.')
    expect(statements(TO)).toEqual([])
    answers('2026-11-02 11:10', shown, PYOTR, '!отозвать')
    answers('2026-11-02 11:20', shown)
    expect(statements(TO)).toEqual([])
  })

  test('on the day that the contract names, or the next working one; a contract that was not in force has none', () => {
    desk = opened('2026-10-12 10:00', { to: [TO, 'boss@plant.example'], day: 7 })
    desk.tick()
    desk.until('2026-11-06 18:00', 600)
    expect(statements(PYOTR.address)).toEqual([])
    desk.until('2026-11-09 10:30', 60)
    expect(statements(PYOTR.address)).toHaveLength(1)
    answers('2026-11-09 11:00', statements(PYOTR.address)[0])
    expect(new Set(statements('boss@plant.example').map((one) => one.id)).size).toBe(1)
    desk.until('2027-03-15 12:00', 1440)
    expect(statements(PYOTR.address).map((one) => /за (\S+)/.exec(one.subject)?.[1])).toEqual([
      'октябрь',
      'ноябрь',
      'декабрь',
    ])
  })

  test('a desk that begins in the middle of a month makes up for none before', () => {
    desk = opened('2026-11-12 10:00')
    desk.until('2026-11-20 12:00', 600)
    expect(statements(PYOTR.address)).toEqual([])
  })

  test('an address that refuses it is told to the leads', () => {
    desk = opened('2026-10-12 10:00')
    desk.tick()
    desk.until('2026-11-02 10:30', 600)
    desk.refusing.add(TO)
    answers('2026-11-02 11:00', statements(PYOTR.address)[0])
    expect(desk.lastTo(ANNA.address).subject).toBe(`Справка не доставлена на ${TO}: 550 5.1.1 user unknown`)
  })
})

test('over a year of requests the statements of a contract hold nothing of others, no engineer and no note', () => {
  desk = generatedYear(21, 120)
  const wording = openWording(TEMPLATES, 'Europe/Moscow')
  const { contracts } = desk.policy
  const whose = (number: string): RegExp => new RegExp(`^.*@(?:${number})$`)
  for (const { number, domains } of contracts ?? []) {
    const asked = { from: at('2026-01-01 00:00'), to: at('2027-01-01 00:00'), contract: number }
    const statement = statementNow(asked, desk.store.reading, desk.policy, desk.now)
    const { text, html } = wording.statement(statement, 'ru')
    const paper = `${text}\n${html}\n${JSON.stringify(statement)}`
    const own = desk.store.reading.tickets({ contract: number }).map((one) => one.id)
    const numbers = [...paper.matchAll(/SKPS-(\d+)/g)].map((match) => Number(match[1]))
    expect(numbers.length).toBeGreaterThan(10)
    expect(numbers.filter((id) => !own.includes(id))).toEqual([])
    const strangers = desk.store.reading
      .tickets({})
      .filter((one) => !whose(domains.join('|')).test(one.customer.address))
    const secret = [
      ...strangers.map((one) => one.customer.address),
      ...[PYOTR, ANNA, LEAD].flatMap((one) => [one.address, one.name]),
      ...(contracts ?? [])
        .filter((one) => one.number !== number)
        .flatMap((one) => [one.organisation, `${one.number}"`]),
      'DEV-3',
    ]
    expect(secret.filter((word) => word !== '' && paper.includes(word))).toEqual([])
  }
})
