// The mails of the soak: customers' new requests, robots, engineers' answers to what the desk told them, and reports of mail
// servers that a letter of ours did not arrive, dropped into the mailbox while whatever else may happen.
import { createHash } from 'node:crypto'
import { chownSync, mkdirSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Lab } from '../support/lab.ts'
import type { ScriptedSmtp } from '../support/scripted-smtp.ts'

/** A mail that was put into the mailbox. */
export interface Mailed {
  readonly kind: 'request' | 'robot' | 'answer' | 'bounce'
  readonly from: string
  readonly sha256: string
  /** Stands in the text of this mail alone. */
  readonly mark: string
}

export interface Post {
  /** Drops one mail into the mailbox. */
  mail(): void
  mailed(): readonly Mailed[]
  pick<T>(from: readonly T[]): T
}

/** A post office over the lab's mailbox; what engineers answer to, they find at the SMTP server. */
export function postOffice(lab: Lab, sink: ScriptedSmtp, seed: number): Post {
  const next = chance(seed)
  const mailed: Mailed[] = []
  const engineer = lab.address('engineer1')
  const drop = (kind: Mailed['kind'], from: string, mark: string, head: readonly string[], text: string): void => {
    const lines = [
      `From: ${from}`,
      `To: ${lab.address('support')}`,
      `Message-ID: <${mark}@soak.test>`,
      `X-Lab-Id: ${mark}`,
      ...head,
      'Content-Type: text/plain; charset=utf-8',
      '',
      `${text} ${mark}`,
      '',
    ]
    const raw = Buffer.from(lines.join('\r\n'))
    dropped(lab, mark, raw)
    mailed.push({ kind, from, sha256: createHash('sha256').update(raw).digest('hex'), mark })
  }
  return {
    mail() {
      const n = mailed.length + 1
      const draw = next()
      const told = idsToldTo(engineer, sink)
      const arrived = sink.transactions.filter((one) => one.to[0]?.startsWith('person') && one.reply.startsWith('250'))
      const lost = arrived[Math.floor(next() * arrived.length)]
      if (draw < 0.1)
        drop('robot', `robot${n}@machine.test`, `R${n}X`, ['Subject: away', 'Auto-Submitted: auto-replied'], 'Away.')
      else if (draw < 0.15 && lost !== undefined)
        drop('bounce', 'mailer-daemon@mx.test', `B${n}X`, reportHead(), reportOf(lost.to[0] ?? '', lost.data))
      else if (draw < 0.38 && told.length > 0) {
        const id = told[Math.floor(next() * told.length)] ?? ''
        drop('answer', engineer, `A${n}X`, ['Subject: Re: request', `In-Reply-To: ${id}`], 'Please restart it.')
      } else drop('request', `person${n}@firm.test`, `Q${n}X`, [`Subject: request ${n}`], 'The catalogue is empty.')
    },
    mailed: () => mailed,
    pick: (from) => from[Math.floor(next() * from.length)] as (typeof from)[number],
  }
}

function reportHead(): readonly string[] {
  return ['Return-Path: <>', 'Auto-Submitted: auto-replied', 'Subject: Undelivered Mail Returned to Sender']
}

/** In plain words, as servers without RFC 3464 write it, with the head of what did not arrive. */
function reportOf(recipient: string, data: string): string {
  const id = /^Message-ID: (<[^>]+>)/im.exec(data)?.[1] ?? ''
  return `<${recipient}>:\r\n550 5.1.1 user unknown\r\n\r\n--- Returned message ---\r\nMessage-ID: ${id}\r\n`
}

/** The Message-IDs of what reached an engineer about customers' requests. */
function idsToldTo(engineer: string, sink: ScriptedSmtp): readonly string[] {
  return sink.transactions
    .filter((one) => one.to.includes(engineer) && one.reply.startsWith('250') && one.data.includes('Subject: '))
    .filter((one) => /^X-Ticket-Event: new/im.test(one.data))
    .flatMap((one) => /^Message-ID: (<[^>]+>)/im.exec(one.data)?.[1] ?? [])
}

function dropped(lab: Lab, mark: string, raw: Buffer): void {
  const maildir = lab.maildir('support')
  for (const name of ['new', 'cur', 'tmp']) mkdirSync(join(maildir, name), { recursive: true })
  const { uid, gid } = statSync(join(lab.directory, 'mail'))
  for (const folder of ['..', '.', 'new', 'cur', 'tmp']) chownSync(join(maildir, folder), uid, gid)
  const name = `${Math.floor(Date.now() / 1000)}.${mark}.soak`
  writeFileSync(join(maildir, 'tmp', name), raw)
  chownSync(join(maildir, 'tmp', name), uid, gid)
  renameSync(join(maildir, 'tmp', name), join(maildir, 'new', name))
}

/** A small generator of pseudo-random numbers (mulberry32). */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
