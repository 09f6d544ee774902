// T7, T8, T9, T11: machines that answer machines, mails to hundreds, floods, and senders who are not who they say. The desk
// keeps everything and says little.
import { afterEach, describe, expect, test } from 'vitest'
import type { Outgoing } from '../../src/letter.ts'
import { contractWith, LEAD, PYOTR } from '../support/desk.ts'
import { openWholeDesk, rawMail, type WholeDesk, type WholeDeskOptions } from '../support/whole-desk.ts'

const open: WholeDesk[] = []
afterEach(() => {
  for (const desk of open.splice(0)) desk.close()
})

function desk(options: WholeDeskOptions = {}): WholeDesk {
  const opened = openWholeDesk(options)
  open.push(opened)
  return opened
}

const MARKS = /^(auto-submitted|x-auto-response-suppress|x-loop|precedence|x-ticket-.*|return-path|list-.*):/i

/** A letter on its way through a proxy that strikes out every mark of a machine, and perhaps the thread. */
async function stripped(
  from: WholeDesk,
  outgoing: Outgoing,
  sender: string,
  to: string,
  threads: boolean,
): Promise<string> {
  const raw = await from.wire(outgoing)
  const end = raw.indexOf('\r\n\r\n')
  const fields = raw.slice(0, end).split(/\r\n(?![ \t])/)
  const kept = fields.filter(
    (one) =>
      !MARKS.test(one) && !/^(from|to|cc):/i.test(one) && (threads || !/^(in-reply-to|references|subject):/i.test(one)),
  )
  const subject = threads ? '' : `Subject: Mail of ${from.now().getTime()}\r\n`
  return `From: ${sender}\r\nTo: ${to}\r\n${subject}${kept.join('\r\n')}${raw.slice(end)}`
}

interface Loop {
  /** The sender that the proxy writes into the mail of that number. */
  readonly sender: (n: number) => string
  readonly threads: boolean
  readonly secondsBetween: number
  readonly left?: WholeDeskOptions
}

/** Two desks that hear each other's acknowledgements for an hour; how many mails went to customers on either side. */
async function anHourOf(
  loop: Loop,
): Promise<{ readonly ours: WholeDesk; readonly theirs: WholeDesk; readonly sent: readonly [number, number] }> {
  const ours = desk(loop.left ?? {})
  const theirs = desk({
    policy: {
      secret: 'theirs',
      installId: 'theirs',
      support: {
        ...ours.policy.support,
        address: 'help@peer.example',
        aliases: [],
        ticketPrefix: 'PEER',
        ticketPrefixAliases: [],
      },
    },
  })
  const addresses = new Map([
    [ours, 'support@vendor.example'],
    [theirs, 'help@peer.example'],
  ])
  let n = 0
  let waiting: [WholeDesk, string][] = [[ours, rawMail({ from: loop.sender(0), subject: 'Начало' })]]
  for (let seconds = 0; seconds < 3600 && waiting.length > 0; seconds += loop.secondsBetween) {
    for (const one of [ours, theirs]) one.turn(loop.secondsBetween)
    const next: [WholeDesk, string][] = []
    for (const [to, raw] of waiting) {
      const before = to.post.length
      await to.arrives(raw)
      const other = to === ours ? theirs : ours
      for (const { outgoing } of to.post.slice(before)) {
        if (outgoing.audience !== 'customer') continue
        n += 1
        next.push([other, await stripped(to, outgoing, loop.sender(n), addresses.get(other) ?? '', loop.threads)])
      }
    }
    waiting = next
  }
  const count = (one: WholeDesk): number => one.post.filter(({ outgoing }) => outgoing.audience === 'customer').length
  return { ours, theirs, sent: [count(ours), count(theirs)] }
}

