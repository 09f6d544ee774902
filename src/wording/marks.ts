// A person's words on their way through a template. Subjects and names travel between two control characters, whole
// texts as a number only; both are struck out of every value first, so nobody can forge them. Knows no template.

const OPEN = '\u0001'
const CLOSE = '\u0002'
const BLOCK_OPEN = '\u0003'
const BLOCK_CLOSE = '\u0004'
const INLINE = /(\u0001[^\u0002]*\u0002)/
const BLOCK = /^\u0003(\d+)\u0004$/

/** No name or subject is read beyond this, in UTF-16 units: a header of megabytes is no line of a letter. */
const LONGEST_LINE = 4000

/** Text that stands as its writer left it. `html` is harmless HTML shown in its place; '' shows nothing there. */
export interface Verbatim {
  readonly kind: 'said' | 'quoted'
  readonly text: string
  readonly html: string | null
}

/** What one letter's values are made with; `verbatims` holds what its blocks stand for. */
export interface Speech {
  readonly verbatims: readonly Verbatim[]
  /** One line of somebody's: a subject, a name, an address. '' stays ''. */
  line(text: string): string
  /** One line of a list that the rules made: its columns stay two spaces apart. '' stays ''. */
  columns(text: string): string
  /** Somebody's text of several lines. '' stays ''. */
  said(text: string, html?: string | null): string
  /** Somebody's text behind «> ». '' stays ''. */
  quoted(text: string): string
}

/** A fresh set of marks for one letter. */
export function openSpeech(): Speech {
  const verbatims: Verbatim[] = []
  const keep = (kind: Verbatim['kind'], text: string, html: string | null): string => {
    const clean = cleanText(text)
    if (clean === '') return ''
    verbatims.push({ kind, text: clean, html })
    return `${BLOCK_OPEN}${verbatims.length - 1}${BLOCK_CLOSE}`
  }
  return {
    verbatims,
    line: (text) => marked(held(cleanLine(text.slice(0, LONGEST_LINE)))),
    columns: (text) => marked(text.slice(0, LONGEST_LINE).split(/ {2,}/).map(cleanLine).join('  ').trim()),
    said: (text, html = null) => keep('said', text, html),
    quoted: (text) => keep('quoted', text, null),
  }
}

const FORM =
  /(?<![\p{L}\p{N}])(в\/ч|войсковая часть|ООО|ОАО|ЗАО|НАО|ПАО|АО|ИП|ФГУП|ГУП|МУП|ФГБУ|ГБУ|МБУ|ФКУ|ГКУ|ФГКУ|НИИ|НПО|АНО) (?=[\p{L}\p{N}«"„])/gu

/** «в/ч 12345», «ООО «Верфь»»: a form and its name do not part at a line's end. */
function held(clean: string): string {
  return clean.replace(FORM, '$1\u00a0')
}

function marked(clean: string): string {
  return clean === '' ? '' : `${OPEN}${clean}${CLOSE}`
}

/** The number of the verbatim that a line stands for, or null. */
export function blockNumber(line: string): number | null {
  const match = BLOCK.exec(line.trim())
  return match === null ? null : Number(match[1])
}

/** Applies `change` to the template's own text and leaves marked values alone. */
export function outsideMarks(text: string, change: (own: string) => string): string {
  return text
    .split(INLINE)
    .map((piece) => (piece.startsWith(OPEN) ? piece : change(piece)))
    .join('')
}

/** The text without marks, as it is printed. A block's mark among other text is a mistake of the template. */
export function unmarked(text: string): string {
  if (text.includes(BLOCK_OPEN)) throw new Error("a person's text must stand on a line of its own")
  return text.replaceAll(OPEN, '').replaceAll(CLOSE, '')
}

// Characters that nobody sees: zero width, fillers, tags, soft hyphen, marks of direction. The joiner inside an emoji and
// the two selectors of its style stay; overrides of direction are dealt with apart.
const JOINED_EMOJI = /(?<=\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f)\u200d(?=\p{Extended_Pictographic})/gu
const UNSEEN = /(?!\ufe0e|\ufe0f|[\u202a-\u202e\u2066-\u2069])\p{Default_Ignorable_Code_Point}|[\ufff9-\ufffb]/gu
const OVERRIDE = /[\u202a-\u202e\u2066-\u2069]/g
const KEPT_JOINER = '\ufdd0'

/** One harmless line (threats: header injection): no control character, no override of direction, nothing unseen, single spaces. */
export function cleanLine(text: string): string {
  return seen(text)
    .replace(OVERRIDE, '')
    .replace(/[\u0000-\u0020\u007f-\u009f\u2028\u2029]+/g, ' ')
    .trim()
}

/** Harmless text of several lines: line ends as \n, controls and overrides of direction shown, nothing unseen. Outer blank lines go. */
export function cleanText(text: string): string {
  const lines = seen(text)
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(OVERRIDE, (mark) => `‹U+${mark.charCodeAt(0).toString(16).toUpperCase()}›`)
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, pictureOf)
    .replace(/[\u0080-\u009f]/g, '\ufffd')
    .split('\n')
    .map((line) => line.trimEnd())
  const first = lines.findIndex((line) => line !== '')
  return first < 0 ? '' : lines.slice(first, lines.findLastIndex((line) => line !== '') + 1).join('\n')
}

/** Unicode control pictures: U+2400 and on, U+2421 for DEL. */
function pictureOf(control: string): string {
  const code = control.charCodeAt(0)
  return code === 0x7f ? '\u2421' : String.fromCharCode(0x2400 + code)
}

function seen(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\ufdd0-\ufdef\ufffe\uffff]/g, '\ufffd')
    .replace(JOINED_EMOJI, KEPT_JOINER)
    .replace(UNSEEN, '')
    .replaceAll(KEPT_JOINER, '\u200d')
}
