// T2: mails in an engineer's name. None of them carries out a command or reaches a customer; the honest mail beside each
// does so exactly once.
import { createHash, createSign, generateKeyPairSync } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import type { Outgoing } from '../../src/letter.ts'
import type { JudgeOptions } from '../../src/reading/sender/authentication.ts'
import type { Resolver } from '../../src/reading/sender/dkim.ts'
import { ANNA, PYOTR } from '../support/desk.ts'
import { word } from '../support/letter.ts'
import { engineersAnswer, openWholeDesk, type RawFields, rawMail, type WholeDesk } from '../support/whole-desk.ts'

const CUSTOMER = 'i.sidorov@plant.example'
const ORDER = '!закрыть\nОбновление вышло, проверьте.'
const TRUSTED: Partial<JudgeOptions> = { authservIds: ['mx.vendor.example'], receivedBy: ['mx.vendor.example'] }
const PASS = 'Authentication-Results: mx.vendor.example; dmarc=pass header.from=vendor.example'
const OURS = 'Received: from out.vendor.example by mx.vendor.example with ESMTPS; Wed, 18 Nov 2026 12:01:00 +0300'
const FOREIGN = 'Received: from a.evil.test by b.evil.test with ESMTP; Wed, 18 Nov 2026 12:00:30 +0300'

let desk: WholeDesk
afterEach(() => desk.close())

function cardOf(address: string): Outgoing {
  const found = desk.to(address).findLast((one) => one.kind === 'notification' && one.ticket !== null)
  if (found === undefined) throw new Error(`no card for ${address}`)
  return found
}

async function opened(trust: Partial<JudgeOptions> = {}): Promise<Outgoing> {
  desk = openWholeDesk({ trust })
  await desk.arrives(rawMail())
  return cardOf(PYOTR.address)
}

/** Commands carried out and words that reached the customer since the ticket was opened. */
function done(): { readonly state: string | undefined; readonly toCustomer: number } {
  const toCustomer = desk.to(CUSTOMER).filter((one) => one.kind !== 'acknowledgement').length
  return { state: desk.store.reading.ticket(1)?.state, toCustomer }
}

const NOTHING = { state: 'new', toCustomer: 0 }
const ONCE = { state: 'closed', toCustomer: 1 }

interface Attack {
  readonly name: string
  readonly make: (card: Outgoing) => string
}

/** A mail with its From written by hand. */
function withFrom(card: Outgoing, from: string, fields: RawFields = {}): string {
  return engineersAnswer(card, from, ORDER, fields)
}

function withoutToken(fields: RawFields): string {
  return rawMail({ from: PYOTR.address, subject: 'Re: [SKPS-1] Не открывается каталог', text: ORDER, ...fields })
}

