// HTML made shallow before it is parsed: comments, scripts and marks of mere type are cut out, and elements nested deeper
// than any person's mail give way to line ends. No text is lost, and what is left is parsed in linear time.

/** HTML to parse; `flattened` when structure, not text, was given up. */
export interface Shallow {
  readonly html: string
  readonly flattened: boolean
  /** How many elements and line ends are left in it. */
  readonly elements: number
}

/** So many elements may stand one in another, beside those that close themselves. */
const DEEPEST = 60
/** And so many of those that put something before each of their lines. */
const DEEPEST_INDENT = 15
const INDENTS = /^(?:blockquote|ul|ol|dir|menu)$/

/** What changes the look of letters only. */
const TYPE =
  /^(?:font|b|i|u|strong|em|span|big|small|s|strike|ins|sub|sup|tt|abbr|acronym|label|mark|nobr|bdo|bdi|cite|dfn|kbd|samp|var|html|body|textarea|noscript|noframes|noembed|iframe|object|embed|svg|math|select|[^:]{0,40}:.{0,40})$/
const HIDES = /display|visibility|mso-hide|\bhidden\b/i
/** Elements without an end, or closed by the next of their like, which therefore do not nest. */
const FLAT = new Set(
  'br hr img input meta link col area base wbr p li td th tr dt dd option tbody thead tfoot frame source'.split(' '),
)
/** What stands in these is no text; one that is never closed hides nothing. */
const SILENT = new Set('style script template title xml'.split(' '))
const BLOCKS =
  /^(?:div|table|ul|ol|dl|blockquote|pre|section|article|center|form|fieldset|header|footer|main|nav|aside|address|h[1-6]|caption)$/

