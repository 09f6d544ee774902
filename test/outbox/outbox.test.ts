import { Readable } from 'node:stream'
import { simpleParser } from 'mailparser'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { silent } from '../../src/log.ts'
import { Trouble } from '../../src/trouble.ts'
import type { Reply } from '../support/scripted-smtp.ts'
import { acknowledgement, answer, type DeskOutbox, openDeskOutbox } from './desk-outbox.ts'

let desk: DeskOutbox | undefined
afterEach(async () => {
  vi.useRealTimers()
  await desk?.close()
  desk = undefined
})

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

describe('a letter that leaves', () => {
  test('bears our marks, its recipient and the same words in text and HTML', async () => {
    desk = await openDeskOutbox()
    desk.queue(acknowledgement('a'))
    await desk.until('one letter', () => desk?.smtp.transactions.length === 1)
    const [sent] = desk.smtp.transactions
    expect(sent?.from).toBe('support@vendor.example')
    expect(sent?.to).toEqual(['i.sidorov@plant.example'])
    const mail = await simpleParser(sent?.data ?? '')
    expect(mail.headers.get('auto-submitted')).toBe('auto-replied')
    expect(mail.headers.get('x-auto-response-suppress')).toBe('DR, RN, NRN, OOF, AutoReply')
    expect(mail.headers.get('x-ticket-id')).toBe('SKPS-1')
    expect(mail.inReplyTo).toBe('<m1@plant.example>')
    expect(mail.subject).toBe('[SKPS-1] Не открывается каталог')
    expect([mail.text?.trim(), mail.html]).toEqual([
      'Обращение зарегистрировано.',
      '<p>Обращение зарегистрировано.</p>',
    ])
  })

  test("of a person bears no mark of a machine but asks other people's vacation programs for silence", async () => {
    desk = await openDeskOutbox()
    desk.queue(answer('a', { autoSubmitted: 'no' }))
    await desk.until('one letter', () => desk?.smtp.transactions.length === 1)
    const mail = await simpleParser(desk.smtp.transactions[0]?.data ?? '')
    expect(mail.headers.has('auto-submitted')).toBe(false)
    expect(mail.headers.get('x-auto-response-suppress')).toBe('OOF, AutoReply')
  })

  test('to several people goes in a transaction each, as one letter', async () => {
    desk = await openDeskOutbox()
    desk.queue(
      answer('a', {
        recipients: ['i.sidorov@plant.example', 'boss@plant.example'],
        cc: [{ name: '', address: 'boss@plant.example' }],
      }),
    )
    await desk.until('two transactions', () => desk?.smtp.transactions.length === 2)
    expect(desk.smtp.transactions.map((one) => one.to).sort()).toEqual([
      ['boss@plant.example'],
      ['i.sidorov@plant.example'],
    ])
    expect(new Set(desk.smtp.transactions.map((one) => one.data)).size).toBe(1)
  })

  test('with files carries them whole, with their names', async () => {
    desk = await openDeskOutbox()
    const file = {
      letterSha256: 'x',
      part: 3,
      name: 'Отчёт за год.pdf',
      type: 'application/pdf',
      bytes: 15,
      sha256: 'y',
    }
    desk.queue(answer('a', { attachments: [file] }))
    await desk.until('one letter', () => desk?.smtp.transactions.length === 1)
    const mail = await simpleParser(desk.smtp.transactions[0]?.data ?? '')
    expect(mail.attachments.map((one) => [one.filename, one.content.toString()])).toEqual([
      ['Отчёт за год.pdf', 'bytes of part 3'],
    ])
  })

  test('held until its time is not sent before', async () => {
    desk = await openDeskOutbox()
    desk.queue(answer('held', { notBefore: new Date('2026-11-18T09:01:05Z') }), answer('free'))
    await desk.until('the free one', () => desk?.smtp.transactions.length === 1)
    desk.advance(61_000)
    await desk.until('the held one', () => desk?.smtp.transactions.length === 2)
  })
})

