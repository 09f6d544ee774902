// Encoded words (RFC 2047) as they come: cut in the middle of a character or of a base64 group, unterminated,
// inside quotes, mixed with raw 8-bit bytes. Works on header values byte for character (latin1).

import type { Defect } from '../../letter.ts'
import { decodeQuotedPrintable } from '../bytes/transfer.ts'
import { charsetOf, decodeText, isOfItsOwn } from '../text/charset.ts'

interface Word {
  readonly from: number
  readonly to: number
  readonly charset: string
  readonly base64: boolean
  readonly payload: string
}

/** Where guesses are told to. */
export type Said = (defect: Defect) => void

/** A header value byte for character -> Unicode. `hint` is the charset that the mail declares elsewhere. */
export function decodeWords(value: string, hint: string | null, said: Said): string {
  let out = ''
  let at = 0
  let run: Word[] = []
  for (let word = nextWord(value, 0); word !== null; word = nextWord(value, word.to)) {
    const between = value.slice(at, word.from)
    if (run.length === 0 || between.trim() !== '' || run[0]?.charset !== word.charset) {
      out += decodeRun(run, said)
      if (run.length === 0 || between.trim() !== '') out += decodeRaw(between, hint, said)
      run = []
    }
    run.push(word)
    at = word.to
  }
  return out + decodeRun(run, said) + decodeRaw(value.slice(at), hint, said)
}

function decodeRaw(text: string, hint: string | null, said: Said): string {
  if (/^[\x00-\x7f]*$/.test(text)) return text
  // What a body is in no head can be: a head is ASCII between its letters.
  const label = isOfItsOwn(charsetOf(hint) ?? '') ? null : hint
  const decoded = decodeText(Buffer.from(text, 'latin1'), label)
  // Raw UTF-8 is lawful in heads (RFC 6532), everything else is a guess.
  const lawful =
    /bytes are utf-8$/.test(decoded.guess ?? '') || (decoded.guess === null && /^utf-?8$/i.test(label ?? ''))
  if (!lawful) said({ is: 'raw 8-bit head', guess: decoded.guess ?? `read as ${label}` })
  return decoded.text
}

/** What some programs encode once more as they pass it on. */
const TWICE = /^\s*=\?[\w.:-]{2,40}\?[bq]\?[\x21-\x3e\x40-\x7e]{1,2000}\?=\s*$/i

function decodeRun(run: readonly Word[], said: Said): string {
  const first = run[0]
  if (first === undefined) return ''
  const bytes = bytesOf(run)
  const { text, guess } = decodeText(bytes, first.charset)
  if (guess !== null) said({ is: 'charset guessed', of: 'encoded word', guess })
  const line = text.replace(/[\r\n\0]+/g, ' ')
  return TWICE.test(line) ? decodeWords(line, null, said) : line
}

/** Bytes of neighbouring words as one string, so that characters and base64 groups cut between them become whole again. */
function bytesOf(run: readonly Word[]): Buffer {
  const pieces: Buffer[] = []
  let pending = ''
  run.forEach((word, index) => {
    if (!word.base64) {
      pieces.push(decodeQuotedPrintable(Buffer.from(word.payload.replaceAll('_', ' '), 'latin1')))
      return
    }
    pending += word.payload.replace(/[^A-Za-z0-9+/=]/g, '')
    const cut = pending.length % 4 !== 0 && !pending.endsWith('=') && run[index + 1]?.base64 === true
    if (cut) return
    pieces.push(Buffer.from(pending, 'base64'))
    pending = ''
  })
  return Buffer.concat(pieces)
}

function nextWord(value: string, from: number): Word | null {
  for (let at = value.indexOf('=?', from); at >= 0; at = value.indexOf('=?', at + 2)) {
    const head = /^=\?"?([A-Za-z0-9_.:+-]{1,40})"?(?:\*[^?]{0,40})?\?\s?([BbQq])\s?\?/.exec(value.slice(at, at + 100))
    if (head === null) continue
    const start = at + head[0].length
    const base64 = head[2]?.toLowerCase() === 'b'
    const end = base64 ? endOfBase64(value, start) : endOfQ(value, start)
    const terminated = value.startsWith('?=', end)
    return {
      from: at,
      to: terminated ? end + 2 : value.startsWith('?', end) && end === value.length - 1 ? end + 1 : end,
      charset: (head[1] ?? '').toLowerCase(),
      base64,
      payload: value.slice(start, end),
    }
  }
  return null
}

function endOfBase64(value: string, start: number): number {
  const end = value.indexOf('?=', start)
  const stop = end < 0 ? value.length : end
  const clean = /^[A-Za-z0-9+/=\s]*/.exec(value.slice(start, stop))?.[0] ?? ''
  return clean.length === stop - start ? stop : start + (/^[A-Za-z0-9+/=]*/.exec(clean)?.[0].length ?? 0)
}

/** A `?=XX` inside a Q word is a question mark before an encoded byte, if the word goes on. */
function endOfQ(value: string, start: number): number {
  for (let end = value.indexOf('?=', start); end >= 0; end = value.indexOf('?=', end + 2)) {
    const goesOn = /^\?=[0-9A-F]{2}[^\s"=]*(=[0-9A-F]{2}[^\s"=]*)*\?=/.test(value.slice(end, end + 100))
    if (!goesOn) return end
  }
  const rest = /^[^\s"]*/.exec(value.slice(start))?.[0] ?? ''
  return start + rest.length
}
