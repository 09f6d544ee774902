// Names of attached files made safe to show and to offer for saving (T10); a name never decides anything here.

const RESERVED = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/i
const MAX_BYTES = 240
/** Of a longer name only the end is looked at. */
const LOOKED_AT = 4000

/** The display name for what a mail calls its file: last path component, no tricks, at most 240 bytes; '' for none. */
export function safeName(name: string): string {
  const last =
    name
      .slice(-LOOKED_AT)
      .normalize('NFC')
      .split(/[/\\]/)
      .map((component) => component.trim())
      .filter((component) => component !== '')
      .at(-1) ?? ''
  const plain = last
    .replace(/[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]/g, '')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+/, '')
    .replace(/[. ]+$/, '')
    .toWellFormed()
  return shortened(RESERVED.test(plain) ? `_${plain}` : plain)
}

/** Cuts the stem, not the extension, at a character's border. */
function shortened(name: string): string {
  if (Buffer.byteLength(name) <= MAX_BYTES) return name
  const extension = /\.[^.\s]{1,20}$/.exec(name)?.[0] ?? ''
  let room = MAX_BYTES - Buffer.byteLength(extension) - 3
  let stem = ''
  for (const char of name.slice(0, name.length - extension.length)) {
    room -= Buffer.byteLength(char)
    if (room < 0) break
    stem += char
  }
  return `${stem.trimEnd()}…${extension}`
}
