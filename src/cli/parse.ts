// `ticketd parse FILE…`: one JSON line a mail, what the desk reads in it. Needs no configuration.

import type { Cut, Defect, Mail, Reason } from '../letter.ts'
import { openReader, type Reader } from '../reading/reading.ts'
import { say } from '../wording/wording.ts'
import { readArguments } from './frame/arguments.ts'
import { EXIT, type Io, type Verb, whyNoMail, wrongUsage } from './frame/verb.ts'

const MESSAGE_BYTES = 80 << 20

/** Prints what is read in each file; a file that cannot be read is named on standard error and makes the status 1. */
export const parseVerb: Verb = {
  name: 'parse',
  help: [
    'ticketd parse FILE…',
    '',
    'Reads mails (RFC 5322, one a file) and prints one JSON line for each: people, subject, ids, text, the reply',
    'alone, attachments, kind, whether it may be acknowledged and why, and every defect found. `cuts` says which',
    'lines of the text stand outside the reply and by what mark; `(likely)` where custom says so and no program.',
    'Needs no configuration and changes nothing.',
  ].join('\n'),
  async run(args, io) {
    const given = readArguments(args, { json: { type: 'boolean' } })
    if (typeof given === 'string') return wrongUsage(io, parseVerb, given)
    const files = given.positionals
    if (files.length === 0) return wrongUsage(io, parseVerb, 'name at least one file')
    const reader = openReader({ messageBytes: MESSAGE_BYTES })
    try {
      return await printAll(reader, files, io)
    } finally {
      await reader.close()
    }
  },
}

async function printAll(reader: Reader, files: readonly string[], io: Io): Promise<number> {
  let status: number = EXIT.done
  for (const file of files) {
    try {
      io.out(JSON.stringify(printedMail(file, await reader.read(file))))
    } catch (error) {
      io.err(`${file}: ${whyNoMail(error)}`)
      status = EXIT.failed
    }
  }
  return status
}

/** Lines of the text, counted from 1, and which mark cut them out of the reply, and how sure that is. */
function cutSaid({ from, to, rule, sure }: Cut): { from: number; to: number; rule: string } {
  return { from, to, rule: sure ? rule : `${rule} (likely)` }
}

/** What was found, for programs: always in English. */
function found(said: Reason | Defect): string {
  return say(said, 'en', 'UTC')
}

/** What `parse` prints of a mail: the fields of the contract, in its order. */
export function printedMail(file: string, mail: Mail): Record<string, unknown> {
  return {
    file,
    bytes: mail.bytes,
    sha256: mail.sha256,
    from: mail.from,
    to: mail.to,
    cc: mail.cc,
    replyTo: mail.replyTo,
    subject: mail.subject,
    date: mail.date?.toISOString() ?? null,
    messageId: mail.messageId,
    inReplyTo: mail.inReplyTo,
    references: mail.references,
    text: mail.text,
    reply: mail.reply,
    quoted: mail.quoted,
    signature: mail.signature,
    html: mail.html,
    attachments: mail.attachments.map(({ name, type, bytes, sha256, inline }) => ({
      name,
      type,
      bytes,
      sha256,
      inline,
    })),
    kind: mail.kind,
    mayAcknowledge: mail.mayAcknowledge,
    why: mail.why.map(found),
    bounce: mail.bounce,
    forwarded: mail.forwarded,
    cuts: mail.cuts.map(cutSaid),
    defects: mail.defects.map(found),
  }
}
