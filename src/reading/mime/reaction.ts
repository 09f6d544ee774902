// A reaction (👍) as Gmail sends it: a part of its own beside words for programs that do not know it.

const LONGEST = 40

/** Whether a part is a reaction. */
export function isReaction(type: string): boolean {
  return type === 'text/vnd.google.email-reaction+json'
}

/** The sign in a reaction's JSON; null when it holds none. */
export function readReaction(json: string): string | null {
  try {
    const { emoji } = JSON.parse(json.slice(0, 4000)) as { readonly emoji?: unknown }
    const sign = typeof emoji === 'string' ? emoji.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, '').trim() : ''
    return sign === '' || sign.length > LONGEST ? null : sign
  } catch {
    // Not JSON: the words beside it are read.
    return null
  }
}
