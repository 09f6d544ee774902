// What a golden letter is before it is written down: a name by its phenomenon, its bytes, and what must be read in it.

export interface Golden {
  readonly name: string
  readonly bytes: Buffer
  /** A part of what `parse` would print and of Mail; everything named here must be equal. */
  readonly expected: Readonly<Record<string, unknown>>
}

/** A letter of several pieces: text in UTF-8, buffers as they stand. */
export function golden(
  name: string,
  pieces: readonly (string | Buffer)[],
  expected: Readonly<Record<string, unknown>>,
): Golden {
  return { name, bytes: Buffer.concat(pieces.map((piece) => Buffer.from(piece))), expected }
}
