// What a strict server is taken for: whom it refuses, how many connections and letters it takes; no letter pays for it.
import { afterEach, describe, expect, test } from 'vitest'
import { silent } from '../../src/log.ts'
import { trySmtp } from '../../src/outbox/outbox.ts'
import { aboutWhom } from '../../src/outbox/refusal.ts'
import { Trouble } from '../../src/trouble.ts'
import { startScriptedSmtp } from '../support/scripted-smtp.ts'
import { acknowledgement, answer, type DeskOutbox, openDeskOutbox } from './desk-outbox.ts'

let desk: DeskOutbox | undefined
afterEach(async () => {
  await desk?.close()
  desk = undefined
})

const MINUTE = 60_000
const to = (recipient: string) => ({ recipients: [recipient] })

/** A log that keeps its lines, and what stands in them. */
function kept() {
  const lines: { readonly level: string; readonly sentence: string; readonly fields: Record<string, unknown> }[] = []
  const note =
    (level: string) =>
    (fields: object, sentence: string): void =>
      void lines.push({ level, sentence, fields: { ...fields } })
  return { lines, log: { ...silent, info: note('info'), warn: note('warn'), error: note('error') } }
}

describe('a refusal at RCPT', () => {
  test.each([
    '553 5.7.1 <support@vendor.example>: Sender address rejected: not owned by user relay',
    '553 5.7.1 <support@vendor.example>: Sender address rejected: not logged in',
    '454 4.7.1 <i.sidorov@plant.example>: Relay access denied',
    '554 5.7.1 <i.sidorov@plant.example>: Relay access denied',
    '554 5.7.1 <unknown[192.0.2.1]>: Client host rejected: Access denied',
    '550 5.1.8 <support@vendor.example>: Sender address rejected: Domain not found',
    '550 5.7.1 Unable to relay',
    '550 relay not permitted',
    '550 5.7.60 SMTP; Client does not have permissions to send as this sender',
    '530 5.7.0 Authentication required',
    '554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.example',
    '550 5.4.5 Daily user sending limit exceeded',
  ])('of us is known as one: %s', (text) => {
    expect(aboutWhom({ text })).toBe('us')
  })

  test.each([
    '550 5.1.1 <i.sidorov@plant.example>: Recipient address rejected: User unknown in virtual mailbox table',
    '550 5.7.1 <i.sidorov@plant.example>: Recipient address rejected: Access denied',
    '552 5.2.2 mailbox full',
    '550 No such user',
    '450 4.2.0 <i.sidorov@plant.example>: Recipient address rejected: Greylisted',
    '550 5.1.2 Host unknown',
  ])('of the recipient is known as one: %s', (text) => {
    expect(aboutWhom({ text })).toBe('recipient')
  })

  test('of us makes all letters wait, is told once with its code, and after the repair all leave in their order', async () => {
    let refused = true
    const rcpt = (): string =>
      refused ? '553 5.7.1 <support@vendor.example>: Sender address rejected: not owned by user x' : '250 ok'
    const { lines, log } = kept()
    desk = await openDeskOutbox({ rcpt }, { log, maxConnections: 1 })
    desk.queue(acknowledgement('a', to('a@plant.example')), answer('b', to('b@plant.example')))
    desk.queue(acknowledgement('c', to('c@plant.example')))
    await desk.until('the trouble', () => desk?.outbox.state().trouble?.code === 'outbox.refused')
    await desk.until('all wait', () => desk?.states().join() === 'waiting,waiting,waiting')
    expect(desk.failures).toEqual([])
    expect(desk.store.reading.outbox().map((line) => line.attempts)).toEqual([0, 0, 0])
    expect(lines.filter((line) => line.level === 'warn')).toMatchObject([{ fields: { reason: 'outbox.refused' } }])
    refused = false
    await desk.until('all are sent', () => desk?.smtp.transactions.length === 3)
    await desk.until('all is well', () => desk?.outbox.state().trouble === null)
    // The letter at which it began is not the one that tries; the others keep their order.
    expect(desk.smtp.transactions.map((one) => one.to[0])).toEqual(
      expect.arrayContaining(['a@plant.example', 'b@plant.example', 'c@plant.example']),
    )
  })

  test("in words that nobody knows, of two recipients at once, is the server's; of one alone it is told after a second try", async () => {
    let rcpt = (_to: string): string => '550 5.7.1 computer says no'
    desk = await openDeskOutbox({ rcpt: (one) => rcpt(one) })
    desk.queue(acknowledgement('a', to('a@plant.example')), acknowledgement('b', to('b@plant.example')))
    await desk.until('the trouble', () => desk?.outbox.state().trouble?.code === 'outbox.refused')
    expect(desk.failures).toEqual([])
    rcpt = (one) => (one === 'a@plant.example' ? '550 5.7.1 computer says no' : '250 ok')
    desk.advance(2 * MINUTE)
    await desk.until('b is sent', () => desk?.smtp.transactions.length === 1)
    desk.advance(10 * MINUTE)
    await desk.until('a is told', () => desk?.failures.length === 1)
    expect(desk.failures[0]).toMatchObject({ recipient: 'a@plant.example', lastingBecause: 'refused' })
    expect(desk.outbox.state().trouble).toBeNull()
  })

  test('of a recipient that does not exist is told at the first try, and stops nobody', async () => {
    desk = await openDeskOutbox({ rcpt: (one) => (one.startsWith('no') ? '550 5.1.1 no such user' : '250 ok') })
    desk.queue(answer('a', to('nobody@plant.example')), answer('b', to('nobody2@plant.example')), answer('c'))
    await desk.until('both are told', () => desk?.failures.length === 2)
    await desk.until('the third is sent', () => desk?.smtp.transactions.length === 1)
    expect(desk.outbox.state().trouble).toBeNull()
  })
})

