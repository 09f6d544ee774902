// A mail taken apart: what mime.ts hands to those who judge it (kind, bounce, trim, forwarded). No library's types.

/** A header field: name in lower case, value unfolded and decoded to Unicode. `raw` is the value as it stood, unfolded. */
export interface Field {
  readonly name: string
  readonly value: string
  readonly raw: string
}

/** A leaf of the MIME tree, or a message/rfc822 part, which counts as one. Numbered depth first from 1. */
export interface Part {
  readonly n: number
  readonly type: string
  readonly parameters: Readonly<Record<string, string>>
  readonly disposition: string | null
  readonly name: string | null
  readonly bytes: number
  readonly sha256: string
  readonly contentId: string | null
  /** Type of the multipart around it, or null at the top. */
  readonly parent: string | null
  /** Unicode text of text/*, message/delivery-status, message/disposition-notification, text/rfc822-headers; else null. */
  readonly text: string | null
  /** Of a message/rfc822 part: its header fields and its readable text. */
  readonly embedded: {
    readonly fields: readonly Field[]
    readonly text: string
    /** Texts of delivery-status parts inside: gateways wrap notices of delivery once more. */
    readonly reports?: readonly string[]
  } | null
}

/** The whole mail taken apart. */
export interface Opened {
  readonly fields: readonly Field[]
  readonly type: string
  readonly parameters: Readonly<Record<string, string>>
  readonly parts: readonly Part[]
  /** The whole readable body as Unicode text. */
  readonly text: string
  /** Numbers of lines of `text`, from 0, that begin with `>` and quote nothing. */
  readonly unquoted: ReadonlySet<number>
  /** Names and addresses of those to whom it is written, and the name of who writes. */
  readonly names: readonly string[]
  readonly author: string
}

/** All values of a field, in the mail's order. */
export function valuesOf(fields: readonly Field[], name: string): readonly string[] {
  return fields.filter((field) => field.name === name).map((field) => field.value)
}

/** The first value of a field, or null. */
export function firstOf(fields: readonly Field[], name: string): string | null {
  return fields.find((field) => field.name === name)?.value ?? null
}
