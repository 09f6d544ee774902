// HTML of more elements than a person's mail has, as text in one pass: line ends, bars between cells, quote marks and the
// targets of links are kept, looks are not.

const BREAKS =
  /^(?:br|p|div|tr|li|dt|dd|table|ul|ol|dl|h[1-6]|hr|pre|blockquote|section|article|center|form|caption|header|footer|main|nav|aside|address)$/
const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", nbsp: ' ' }
const MOST_QUOTES = 15

/** Text of HTML that `shallowed` has gone over. */
export function crowdedText(html: string): string {
  const out: string[] = []
  let quotes = 0
  let at = 0
  let target = ''
  for (const tag of html.matchAll(/<(\/?)([a-z][a-z0-9]*)([^>]*)>/gi)) {
    out.push(words(html.slice(at, tag.index)))
    at = tag.index + tag[0].length
    const name = (tag[2] ?? '').toLowerCase()
    const closes = tag[1] === '/'
    if (name === 'blockquote') quotes = Math.max(0, quotes + (closes ? -1 : 1))
    if (name === 'a' && !closes)
      target = /^\s(?:.{0,300}\s)?href=["']?((?:https?|ftp):[^"'\s>]{1,2000})/is.exec(tag[3] ?? '')?.[1] ?? ''
    else if (name === 'a' && target !== '') out.push(` <${target}>`)
    else if (BREAKS.test(name)) out.push(`\n${'> '.repeat(Math.min(quotes, MOST_QUOTES))}`)
    else if ((name === 'td' || name === 'th') && !closes) out.push(' | ')
  }
  out.push(words(html.slice(at)))
  return out.join('').replace(/\n[> |]*(?=\n)/g, '\n')
}

function words(text: string): string {
  return text
    .replace(/[ \t\r\n]+/g, ' ')
    .replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,5}));?/gi, (whole, decimal, hex, name) =>
      decimal === undefined && hex === undefined
        ? (NAMED[String(name).toLowerCase()] ?? whole)
        : character(decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal), whole),
    )
}

function character(code: number, whole: string): string {
  return code > 31 && code < 0x110000 && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : whole
}