test('a delivery report is asked for what a person wrote and for mail to engineers, never for an acknowledgement', async () => {
  const said: string[] = []
  desk = await openDeskOutbox({ extensions: ['DSN'], rcptLine: (line) => void said.push(line) })
  desk.queue(
    acknowledgement('a', { recipients: ['one@plant.example'] }),
    answer('b', { recipients: ['two@plant.example'] }),
    acknowledgement('c', { kind: 'notification', audience: 'engineer', recipients: ['three@vendor.example'] }),
  )
  await desk.until('all three', () => desk?.smtp.transactions.length === 3)
  const notify = (who: string) => /NOTIFY=(\S+)/i.exec(said.find((line) => line.includes(who)) ?? '')?.[1]
  expect(notify('one@')).toBe('NEVER')
  expect(notify('two@')?.split(',').sort()).toEqual(['DELAY', 'FAILURE'])
  expect(notify('three@')?.split(',').sort()).toEqual(['DELAY', 'FAILURE'])
})

describe('a server that refuses', () => {
  test.each([
    ['the recipient for now', { rcpt: () => '450 4.2.0 greylisted' }],
    ['DATA for now', { data: () => '451 4.3.0 later' }],
    ['the letter for now, after the dot', { dot: () => '451 4.3.0 later' }],
    ['everybody for now, after the dot', { dot: () => '421 4.7.0 too busy' }],
  ])('F29 F30 %s gets the letter later, once', async (_what, refusal) => {
    let refused = 0
    const once = Object.fromEntries(
      Object.entries(refusal).map(([step, reply]) => [
        step,
        () => (refused++ === 0 ? (reply as () => Reply)() : step === 'data' ? '354 go' : '250 ok'),
      ]),
    )
    desk = await openDeskOutbox(once)
    desk.queue(acknowledgement('a'))
    await desk.until('a refusal', () => refused === 1)
    await desk.until('it waits', () => desk?.store.reading.outbox()[0]?.error !== null)
    desk.advance(5 * MINUTE)
    await desk.until('it is sent', () => desk?.states().length === 0)
    expect(desk.smtp.transactions.filter((one) => one.reply.startsWith('250'))).toHaveLength(1)
    expect(desk.failures).toEqual([])
  })

  test.each([
    ['the recipient', { rcpt: () => '550 5.1.1 no such user' }],
    ['DATA', { data: () => '554 5.7.1 spam' }],
    ['the letter, after the dot', { dot: () => '554 5.6.0 unreadable' }],
  ])('F31 %s for good is told so, once, with its words', async (_what, refusal) => {
    desk = await openDeskOutbox(refusal)
    desk.queue(answer('a'))
    await desk.until('the failure', () => desk?.failures.length === 1)
    expect(desk.failures[0]).toMatchObject({
      recipient: 'i.sidorov@plant.example',
      lastingBecause: 'refused',
      text: expect.stringMatching(/^55\d 5\./),
    })
    expect(desk.states()).toEqual(['failed'])
    desk.advance(DAY)
    expect(desk.failures).toHaveLength(1)
  })

  test.each([
    // RFC 1870 section 6.1: a server that names no limit says so at MAIL, or when it has seen it all.
    ['at MAIL', { mail: () => '552 5.3.4 message size exceeds fixed limit' }],
    ['after the dot', { dot: () => '552 5.3.4 message size exceeds fixed limit' }],
    ['before it has been sent, by the limit of EHLO', { extensions: ['8BITMIME', 'SIZE 100'] }],
  ])("the letter's size %s is told as such", async (_what, refusal) => {
    desk = await openDeskOutbox(refusal)
    desk.queue(answer('a'))
    await desk.until('the failure', () => desk?.failures.length === 1)
    expect(desk.failures[0]).toMatchObject({ lastingBecause: 'too large' })
  })

  test.each([
    ['the sender', { mail: () => '553 5.7.1 sender refused' }],
    ['us at the greeting', { greeting: () => '554 5.7.1 go away' }],
  ])('F31 %s for good is to blame itself: letters wait, the desk is not ready', async (_what, refusal) => {
    desk = await openDeskOutbox(refusal)
    desk.queue(answer('a'))
    await desk.until('the trouble', () => desk?.outbox.state().trouble !== null)
    expect(desk.states()).toEqual(['waiting'])
    expect(desk.failures).toEqual([])
  })

  test('a wrong password makes letters wait and is tried again, without a tight loop', async () => {
    const smtp = { signIn: () => Promise.resolve({ user: 'u', password: 'p' }) }
    desk = await openDeskOutbox({ auth: () => '535 5.7.8 no' }, { smtp: smtp as never })
    desk.queue(answer('a'), answer('b'), answer('c'))
    await desk.until('the trouble', () => desk?.outbox.state().trouble !== null)
    const before = desk.smtp.connections()
    desk.outbox.nudge()
    desk.outbox.nudge()
    expect(desk.smtp.connections()).toBe(before)
    expect(desk.failures).toEqual([])
  })

  test('F46 while a server is away the clock may be set back by days: it is tried again all the same', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    let away = true
    desk = await openDeskOutbox({ greeting: () => (away ? '421 4.3.2 closed' : '220 here') }, { ratePerMinute: 100 })
    desk.queue(answer('a'))
    await desk.until('the trouble', () => desk?.outbox.state().trouble !== null)
    vi.setSystemTime((vi.getMockedSystemTime()?.getTime() ?? 0) - 3 * DAY)
    away = false
    desk.advance(MINUTE)
    await desk.until('it is sent', () => desk?.states().length === 0)
  })

  test('an authority that cannot be read for the moment makes letters wait and ends nothing', async () => {
    desk = await openDeskOutbox({}, { smtp: { caFile: '/nowhere/ca.pem' } as never })
    desk.queue(answer('a'))
    await desk.until('the trouble', () => desk?.outbox.state().trouble?.sentence.includes('ca.pem') === true)
    expect(desk.states()).toEqual(['waiting'])
  })

  test('for five days on end gets no more, and the engineer is told', async () => {
    desk = await openDeskOutbox({ rcpt: () => '450 4.2.0 later' })
    desk.queue(answer('a'))
    await desk.until('a refusal', () => (desk?.smtp.commands.get('RCPT') ?? 0) === 1)
    await desk.until('it waits', () => desk?.outbox.state().inHand === 0)
    desk.advance(5 * DAY)
    await desk.until('the failure', () => desk?.failures.length === 1)
    expect(desk.failures[0]?.lastingBecause).toBe('expired')
  })
})