test('one letter that the server refuses at MAIL again and again holds up no other', async () => {
  const large = answer('large', { text: 'x'.repeat(20_000), ...to('large@plant.example') })
  desk = await openDeskOutbox({
    rcpt: (one) => (one.startsWith('large') ? '452 4.3.1 insufficient system storage' : '250 ok'),
  })
  desk.queue(large, answer('b', to('b@plant.example')), answer('c', to('c@plant.example')))
  await desk.until('the others', () => desk?.smtp.transactions.length === 2)
  expect(desk.failures).toEqual([])
})

describe('limits of a server', () => {
  test('so many letters a connection are learned: no trouble, no delay, the order kept', async () => {
    const { lines, log } = kept()
    const mail = (_from: string, { carried }: { carried: number }): string =>
      carried >= 3 ? '421 4.7.0 too many messages on this connection' : '250 ok'
    desk = await openDeskOutbox({ mail }, { log, maxConnections: 1 })
    const letters = Array.from({ length: 20 }, (_, n) => answer(`n${n}`, to(`n${n}@plant.example`)))
    desk.queue(...letters)
    await desk.until('all are sent', () => desk?.smtp.transactions.length === 20)
    expect(desk.smtp.transactions.map((one) => one.to[0])).toEqual(letters.map((one) => one.recipients[0]))
    expect(desk.smtp.commands.get('MAIL')).toBe(21)
    expect(lines.filter((line) => line.sentence !== 'sent')).toMatchObject([{ level: 'info', fields: { count: 3 } }])
  })

  test('so many connections at once are learned, and nobody waits for a server that works', async () => {
    const { lines, log } = kept()
    const greeting = ({ standing }: { standing: number }): string =>
      standing > 1 ? '421 4.7.0 too many connections from your host' : '220 here'
    desk = await openDeskOutbox({ greeting }, { log, maxConnections: 3 })
    desk.queue(...Array.from({ length: 30 }, (_, n) => answer(`n${n}`, to(`n${n}@plant.example`))))
    await desk.until('all are sent', () => desk?.smtp.transactions.length === 30)
    expect(lines.filter((line) => line.level !== 'info')).toEqual([])
    expect(lines.filter((line) => line.sentence.includes('connections at once'))).toHaveLength(1)
    expect(desk.smtp.connections()).toBeLessThan(6)
  })

  test('a connection that was ended while it rested costs nothing: the letter goes over a new one at once', async () => {
    desk = await openDeskOutbox(
      { mail: (_from, { carried }) => (carried > 0 ? 'CUT' : '250 ok') },
      { maxConnections: 1 },
    )
    desk.queue(answer('a'), answer('b'))
    await desk.until('both are sent', () => desk?.smtp.transactions.length === 2)
    expect(desk.outbox.state().trouble).toBeNull()
  })
})

describe('an outage', () => {
  test('is tried by one letter at a time, and costs the letters no attempt', async () => {
    let away = true
    desk = await openDeskOutbox({ greeting: () => (away ? '421 4.3.2 closed' : '220 here') })
    desk.queue(...['a', 'b', 'c', 'd'].map((name) => answer(name, to(`${name}@plant.example`))))
    await desk.until('the trouble', () => desk?.outbox.state().trouble?.code === 'outbox.busy')
    const before = desk.smtp.connections()
    await desk.until('it is tried again', () => (desk?.smtp.connections() ?? 0) > before)
    expect(desk.smtp.connections()).toBe(before + 1)
    await desk.until('all wait', () => desk?.store.reading.outbox().every((line) => line.attempts === 0) === true)
    away = false
    await desk.until('all are sent', () => desk?.smtp.transactions.length === 4)
  })

  test('of days expires what no person wrote, and keeps what one did', async () => {
    let away = true
    desk = await openDeskOutbox({ greeting: () => (away ? '421 4.3.2 closed' : '220 here') })
    desk.queue(answer('a', to('a@plant.example')), acknowledgement('b', to('b@plant.example')))
    await desk.until('the trouble', () => desk?.outbox.state().trouble !== null)
    desk.advance(6 * 24 * 60 * MINUTE)
    await desk.until('one is told', () => desk?.failures.length === 1)
    expect(desk.failures[0]).toMatchObject({ recipient: 'b@plant.example', lastingBecause: 'expired' })
    away = false
    await desk.until('the answer is sent', () => desk?.smtp.transactions.length === 1)
  })

  test('while it accepts nobody for a quarter of an hour is told as such, however each letter is put off', async () => {
    desk = await openDeskOutbox({ rcpt: () => '450 4.7.1 try again later' })
    desk.queue(acknowledgement('a', to('a@plant.example')), acknowledgement('b', to('b@plant.example')))
    await desk.until('both were tried', () => (desk?.smtp.commands.get('RCPT') ?? 0) === 2)
    await desk.until('nothing is in hand', () => desk?.outbox.state().inHand === 0)
    expect(desk.store.reading.notAccepted(new Date('2026-11-18T09:16:00Z'))).toEqual({
      recipients: 2,
      since: new Date('2026-11-18T09:00:05Z'),
    })
    expect(desk.outbox.state().trouble).toBeNull()
  })
})

