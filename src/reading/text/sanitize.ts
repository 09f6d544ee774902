// HTML made harmless for engineers' eyes: no script, handler, form, frame, nothing remote, a short list of styles; the
// true target of every link stands beside it. The only file that knows sanitize-html.
import sanitize from 'sanitize-html'
import { isTooDeep } from './html.ts'

const MAX_HTML = 2_000_000
const COLOR = /^(#[0-9a-f]{3,8}|[a-z]{3,20}|rgb\(\s*\d{1,3}\s*,\s*\d{1,3}\s*,\s*\d{1,3}\s*\))$/i
const LENGTH = /^\d{1,4}(\.\d{1,3})?(px|pt|em|%)?$/

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
      'margin-left': [LENGTH],
      'padding-left': [LENGTH],
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

const UNREADABLE = '<p>[HTML]</p>'

/** Harmless HTML of an HTML body; images are kept only where they are parts of the same mail (cid:). */
export function harmlessHtml(html: string): string {
  if (isTooDeep(html)) return UNREADABLE
  try {
    return sanitize(html.slice(0, MAX_HTML), RULES).replace(LINK, withTarget).replace(OVERRIDE, shown)
  } catch {
    // Strange HTML on which the sanitiser gives up: the text of the mail stands in its plain version.
    return UNREADABLE
  }
}

/** Overrides of direction turn words round before the reader's eyes (T3): they are shown as what they are. */
const OVERRIDE = /[\u202a-\u202e\u2066-\u2069]/g

function shown(mark: string): string {
  return `‹U+${mark.charCodeAt(0).toString(16).toUpperCase()}›`
}

const LINK = /<a\b([^>]*)>((?:(?!<\/a>)[\s\S]){0,5000}?)<\/a>/g

function withTarget(whole: string, attributes: string, inner: string): string {
  const href = /href="([^"]*)"/.exec(attributes)?.[1] ?? ''
  const shown = inner.replace(/<[^>]*>/g, '').trim()
  if (href === '' || shown === href || `mailto:${shown}` === href || `tel:${shown}` === href) return whole
  return `${whole} <span>[${href}]</span>`
}
