// What stands on a card beside the ticket itself: warnings about the mail, and what could not be read of it.
import type { Nothing, Said, VerdictReason } from '../../letter.ts'

/** What the reader of mail missed and an engineer should know before he looks for it. */
export interface ReadingDoubts {
  'encrypted mail': { readonly by: 'PGP' | 'S/MIME' }
  'S/MIME part unread': Nothing
  'signed mail': Nothing
  'one piece of a mail': Nothing
  'winmail.dat attached': Nothing
  'only the beginning read': Nothing
  'only the beginning shown': Nothing
  'oddly built mail': Nothing
  'several addresses in From': Nothing
}

/** What an engineer should know of a mail before he answers it. */
export interface MailWarnings {
  'sender unconfirmed': { readonly because: VerdictReason }
  'mail not read': Nothing
  'answers wanted elsewhere': { readonly address: string }
  'same Message-ID': { readonly number: string | null }
  'looks like a complaint': Nothing
  /** Of the same contract, in copy, and no participants. */
  'colleagues left out': { readonly addresses: readonly string[] }
}

/** A line of warning on a card. */
export type Warning = Said<ReadingDoubts & MailWarnings>

/** What of a ticket's mail is not shown whole. */
export interface ShowingSentences {
  'too big to relay': { readonly megabytes: number }
  'not all is shown': { readonly characters: number }
  'earlier letters left out': { readonly letters: number }
  'more lines': { readonly lines: number }
  'letter passed': { readonly at: Date; readonly direction: 'in' | 'out' | 'note'; readonly person: string }
  'files that came': { readonly names: readonly string[] }
}

/** All that is said on a card of the mail that it shows. */
export interface CardSentences extends ReadingDoubts, MailWarnings, ShowingSentences {}
