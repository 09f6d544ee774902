// Alerts by webhook: the whole desk on SQLite, its rules and its own loop, and a real HTTP server on loopback that takes them,
// fails, keeps silent or redirects.
import { createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { readConfig } from '../../src/configuration/configuration.ts'
import { startDaemon } from '../../src/daemon/daemon.ts'
import { openWaking, type Waking } from '../../src/daemon/waking.ts'
import type { Woken } from '../../src/desk/desk.ts'
import { fileWoken } from '../../src/filing.ts'
import type { Log, LogFields } from '../../src/log.ts'
import { erasePerson } from '../../src/store/store.ts'
import { configuration, ticketd } from '../support/cli.ts'
import { LEAD } from '../support/desk.ts'
import { until } from '../support/patience.ts'
import { CUSTOMER, TurnedDesk } from '../support/turned-desk.ts'

const DOWN = { subject: 'КАНАРЕЙКА не работает', text: 'Сервер каталога недоступен у всех, работа остановлена.' }
const SECRET = 'webhook-canary-secret'

interface Got {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const one of closing.splice(0).reverse()) await one()
})

/** A server that answers by `answers`, the last one again and again, and keeps what it got. */
async function gateway(...answers: ((response: ServerResponse) => void)[]): Promise<{ got: Got[]; url: string }> {
  const got: Got[] = []
  const server: Server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (text: string) => {
      body += text
    })
    request.on('end', () => {
      got.push({ path: request.url ?? '', headers: request.headers, body })
      answers[Math.min(got.length, answers.length) - 1]?.(response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(resolve))
  })
  return { got, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/url-canary` }
}

const takes = (response: ServerResponse): void => void response.writeHead(204).end()
const fails = (response: ServerResponse): void => void response.writeHead(500).end('the body of an answer')

interface Desk {
  readonly desk: TurnedDesk
  readonly said: string[]
  /** What is due by the books goes out. */
  knocks(): Promise<void>
}

function keepingLog(said: string[]): Log {
  const says = ({ because, error }: LogFields, sentence: string): void => {
    said.push([sentence, because, error instanceof Error ? error.message : undefined].filter(Boolean).join(': '))
  }
  return { info: says, warn: says, error: says, debug: says }
}

function deskWith(webhook: Record<string, unknown> | undefined): Desk {
  const desk = new TurnedDesk('2026-11-19T09:00', null, { alert: { webhook } })
  closing.push(() => desk.close())
  const said: string[] = []
  const log = keepingLog(said)
  const stopping = new AbortController()
  const { store, room } = desk
  const tell = (woken: Woken): void => void fileWoken(woken, room)
  const waking: Waking = openWaking({ store, room, clock: () => desk.now, tell, log, signal: stopping.signal })
  closing.push(() => {
    stopping.abort()
    return waking.idle()
  })
  return {
    desk,
    said,
    knocks: () => {
      waking.nudge()
      return waking.idle()
    },
  }
}

/** A critical request at night that nobody takes: the first call by mail is over, the second is due. */
function unattended(desk: TurnedDesk): void {
  desk.tick()
  desk.mail('2026-11-21T03:00', DOWN)
  desk.turnTo('2026-11-21T03:31')
  desk.tick()
}

test('confirmed high criticality goes to the webhook at once, signed, with codes and dates and no word of a letter', async () => {
  const { got, url } = await gateway(takes)
  const headers = { Authorization: 'Bearer header-canary' }
  const { desk, said, knocks } = deskWith({ url, headers, secret: SECRET })
  desk.mail('2026-11-21T03:00', DOWN)
  await knocks()
  expect(got).toEqual([])
  desk.engineer('2026-11-21T03:10', '!критично сервис КАНАРЕЙКА инженера', { ticket: 1 })
  await knocks()
  expect(got.map((one) => JSON.parse(one.body))).toEqual([
    { event: 'confirmed', number: 'SKPS-1', ground: 'service', deadline: desk.ticket(1).deadline?.toISOString() },
  ])
  const { headers: sent, body } = got[0] ?? { headers: {}, body: '' }
  const timestamp = String(Math.floor(desk.now.getTime() / 1000))
  const signed = createHmac('sha256', SECRET).update(`${timestamp}.${body}`).digest('hex')
  expect(sent).toMatchObject({ 'x-ticketd-timestamp': timestamp, 'x-ticketd-signature': `sha256=${signed}` })
  expect(sent).toMatchObject({ authorization: 'Bearer header-canary', 'content-type': 'application/json' })
  await knocks()
  expect([got.length, said]).toEqual([1, ['alert sent: confirmed']])
})

test('a template has all fields, and of what people wrote none', async () => {
  const { got, url } = await gateway(takes)
  const fields = ['event', 'number', 'criticality', 'ground', 'deadline', 'answerBy'].map((one) => `{{${one}}}`)
  const { desk, knocks } = deskWith({ url, template: { chat: 7, parts: fields, text: '{{number}}: {{event}}' } })
  unattended(desk)
  await knocks()
  const deadline = desk.ticket(1).deadline?.toISOString()
  expect(got.map((one) => JSON.parse(one.body))).toEqual([
    {
      chat: 7,
      parts: ['unattended', 'SKPS-1', 'suspected', 'service', deadline, '2026-11-21T02:00:00.000Z'],
      text: 'SKPS-1: unattended',
    },
  ])
})

test('nobody takes it: each call comes by the webhook too, until somebody does', async () => {
  const { got, url } = await gateway(takes)
  const { desk, knocks } = deskWith({ url })
  unattended(desk)
  await knocks()
  desk.turnTo('2026-11-21T04:01')
  desk.tick()
  await knocks()
  expect(got.length).toBe(2)
  desk.turnTo('2026-11-21T04:31')
  desk.tick()
  desk.engineer('2026-11-21T04:32', '!взять', { ticket: 1 })
  await knocks()
  expect(got.length).toBe(2)
})

test('without a webhook nothing is kept for one', () => {
  const { desk } = deskWith(undefined)
  unattended(desk)
  desk.engineer('2026-11-21T03:40', '!критично сервис', { ticket: 1 })
  expect(desk.store.wakes.claim(desk.now, () => desk.now)).toBeUndefined()
})

test('a webhook that fails is tried again as mail is, and the alerts by mail wait for nothing', async () => {
  const { got, url } = await gateway(fails, takes)
  const { desk, said, knocks } = deskWith({ url })
  unattended(desk)
  expect(desk.sentTo(LEAD.address).at(-1)).toMatch(/^2026-11-21T03:31 alert /)
  await knocks()
  expect([got.length, said]).toEqual([1, ['an alert waits: the webhook answered 500']])
  await knocks()
  expect(got.length).toBe(1)
  desk.turnTo('2026-11-21T03:33')
  await knocks()
  expect(got.map((one) => one.body)).toEqual([got[0]?.body, got[0]?.body])
  expect(said.slice(1)).toEqual(['the webhook takes alerts again', 'alert sent: unattended'])
  const rows = desk.history(1).filter((one) => one.includes('webhook'))
  expect(rows.map((one) => one.replace(/^.*оповещение/u, 'оповещение'))).toEqual([
    'оповещение по webhook не прошло: сервер ответил 500',
    'оповещение по webhook принято',
  ])
  desk.deliver()
  expect(desk.lettersTo(LEAD.address).filter((one) => one.outgoing.text.includes('не прошло'))).toHaveLength(1)
  desk.turnTo('2026-11-21T03:59')
  await knocks()
  expect(got.length).toBe(2)
})

const redirects = (response: ServerResponse): void => void response.writeHead(302, { Location: '/elsewhere' }).end()

test('a webhook that redirects is said in words, and nothing goes where it leads to', async () => {
  const { got, url } = await gateway(redirects)
  const headers = { Authorization: 'Bearer header-canary' }
  const { desk, said, knocks } = deskWith({ url, headers, secret: SECRET, timeoutSeconds: 60 })
  unattended(desk)
  await knocks()
  expect(got.map((one) => one.path)).toEqual(['/url-canary'])
  expect(said).toEqual([
    'an alert waits: the webhook redirects (302), which is not followed: give the address that it leads to',
  ])
})

test('an answer without end is not read: its status is told and the connection cut', async () => {
  let cut = (): void => undefined
  const isCut = new Promise<void>((resolve) => {
    cut = resolve
  })
  const { url } = await gateway((response) => {
    response.writeHead(503)
    response.on('close', cut)
    const more = (): void => {
      while (!response.destroyed && response.write('x'.repeat(65_536)));
      if (!response.destroyed) response.once('drain', more)
    }
    more()
  })
  const { desk, said, knocks } = deskWith({ url, timeoutSeconds: 60 })
  unattended(desk)
  await knocks()
  await isCut
  expect(said).toEqual(['an alert waits: the webhook answered 503'])
})

test.each([
  ['that takes plain HTTP only', (url: string) => url.replace('http', 'https'), 'TLS failed on that port'],
  ['on a port that HTTP may not use', () => 'https://127.0.0.1:25/url-canary', 'HTTP may not go to that port'],
])('a webhook %s is said in words of HTTP, not of mail', async (_, address, words) => {
  const { got, url } = await gateway(takes)
  const { desk, said, knocks } = deskWith({ url: address(url), timeoutSeconds: 60 })
  unattended(desk)
  await knocks()
  expect(said).toEqual([expect.stringContaining(`an alert waits: the webhook cannot be reached: ${words}`)])
  expect([said.join().includes('canary'), got]).toEqual([false, []])
})

test('a webhook that never answers is given up in time and said in words', async () => {
  const { url } = await gateway(() => undefined)
  const { desk, said, knocks } = deskWith({ url, timeoutSeconds: 1 })
  unattended(desk)
  await knocks()
  expect(said).toEqual(['an alert waits: the webhook did not answer within 1 s'])
})

test('a webhook that is down is said without its address, and the alert is given up after a day', async () => {
  const server = createServer()
  // A loopback address that nothing else listens on: the port stays closed.
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.77', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  const { desk, said, knocks } = deskWith({ url: `http://127.0.0.77:${port}/url-canary`, secret: SECRET })
  desk.mail('2026-11-21T03:00', DOWN)
  desk.engineer('2026-11-21T03:10', '!взять\n!критично сервис', { ticket: 1 })
  await knocks()
  expect(said).toEqual(['an alert waits: the webhook cannot be reached: nothing answers on that port'])
  desk.turnTo('2026-11-22T03:12')
  await knocks()
  expect(said.at(-1)).toMatch(/^alert given up: nobody was woken by it: /)
  expect(desk.store.wakes.claim(new Date('2027-01-01'), () => desk.now)).toBeUndefined()
  desk.deliver()
  const toldOf = desk.lettersTo(LEAD.address).filter((one) => one.outgoing.text.includes('webhook'))
  expect(toldOf.map((one) => one.outgoing.text.replace(/\s+/g, ' '))).toEqual([
    expect.stringMatching(
      /SKPS-1: оповещение по webhook не прошло \(высокая критичность подтверждена\) .*не прошло: до сервера не дойти: .*Попытки продолжаются сутки; письма дежурным ушли как обычно\./,
    ),
    expect.stringMatching(/НЕ прошло за сутки, попытки прекращены: до сервера не дойти: .*ticketd check --connect\./),
  ])
  expect(toldOf.map((one) => one.outgoing.text).join()).not.toContain('canary')
  expect(desk.history(1).filter((one) => one.includes('webhook'))).toEqual([
    expect.stringContaining('оповещение по webhook не прошло: до сервера не дойти'),
    expect.stringContaining('НЕ прошло за сутки, попытки прекращены'),
  ])
})