/** A tag of more quoted values than anybody writes is none: what looks like its beginning is a sign. */
const MOST_VALUES = 100
/** Where a value in quotes begins. */
const QUOTED = /=\s*(["'])/

interface Tag {
  readonly name: string
  readonly closes: boolean
  readonly attributes: string
  /** Behind the tag. */
  readonly end: number
  /** False when a quote in it was never closed: its attributes are not to be trusted. */
  readonly sound: boolean
}

/** Makes HTML shallow, in one pass. */
export function shallowed(html: string): Shallow {
  const scan = new Scan(html)
  scan.run()
  return { html: scan.out.join(''), flattened: scan.flattened, elements: scan.elements }
}

class Scan {
  readonly out: string[] = []
  flattened = false
  elements = 0
  readonly #html: string
  /** Open elements that nest, and which of them are in `out`. */
  readonly #open: { readonly name: string; readonly kept: boolean }[] = []
  readonly #counts = new Map<string, number>()
  /** Open marks of type by name: whether they hide what stands in them and so are elements like others. */
  readonly #types = new Map<string, boolean[]>()
  #kept = 0
  #linked = false
  #broken = false
  /** What is not met any more behind some place: quotes, closing tags by name. */
  readonly #unmet = new Set<string>()
  /** Where a sign stands next, and from where on it was looked for: hostile HTML makes us ask at every place. */
  readonly #met = new Map<string, { readonly from: number; readonly at: number }>()
  /** Behind this stands no sign of an attribute or of an end. */
  readonly #lastMark: number

  constructor(html: string) {
    this.#html = html
    this.#lastMark = Math.max(html.lastIndexOf('='), html.lastIndexOf('/'))
  }

  /** Where a sign stands from here on; the length of all HTML where it does not. */
  #next(sign: string, from: number): number {
    const known = this.#met.get(sign)
    if (known !== undefined && known.from <= from && from <= known.at) return known.at
    const found = this.#html.indexOf(sign, from)
    const at = found < 0 ? this.#html.length : found
    this.#met.set(sign, { from, at })
    return at
  }

  run(): void {
    const html = this.#html
    let from = 0
    for (let at = html.indexOf('<'); at >= 0; at = html.indexOf('<', from)) {
      this.#text(html.slice(from, at))
      from = this.#markup(at)
    }
    this.#text(html.slice(from))
  }

  #text(text: string): void {
    if (text === '') return
    if (this.#broken && text.trim() !== '') this.#broken = false
    this.out.push(text)
  }

  /** What begins with `<`; the answer is where to go on. */
  #markup(at: number): number {
    const next = this.#html[at + 1] ?? ''
    if (next === '!' || next === '?') return this.#declaration(at)
    const tag = this.#tagAt(at)
    if (tag === null) {
      this.#text('&lt;')
      return at + 1
    }
    if (SILENT.has(tag.name)) return tag.closes ? tag.end : this.#behindSilent(tag)
    if (tag.closes) this.#close(tag)
    else this.#opened(tag, this.#html.slice(at, tag.end))
    return tag.end
  }

  /** Comments as HTML 13.2.5.43 ff. ends them: `<!-->` and `<!--->` are whole, `--!>` closes too. */
  #declaration(at: number): number {
    const html = this.#html
    const close = this.#next('>', at)
    if (!html.startsWith('<!--', at)) return close === html.length ? at + 1 : close + 1
    if (html.startsWith('>', at + 4)) return at + 5
    if (html.startsWith('->', at + 4)) return at + 6
    const end = this.#next('-->', at + 4)
    if (end < html.length) return end + 3
    // Never closed: browsers hide all the rest, a reader of mail had better see it, its first words too.
    return at + 4
  }

  #tagAt(at: number): Tag | null {
    const closes = this.#html[at + 1] === '/'
    NAME.lastIndex = at + (closes ? 2 : 1)
    const name = NAME.exec(this.#html)?.[0]
    if (name === undefined) return null
    const from = NAME.lastIndex
    const ends = this.#endOfTag(from)
    if (ends === null) return null
    const { end, sound } = ends
    return { name: name.toLowerCase(), closes, attributes: this.#html.slice(from, end), end, sound }
  }

  /**
   * A `>` within a quoted value does not end the tag; a value that holds tags of its own was never closed. Null when a
   * new tag begins before this one ends: then its `<` was only a sign.
   */
  #endOfTag(from: number): { end: number; sound: boolean } | null {
    const html = this.#html
    for (let at = from, values = 0; values < MOST_VALUES; values += 1) {
      const [open, close] = [this.#next('<', at), this.#next('>', at)]
      if (close === html.length)
        return open < html.length || this.#lastMark < at ? null : { end: html.length, sound: false }
      const opened = QUOTED.exec(html.slice(at, Math.min(open, close)))
      const quote = opened?.[1]
      if (opened === null || quote === undefined) return open < close ? null : { end: close + 1, sound: true }
      const end = this.#endOfValue(quote, at + opened.index + opened[0].length)
      if (end < 0 || (end > close && html.slice(close, end).includes('</'))) return { end: close + 1, sound: false }
      at = end + 1
    }
    return null
  }

  #endOfValue(quote: string, start: number): number {
    const end = this.#unmet.has(quote) ? -1 : this.#html.indexOf(quote, start)
    if (end < 0) this.#unmet.add(quote)
    return end
  }

  #behindSilent({ name, end }: Tag): number {
    if (this.#unmet.has(name)) return end
    const closing = new RegExp(`</${name}[\\s/>]`, 'gi')
    closing.lastIndex = end
    const close = closing.exec(this.#html)?.index
    if (close === undefined) this.#unmet.add(name)
    const behind = close === undefined ? end : this.#html.indexOf('>', close) + 1
    return behind === 0 ? this.#html.length : behind
  }

  #opened(tag: Tag, whole: string): void {
    const { name } = tag
    const markup = tag.sound ? whole : `<${name}>`
    this.elements += 1
    if (name === 'a') {
      if (this.#linked) this.out.push('</a>')
      this.#linked = true
      this.out.push(markup)
    } else if (FLAT.has(name)) {
      this.out.push(markup)
      if (name === 'br') this.#broken = true
    } else if (!TYPE.test(name)) this.#nest(name, markup)
    else {
      const hides = tag.sound && HIDES.test(tag.attributes)
      const same = this.#types.get(name) ?? []
      same.push(hides)
      this.#types.set(name, same)
      if (hides) this.#nest(name, markup)
    }
  }

  #nest(name: string, markup: string): void {
    const indented = INDENTS.test(name) && (this.#counts.get(name) ?? 0) >= DEEPEST_INDENT
    const kept = this.#kept < DEEPEST && !indented
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1)
    this.#open.push({ name, kept })
    if (!kept) this.#given(name)
    else {
      this.#kept += 1
      this.out.push(markup)
    }
  }

  #close({ name }: Tag): void {
    if (name === 'a' && this.#linked) {
      this.#linked = false
      this.out.push('</a>')
    } else if (FLAT.has(name)) this.out.push(`</${name}>`)
    if (TYPE.test(name) && this.#types.get(name)?.pop() !== true) return
    if ((this.#counts.get(name) ?? 0) === 0) return
    for (let top = this.#open.pop(); top !== undefined; top = this.#open.pop()) {
      this.#counts.set(top.name, (this.#counts.get(top.name) ?? 1) - 1)
      if (top.kept) {
        this.#kept -= 1
        this.out.push(`</${top.name}>`)
      } else this.#given(top.name)
      if (top.name === name) return
    }
  }

  /** An element too deep: its border is a line end. */
  #given(name: string): void {
    this.flattened = true
    if (this.#broken || !BLOCKS.test(name)) return
    this.#broken = true
    this.out.push('<br>')
  }
}

const NAME = /[a-zA-Z][^\s/<>]*/y

const TOO_DEEP = 250

/** Whether elements are nested as no person's mail nests them: parsers take quadratic time over that. */
export function isTooDeep(html: string): boolean {
  const open = new Map<string, number>()
  let depth = 0
  for (const match of html.matchAll(/<(\/?)([a-z][a-z0-9:]*)/gi)) {
    const name = (match[2] ?? '').toLowerCase()
    const count = open.get(name) ?? 0
    if (FLAT.has(name) || (match[1] !== '' && count === 0)) continue
    const step = match[1] === '' ? 1 : -1
    open.set(name, count + step)
    depth += step
    if (depth > TOO_DEEP) return true
  }
  return false
}