describe('sign-in', () => {
  const smtp = { signIn: () => Promise.resolve({ user: 'u', password: 'p' }) } as never

  test('is by a mechanism that both have, and by none else', async () => {
    desk = await openDeskOutbox({ extensions: ['8BITMIME', 'AUTH SCRAM-SHA-256 GSSAPI'] }, { smtp })
    desk.queue(answer('a'))
    await desk.until('the trouble', () => desk?.outbox.state().trouble?.code === 'outbox.mechanism')
    expect(desk.outbox.state().trouble?.sentence).toContain('offers SCRAM-SHA-256, GSSAPI to sign in')
    expect(desk.smtp.commands.get('AUTH')).toBeUndefined()
  })

  test('with a token that was revoked asks for a fresh one, once', async () => {
    const asked: (string | undefined)[] = []
    const signIn = (refused?: string) => {
      asked.push(refused)
      return Promise.resolve({ user: 'u', accessToken: refused === undefined ? 'old' : 'fresh' })
    }
    const auth = (line: string): string =>
      Buffer.from(line.split(' ').at(-1) ?? '', 'base64').includes('Bearer fresh') ? '235 ok' : '535 5.7.8 no'
    desk = await openDeskOutbox({ auth, extensions: ['AUTH XOAUTH2'] }, { smtp: { signIn } as never })
    desk.queue(answer('a'))
    await desk.until('it is sent', () => desk?.smtp.transactions.length === 1)
    expect(asked).toEqual([undefined, 'old'])
  })
})

describe('an address whose local part is not ASCII', () => {
  const both = {
    cc: [{ name: 'Анна', address: 'анна@завод.example' }],
    recipients: ['i.sidorov@plant.example', 'анна@завод.example'],
  }

  test('fails by itself where the server knows no such addresses, and is named; the others get the letter', async () => {
    desk = await openDeskOutbox()
    desk.queue(answer('a', both))
    await desk.until('one is told', () => desk?.failures.length === 1)
    await desk.until('the other is sent', () => desk?.smtp.transactions.length === 1)
    expect(desk.failures[0]).toMatchObject({
      recipient: 'анна@завод.example',
      text: expect.stringContaining('анна@завод.example'),
    })
    const data = desk.smtp.transactions[0]?.data ?? ''
    expect(/[^\u0000-\u007f]/.test(data)).toBe(false)
  })

  test('gets the letter where it does, and SMTPUTF8 is asked for it alone', async () => {
    const mails: string[] = []
    desk = await openDeskOutbox({ extensions: ['8BITMIME', 'SMTPUTF8'], mailLine: (line) => void mails.push(line) })
    desk.queue(answer('a', both))
    await desk.until('both are sent', () => desk?.smtp.transactions.length === 2)
    expect(mails.map((line) => line.includes('SMTPUTF8')).sort()).toEqual([false, true])
    expect(new Set(desk.smtp.transactions.map((one) => one.data)).size).toBe(1)
  })
})

describe('check --connect', () => {
  test('asks whether a letter from ourselves would be taken, and sends none', async () => {
    const smtp = await startScriptedSmtp({ rcpt: () => '553 5.7.1 Sender address rejected: not owned by user' })
    const settings = {
      host: '127.0.0.1',
      port: smtp.port,
      security: 'none',
      caFile: null,
      name: 'vendor.example',
      signIn: null,
    } as const
    const refusal = await trySmtp(settings, 'support@vendor.example').catch((error: Trouble) => error)
    expect(refusal).toBeInstanceOf(Trouble)
    expect(String(refusal)).toContain('it takes no letter from support@vendor.example')
    expect(String(refusal)).toContain('not owned by user')
    expect(smtp.commands.get('DATA')).toBeUndefined()
    await smtp.close()
  })

  test('is content with a server that would take it', async () => {
    const smtp = await startScriptedSmtp()
    const settings = {
      host: '127.0.0.1',
      port: smtp.port,
      security: 'none',
      caFile: null,
      name: 'vendor.example',
      signIn: null,
    } as const
    await trySmtp(settings, 'support@vendor.example')
    expect([smtp.commands.get('RCPT'), smtp.commands.get('RSET'), smtp.commands.get('DATA')]).toEqual([1, 1, undefined])
    await smtp.close()
  })
})
