// HTML made harmless for engineers' eyes: no script, handler, form, frame, nothing remote, a short list of styles; the
// true target of every link stands beside it. The only file that knows sanitize-html.
import sanitize from 'sanitize-html'
import { htmlToText } from './html.ts'
import { isTooDeep } from './shallow.ts'

const MAX_HTML = 2_000_000
const COLOR = /^(#[0-9a-f]{3,8}|[a-z]{3,20}|rgb\(\s*\d{1,3}\s*,\s*\d{1,3}\s*,\s*\d{1,3}\s*\))$/i
const LENGTH = /^\d{1,4}(\.\d{1,3})?(px|pt|em|%)?$/
/** Wider margins move words, or a link's target, out of sight. */
const MARGIN = /^(\d{1,2}(\.\d{1,3})?(px|pt|%)?|\d(\.\d{1,3})?em)$/

const TAGS =
  'p div span br hr b strong i em u s strike sub sup code pre tt h1 h2 h3 h4 h5 h6 blockquote ul ol li dl dt dd ' +
  'center font table thead tbody tfoot tr td th caption a img'

const RULES: sanitize.IOptions = {
  allowedTags: TAGS.split(' '),
  allowedAttributes: {
    a: ['href', 'rel'],
    img: ['src', 'alt', 'width', 'height'],
    td: ['colspan', 'rowspan', 'align', 'valign', 'style'],
    th: ['colspan', 'rowspan', 'align', 'valign', 'style'],
    table: ['border', 'cellpadding', 'cellspacing', 'style'],
    font: ['color'],
    '*': ['style'],
  },
  allowedStyles: {
    '*': {
      color: [COLOR],
      'background-color': [COLOR],
      'font-weight': [/^(bold|normal|[1-9]00)$/],
      'font-style': [/^(italic|normal)$/],
      'text-decoration': [/^(underline|line-through|none)$/],
      'text-align': [/^(left|right|center|justify)$/],
      'font-size': [LENGTH],
      'margin-left': [MARGIN],
      'padding-left': [MARGIN],
      'white-space': [/^(pre|pre-wrap|normal)$/],
    },
  },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowedSchemesByTag: { img: ['cid'] },
  allowedSchemesAppliedToAttributes: ['href', 'src'],
  allowProtocolRelative: false,
  disallowedTagsMode: 'discard',
  nonTextTags: ['style', 'script', 'textarea', 'option', 'noscript', 'title', 'iframe', 'object', 'svg', 'math'],
  nestingLimit: 100,
  transformTags: { a: sanitize.simpleTransform('a', { rel: 'noopener noreferrer nofollow' }) },
  exclusiveFilter: (frame) => frame.tag === 'img' && !/^cid:/i.test(frame.attribs.src ?? ''),
}

/** Harmless HTML of an HTML body; images are kept only where they are parts of the same mail (cid:). */
export function harmlessHtml(html: string): string {
  if (isTooDeep(html)) return wordsAlone(html)
  try {
    return withTargets(sanitize(html.slice(0, MAX_HTML), RULES)).replace(OVERRIDE, shown)
  } catch {
    return wordsAlone(html)
  }
}

/** Strange HTML on which the sanitiser gives up: its words, line by line. */
function wordsAlone(html: string): string {
  const words = htmlToText(html).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return `<pre>${words.replace(OVERRIDE, shown)}</pre>`
}

/** Overrides of direction turn words round before the reader's eyes (T3): they are shown as what they are. */
const OVERRIDE = /[\u202a-\u202e\u2066-\u2069]/g

function shown(mark: string): string {
  return `‹U+${mark.charCodeAt(0).toString(16).toUpperCase()}›`
}

/** A style of its own, so that no style around the link hides its target. */
const TARGET = 'font-size:12px;color:#333333;background-color:#ffffff;font-weight:normal'

/** Behind each link its true target, unless the link is nothing but that. */
function withTargets(html: string): string {
  const out: string[] = []
  const open: { readonly href: string; readonly from: number }[] = []
  let at = 0
  for (const tag of html.matchAll(/<a(?: ([^>]*))?>|<\/a>/g)) {
    const end = tag.index + tag[0].length
    out.push(html.slice(at, end))
    at = end
    if (tag[0] !== '</a>') {
      open.push({ href: /(?:^|\s)href="([^"]*)"/.exec(tag[1] ?? '')?.[1] ?? '', from: end })
      continue
    }
    const { href, from } = open.pop() ?? { href: '', from: end }
    if (href !== '' && !says(html, from, tag.index, href)) out.push(` <span style="${TARGET}">[${href}]</span>`)
  }
  return out.join('') + html.slice(at)
}

/** Whether the link reads as its target, without marks that might hide part of it. */
function says(html: string, from: number, to: number, href: string): boolean {
  if (to - from > href.length + 20) return false
  const inner = html.slice(from, to).trim()
  return inner === href || `mailto:${inner}` === href || `tel:${inner}` === href
}