/** Attacks that need no word of a mail server: the From line or the token is wrong. */
const ATTACKS: readonly Attack[] = [
  { name: 'From alone', make: () => withoutToken({}) },
  { name: 'the token of another engineer', make: () => engineersAnswer(cardOf(ANNA.address), PYOTR.address, ORDER) },
  { name: 'the acknowledgement’s id', make: () => withoutToken({ inReplyTo: desk.to(CUSTOMER)[0]?.messageId ?? '' }) },
  { name: 'a token cut short', make: (card) => withoutToken({ inReplyTo: card.messageId.replace(/.@/, '@') }) },
  { name: 'a token made longer', make: (card) => withoutToken({ inReplyTo: card.messageId.replace('@', '0@') }) },
  { name: 'a token of ticket 2', make: (card) => withoutToken({ inReplyTo: card.messageId.replace('.1.', '.2.') }) },
  { name: 'the token in the subject', make: (card) => withoutToken({ subject: `Re: ${card.messageId}` }) },
  { name: 'the token in the text', make: (card) => withoutToken({ text: `!закрыть\n${card.messageId}` }) },
  {
    name: 'two mailboxes in From',
    make: (card) => withFrom(card, `${PYOTR.address}, evil@evil.test`),
  },
  {
    name: 'two From lines, the engineer first',
    make: (card) => withFrom(card, `${PYOTR.address}\r\nFrom: evil@evil.test`),
  },
  {
    name: 'two From lines, the engineer last',
    make: (card) => withFrom(card, `evil@evil.test\r\nFrom: ${PYOTR.address}`),
  },
  { name: 'the engineer in a comment', make: (card) => withFrom(card, `evil@evil.test (<${PYOTR.address}>)`) },
  { name: 'the forger in a comment', make: (card) => withFrom(card, `${PYOTR.address} (evil@evil.test)`) },
  { name: 'the engineer as a display name', make: (card) => withFrom(card, `"${PYOTR.address}" <evil@evil.test>`) },
  { name: 'the engineer as a bare display name', make: (card) => withFrom(card, `${PYOTR.address} <evil@evil.test>`) },
  {
    name: 'the engineer inside an encoded word',
    make: (card) => withFrom(card, `${word(`<${PYOTR.address}>`)} <evil@evil.test>`),
  },
  {
    name: 'a whole mailbox inside an encoded word before another',
    make: (card) => withFrom(card, `${word(`Пётр <${PYOTR.address}>,`)} <evil@evil.test>`),
  },
  { name: 'a group that hides two', make: (card) => withFrom(card, `g: ${PYOTR.address}, evil@evil.test;`) },
  {
    name: 'a route before the mailbox',
    make: (card) => withFrom(card, `<@evil.test:evil@evil.test>, ${PYOTR.address}`),
  },
  { name: 'a second @', make: (card) => withFrom(card, `<${PYOTR.address}@evil.test>`) },
  { name: 'a null byte after the engineer', make: (card) => withFrom(card, `<${PYOTR.address}\u0000@evil.test>`) },
  { name: 'a homograph', make: (card) => withFrom(card, '<p.ivanov@vendоr.example>') },
  { name: 'punycode that looks alike', make: (card) => withFrom(card, '<p.ivanov@xn--vendr-kya.example>') },
  {
    name: 'a vacation notice with a command in it',
    make: (card) => withFrom(card, PYOTR.address, { more: ['Auto-Submitted: auto-replied'] }),
  },
  {
    name: 'a quoted command of somebody else',
    make: (card) => engineersAnswer(card, 'evil@evil.test', ORDER),
  },
]

describe('T2: nothing but the token speaks for an engineer', () => {
  test.each(ATTACKS)('$name carries out nothing', async ({ make }) => {
    const card = await opened()
    await desk.arrives(make(card))
    expect(done()).toEqual(NOTHING)
    expect(desk.to('evil@evil.test').every((one) => one.ticket !== 1)).toBe(true)
  })

  test('F48 the honest mail carries out its commands once, and its copies and replays nothing more', async () => {
    const card = await opened()
    const honest = engineersAnswer(card, PYOTR.address, ORDER, {
      id: 'honest@vendor.example',
      date: 'Wed, 18 Nov 2026 12:00:00 +0300',
    })
    await desk.arrives(honest)
    expect(done()).toEqual(ONCE)
    desk.turn(60)
    await desk.arrives(honest)
    await desk.arrives(`Received: from x by y; Wed, 18 Nov 2026 12:02:00 +0300\r\n${honest}`)
    expect(done()).toEqual(ONCE)
    await desk.arrives(engineersAnswer(desk.to(PYOTR.address).at(-1) ?? card, PYOTR.address, '!открыть'))
    const reopened = done()
    expect(reopened.state).not.toBe('closed')
    for (const id of ['other@vendor.example', 'third@evil.test']) {
      await desk.arrives(honest.replace('honest@vendor.example', id))
    }
    await desk.arrives(honest.replace('Message-ID: <honest@vendor.example>\r\n', ''))
    expect(done()).toEqual(reopened)
  })

  test('an engineer’s other address speaks for him with his token, and never without', async () => {
    const card = await opened()
    await desk.arrives(withoutToken({ from: 'petr@home.example' }))
    expect(done()).toEqual(NOTHING)
    expect(desk.to('petr@home.example')).toEqual([])
    await desk.arrives(engineersAnswer(card, 'petr@home.example', ORDER))
    expect(done()).toEqual(ONCE)
    expect(desk.to('petr@home.example')).toEqual([])
  })

  test('what proves nothing goes to the registered address alone, and his answer confirms it', async () => {
    await opened()
    await desk.arrives(withoutToken({ text: '!закрыть' }))
    expect(done()).toEqual(NOTHING)
    const copy = desk.to(PYOTR.address).at(-1)
    expect(copy?.text).toContain('!закрыть')
    await desk.arrives(
      rawMail({ from: PYOTR.address, inReplyTo: `${copy?.messageId}`.replace('c.', 'a.'), text: 'да' }),
    )
    expect(done()).toEqual(NOTHING)
    await desk.arrives(engineersAnswer(copy ?? cardOf(PYOTR.address), PYOTR.address, ''))
    expect(desk.store.reading.ticket(1)?.state).toBe('closed')
  })
})

