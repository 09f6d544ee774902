// The letters of the demo's people, as their mail clients would send them.
import type { Person } from './servers.ts'

export interface Composed {
  readonly from: Person | { readonly name: string; readonly address: string }
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly at: Date
  readonly id: string
  readonly inReplyTo?: string | null
  readonly attachment?: { readonly name: string; readonly content: Buffer }
  readonly headers?: readonly string[]
}

function word(text: string): string {
  return /^[\u0020-\u007e]*$/.test(text) ? text : `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`
}

function folded(base64: string): string[] {
  return base64.match(/.{1,76}/g) ?? []
}

function head(letter: Composed): string[] {
  const answered = letter.inReplyTo ?? null
  return [
    `From: ${word(letter.from.name)} <${letter.from.address}>`,
    `To: ${letter.to}`,
    `Subject: ${word(letter.subject)}`,
    `Date: ${letter.at.toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${letter.id}>`,
    ...(answered === null ? [] : [`In-Reply-To: <${answered}>`, `References: <${answered}>`]),
    ...(letter.headers ?? []),
    'MIME-Version: 1.0',
  ]
}

/** A mail in UTF-8, with a file if it has one. */
export function composed(letter: Composed): Buffer {
  const body = [
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    ...folded(Buffer.from(letter.text).toString('base64')),
  ]
  const { attachment } = letter
  if (attachment === undefined) return Buffer.from([...head(letter), ...body, ''].join('\r\n'))
  return Buffer.from(
    [
      ...head(letter),
      'Content-Type: multipart/mixed; boundary="part"',
      '',
      '--part',
      ...body,
      '--part',
      'Content-Type: text/plain',
      `Content-Disposition: attachment; filename*=utf-8''${encodeURIComponent(attachment.name)}`,
      'Content-Transfer-Encoding: base64',
      '',
      ...folded(attachment.content.toString('base64')),
      '--part--',
      '',
    ].join('\r\n'),
  )
}

const KOI8 = 'юабцдефгхийклмнопярстужвьызшэщчъЮАБЦДЕФГХИЙКЛМНОПЯРСТУЖВЬЫЗШЭЩЧЪ'

/** Text in KOI8-R (RFC 1489), as mail of the nineties has it. */
function koi8(text: string): Buffer {
  return Buffer.from(
    [...text].map((letter) => {
      const place = KOI8.indexOf(letter)
      if (place >= 0) return 0xc0 + place
      if (letter === 'ё') return 0xa3
      const code = letter.codePointAt(0) ?? 0x3f
      return code < 0x80 ? code : 0x3f
    }),
  )
}

/** A mail in KOI8-R, headers and body. */
export function composedKoi8(letter: Composed): Buffer {
  const encoded = (text: string): string => `=?koi8-r?B?${koi8(text).toString('base64')}?=`
  const lines = head({ ...letter, from: { name: '', address: letter.from.address }, subject: '' })
    .map((line) => (line.startsWith('From:') ? `From: ${encoded(letter.from.name)} <${letter.from.address}>` : line))
    .map((line) => (line.startsWith('Subject:') ? `Subject: ${encoded(letter.subject)}` : line))
  const text = ['Content-Type: text/plain; charset=koi8-r', 'Content-Transfer-Encoding: 8bit', '', ''].join('\r\n')
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n${text}`), koi8(letter.text.replace(/\n/g, '\r\n'))])
}
