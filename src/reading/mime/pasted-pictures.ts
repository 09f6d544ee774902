// Pictures that a client wrote into the HTML itself (`src="data:image/png;base64,…"`): Roundcube, Bitrix24, browsers' mail.
// They are taken out and become files, and the HTML names them as it names other pictures of the mail.

/** One picture that stood in the HTML. */
export interface Pasted {
  readonly type: string
  readonly name: string
  readonly contentId: string
  readonly bytes: Buffer
}

const BEGINS = 'data:image/'
const KIND = /^data:(image\/(png|jpe?g|gif|webp|bmp|tiff))(?:;[\w=.-]{1,40}){0,2};base64,/i
const BEFORE = /\ssrc\s{0,4}=\s{0,4}(["']?)\s{0,4}$/i
/** Less is a spacer or a counter of readers. */
const LEAST_BYTES = 100
const MOST_PICTURES = 50

/** The HTML without its pictures, and these; `key` tells those of one part from another's. Null when there are none. */
export function picturesTakenOut(html: Buffer, key: number): { html: Buffer; pictures: readonly Pasted[] } | null {
  if (!html.includes(BEGINS)) return null
  const text = html.toString('latin1')
  const pictures: Pasted[] = []
  const kept: string[] = []
  let from = 0
  for (const { index } of text.matchAll(/data:image\//g)) {
    if (index < from || pictures.length === MOST_PICTURES) continue
    const span = spanAt(text, index)
    if (span === null || span.bytes.length < LEAST_BYTES) continue
    const n = pictures.length + 1
    const contentId = `pasted-${key}-${n}@this.mail`
    pictures.push({ type: span.type, name: `image-${n}.${span.ending}`, contentId, bytes: span.bytes })
    kept.push(text.slice(from, index), `cid:${contentId}`)
    from = span.to
  }
  if (pictures.length === 0) return null
  return { html: Buffer.from([...kept, text.slice(from)].join(''), 'latin1'), pictures }
}

/** The picture whose address begins here, up to the attribute's end; null when it is none that we know. */
function spanAt(text: string, at: number): { to: number; type: string; ending: string; bytes: Buffer } | null {
  const quote = BEFORE.exec(text.slice(Math.max(0, at - 20), at))?.[1]
  const [head, type = '', kind = ''] = KIND.exec(text.slice(at, at + 160)) ?? []
  if (quote === undefined || head === undefined) return null
  const begins = at + head.length
  const length = (quote === '' ? endOf(text, begins) : text.indexOf(quote, begins)) - begins
  if (length <= 0) return null
  const code = text.slice(begins, begins + length)
  const bytes = Buffer.from(code.includes('%') ? unescaped(code) : code, 'base64')
  const ending = kind.toLowerCase().replace('jpeg', 'jpg')
  return { to: begins + length, type: type.toLowerCase().replace('jpg', 'jpeg'), ending, bytes }
}

/** Where an unquoted value ends. */
function endOf(text: string, from: number): number {
  const end = /[\s>]/g
  end.lastIndex = from
  return end.exec(text)?.index ?? -1
}

function unescaped(code: string): string {
  return code.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}