describe('T2: where the mail server vouches for senders, its word is needed too', () => {
  const withToken = (trace: readonly string[]) => (card: Outgoing) =>
    engineersAnswer(card, PYOTR.address, ORDER, { trace })
  const attacks: readonly Attack[] = [
    ...ATTACKS,
    ...ATTACKS.map(({ name, make }) => ({
      name: `${name}, the server vouching for a sender`,
      make: (card: Outgoing) => `${PASS}\r\n${OURS}\r\n${make(card)}`,
    })),
    { name: 'no verdict at all', make: withToken([OURS, FOREIGN]) },
    { name: 'a verdict below a foreign Received', make: withToken([OURS, FOREIGN, PASS]) },
    {
      name: 'a verdict below a Received that only names us',
      make: withToken(['Received: from mx.vendor.example by b.evil.test; x', PASS]),
    },
    { name: 'a verdict of another server', make: withToken([PASS.replace('mx.vendor', 'mx.evil'), OURS]) },
    {
      name: 'a pass for another domain',
      make: withToken([PASS.replace('header.from=vendor', 'header.from=evil'), OURS]),
    },
    {
      name: 'a pass for a domain inside his',
      make: withToken([PASS.replace('header.from=', 'header.from=sub.'), OURS]),
    },
    { name: 'a genuine fail beside a forged pass', make: withToken([PASS.replace('=pass', '=fail'), OURS, PASS]) },
    { name: 'a genuine none above a forged pass', make: withToken([PASS.replace('=pass', '=none'), OURS, PASS]) },
    {
      name: 'a pass in a comment',
      make: withToken([
        'Authentication-Results: mx.vendor.example; spf=none (; dmarc=pass header.from=vendor.example)',
        OURS,
      ]),
    },
    {
      name: 'a pass in a quoted reason',
      make: withToken([
        'Authentication-Results: mx.vendor.example; dmarc=fail reason="; dmarc=pass header.from=vendor.example"',
        OURS,
      ]),
    },
    {
      name: 'spf alone',
      make: withToken(['Authentication-Results: mx.vendor.example; spf=pass smtp.mailfrom=vendor.example', OURS]),
    },
    {
      name: 'his other address, whose domain the server does not vouch for',
      make: (card) => engineersAnswer(card, 'petr@home.example', ORDER, { trace: [PASS, OURS] }),
    },
  ]
  test.each(attacks)('$name carries out nothing', async ({ make }) => {
    const card = await opened(TRUSTED)
    await desk.arrives(make(card))
    expect(done()).toEqual(NOTHING)
  })

  test.each([
    ['above our Received', [PASS, OURS, FOREIGN]],
    ['below our Received and above the foreign one', [OURS, PASS, FOREIGN]],
  ])('the honest mail with the verdict %s carries out its commands once', async (_, trace) => {
    const card = await opened(TRUSTED)
    await desk.arrives(engineersAnswer(card, PYOTR.address, ORDER, { trace }))
    expect(done()).toEqual(ONCE)
  })

  test('his other address speaks for him when the server vouches for it', async () => {
    const card = await opened(TRUSTED)
    const trace = [PASS.replace('header.from=vendor', 'header.from=home'), OURS]
    await desk.arrives(engineersAnswer(card, 'petr@home.example', ORDER, { trace }))
    expect(done()).toEqual(ONCE)
  })
})