describe('T7: two desks that acknowledge each other, every mark struck out', () => {
  test.each([true, false])(
    'from one address (threads kept: %s): muted after a handful, and the leads are told',
    async (threads) => {
      const { ours, theirs, sent } = await anHourOf({ sender: () => 'robot@peer.example', threads, secondsBetween: 5 })
      expect(Math.max(...sent)).toBeLessThanOrEqual(6)
      const told = [...ours.to(LEAD.address), ...theirs.to(LEAD.address)].filter((one) => one.kind === 'alert')
      expect(told.map((one) => one.text.includes('robot@peer.example'))).toEqual(threads ? [] : [true])
    },
  )

  test('F44 from a fresh address each time, threads kept: ten mails in each direction at most', async () => {
    const { sent } = await anHourOf({ sender: (n) => `r${n}@peer.example`, threads: true, secondsBetween: 5 })
    expect(Math.max(...sent)).toBeLessThanOrEqual(10)
  })

  test('from a fresh address each time, without a thread: ten in each direction at most, and the leads are told', async () => {
    const { ours, theirs, sent } = await anHourOf({
      sender: (n) => `r${n}@peer.example`,
      threads: false,
      secondsBetween: 5,
    })
    expect(Math.max(...sent)).toBeLessThanOrEqual(10)
    const told = [...ours.to(LEAD.address), ...theirs.to(LEAD.address)].filter((one) => one.kind === 'alert')
    expect(told.some((one) => one.text.includes('@peer.example'))).toBe(true)
  })

  test('from a fresh address of one domain each time, other words each time: ten an hour at most', async () => {
    const one = desk({ policy: { contracts: [contractWith()] } })
    for (let n = 0; n < 40; n += 1) {
      one.turn(5)
      const words = 'абвгдежзиклмнопрстуфхцчшщэюя'.slice(n % 20).repeat(3)
      await one.arrives(rawMail({ from: `r${n}@peer.example`, subject: words, text: words }))
    }
    expect(one.post.filter(({ outgoing }) => outgoing.audience === 'customer')).toHaveLength(10)
    one.turn(3601)
    await one.arrives(rawMail({ from: 'later@peer.example' }))
    expect(one.to('later@peer.example')).toHaveLength(1)
  })

  test('from a fresh domain each time, without a thread: no more than the brake of all automatic mail allows', async () => {
    const limits = { ...desk().policy.brakes, automaticPerHour: 30 }
    const { ours, sent } = await anHourOf({
      sender: (n) => `robot@r${n}.example`,
      threads: false,
      secondsBetween: 5,
      left: { policy: { brakes: limits } },
    })
    expect(sent[0]).toBe(30)
    expect(ours.store.reading.tickets({}).length).toBeGreaterThanOrEqual(30)
  })

  test('a slow loop from one address ends with the acknowledgements of a day', async () => {
    const { sent } = await anHourOf({ sender: () => 'robot@peer.example', threads: false, secondsBetween: 130 })
    expect(Math.max(...sent)).toBeLessThanOrEqual(20)
  })
})

/** A machine that looks like a person and answers every mail at once. */
async function responder(one: WholeDesk, answer: (n: number, to: Outgoing) => string): Promise<number> {
  const address = 'i.sidorov@plant.example'
  await one.arrives(rawMail())
  for (let n = 0; n < 60; n += 1) {
    const last = one.to(address).at(n)
    if (last === undefined) return n
    one.turn(5)
    await one.arrives(answer(n, last))
  }
  return 60
}

describe('T7: responders that answer every mail', () => {
  test.each([
    ['with «статус»', () => 'статус'],
    ['with «решено» and «не решено» in turn', (n: number) => (n % 2 === 0 ? 'решено' : 'не решено')],
    ['with what it was sent', (_: number, to: Outgoing) => to.text],
    ['with «Спасибо!»', () => 'Спасибо!'],
  ])('in the thread, %s: the desk falls silent', async (_, text) => {
    const one = desk({ policy: { contracts: [contractWith()] } })
    const rounds = await responder(one, (n, to) =>
      rawMail({ subject: `Re: ${to.subject}`, references: [to.messageId], text: text(n, to) }),
    )
    expect(rounds).toBeLessThanOrEqual(21)
  })

  test('F43 with a new subject each time: the desk falls silent', async () => {
    const one = desk()
    expect(await responder(one, (n) => rawMail({ subject: `Новый вопрос ${n}` }))).toBeLessThanOrEqual(6)
    expect(one.to(LEAD.address).some((mail) => mail.text.includes('i.sidorov@plant.example'))).toBe(true)
  })

  test('a person who asks five things in an hour is answered each time', async () => {
    const one = desk()
    for (let n = 0; n < 8; n += 1) {
      one.turn(400)
      await one.arrives(rawMail({ subject: `Вопрос ${n}` }))
    }
    expect(one.to('i.sidorov@plant.example')).toHaveLength(8)
  })
})

