// `ticketd new`: a call becomes the ticket that !новая would make of it, beside a daemon that may be running.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openStore, type Store } from '../../src/store/store.ts'
import { configuration, type Ran, ticketd } from '../support/cli.ts'
import { contractWith } from '../support/desk.ts'

const CONTRACTS = [
  {
    ...{ number: '17/2026', organisation: 'АО «Завод»', domains: ['plant.example'] },
    people: [{ name: 'Иван Сидоров', address: 'i.sidorov@plant.example', phone: '8 812 000-00-00' }],
    ...{ validFrom: contractWith().validFrom, validTo: contractWith().validTo },
  },
]

let desk: ReturnType<typeof configuration>
/** The daemon's own hold on the books, all the time. */
let daemon: Store

beforeEach(() => {
  desk = configuration({ contracts: 'contracts.json' })
  writeFileSync(join(desk.directory, 'contracts.json'), JSON.stringify(CONTRACTS))
  daemon = openStore(desk.books)
})
afterEach(() => {
  daemon.close()
  rmSync(desk.directory, { recursive: true })
})

function call(...args: string[]): Promise<Ran> {
  return ticketd(['new', '--config', desk.file, ...args])
}

/** Who would get what, as the daemon's outbox finds it. */
function letters(): readonly string[] {
  return daemon.reading.outbox().map((line) => `${line.kind} ${line.to}`)
}

describe('ticketd new', () => {
  test('a call of a customer is a ticket with dates from the moment of the call, acknowledged, shown to engineers', async () => {
    const { status, out, err } = await ticketd(
      ['new', '--config', desk.file, '--phone', '8 495 111-22-33', '--from', 'i.sidorov@plant.example'].concat([
        '--subject',
        'Не открывается каталог',
        '--text',
        '-',
        '--at',
        '2026-05-07T11:40',
        '--json',
      ]),
      { input: 'Каталог не открывается после обновления.\r\nРаботал вчера.\n' },
    )
    expect([status, err]).toEqual([0, ''])
    expect(JSON.parse(out)).toMatchObject({
      ...{ id: 'SKPS-1', subject: 'Не открывается каталог', state: 'new', channel: 'phone', engineer: null },
      customer: { address: 'i.sidorov@plant.example', organisation: 'АО «Завод»', contract: '17/2026' },
      ...{ receivedAt: '2026-05-07T11:40:00+03:00', deadline: '2026-05-22T18:00:00+03:00' },
    })
    expect(letters()).toEqual(['acknowledgement i.sidorov@plant.example', 'notification p.ivanov@vendor.example'])
    const shown = daemon.reading.show(1)
    expect(shown?.messages.map((one) => [one.direction, one.text])[0]).toEqual([
      'in',
      'Каталог не открывается после обновления.\nРаботал вчера.',
    ])
    expect(shown?.ticket.customerPhone).toBe('8 495 111-22-33')
    expect(shown?.history[0]?.detail).toContain('зарегистрирован звонок')
  })

  test('the record of a call is kept as a mail, named by its sum', async () => {
    await call('--from', 'Иван Сидоров <i.sidorov@plant.example>', '--text', 'Вопрос', '--phone', '84951112233')
    const [kept = ''] = readdirSync(join(desk.books, 'letters'), { recursive: true, encoding: 'utf8' }).filter((name) =>
      /^..\/[0-9a-f]{64}$/.test(name),
    )
    const raw = readFileSync(join(desk.books, 'letters', kept))
    expect(kept.slice(3)).toBe(createHash('sha256').update(raw).digest('hex'))
    const mail = await simpleParser(raw)
    expect(mail.from?.value).toEqual([{ name: 'Иван Сидоров', address: 'i.sidorov@plant.example' }])
    expect(mail.text?.trim()).toBe('Вопрос')
  })

  test('a name that one person of the contracts bears means that person', async () => {
    const { out } = await call('--from', 'иван  сидоров', '--text', 'Вопрос', '--json', '--at', '2026-05-07T11:40')
    expect(JSON.parse(out).customer).toMatchObject({ address: 'i.sidorov@plant.example', contract: '17/2026' })
  })

  test('a caller who is known by telephone alone gets no letter, and the operator is told to name the number', async () => {
    const { status, out, err } = await call('--phone', '8 495 111-22-33', '--text', 'Вопрос\nвторая строка')
    expect(status).toBe(0)
    expect(out).toMatch(/^SKPS-1 {2}Вопрос\n/)
    expect(err).toBe('no letter goes to the customer: tell him number and date\n')
    expect(letters()).toEqual(['notification p.ivanov@vendor.example'])
  })

  test('words of high criticality alert the duty engineer at once', async () => {
    await call(
      '--from',
      'i.sidorov@plant.example',
      '--text',
      'Сервер каталога недоступен, никто не может войти в систему.',
    )
    expect(letters()).toContain('alert p.ivanov@vendor.example')
    expect(daemon.reading.show(1)?.ticket.criticality).toBe('suspected')
  })

  test('every mistake is named, nothing is registered, and the status is that of wrong usage', async () => {
    const { status, err } = await call(
      '--phone',
      'нет',
      '--from',
      'p.ivanov@vendor.example',
      '--text',
      ' ',
      '--at',
      'вчера в обед',
    )
    expect(status).toBe(2)
    expect(err.trim().split('\n')).toEqual([
      expect.stringContaining('--phone нет is no telephone number'),
      expect.stringContaining("is the desk's or an engineer's address"),
      expect.stringContaining('--at вчера в обед is no time'),
      expect.stringContaining('there is no text'),
    ])
    expect((await call('--text', 'Вопрос')).err).toContain('whose call is it?')
    expect((await call('--phone', '84951112233', '--text', 'Вопрос', '--at', '2126-05-07T11:40')).err).toContain(
      'has not come yet',
    )
    expect((await call('--phone', '84951112233')).status).toBe(2)
    expect(daemon.reading.tickets({})).toEqual([])
  })

  test('calls registered side by side have numbers of their own', async () => {
    const ran = await Promise.all(
      ['a', 'b', 'c', 'd'].map((text) => call('--phone', '84951112233', '--text', text, '--json')),
    )
    expect(ran.map(({ out }) => JSON.parse(out).id).sort()).toEqual(['SKPS-1', 'SKPS-2', 'SKPS-3', 'SKPS-4'])
  })
})
