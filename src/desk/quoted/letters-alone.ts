// A text as it is compared with another that clients have wrapped, indented, translated or glued together: its letters and
// figures alone, in lower case. Of HTML what its reader sees.

const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu

/** The letters and figures of a text, е for ё, nothing between them. */
export function lettersOf(text: string): string {
  return text
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}\p{N}]+/gu, '')
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

/** The letters of what HTML shows. It is our own, made by our templates, so tags are cut out and nothing else is understood. */
export function lettersOfHtml(html: string): string {
  return lettersOf(
    without(without(without(html, '<!--', '-->'), '<style', '</style>'), '<head>', '</head>')
      .split('<')
      .map((piece, at) => (at === 0 ? piece : piece.slice(piece.indexOf('>') + 1)))
      .join('')
      .replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{2,6}));/gi, (_, decimal, hex, name) => signOf(decimal, hex, name)),
  )
}

function signOf(decimal: string | undefined, hex: string | undefined, name: string | undefined): string {
  if (name !== undefined) return NAMED[name.toLowerCase()] ?? ' '
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ' '
}

/** A text without all that stands between an opening and its end. */
function without(text: string, opening: string, end: string): string {
  let out = ''
  let at = 0
  for (let from = text.indexOf(opening); from >= 0; from = text.indexOf(opening, at)) {
    out += text.slice(at, from)
    const to = text.indexOf(end, from)
    if (to < 0) return out
    at = to + end.length
  }
  return out + text.slice(at)
}