describe('a connection that ends after the 354', () => {
  test('F22 repeats an acknowledgement once, after ten minutes, with the same bytes; a third time never', async () => {
    desk = await openDeskOutbox({ dot: () => 'CUT' })
    desk.queue(acknowledgement('a'))
    await desk.until('the doubt', () => desk?.store.reading.outbox()[0]?.error !== null)
    desk.advance(9 * MINUTE)
    desk.queue(acknowledgement('b'))
    await desk.until('the next', () => desk?.smtp.transactions.length === 2)
    await desk.until('both in doubt', () => desk?.store.reading.outbox()[1]?.error !== null)
    desk.advance(2 * MINUTE)
    await desk.until('the first once more', () => desk?.smtp.transactions.length === 3)
    await desk.until('it stays in doubt', () => desk?.store.reading.outbox()[0]?.nextAt === null)
    desk.advance(10 * DAY)
    desk.queue(acknowledgement('c'))
    await desk.until('the second once more, and a third', () => desk?.smtp.transactions.length === 5)
    const [first, , again] = desk.smtp.transactions
    expect(again?.data).toBe(first?.data)
    expect(desk.smtp.transactions.filter((one) => one.data === first?.data)).toHaveLength(2)
    expect(desk.states().slice(0, 2)).toEqual(['doubtful', 'doubtful'])
  })

  test('repeats a card to an engineer as long as it takes, with the same bytes and the same Message-ID', async () => {
    let cuts = 0
    desk = await openDeskOutbox({ dot: () => (cuts++ < 3 ? 'CUT' : '250 ok') })
    desk.queue(acknowledgement('a', { kind: 'notification', audience: 'engineer' }))
    for (let times = 1; times < 5; times += 1) {
      await desk.until(`transmission ${times}`, () => desk?.smtp.transactions.length === times)
      await desk.until('nothing in hand', () => desk?.outbox.state().inHand === 0)
      desk.advance(60 * MINUTE)
    }
    await desk.until('it is sent', () => desk?.states().length === 0)
    expect(new Set(desk.smtp.transactions.map((one) => one.data)).size).toBe(1)
  })

  test("F22 repeats a person's answer, with the same bytes and the same Message-ID", async () => {
    let cuts = 0
    desk = await openDeskOutbox({ dot: () => (cuts++ === 0 ? 'CUT' : '250 ok') })
    desk.queue(
      answer('a', {
        attachments: [{ letterSha256: 'x', part: 1, name: 'a.txt', type: 'text/plain', bytes: 1, sha256: 'y' }],
      }),
    )
    await desk.until('the cut', () => desk?.smtp.transactions.length === 1)
    await desk.until('the doubt is in the books', () => desk?.store.reading.outbox()[0]?.error !== null)
    desk.advance(5 * MINUTE)
    await desk.until('the repeat', () => desk?.smtp.transactions.length === 2)
    const [first, second] = desk.smtp.transactions
    expect(second?.data).toBe(first?.data)
    await desk.until('it is sent', () => desk?.states().length === 0)
  })

  test('holds a repeat that would differ from what was begun: a person decides', async () => {
    let cuts = 0
    let bytes = 'as it was'
    const take = () => Promise.resolve({ stream: () => Readable.from([Buffer.from(bytes)]), release: () => undefined })
    desk = await openDeskOutbox({ dot: () => (cuts++ === 0 ? 'CUT' : '250 ok') }, { parts: { take } })
    const file = { letterSha256: 'x', part: 1, name: 'a.txt', type: 'text/plain', bytes: 1, sha256: 'y' }
    desk.queue(answer('a', { attachments: [file] }))
    await desk.until('the doubt', () => desk?.store.reading.outbox()[0]?.error !== null)
    bytes = 'otherwise'
    desk.advance(5 * MINUTE)
    await desk.until('it is held', () => desk?.states()[0] === 'held')
    expect(desk.smtp.transactions).toHaveLength(1)
  })

  test('before it nothing is in doubt: a cut at DATA is only a delay', async () => {
    let cuts = 0
    desk = await openDeskOutbox({ data: () => (cuts++ === 0 ? 'CUT' : '354 go') })
    desk.queue(acknowledgement('a'))
    await desk.until('the cut', () => cuts === 1)
    await desk.until('it waits', () => desk?.store.reading.outbox()[0]?.error !== null)
    desk.advance(5 * MINUTE)
    await desk.until('it is sent', () => desk?.smtp.transactions.length === 1)
  })

  test('silence ends at the total deadline', async () => {
    desk = await openDeskOutbox({ dot: () => 'SILENCE' }, { smtp: { deadlineMs: 300 } as never })
    desk.queue(acknowledgement('a'))
    await desk.until('the doubt', () => desk?.states()[0] === 'doubtful')
  })
})