test('an alert that waits outlives the process, and is erased with the person', () => {
  const { desk } = deskWith({ url: 'http://127.0.0.1:9/' })
  unattended(desk)
  desk.restart()
  const first = desk.store.wakes.claim(desk.now, () => desk.now)
  expect(first).toMatchObject({ because: 'unattended', attempts: 1, ticket: { id: 1 } })
  desk.store.close()
  const forget = (): undefined => undefined
  const erasing = { address: CUSTOMER, prefixes: ['SKPS'], now: desk.now, forget, part: forget }
  erasePerson(`${desk.folder}/data`, erasing)
  desk.restart()
  expect(desk.store.wakes.claim(desk.now, () => desk.now)).toBeUndefined()
})

test('a webhook taken out of the configuration leaves no alert behind', async () => {
  const { got, url } = await gateway(takes)
  const { desk, said, knocks } = deskWith({ url })
  unattended(desk)
  desk.configure({})
  expect(desk.reload()).toEqual([])
  await knocks()
  expect([got, said]).toEqual([[], ['alert dropped: there is no webhook']])
})

test('check --connect tries it and says what it got', async () => {
  const { got, url } = await gateway(takes, redirects)
  const given = configuration({ alert: { webhook: { url } } })
  const args = ['check', '--connect', '--config', given.file]
  expect((await ticketd(args)).out).toContain('webhook: took the test alert (204)')
  expect(JSON.parse(got[0]?.body ?? '')).toMatchObject({ event: 'test' })
  const { status, err } = await ticketd(args)
  expect([status, err]).toEqual([1, expect.stringContaining('webhook: redirects (302), which is not followed')])
})

test('the daemon sends what waits in the books as soon as it has started, its mail servers being down', async () => {
  const { got, url } = await gateway(takes)
  const { desk } = deskWith({ url })
  unattended(desk)
  desk.store.close()
  const read = readConfig(desk.configFile, {})
  if ('mistakes' in read) throw new Error('the configuration does not hold')
  const rules = { config: read.ok, configFile: desk.configFile, environment: {} }
  const said: string[] = []
  const daemon = await startDaemon({ ...rules, log: keepingLog(said), clock: () => desk.now })
  await until('the alert is sent', () => said.includes('alert sent: unattended'))
  daemon.stop()
  await daemon.ended
  desk.restart()
  expect(got.map((one) => JSON.parse(one.body).event)).toEqual(['unattended'])
  expect(desk.store.wakes.claim(new Date('2027-01-01'), () => desk.now)).toBeUndefined()
})
