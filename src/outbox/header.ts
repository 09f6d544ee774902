// What stands in the header fields of a letter: one line each, nothing that a mail reader would act on.
import type { Address, Outgoing } from '../letter.ts'
import { asciiDomain, wantsUtf8 } from './addresses.ts'

const MESSAGE_ID = /^[^<>\s@]{1,200}@[^<>\s]{1,200}$/

/** A header's text on one line, without anything that a mail reader would act on. */
export function flat(text: string, limit: number): string {
  return text
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\u200b-\u200f\ufeff]+/g, ' ')
    .replace(/ {2,}/g, ' ')
    .trim()
    .slice(0, limit)
}

/**
 * An address in a header. One with a local part that is not ASCII would make the whole letter one that only servers with
 * SMTPUTF8 take, for every recipient: it stands there as words, in a group without members (RFC 6857 section 3.1).
 */
export function person(one: Address): { name: string; address: string } | { name: string; group: [] } {
  const name = flat(one.name, 255)
  if (wantsUtf8(one.address)) return { name: `${name} ${flat(one.address, 320)}`.trim(), group: [] }
  return { name, address: asciiDomain(one.address) }
}

/** A Message-ID as it stands in a header; '' for what is none. */
export function bracketed(id: string): string {
  return MESSAGE_ID.test(id) ? `<${id}>` : ''
}

const WALL = new Map<string, Intl.DateTimeFormat>()

/** A moment as RFC 5322 section 3.3 writes it, by the wall of a zone: mail programs print it beside the text's own times. */
export function dateIn(zone: string, at: Date): string {
  const wall =
    WALL.get(zone) ??
    new Intl.DateTimeFormat('en-GB', {
      ...{ timeZone: zone, weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit' },
      ...{ minute: '2-digit', second: '2-digit', hourCycle: 'h23', timeZoneName: 'longOffset' },
    })
  WALL.set(zone, wall)
  const part = Object.fromEntries(wall.formatToParts(at).map(({ type, value }) => [type, value]))
  const offset = /([+-])(\d{2}):(\d{2})/.exec((part.timeZoneName ?? '').replace('\u2212', '-'))
  const zoneWritten = offset === null ? '+0000' : offset.slice(1).join('')
  // en-GB writes «Sept».
  const month = (part.month ?? '').slice(0, 3)
  return `${part.weekday}, ${part.day} ${month} ${part.year} ${part.hour}:${part.minute}:${part.second} ${zoneWritten}`
}

/** RFC 3834 section 5, MS-OXCMAIL: marks that keep other machines from answering. */
export function headersOf(outgoing: Outgoing): { key: string; value: string }[] {
  const marks =
    outgoing.autoSubmitted === 'no'
      ? [{ key: 'X-Auto-Response-Suppress', value: 'OOF, AutoReply' }]
      : [
          { key: 'Auto-Submitted', value: outgoing.autoSubmitted },
          { key: 'X-Auto-Response-Suppress', value: 'DR, RN, NRN, OOF, AutoReply' },
        ]
  return [...marks, ...outgoing.headers.map(({ name, value }) => ({ key: name, value: flat(value, 255) }))]
}