test('F23 a server that trickles its answer for ever is no answer: the letter is in doubt at the deadline, others go', async () => {
  desk = await openDeskOutbox(
    { dot: (to) => (to.startsWith('slow@') ? 'TRICKLE' : '250 ok') },
    { smtp: { deadlineMs: 300 } as never },
  )
  desk.queue(acknowledgement('a', { recipients: ['slow@plant.example'] }), answer('b'), answer('c'))
  await desk.until('the others', () => desk?.smtp.transactions.filter((one) => one.reply === '250 ok').length === 2)
  await desk.until('the doubt', () => desk?.states().join() === 'doubtful')
})

test('F32 of two recipients one is refused: the other has his letter, once, and only the guilty one has failed', async () => {
  desk = await openDeskOutbox({ rcpt: (to) => (to.startsWith('gone@') ? '550 5.1.1 no such user' : '250 ok') })
  desk.queue(answer('a', { recipients: ['here@plant.example', 'gone@plant.example'] }))
  await desk.until('the failure', () => desk?.failures.length === 1)
  await desk.until('the letter', () => desk?.smtp.transactions.length === 1)
  await desk.until('nothing in hand', () => desk?.outbox.state().inHand === 0)
  desk.advance(DAY)
  desk.queue(answer('b', { recipients: ['other@plant.example'] }))
  await desk.until('another letter', () => desk?.smtp.transactions.length === 2)
  expect(desk.smtp.transactions.map((one) => one.to)).toEqual([['here@plant.example'], ['other@plant.example']])
  expect(desk.failures.map((one) => one.recipient)).toEqual(['gone@plant.example'])
})