describe('T8: a mail with five hundred in Cc', () => {
  const crowd = Array.from({ length: 500 }, (_, n) => `p${n}@${n % 5 === 0 ? 'plant' : 'else'}.example`).join(',\r\n ')

  test('is acknowledged to one, and what follows goes to nobody outside the contract', async () => {
    const one = desk({ policy: { contracts: [contractWith()] } })
    await one.arrives(rawMail({ cc: crowd }))
    expect(one.post.filter(({ outgoing }) => outgoing.audience === 'customer').map((mail) => mail.recipient)).toEqual([
      'i.sidorov@plant.example',
    ])
    const joined = one.store.reading.ticket(1)?.participants ?? []
    expect(joined).toHaveLength(10)
    expect(joined.every((person) => person.address.endsWith('@plant.example'))).toBe(true)
    const card = one.to(PYOTR.address).find((mail) => mail.kind === 'notification')?.text ?? ''
    expect(card.replace(/\s+/g, ' ')).toMatch(
      /в копии без участия: p50@plant\.example, .* и ещё 80; добавить: !копия АДРЕС/,
    )
  })

  test('of a sender whom nothing vouches for, where the mail server gives verdicts, brings in nobody', async () => {
    const trust = { authservIds: ['mx.vendor.example'] }
    const results = (dkim: string) => [
      `Authentication-Results: mx.vendor.example; dkim=${dkim} header.d=plant.example; dmarc=${dkim} header.from=plant.example`,
    ]
    const cc = 'o.petrova@plant.example'
    const one = desk({ policy: { contracts: [contractWith()] }, trust })
    await one.arrives(rawMail({ cc, trace: results('none') }))
    expect(one.store.reading.ticket(1)?.participants).toEqual([])
    expect(one.to(PYOTR.address).at(-1)?.text.replace(/\s+/g, ' ')).toContain(
      'в копии без участия: o.petrova@plant.example',
    )
    await one.arrives(rawMail({ cc, trace: results('pass') }))
    expect(one.store.reading.ticket(2)?.participants.map((person) => person.address)).toEqual([cc])
  })

  test('of a colleague who has no part yet, by the number alone, brings in himself and nobody else', async () => {
    const one = desk({ policy: { contracts: [contractWith()] } })
    await one.arrives(rawMail())
    await one.arrives(
      rawMail({ from: 'o.petrova@plant.example', subject: 'Re: [SKPS-1] каталог', cc: crowd, text: 'И у нас.' }),
    )
    expect(one.store.reading.ticket(1)?.participants.map((person) => person.address)).toEqual([
      'o.petrova@plant.example',
    ])
  })

  test('of a stranger, or without contracts, brings in nobody', async () => {
    const one = desk({ policy: { contracts: [contractWith()] } })
    await one.arrives(rawMail({ from: 'x@else.example', cc: crowd }))
    const two = desk()
    await two.arrives(rawMail({ cc: `${crowd}, support@vendor.example` }))
    expect(one.store.reading.ticket(1)?.participants).toEqual([])
    expect(two.store.reading.ticket(1)?.participants).toEqual([])
    expect(two.to('support@vendor.example')).toEqual([])
  })
})

