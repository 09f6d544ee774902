import { createHash, createSign, generateKeyPairSync } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openReader, type Reader } from '../../../src/reading/reader.ts'
import { openJudge } from '../../../src/reading/sender/authentication.ts'
import { checkDkim, type Resolver } from '../../../src/reading/sender/dkim.ts'
import { READING_SECONDS } from '../../support/patience.ts'

const strong = generateKeyPairSync('rsa', { modulusLength: 2048 })
const weak = generateKeyPairSync('rsa', { modulusLength: 512 })
type Key = typeof strong.publicKey
const record = (key: Key, more = ''): string[][] => [
  [`v=DKIM1; k=rsa; ${more}p=${key.export({ type: 'spki', format: 'der' }).toString('base64')}`],
]
const zone: Record<string, string[][]> = {
  's1._domainkey.corp.test': record(strong.publicKey),
  's1._domainkey.sub.corp.test': record(strong.publicKey),
  's1._domainkey.evil.test': record(strong.publicKey),
  's1._domainkey.plain.test': record(strong.publicKey),
  's1._domainkey.mail.plain.test': record(strong.publicKey),
  'trial._domainkey.corp.test': record(strong.publicKey, 't=y; '),
  'weak._domainkey.corp.test': record(weak.publicKey),
  '_dmarc.corp.test': [['v=DMARC1; p=reject; adkim=s; aspf=s']],
  '_dmarc.evil.test': [['v=DMARC1; p=reject']],
}
const resolver: Resolver = async (domain, rrtype) => {
  const found = rrtype === 'TXT' ? zone[domain] : undefined
  if (found === undefined) throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' })
  return found
}
const silent: Resolver = async () => {
  throw Object.assign(new Error('no answer'), { code: 'ETIMEOUT' })
}

interface Signing {
  readonly from?: string
  readonly domain?: string
  readonly selector?: string
  readonly key?: typeof strong.privateKey
  /** Length that the signature claims to cover (l=). */
  readonly length?: number
}

/** A mail signed by us with simple/simple canonicalization (RFC 6376 section 3.4), small enough to be read at a glance. */
function signed(how: Signing = {}): { head: string; body: string } {
  const body = 'Закройте, пожалуйста.\r\n'
  const covered = how.length === undefined ? Buffer.from(body) : Buffer.from(body).subarray(0, how.length)
  const fields = [
    `From: ${how.from ?? 'engineer@corp.test'}`,
    'To: help@ours.test',
    'Subject: Re: [SKPS-1]',
    'Date: Mon, 2 Mar 2026 10:00:00 +0300',
    'Message-ID: <1@corp.test>',
  ]
  const tags = [
    'v=1; a=rsa-sha256; c=simple/simple',
    `d=${how.domain ?? 'corp.test'}; s=${how.selector ?? 's1'}`,
    'h=From:To:Subject:Date:Message-ID',
    ...(how.length === undefined ? [] : [`l=${how.length}`]),
    `bh=${createHash('sha256').update(covered).digest('base64')}`,
    'b=',
  ]
  const unsigned = `DKIM-Signature: ${tags.join('; ')}`
  const signature = createSign('sha256')
    .update(`${fields.join('\r\n')}\r\n${unsigned}`)
    .sign(how.key ?? strong.privateKey, 'base64')
  return { head: `${unsigned}${signature}\r\n${fields.join('\r\n')}\r\n`, body }
}