const key = generateKeyPairSync('rsa', { modulusLength: 2048 })
const published = [[`v=DKIM1; k=rsa; p=${key.publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`]]
const resolver: Resolver = async (domain) => {
  if (domain === 's1._domainkey.vendor.example' || domain === 's1._domainkey.evil.test') return published
  if (domain === '_dmarc.vendor.example') return [['v=DMARC1; p=reject; adkim=s']]
  throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' })
}
const DKIM: Partial<JudgeOptions> = { verifyDkim: true, resolver, isEngineer: (address) => address === PYOTR.address }

/** A mail with a signature over these fields and its body (RFC 6376, simple/simple). */
function signed(raw: string, how: { domain?: string; length?: number } = {}): string {
  const [head = '', body = ''] = [raw.slice(0, raw.indexOf('\r\n\r\n')), raw.slice(raw.indexOf('\r\n\r\n') + 4)]
  const names = ['From', 'To', 'Subject', 'Date', 'Message-ID', 'In-Reply-To']
  const fields = head.split(/\r\n(?![ \t])/)
  const chosen = names.flatMap((name) => fields.filter((one) => one.startsWith(`${name}:`)).slice(-1))
  const covered = how.length === undefined ? Buffer.from(body) : Buffer.from(body).subarray(0, how.length)
  const tags = `v=1; a=rsa-sha256; c=simple/simple; d=${how.domain ?? 'vendor.example'}; s=s1; h=${names.join(':')}; ${
    how.length === undefined ? '' : `l=${how.length}; `
  }bh=${createHash('sha256').update(covered).digest('base64')}; b=`
  const unsigned = `DKIM-Signature: ${tags}`
  const signature = createSign('sha256')
    .update(`${chosen.join('\r\n')}\r\n${unsigned}`)
    .sign(key.privateKey, 'base64')
  return `${unsigned}${signature}\r\n${raw}`
}

describe('T2: where the desk checks signatures itself', () => {
  const honest = (card: Outgoing): string => engineersAnswer(card, PYOTR.address, ORDER)
  const attacks: readonly Attack[] = [
    { name: 'an unsigned mail', make: honest },
    { name: 'a signature of another domain', make: (card) => signed(honest(card), { domain: 'evil.test' }) },
    {
      name: 'a body with an order added behind the signed length',
      make: (card) => {
        const raw = engineersAnswer(card, PYOTR.address, '!закрыть')
        return signed(raw, { length: 10 }).replace('!закрыть', `!закрыть\r\n${'Переведите деньги.'}`)
      },
    },
    { name: 'a text changed after signing', make: (card) => signed(honest(card)).replace('проверьте', 'заплатите') },
    { name: 'a second From prepended', make: (card) => `From: evil@evil.test\r\n${signed(honest(card))}` },
    { name: 'a second In-Reply-To prepended', make: (card) => `In-Reply-To: <x@y>\r\n${signed(honest(card))}` },
    { name: 'a second Subject prepended', make: (card) => `Subject: other\r\n${signed(honest(card))}` },
    { name: 'a second Content-Type prepended', make: (card) => `Content-Type: text/html\r\n${signed(honest(card))}` },
    {
      name: 'the forger signing, the engineer named in a comment',
      make: (card) => signed(withFrom(card, `evil@evil.test (<${PYOTR.address}>)`), { domain: 'evil.test' }),
    },
    {
      name: 'the forger signing, the engineer as a route',
      make: (card) => signed(withFrom(card, `<${PYOTR.address}>, evil@evil.test`), { domain: 'evil.test' }),
    },
  ]
  test.each(attacks)('$name carries out nothing', async ({ make }) => {
    const card = await opened(DKIM)
    await desk.arrives(make(card))
    expect(done()).toEqual(NOTHING)
  })

  test('the honest signed mail carries out its commands once', async () => {
    const card = await opened(DKIM)
    await desk.arrives(signed(honest(card)))
    expect(done()).toEqual(ONCE)
  })
})