describe('T9: a flood from one sender, ten others among it', () => {
  test('the others are tickets at once, in the order of arrival; the flooder has a hundred and one ticket for the rest', async () => {
    const one = desk({ policy: { contracts: [contractWith()] } })
    const others: string[] = []
    const MAILS = 2000
    for (let n = 0; n < MAILS; n += 1) {
      if (n % 200 === 100) {
        others.push(`c${n}@plant.example`)
        await one.arrives(rawMail({ from: `c${n}@plant.example`, subject: `Помогите ${n}` }))
        const newest = one.store.reading.tickets({}).find((ticket) => ticket.customer.address === `c${n}@plant.example`)
        expect(newest?.state).toBe('new')
        expect(one.to(`c${n}@plant.example`)).toHaveLength(1)
      }
      one.turn(1)
      await one.arrives(rawMail({ from: 'flood@else.example', subject: `Купите ${n}`, text: `Товар ${n}` }))
    }
    const tickets = one.store.reading.tickets({})
    const his = tickets.filter((ticket) => ticket.customer.address === 'flood@else.example').sort((a, b) => a.id - b.id)
    expect(his).toHaveLength(100)
    expect(tickets).toHaveLength(110)
    const kept = his
      .flatMap((ticket) => one.store.reading.show(ticket.id)?.messages ?? [])
      .filter((mail) => mail.direction === 'in')
    expect(kept).toHaveLength(MAILS)
    const last = one.store.reading.show(his.at(-1)?.id ?? 0)?.messages.filter((mail) => mail.direction === 'in') ?? []
    expect(last.map((mail) => mail.text.trim())).toEqual(
      Array.from({ length: MAILS - 99 }, (_, n) => `Товар ${n + 99}`),
    )
    expect(one.to('flood@else.example').length).toBeLessThanOrEqual(20)
    expect(one.to(PYOTR.address).length).toBeLessThanOrEqual(125)
    const alerts = one
      .to(LEAD.address)
      .filter((mail) => mail.kind === 'alert' && mail.text.includes('flood@else.example'))
    const events = alerts.map((mail) => mail.headers.find((header) => header.name === 'X-Ticket-Event')?.value)
    expect(events).toEqual(['muted', 'flood'])
  })
})

describe('T11: who is not who he says is not answered', () => {
  const trust = { authservIds: ['mx.vendor.example'], receivedBy: ['mx.vendor.example'] }
  const RECEIVED = 'Received: from x by mx.vendor.example; Wed, 18 Nov 2026 12:00:00 +0300'
  const said = (results: string): string[] => [`Authentication-Results: mx.vendor.example; ${results}`, RECEIVED]
  const STRANGER = 'victim@else.example'
  const CUSTOMER = 'i.sidorov@plant.example'

  test.each([
    ['dmarc=fail, under contract', CUSTOMER, said('dmarc=fail header.from=plant.example'), 0],
    ['dmarc=fail, a stranger', STRANGER, said('dmarc=fail header.from=else.example'), 0],
    ['spf=fail and no signature', STRANGER, said('spf=fail smtp.mailfrom=else.example'), 0],
    ['nothing found, a stranger', STRANGER, said('none'), 0],
    ['a pass for another domain, a stranger', STRANGER, said('dkim=pass header.d=evil.test'), 0],
    ['nothing found, under contract', CUSTOMER, said('none'), 1],
    ['no verdict at all, a stranger', STRANGER, [RECEIVED], 1],
    ['a pass, a stranger', STRANGER, said('dmarc=pass header.from=else.example'), 1],
    ['a pass, under contract', CUSTOMER, said('dmarc=pass header.from=plant.example'), 1],
  ])('%s', async (_, from, trace, acknowledged) => {
    const one = desk({ trust, policy: { contracts: [contractWith()] } })
    await one.arrives(rawMail({ from, trace }))
    expect(one.store.reading.tickets({})).toHaveLength(1)
    expect(one.to(from)).toHaveLength(acknowledged)
    expect(one.to(PYOTR.address)).toHaveLength(1)
  })

  test('three hundred forged mails: no answer at all, every one kept', async () => {
    const one = desk({ trust, policy: { contracts: [contractWith()] } })
    for (let n = 0; n < 300; n += 1) {
      await one.arrives(rawMail({ from: `v${n}@else.example`, trace: said('dmarc=fail header.from=else.example') }))
    }
    expect(one.post.filter(({ outgoing }) => outgoing.audience === 'customer')).toEqual([])
    expect(one.store.reading.tickets({})).toHaveLength(300)
  })

  test('a forged flood in a customer’s name does not swallow what he writes himself', async () => {
    const one = desk({ trust, policy: { contracts: [contractWith()] } })
    for (let n = 0; n < 120; n += 1) {
      await one.arrives(
        rawMail({ from: CUSTOMER, subject: `f${n}`, trace: said('dmarc=fail header.from=plant.example') }),
      )
    }
    await one.arrives(
      rawMail({ from: CUSTOMER, subject: 'Настоящее', trace: said('dmarc=pass header.from=plant.example') }),
    )
    expect(one.to(CUSTOMER)).toHaveLength(1)
    expect(one.to(PYOTR.address).at(-1)?.subject).toContain('Настоящее')
  })
})
