// Builds mails byte by byte for tests, as clients and gateways write them. Texts are our own.
import { encodeText } from '../../src/reading/text/charset.ts'

/** Text in a charset; '' joins with nothing. */
export function bytes(text: string, charset = 'utf-8'): Buffer {
  return charset === 'binary' ? Buffer.from(text, 'latin1') : encodeText(text, charset)
}

/** An encoded word (RFC 2047) in B or Q. */
export function word(text: string, charset = 'utf-8', encoding: 'B' | 'Q' = 'B'): string {
  const raw = bytes(text, charset)
  const payload = encoding === 'B' ? raw.toString('base64') : [...raw].map(hexQ).join('')
  return `=?${charset}?${encoding}?${payload}?=`
}

function hexQ(byte: number): string {
  return `=${byte.toString(16).toUpperCase().padStart(2, '0')}`
}

/** base64 in lines of 76. */
export function base64(content: Buffer | string): string {
  const raw = typeof content === 'string' ? Buffer.from(content, 'utf8') : content
  return raw.toString('base64').replace(/(.{76})/g, '$1\r\n')
}

/** quoted-printable in lines of at most 76. */
export function quotedPrintable(content: Buffer | string): string {
  const raw = typeof content === 'string' ? Buffer.from(content, 'utf8') : content
  let line = ''
  let out = ''
  for (const byte of raw) {
    if (byte === 10) {
      out += `${line}\r\n`
      line = ''
      continue
    }
    const piece = (byte >= 33 && byte <= 126 && byte !== 61) || byte === 32 ? String.fromCharCode(byte) : hexQ(byte)
    if (line.length + piece.length > 75) {
      out += `${line}=\r\n`
      line = ''
    }
    line += piece
  }
  return out + line
}

export interface HeadOptions {
  readonly from?: string
  readonly to?: string
  readonly subject?: string
  readonly id?: string
  readonly date?: string | null
  readonly more?: readonly string[]
}

/** A usual head; lines end in CRLF, no blank line behind. */
export function head(options: HeadOptions = {}): string {
  const lines = [
    `From: ${options.from ?? 'ivanov@zavod.example'}`,
    `To: ${options.to ?? 'support@desk.example'}`,
    `Subject: ${options.subject ?? word('Вопрос по каталогу')}`,
    `Message-ID: <${options.id ?? 'one@zavod.example'}>`,
    ...(options.date === null ? [] : [`Date: ${options.date ?? 'Mon, 11 May 2026 10:15:00 +0300'}`]),
    'MIME-Version: 1.0',
    ...(options.more ?? []),
  ]
  return `${lines.join('\r\n')}\r\n`
}

/** A multipart body of ready parts (each its head, a blank line and its content). */
export function multipart(type: string, boundary: string, parts: readonly string[], parameters = ''): string {
  const opened = parts.map((part) => `--${boundary}\r\n${part}\r\n`).join('')
  return `Content-Type: multipart/${type}; boundary="${boundary}"${parameters}\r\n\r\n${opened}--${boundary}--\r\n`
}

/** A text part in UTF-8 and base64. */
export function text(content: string, subtype = 'plain'): string {
  return `Content-Type: text/${subtype}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64(content)}`
}

/** A file as an attachment; `name` is put into the quoted parameter as it stands. */
export function file(name: string, content: Buffer | string, type = 'application/octet-stream'): string {
  return `Content-Type: ${type}; name="${name}"\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename="${name}"\r\n\r\n${base64(content)}`
}
