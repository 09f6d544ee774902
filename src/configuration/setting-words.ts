// Words for mistakes in settings: where, what was given and what a value should be. Never a secret.

/** A value with fields. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The path of a mistake that no single setting has. */
export const WHOLE_FILE = '(the whole file)'

/** A setting's place: `engineers[1].address`. */
export function pathOf(path: readonly PropertyKey[]): string {
  return (
    path
      .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
      .join('')
      .replace(/^\./, '') || WHOLE_FILE
  )
}

/** What a value should be, in words. */
export const WORD_OF: Readonly<Record<string, string>> = {
  string: 'text in quotes',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list [ … ]',
  object: 'an object { … }',
  tuple: 'a list of two',
}

/** The value as given, but never a secret. */
export function printed(path: string, value: unknown): string {
  if (/(?:password|secret|token)$|^alert\.webhook\.(?:url|headers)/i.test(path)) return '(hidden)'
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}

/** Whether the machine knows the time zone. */
export function zoneExists(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}
