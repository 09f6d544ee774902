// Which of our mails did not arrive, for whom and why: from RFC 3464 fields, X-Failed-Recipients, or plain words.
// What it says is only a claim: anybody can write such a mail, the books decide what it changes.
import { type Bounce, type BouncedRecipient, domainOf } from '../../letter.ts'
import { type Field, firstOf, type Opened, valuesOf } from '../mime/parts.ts'
import { addressIn } from '../text/plain.ts'
import { readSpoken, type SpokenNotice } from './bounce-forms.ts'
import { isNotice, statedRecipients } from './delivery-status.ts'

/** Reads a notice about a delivery; null when the headers do not make the mail one. */
export function readBounce(opened: Opened): Bounce | null {
  if (isNotice(opened) === null) return null
  const stated = statedRecipients(opened)
  const spoken = spokenBy(opened)
  return {
    recipients: stated.length > 0 ? stated.map((one) => explained(one, spoken)) : spokenRecipients(opened, spoken),
    originalMessageId: originalId(opened) ?? spoken.originalMessageId ?? threadId(opened),
  }
}

/** OpenSMTPD and others state no Diagnostic-Code: then the sentence about the recipient says why. */
function explained(stated: BouncedRecipient, spoken: SpokenNotice): BouncedRecipient {
  if (/\p{L}/u.test(stated.diagnostic ?? '') || stated.action === 'delivered') return stated
  return { ...stated, diagnostic: spoken.reasonFor(stated.address).diagnostic ?? stated.diagnostic }
}

/** What the notice says in words: its body, else its text parts, else the notice that a gateway wrapped in it. */
function spokenBy(opened: Opened): SpokenNotice {
  const own = ownAddresses(opened)
  const from = addressIn((firstOf(opened.fields, 'from') ?? '').slice(0, 500)) ?? ''
  const parts = opened.parts.map((part) => part.text ?? '').join('\n')
  const wrapped = opened.parts.map((part) => part.embedded?.text ?? '').join('\n')
  const read = [opened.text, parts, wrapped].map((text) => readSpoken(text, own, domainOf(from)))
  return read.find((one) => one.addresses.length > 0) ?? read[0] ?? readSpoken('', own, '')
}

/** Who got the notice and who sent it. */
function ownAddresses(opened: Opened): ReadonlySet<string> {
  const names = ['to', 'from', 'delivered-to', 'return-path']
  return new Set(
    names
      .flatMap((name) => valuesOf(opened.fields, name))
      .flatMap((value) => value.slice(0, 4000).split(/[\s,;<>"']+/u))
      .map((word) => addressIn(word)?.toLowerCase())
      .filter((address) => address !== undefined),
  )
}

function spokenRecipients(opened: Opened, spoken: SpokenNotice): readonly BouncedRecipient[] {
  const failed = valuesOf(opened.fields, 'x-failed-recipients')
    .flatMap((value) => value.slice(0, 10_000).split(/[\s,]+/u))
    .map(addressIn)
    .filter((address) => address !== null)
  const addresses = failed.length > 0 ? failed : subjectOr(opened, spoken.addresses)
  const action = spoken.delivered ? 'delivered' : spoken.delayed ? 'delayed' : 'failed'
  return [...new Set(addresses)].map((address) => {
    const { status, diagnostic, permanent } = spoken.reasonFor(address)
    return { address, action, status, diagnostic, permanent: action === 'failed' && permanent }
  })
}

function subjectOr(opened: Opened, addresses: readonly string[]): readonly string[] {
  if (addresses.length > 0) return addresses
  const returned = opened.parts.flatMap((part) => valuesOf(part.embedded?.fields ?? [], 'to'))
  const named = [firstOf(opened.fields, 'subject') ?? '', ...returned].map((value) => addressIn(value.slice(0, 500)))
  return named.filter((address) => address !== null).slice(0, 1)
}

/** The returned mail's Message-ID: a message/rfc822 part's, or that of its headers in a text part. */
function originalId(opened: Opened): string | null {
  for (const part of opened.parts) {
    const id = idIn(part.embedded?.fields ?? [])
    if (id !== null) return id
    if (!/^(?:text\/rfc822|message\/rfc822|message\/global)-headers$/u.test(part.type)) continue
    const line = /^message-id:\s{0,9}<?([^<>\s]{3,250})>?/imu.exec((part.text ?? '').slice(0, 100_000))
    if (line?.[1] !== undefined) return line[1]
  }
  return null
}

function idIn(fields: readonly Field[]): string | null {
  const value = firstOf(fields, 'message-id')
  return value === null ? null : (/<([^<>\s]{1,250})>/u.exec(value)?.[1] ?? (value.trim() || null))
}

/** Exchange and Gmail name the returned mail in the notice's own thread fields. */
function threadId(opened: Opened): string | null {
  const value = firstOf(opened.fields, 'in-reply-to') ?? firstOf(opened.fields, 'references') ?? ''
  return [...value.matchAll(/<([^<>\s]{1,250})>/gu)].at(-1)?.[1] ?? null
}