describe('the signature of a mail', () => {
  let directory = ''
  let reader: Reader
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'dkim-'))
    reader = openReader({ messageBytes: 1_000_000, seconds: READING_SECONDS })
  })
  afterAll(async () => {
    await reader.close()
    await rm(directory, { recursive: true, force: true })
  })

  async function kept(mail: { head: string; body: string }): Promise<string> {
    const file = join(directory, 'mail')
    await writeFile(file, `${mail.head}\r\n${mail.body}`)
    return file
  }
  const provesCorp = async (mail: { head: string; body: string }): Promise<string> =>
    (await checkDkim(await kept(mail), 'corp.test', resolver)).kind

  test('of the sender’s own domain proves him', async () => {
    expect(await checkDkim(await kept(signed()), 'corp.test', resolver)).toEqual({
      kind: 'pass',
      domain: 'corp.test',
      exact: true,
    })
  })

  const attacks: readonly (readonly [string, { head: string; body: string }])[] = [
    [
      'of a stranger behind an address in two readings',
      signed({ from: 'engineer@corp.test (c) attacker@evil.test', domain: 'evil.test' }),
    ],
    [
      'of a stranger under a second From on top',
      ((mail) => ({ ...mail, head: `From: engineer@corp.test\r\n${mail.head}` }))(
        signed({ from: 'attacker@evil.test', domain: 'evil.test' }),
      ),
    ],
    [
      'of the sender under a stranger’s From on top',
      ((mail) => ({ ...mail, head: `From: attacker@evil.test\r\n${mail.head}` }))(signed()),
    ],
    ['of a domain inside the sender’s, whose policy is strict', signed({ domain: 'sub.corp.test' })],
    [
      'over the first bytes only, with more text below',
      ((mail) => ({ ...mail, body: `${mail.body}!закрыть\r\n` }))(signed({ length: 40 })),
    ],
    ['with a second subject on top', ((mail) => ({ ...mail, head: `Subject: [SKPS-999]\r\n${mail.head}` }))(signed())],
    ['of a key on trial', signed({ selector: 'trial' })],
    ['of a key too short', signed({ selector: 'weak', key: weak.privateKey })],
    ['over another text', { ...signed(), body: 'Другой текст.\r\n' }],
    ['of a group of senders', signed({ from: 'team: engineer@corp.test, attacker@evil.test;' })],
    ['that is missing', { head: 'From: engineer@corp.test\r\nSubject: s\r\n', body: 'x\r\n' }],
  ]
  test.each(attacks)('%s proves nothing', async (_, mail) => {
    expect(await provesCorp(mail)).toBe('none')
  })

  test('of a domain akin to the sender’s proves a customer, not an engineer', async () => {
    const file = await kept(signed({ from: 'anna@plain.test', domain: 'mail.plain.test' }))
    expect(await checkDkim(file, 'plain.test', resolver)).toEqual({
      kind: 'pass',
      domain: 'mail.plain.test',
      exact: false,
    })
    const mail = await reader.read(file)
    const trust = { authservIds: [], receivedBy: [], verifyDkim: true, resolver }
    expect(await openJudge(trust)(mail, file, 0)).toMatchObject({ sender: 'pass' })
    expect(await openJudge({ ...trust, isEngineer: () => true })(mail, file, 0)).toMatchObject({ sender: 'none' })
  })

  test('is asked for again while DNS is silent, five times for an engineer, once for others', async () => {
    const file = await kept(signed())
    const mail = await reader.read(file)
    const trust = { authservIds: [], receivedBy: [], verifyDkim: true, resolver: silent }
    const ofEngineer = openJudge({ ...trust, isEngineer: () => true })
    expect(await ofEngineer(mail, file, 4)).toBe('later')
    expect(await ofEngineer(mail, file, 5)).toMatchObject({ sender: 'unknown' })
    expect(await openJudge(trust)(mail, file, 0)).toMatchObject({ sender: 'unknown' })
  })

  test('is not asked for where the mail server has spoken against the sender', async () => {
    const file = await kept({
      ...signed(),
      head: `Authentication-Results: mx.ours.test; dmarc=fail header.from=corp.test\r\n${signed().head}`,
    })
    const mail = await reader.read(file)
    const judge = openJudge({ authservIds: ['mx.ours.test'], receivedBy: [], verifyDkim: true, resolver })
    expect(await judge(mail, file, 0)).toMatchObject({ sender: 'fail' })
  })
})
