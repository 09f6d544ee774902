// What the reader and the judge of senders find of a mail, in no language: codes with their values. The log prints the code,
// `wording` says it.

/** What somebody found, in no language: a code of a few English words with the values that belong to it. */
export type Said<Codes> = { readonly [C in keyof Codes]: { readonly is: C } & Codes[C] }[keyof Codes]

/** A code that says all by itself. */
export type Nothing = Record<never, never>

/** What kind of mail it is, the first that fits in the order bounce, receipt, calendar, auto-reply, list, mail. */
export type LetterKind = 'mail' | 'auto-reply' | 'bounce' | 'list' | 'calendar' | 'receipt'

/** By which rules a mail is of its kind and may be answered automatically or not. Header names are in lower case. */
export interface Reasons {
  'no mark of a machine': Nothing
  'delivery status': Nothing
  'failed recipients': Nothing
  'notification of Amazon SES': Nothing
  'subject only servers write': Nothing
  'from a mailer daemon': Nothing
  'from a postmaster about a bounce': Nothing
  'null sender about a bounce': Nothing
  'null sender and a postmaster': Nothing
  'receipt by its type': Nothing
  'receipt by its part': Nothing
  'receipt of Outlook': Nothing
  'receipt in plain words': Nothing
  'delivery report': Nothing
  'calendar wants no answer': { readonly method: string }
  'calendar mail': { readonly method: string }
  'calendar mail by its class': Nothing
  'auto-submitted': { readonly value: string }
  'answering header': { readonly name: string }
  'challenge header': { readonly name: string }
  'program header': { readonly name: string }
  'list header': { readonly name: string }
  precedence: { readonly name: string; readonly value: string }
  'subject of an automatic answer': Nothing
  'subject of a challenge': Nothing
  'subject of a complaint': Nothing
  'subject of a bounce': Nothing
  'no person sends so': Nothing
  'kind is never answered': { readonly kind: LetterKind }
  'null sender': Nothing
  'return path of a role': Nothing
  'nobody to answer': Nothing
  'silence asked for': { readonly words: string }
  report: Nothing
  'complaint in ARF': Nothing
  'role account': { readonly name: string }
  'not parsed': Nothing
}

/** Why a mail is of its kind, as the reader gives it. */
export type Reason = Said<Reasons>

/** What of a mail could not be read whole, or had to be guessed or repaired. */
export interface Defects {
  encrypted: { readonly by: 'PGP' | 'S/MIME' }
  'signature unchecked': { readonly by: 'PGP' | 'S/MIME' }
  'S/MIME unwrapped': Nothing
  'S/MIME unreadable': Nothing
  'piece of a mail': Nothing
  'winmail.dat opened': Nothing
  'winmail.dat unreadable': Nothing
  'mail too large': { readonly bytes: number }
  'text too long': Nothing
  'HTML too long': Nothing
  'HTML flattened': Nothing
  'too many parts': { readonly most: number }
  'parts too deep': { readonly most: number }
  'too many borders': Nothing
  'head too large': Nothing
  'head without end': Nothing
  'line without field': Nothing
  'too many fields': { readonly most: number }
  'no fields': Nothing
  'no moment of arrival': Nothing
  'arrival ahead': Nothing
  /** A large mail came to another end than the server had announced, twice. */
  'size differs': { readonly announced: number; readonly given: number }
  /** It was cut. */
  'mail without end': { readonly announced: number; readonly given: number }
  'multipart without boundary': Nothing
  'boundary guessed': Nothing
  'closing boundary missing': Nothing
  'parts behind the end': Nothing
  'content type unreadable': Nothing
  'unknown encoding': Nothing
  'date unreadable': Nothing
  'no sender': Nothing
  'several senders': Nothing
  /** `guess` is the decoder's own remark. */
  'charset guessed': { readonly of: 'text' | 'encoded word' | 'parameter'; readonly guess: string }
  'raw 8-bit head': { readonly guess: string }
  'took too long': Nothing
  'stopped the reader': Nothing
  'reader failed': { readonly error: string }
}

/** What the reader noticed, as it gives it. */
export type Defect = Said<Defects>

/** Why a sender is believed or not. */
export interface VerdictReasons {
  dmarc: { readonly result: 'pass' | 'fail'; readonly domain: string }
  'dkim passed': { readonly domain: string }
  'nobody is trusted': Nothing
  'no verdict': Nothing
  'not one sender': { readonly senders: number }
  'spf failed, unsigned': Nothing
  'no proof': { readonly domain: string }
  'no answer of DNS': Nothing
  'signed by another domain': { readonly domain: string }
  'dkim results': { readonly results: string }
  unsigned: Nothing
  'signatures uncheckable': { readonly error: string }
  'sender named twice': Nothing
  'sender reads differently': Nothing
  'header twice': { readonly name: string }
  'taken by telephone': Nothing
}

/** What the verdict on a sender rests on, as the judge gives it. */
export type VerdictReason = Said<VerdictReasons>