test('F33 a name that no server of names knows is no word on the letter: it waits, and nothing has failed', async () => {
  desk = await openDeskOutbox({}, { smtp: { host: 'nonexistent.invalid' } as never })
  desk.queue(answer('a'))
  await desk.until('the trouble', () => desk?.outbox.state().trouble?.code === 'outbox.unreachable')
  await desk.until('it waits', () => desk?.states().join() === 'waiting')
  expect(desk.failures).toEqual([])
})

test('F34 a link that takes STARTTLS away gets no password and no letter', async () => {
  const said: string[] = []
  const settings = { security: 'starttls', signIn: () => Promise.resolve({ user: 'desk', password: 'canary' }) }
  desk = await openDeskOutbox(
    { extensions: ['8BITMIME', 'AUTH PLAIN LOGIN'], auth: (line) => `235 welcome ${said.push(line)}` },
    { smtp: settings as never },
  )
  desk.queue(answer('a'))
  await desk.until('the trouble', () => desk?.outbox.state().trouble !== null)
  expect(said).toEqual([])
  expect(desk.smtp.transactions).toEqual([])
  expect(desk.failures).toEqual([])
})

describe('the pace', () => {
  test('answers leave before automatic mail', async () => {
    desk = await openDeskOutbox({}, { maxConnections: 1 })
    desk.queue(acknowledgement('x'), acknowledgement('y'), answer('urgent', { recipients: ['first@plant.example'] }))
    await desk.until('all', () => desk?.smtp.transactions.length === 3)
    expect(desk.smtp.transactions[0]?.to).toEqual(['first@plant.example'])
  })

  test('no more letters a minute than allowed', async () => {
    desk = await openDeskOutbox({}, { ratePerMinute: 2 })
    desk.queue(answer('a'), answer('b'), answer('c'), answer('d'))
    await desk.until('two', () => desk?.smtp.transactions.length === 2)
    desk.outbox.nudge()
    await desk.until('nothing in hand', () => desk?.outbox.state().inHand === 0)
    expect(desk.smtp.transactions).toHaveLength(2)
  })

  test('one connection carries several letters', async () => {
    desk = await openDeskOutbox({}, { maxConnections: 1 })
    desk.queue(answer('a'), answer('b'), answer('c'))
    await desk.until('all', () => desk?.smtp.transactions.length === 3)
    expect(desk.smtp.connections()).toBe(1)
  })
})

test('books that take nothing are complained of once, and once it is said that they do again', async () => {
  const said: string[] = []
  const note = (_fields: object, sentence: string): void => void said.push(sentence)
  desk = await openDeskOutbox({}, { log: { ...silent, warn: note, info: note } })
  const { claim } = desk.store.queue
  let refusals = 0
  Object.assign(desk.store.queue, {
    claim: () => {
      refusals += 1
      throw new Trouble('the disk is full', { lasting: false })
    },
  })
  desk.queue(answer('a'))
  await desk.until('it was refused twice', () => refusals === 2)
  expect(said).toEqual(['the books take nothing; letters wait'])
  expect(desk.outbox.state().trouble?.sentence).toBe('the disk is full')
  Object.assign(desk.store.queue, { claim })
  await desk.until('it is sent', () => desk?.states().length === 0)
  expect(said).toEqual(['the books take nothing; letters wait', 'the books take letters again', 'sent'])
  expect(desk.outbox.state().trouble).toBeNull()
})

test('books that do not take the mark at the 354 are not blamed on the server; the letter goes later, once', async () => {
  const said: string[] = []
  const note = (_fields: object, sentence: string): void => void said.push(sentence)
  desk = await openDeskOutbox({}, { log: { ...silent, warn: note, info: note } })
  const { write } = desk.store.queue
  let refusals = 0
  Object.assign(desk.store.queue, {
    write: (...given: Parameters<typeof write>) => {
      if (given[1].length > 0 && refusals++ === 0) throw new Trouble('the disk is full', { lasting: false })
      write(...given)
    },
  })
  desk.queue(acknowledgement('a'))
  await desk.until('it waits', () => desk?.store.reading.outbox()[0]?.error === 'the disk is full')
  expect(desk.outbox.state().trouble).toBeNull()
  expect(said).toEqual(['postponed'])
  desk.advance(5 * MINUTE)
  await desk.until('it is sent', () => desk?.states().length === 0)
  expect(desk.smtp.transactions).toHaveLength(1)
})
