// A customer's mail as engineers see it: the card on top, then what he wrote this time, then the rest, with the
// attachments that fit. Says what an answer to it will do; who hears it is decided in drafts.ts.
import type { Attachment, Letter, PartOfLetter } from '../../letter.ts'
import type { AnswerGoes, CardNotice, Draft, FileWord, LetterToEngineerWords } from '../../words/words.ts'
import { type Pen, toEngineer } from '../scene/drafts.ts'
import type { LetterFacts } from '../scene/facts.ts'
import { fileName } from '../scene/file-names.ts'
import { ownSubject } from '../scene/own-subject.ts'
import { nextCall } from '../ticket/alarm.ts'
import type { Engineer, Policy } from '../ticket/policy.ts'
import type { Ticket } from '../ticket/ticket.ts'
import { type CardExtras, cardOf } from './card.ts'

/** A mail that is shown to engineers, and on what card. */
export interface Shown {
  readonly pen: Pen
  readonly ticket: Ticket
  readonly letter: Letter
  readonly what: LetterToEngineerWords['what']
  readonly extras: CardExtras
  /** Why this mail comes, above the card. */
  readonly notice: CardNotice | null
}

/** What a card knows besides its ticket when nothing special is to be said. */
export function plainExtras(facts: LetterFacts, ticket: Ticket): CardExtras {
  const earlier = facts.earlier.filter((one) => one.id !== ticket.id)
  return {
    earlier,
    earlierCount: Math.max(earlier.length, facts.earlierCount - (facts.earlier.length - earlier.length)),
    acknowledgement: null,
    warnings: [],
    mentions: [],
  }
}

/** The letter with its card to each of these engineers; an answer to it goes to the customer. */
export function cardsTo(engineers: readonly Engineer[], shown: Shown): readonly Draft[] {
  const { fits, words } = filesFor(shown.letter, shown.pen.policy)
  return engineers.map((engineer) =>
    toEngineer(shown.pen, shown.ticket, engineer, {
      kind: 'notification',
      answerIs: shown.ticket.customer.address === '' ? 'note' : 'answer',
      event: shown.what,
      words: { ...wordsOf(shown, 'card'), mail: mailWords(shown, words) },
      attachments: fits,
    }),
  )
}

/** An alert with the letter's text and without its files: it must be read at night, on a telephone. */
export function alertsTo(engineers: readonly Engineer[], shown: Shown): readonly Draft[] {
  const { language } = shown.pen.policy
  const files = shown.letter.attachments.map((file, at) => ({
    name: fileName(file, at + 1, language),
    bytes: file.bytes,
    refused: null,
  }))
  return engineers.map((engineer) =>
    toEngineer(shown.pen, shown.ticket, engineer, {
      kind: 'alert',
      answerIs: shown.ticket.customer.address === '' ? 'note' : 'answer',
      event: shown.what,
      words: {
        ...wordsOf(shown, 'alert'),
        mail: mailWords(shown, files),
        repeatAt: repeatAt(shown),
      },
      urgent: true,
    }),
  )
}

/** When a critical ticket that nobody takes calls again. */
function repeatAt({ what, ticket, pen }: Shown): Date | null {
  return what === 'critical' ? nextCall(ticket, pen.policy, pen.now) : null
}

/** What an answer to a mail about this ticket does: to the customer and the participants, or to engineers if he has no address. */
export function answerGoes(ticket: Ticket, policy: Policy): AnswerGoes {
  if (ticket.customer.address === '') return { to: 'engineers' }
  return {
    to: 'customer',
    customer: ticket.customer,
    copies: ticket.participants,
    holdSeconds: policy.relayHoldSeconds,
  }
}

function wordsOf(shown: Shown, letter: 'card' | 'alert'): Omit<LetterToEngineerWords, 'mail'> {
  const { pen, ticket } = shown
  return {
    letter,
    what: shown.what,
    goes: answerGoes(ticket, pen.policy),
    card: cardOf(ticket, pen.policy, pen.now, shown.extras),
    notice: shown.notice,
    repeatAt: null,
  }
}

/** A longer text is a log or a listing: its beginning is shown, whole it stays in the raw mail. */
const MOST_SHOWN = 200_000

function mailWords({ letter, ticket, pen }: Shown, files: readonly FileWord[]): LetterToEngineerWords['mail'] {
  const { policy } = pen
  const isDivided = letter.reply !== '' || letter.quoted !== '' || letter.signature !== ''
  const own = isDivided ? letter.reply : letter.text
  const whole = [own, letter.signature].filter((part) => part !== '').join('\n\n')
  return {
    from: letter.from ?? { name: '', address: '' },
    to: letter.to,
    cc: letter.cc,
    at: letter.arrivedAt,
    subject: ownSubject(letter, ticket, policy),
    newText: beginning(whole),
    newLeft: leftOf(whole),
    quotedText: beginning(letter.quoted),
    quotedLeft: leftOf(letter.quoted),
    safeHtml: letter.safeHtml,
    attachments: files,
  }
}

function beginning(text: string): string {
  return text.length <= MOST_SHOWN ? text : text.slice(0, MOST_SHOWN).toWellFormed()
}

function leftOf(text: string): number {
  return Math.max(0, text.length - MOST_SHOWN)
}

/** The attachments that go along to engineers, and a word on each: those beyond `limits.relayBytes` are named and stay. */
export function filesFor(
  letter: Letter,
  policy: Policy,
): { readonly fits: readonly PartOfLetter[]; readonly words: readonly FileWord[] } {
  const fits: PartOfLetter[] = []
  const words: FileWord[] = []
  let room = policy.brakes.relayBytes > 0 ? policy.brakes.relayBytes : Number.POSITIVE_INFINITY
  const tooBig = { is: 'too big to relay', megabytes: Math.round(policy.brakes.relayBytes / 1_048_576) } as const
  for (const file of letter.setAside ? [rawLetter(letter)] : letter.attachments) {
    const name = harmlessName(fileName(file, words.length + 1, policy.language))
    const refused = file.bytes > room ? tooBig : null
    words.push({ name, bytes: file.bytes, refused })
    if (refused !== null) continue
    room -= file.bytes
    fits.push(partOf(letter, file, name))
  }
  return { fits, words }
}

/** The whole mail as a file: part 0 of a letter is the raw letter itself. */
function rawLetter(letter: Letter): Pick<Attachment, 'part' | 'name' | 'type' | 'bytes' | 'sha256'> {
  return { part: 0, name: 'original.eml', type: 'application/octet-stream', bytes: letter.bytes, sha256: letter.sha256 }
}

/** Programs and documents that run: their names get `.bin` towards engineers (decision 14, T4). */
const EXECUTABLE =
  /\.(?:exe|com|scr|pif|bat|cmd|ps1|psm1|vbs|vbe|js|jse|mjs|wsf|wsh|hta|lnk|msi|msp|iso|img|vhdx?|jar|cpl|reg|dll|html?|shtml|xhtml|svg|chm|url|sh|run|deb|rpm|appx|apk|xll|one)$/i

/** A name under which nothing runs by a double click. */
export function harmlessName(name: string): string {
  return EXECUTABLE.test(name.trim().replace(/[. ]+$/, '')) ? `${name}.bin` : name
}

function partOf(
  letter: Letter,
  file: Pick<Attachment, 'part' | 'name' | 'type' | 'bytes' | 'sha256'>,
  name: string,
): PartOfLetter {
  return { letterSha256: letter.sha256, part: file.part, name, type: file.type, bytes: file.bytes, sha256: file.sha256 }
}
