// Spoils mails as bad programs, bad lines and bad people do. The same seed gives the same mails.

/** A small generator of numbers in [0, 1), by its seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

type Random = () => number
type Mutation = (mail: Buffer, random: Random, others: readonly Buffer[]) => Buffer

const below = (random: Random, limit: number): number => Math.floor(random() * Math.max(1, limit))
const pick = <T>(random: Random, all: readonly T[], otherwise: T): T => all[below(random, all.length)] ?? otherwise

const CHARSETS = [
  'utf-8',
  'koi8-r',
  'windows-1251',
  'utf-7',
  'utf-16',
  'gb2312',
  'iso-2022-jp',
  'x-none',
  '',
  'us-ascii',
]
const ENCODINGS = ['base64', 'quoted-printable', '7bit', 'x-uuencode', 'binary', 'none at all', '']
const TYPES = [
  'text/html',
  'text/plain',
  'message/rfc822',
  'multipart/mixed',
  'text/calendar',
  'application/ms-tnef',
  'application/pkcs7-mime',
  'multipart/digest',
  'message/delivery-status',
]

const flipBytes: Mutation = (mail, random) => {
  const out = Buffer.from(mail)
  for (let i = 0; i <= below(random, 20); i++) out[below(random, out.length)] = below(random, 256)
  return out
}

const truncate: Mutation = (mail, random) => mail.subarray(0, below(random, mail.length))

const repeatPiece: Mutation = (mail, random) => {
  const from = below(random, mail.length)
  const piece = mail.subarray(from, from + below(random, 200))
  const times = below(random, 50)
  return Buffer.concat([mail.subarray(0, from), ...Array.from({ length: times }, () => piece), mail.subarray(from)])
}

const swapLines: Mutation = (mail, random) => {
  const lines = mail.toString('latin1').split('\n')
  const a = below(random, lines.length)
  const b = below(random, lines.length)
  const kept = lines[a] ?? ''
  lines[a] = lines[b] ?? ''
  lines[b] = kept
  return Buffer.from(lines.join('\n'), 'latin1')
}

const dropLine: Mutation = (mail, random) => {
  const lines = mail.toString('latin1').split('\n')
  lines.splice(below(random, lines.length), 1 + below(random, 3))
  return Buffer.from(lines.join('\n'), 'latin1')
}

function replacing(pattern: RegExp, words: readonly string[]): Mutation {
  return (mail, random) =>
    Buffer.from(
      mail
        .toString('latin1')
        .replace(pattern, (whole, before: string) => (random() < 0.5 ? whole : before + pick(random, words, ''))),
      'latin1',
    )
}

const splice: Mutation = (mail, random, others) => {
  const other = pick(random, others, mail)
  return Buffer.concat([mail.subarray(0, below(random, mail.length)), other.subarray(below(random, other.length))])
}

const nest: Mutation = (mail, random) => {
  let inner = mail
  for (let depth = below(random, 6); depth >= 0; depth--) {
    const kind = pick(
      random,
      ['message/rfc822', 'multipart/mixed; boundary="n"', 'multipart/alternative; boundary=b'],
      '',
    )
    inner = Buffer.concat([
      Buffer.from(`From: a@b.example\r\nContent-Type: ${kind}\r\n\r\n--n\r\n`),
      inner,
      Buffer.from('\r\n--n--\r\n'),
    ])
  }
  return inner
}

const MUTATIONS: readonly Mutation[] = [
  flipBytes,
  truncate,
  repeatPiece,
  swapLines,
  dropLine,
  replacing(/(charset=)"?[\w-]*"?/gi, CHARSETS),
  replacing(/(Content-Transfer-Encoding: *)[\w-]+/gi, ENCODINGS),
  replacing(/(Content-Type: *)[\w./-]+/gi, TYPES),
  replacing(/(boundary=)"?[^"\r\n;]*"?/gi, ['b', '""', '"n"', '--', 'a b', '"']),
  splice,
  nest,
]

/** One to three mutations of a mail. */
export function mutate(mail: Buffer, random: Random, others: readonly Buffer[]): Buffer {
  let out = mail
  for (let i = 0; i <= below(random, 3); i++) out = pick(random, MUTATIONS, flipBytes)(out, random, others)
  return out.subarray(0, 1 << 20)
}
