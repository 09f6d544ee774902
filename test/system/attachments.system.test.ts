// Files through the whole desk between Dovecot and Postfix: the bytes that a customer sends are those that an engineer saves,
// and the other way round, under names as long as a disk allows.
import { createHash, randomBytes } from 'node:crypto'
import { simpleParser } from 'mailparser'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Daemon } from '../../src/daemon/daemon.ts'
import { configureDesk, startDesk } from '../support/desk-at-lab.ts'
import { type Lab, type LabUser, labAvailable, startLab } from '../support/lab.ts'
import { until } from '../support/patience.ts'

interface File {
  readonly name: string
  readonly type: string
  readonly bytes: Buffer
  readonly id?: string
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** RFC 2231: a long name in numbered pieces of percent-encoded UTF-8. */
function nameInPieces(name: string): string {
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)
  const pieces = encoded.match(/(?:%[0-9A-Fa-f]{2}|[^%]){1,20}/g) ?? []
  return pieces.map((piece, at) => `\r\n filename*${at}*=${at === 0 ? "utf-8''" : ''}${piece}`).join(';')
}

function part(file: File): readonly string[] {
  const disposition = file.id === undefined ? 'attachment' : 'inline'
  return [
    `Content-Type: ${file.type}`,
    `Content-Disposition: ${disposition};${nameInPieces(file.name)}`,
    ...(file.id === undefined ? [] : [`Content-ID: <${file.id}>`]),
    'Content-Transfer-Encoding: base64',
    '',
    ...(file.bytes.toString('base64').match(/.{1,76}/g) ?? []),
  ]
}

/** A mail of text and HTML with pictures in it, and files beside. */
function mail(head: readonly string[], text: string, html: string, files: readonly File[]): string {
  const inline = files.filter((one) => one.id !== undefined)
  const beside = files.filter((one) => one.id === undefined)
  return [
    ...head,
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=outer',
    '',
    '--outer',
    'Content-Type: multipart/related; boundary=middle',
    '',
    '--middle',
    'Content-Type: multipart/alternative; boundary=inner',
    '',
    ...['--inner', 'Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: base64', ''],
    Buffer.from(text).toString('base64'),
    ...['--inner', 'Content-Type: text/html; charset=utf-8', 'Content-Transfer-Encoding: base64', ''],
    Buffer.from(html).toString('base64'),
    '--inner--',
    ...inline.flatMap((file) => ['--middle', ...part(file)]),
    '--middle--',
    ...beside.flatMap((file) => ['--outer', ...part(file)]),
    '--outer--',
    '',
  ].join('\r\n')
}

/** 240 bytes of UTF-8, as long as decision 14 promises to keep whole. */
const LONG = `${'Ж'.repeat(118)}.log`
const FILES: readonly File[] = [
  { name: LONG, type: 'application/octet-stream', bytes: randomBytes(150_001) },
  { name: 'обновление.exe', type: 'application/x-msdownload', bytes: randomBytes(3_000) },
  { name: 'пусто.txt', type: 'text/plain', bytes: Buffer.alloc(0) },
  {
    name: 'текст в cp1251.txt',
    type: 'text/plain; charset=windows-1251',
    bytes: Buffer.from([0xcf, 0x0d, 0x0a, 0xe0]),
  },
  { name: 'экран.png', type: 'image/png', bytes: randomBytes(9_001), id: 'screen@client' },
]

describe.skipIf(!labAvailable())('files between Dovecot and Postfix', () => {
  let lab: Lab
  let daemon: Daemon

  beforeAll(async () => {
    lab = await startLab()
    daemon = await startDesk(configureDesk(lab))
  })
  afterAll(async () => {
    daemon.stop()
    await daemon.ended
    await lab.stop()
  })

  const last = async (user: LabUser, count: number) => {
    await until(`${count} mails for ${user}`, () => lab.count(user) >= count)
    const mails = await lab.mailbox(user)
    return simpleParser(mails[count - 1]?.source ?? '')
  }

  const attached = (parsed: Awaited<ReturnType<typeof last>>) =>
    parsed.attachments.map((one) => ({ name: one.filename, sha256: sha256(one.content), as: one.contentDisposition }))

  test('they reach the engineer, what would run under a name that does not, and his reach the customer as they are', async () => {
    const [customer, support, engineer] = [lab.address('customer1'), lab.address('support'), lab.address('engineer1')]
    const html = '<p>Каталог не открывается</p><img src="cid:screen@client">'
    const head = [`From: ${customer}`, `To: ${support}`, 'Subject: files', 'Message-ID: <files@customer.example.test>']
    await lab.send(mail(head, 'Каталог не открывается', html, FILES), { from: customer, to: support })

    const card = await last('engineer1', 1)
    expect(attached(card).sort((a, b) => (a.name ?? '').localeCompare(b.name ?? ''))).toEqual(
      FILES.map((file) => ({
        name: file.name.endsWith('.exe') ? `${file.name}.bin` : file.name,
        sha256: sha256(file.bytes),
        as: 'attachment',
      })).sort((a, b) => a.name.localeCompare(b.name)),
    )
    expect(card.text).toContain('обновление.exe.bin')

    const answerHead = [
      `From: ${engineer}`,
      `To: ${support}`,
      'Subject: Re: files',
      'Message-ID: <files@engineer.example.test>',
      `In-Reply-To: ${card.messageId}`,
    ]
    const words = 'Здравствуйте!\nПоставьте обновление, <b>как</b> на снимке.'
    const answerHtml = `<p>Здравствуйте!</p><p>Поставьте обновление, &lt;b&gt;как&lt;/b&gt; на снимке.</p><img src="cid:screen@client"><script>alert(1)</script>`
    await lab.send(mail(answerHead, words, answerHtml, FILES), { from: engineer, to: support })

    const answer = await last('customer1', 2)
    expect(attached(answer).sort((a, b) => (a.name ?? '').localeCompare(b.name ?? ''))).toEqual(
      FILES.map((file) => ({ name: file.name, sha256: sha256(file.bytes), as: 'attachment' })).sort((a, b) =>
        a.name.localeCompare(b.name),
      ),
    )
    expect(answer.text).toContain('Поставьте обновление, <b>как</b> на снимке.')
    expect(answer.html).toContain('Поставьте обновление, &lt;b&gt;как&lt;/b&gt; на снимке.')
    expect(answer.html).not.toMatch(/cid:|<script|<img/)
  })
})
