// Bytes to Unicode: charsets as labelled, and a guess by decodability and letter frequency where the label is missing
// or plainly wrong. Each guess is said. The only file that knows iconv-lite.
import { isAscii, isUtf8 } from 'node:buffer'
import iconv from 'iconv-lite'
import { cyrillicScore, isMostlyCyrillic } from './letter-frequency.ts'

/** Text and, when its charset was guessed or repaired, a short sentence that says so. */
export interface Decoded {
  readonly text: string
  readonly guess: string | null
}

const ALIASES: Readonly<Record<string, string>> = {
  utf8: 'utf-8',
  'unicode-1-1-utf-8': 'utf-8',
  'utf-8-mac': 'utf-8',
  utf8mb4: 'utf-8',
  'unicode-1-1-utf-7': 'utf-7',
  'x-unicode-1-1-utf-7': 'utf-7',
  'us-ascii': 'us-ascii',
  ascii: 'us-ascii',
  'ansi_x3.4-1968': 'us-ascii',
  'iso-8859-1': 'windows-1252',
  'iso8859-1': 'windows-1252',
  latin1: 'windows-1252',
  'latin-1': 'windows-1252',
  'iso-8859-8-i': 'iso-8859-8',
  'iso-8859-6-i': 'iso-8859-6',
  'iso-8859-9': 'windows-1254',
  'ks_c_5601-1987': 'cp949',
  ks_c_5601: 'cp949',
  'euc-kr': 'cp949',
  gb2312: 'gb18030',
  gbk: 'gb18030',
  'gb2312-80': 'gb18030',
  hz: 'hz-gb-2312',
  koi8: 'koi8-r',
  koi8r: 'koi8-r',
  'koi8-ru': 'koi8-u',
  dos: 'cp866',
  'cp-866': 'cp866',
  ibm866: 'cp866',
  'x-cp866': 'cp866',
  win1251: 'windows-1251',
  'win-1251': 'windows-1251',
  'cp-1251': 'windows-1251',
  windows1251: 'windows-1251',
  'windows-cp1251': 'windows-1251',
  'ansi-1251': 'windows-1251',
  'x-mac-cyrillic': 'maccyrillic',
  'mac-cyrillic': 'maccyrillic',
  macroman: 'macroman',
  'x-sjis': 'shift_jis',
  'iso-2022-jp-ms': 'iso-2022-jp',
}
const CYRILLIC = ['windows-1251', 'koi8-r', 'cp866', 'iso-8859-5', 'maccyrillic'] as const
/** How much better a rare charset must read than a common one. */
const RARITY: Readonly<Record<string, number>> = { cp866: 0.05, 'iso-8859-5': 0.1, maccyrillic: 0.15 }
const RUSSIAN_LABELS = new Set<string>([...CYRILLIC, 'koi8-u', 'cp855', 'windows-1251'])
/** Labels that software writes without looking: plain ASCII and Western European. */
const CARELESS = new Set(['us-ascii', 'windows-1252'])
/** Charsets of scripts whose letters are ASCII's, some with accents: Western, Central European, Turkish, Baltic, Vietnamese. */
const LATIN =
  /^(?:windows-|cp)?(?:1250|1254|1257|1258)$|^iso-?8859-(?:1|2|3|4|9|10|13|14|15|16)$|^mac(?:roman|roman|centraleurope|ce|croatian|romania|iceland|turkish)|^(?:cp|ibm)(?:437|775|85[0-9]|86[0135]|1250|1252|1254|1257)$|^latin/
const BY_PLATFORM = new Set(['iso-2022-jp', 'hz-gb-2312', 'euc-jp'])
const SEVEN_BIT = new Set(['iso-2022-jp', 'utf-7', 'hz-gb-2312'])
const WIDE = new Set(['utf-16', 'utf-16le', 'utf-16be', 'utf-32', 'utf-32le', 'utf-32be', 'unicode'])

/** The canonical name of a label, or null when it names no charset that we can read. */
export function charsetOf(label: string | null): string | null {
  const name = (label ?? '')
    .trim()
    .toLowerCase()
    .replace(/^["']+|["';]+$/g, '')
  const known = ALIASES[name] ?? name.replace(/^cs(?=[a-z])/, '').replace(/^iso_?(?=8859)/, 'iso-')
  const canonical = ALIASES[known] ?? known
  if (canonical === 'us-ascii' || canonical === 'utf-8' || BY_PLATFORM.has(canonical)) return canonical
  return canonical !== '' && !/binary|base64|hex|ucs/.test(canonical) && iconv.encodingExists(canonical)
    ? canonical
    : null
}

/** Reads bytes under a label (null: none was given). Never throws; what cannot be read becomes U+FFFD. */
export function decodeText(bytes: Buffer, label: string | null): Decoded {
  const declared = charsetOf(label)
  const charset = declared !== null && isImpossible(bytes, declared) ? null : declared
  const marked = byMark(bytes)
  if (marked !== null) return { text: marked, guess: null }
  if (isAscii(bytes)) return decodeAscii(bytes, charset)
  if (charset !== null && isOfItsOwn(charset)) return { text: decodeAs(bytes, charset), guess: null }
  if (isUtf8(bytes)) return decodeValidUtf8(bytes, charset, label)
  const broken =
    charset === 'utf-8' || charset === null || mayHideUtf8(charset)
      ? decodeBrokenUtf8(bytes, charset === 'utf-8')
      : null
  if (broken !== null) return broken
  if (charset === 'utf-8') return guessed(bytes, 'utf-8')
  if (charset === null || CARELESS.has(charset)) return decodeUnlabelled(bytes, charset, label)
  return decodeLabelled(bytes, charset)
}

/** Encodes text to a charset, for tests of what was taken for what. */
export function encodeText(text: string, charset: string): Buffer {
  return iconv.encode(text, charset)
}

/** Charsets in which bytes do not mean what they mean in ASCII. */
export function isOfItsOwn(charset: string): boolean {
  return SEVEN_BIT.has(charset) || WIDE.has(charset)
}

/** Eight bits under a charset of seven; readable text under one whose letters and line ends hold bytes near zero. */
function isImpossible(bytes: Buffer, charset: string): boolean {
  if (SEVEN_BIT.has(charset)) return !isAscii(bytes)
  return WIDE.has(charset) && !bytes.some((byte) => byte < 9) && (isUtf8(bytes) || bestCyrillic(bytes).score > 0.4)
}

function decodeAs(bytes: Buffer, charset: string): string {
  if (charset === 'utf-8') return bytes.toString('utf8')
  if (charset === 'us-ascii') return bytes.toString('latin1')
  if (BY_PLATFORM.has(charset)) return new TextDecoder(charset).decode(bytes)
  return iconv.decode(bytes, charset)
}

function byMark(bytes: Buffer): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return bytes.toString('utf8', 3)
  if (bytes.length % 2 !== 0) return null
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return iconv.decode(bytes, 'utf-16le')
  return bytes[0] === 0xfe && bytes[1] === 0xff ? iconv.decode(bytes, 'utf-16be') : null
}

function decodeAscii(bytes: Buffer, charset: string | null): Decoded {
  if (charset !== null && isOfItsOwn(charset)) return { text: decodeAs(bytes, charset), guess: null }
  const text = bytes.toString('latin1')
  if (/\x1b\$[@B]/.test(text)) {
    return { text: decodeAs(bytes, 'iso-2022-jp'), guess: 'charset guessed as iso-2022-jp' }
  }
  return { text, guess: null }
}

function decodeValidUtf8(bytes: Buffer, charset: string | null, label: string | null): Decoded {
  const text = bytes.toString('utf8')
  const guess = charset === 'utf-8' ? null : `charset ${named(label)} but the bytes are utf-8`
  if (charset !== null && charset !== 'utf-8' && !CARELESS.has(charset) && !RUSSIAN_LABELS.has(charset)) {
    const labelled = decodeAs(bytes, charset)
    if (!labelled.includes('\ufffd') && !isMostlyCyrillic(text) && bytes.length < 40) {
      return { text: labelled, guess: null }
    }
  }
  return repaired({ text, guess })
}

/** Labels under which UTF-8 is often sent by mistake. */
function mayHideUtf8(charset: string): boolean {
  return RUSSIAN_LABELS.has(charset) || CARELESS.has(charset)
}

/** Mostly UTF-8, with a few bytes lost or cut; null when it is rather something else. */
function decodeBrokenUtf8(bytes: Buffer, isDeclared: boolean): Decoded | null {
  const lenient = bytes.toString('utf8')
  const broken = lenient.split('\ufffd').length - 1
  const whole = (lenient.match(/[\u0080-\ufffc]/g) ?? []).length
  if (whole > broken * (isDeclared ? 1 : 4))
    return repaired({ text: lenient, guess: 'broken utf-8, unreadable bytes marked' })
  return null
}

function decodeUnlabelled(bytes: Buffer, charset: string | null, label: string | null): Decoded {
  if (charset === null && label === null) return guessed(bytes, null)
  if (charset !== 'windows-1252') return guessed(bytes, label)
  const cyrillic = isDense(bytes) && bestCyrillic(bytes).score >= 0.25
  return cyrillic ? guessed(bytes, label) : { text: decodeAs(bytes, charset), guess: null }
}

function decodeLabelled(bytes: Buffer, charset: string): Decoded {
  const text = decodeAs(bytes, charset)
  if (RUSSIAN_LABELS.has(charset)) return repaired(rivalOf(bytes, charset, text))
  if (!isDense(bytes)) return { text, guess: null }
  if (text.includes('\ufffd')) return rivalOf(bytes, charset, text)
  // Words made of nothing but accented letters are no Latin script's; another script's own words read badly as Russian.
  return bestCyrillic(bytes).score >= (LATIN.test(charset) ? 0.3 : 0.6)
    ? rivalOf(bytes, charset, text)
    : { text, guess: null }
}

/** Another Cyrillic charset wins over the label only when it reads far better. */
function rivalOf(bytes: Buffer, charset: string, text: string): Decoded {
  const own = cyrillicScore(text)
  if (own > 0.5) return { text, guess: null }
  const best = bestCyrillic(bytes)
  if (best.charset === charset || best.score < 0.25 || own > 0.2 || best.score < own + 0.25)
    return { text, guess: null }
  return { text: best.text, guess: `charset ${charset} was wrong, read as ${best.charset} by letter frequency` }
}

function guessed(bytes: Buffer, label: string | null): Decoded {
  const said = (charset: string) => `charset ${named(label)}, guessed as ${charset}`
  if (!isDense(bytes)) return { text: decodeAs(bytes, 'windows-1252'), guess: said('windows-1252') }
  const best = bestCyrillic(bytes)
  if (best.score >= -0.15) return { text: best.text, guess: said(best.charset) }
  for (const charset of ['gb18030', 'cp949', 'shift_jis']) {
    const text = decodeAs(bytes, charset)
    if (!/[\ufffd\ue000-\uf8ff]/.test(text)) return { text, guess: said(charset) }
  }
  return { text: best.text, guess: said(best.charset) }
}

function bestCyrillic(bytes: Buffer): { charset: string; text: string; score: number } {
  const sample = bytes.subarray(0, 8000)
  let best = { charset: CYRILLIC[0] as string, score: Number.NEGATIVE_INFINITY }
  for (const charset of CYRILLIC) {
    const score = cyrillicScore(decodeAs(sample, charset)) - (RARITY[charset] ?? 0)
    if (score > best.score) best = { charset, score }
  }
  if (best.charset === 'windows-1251' && isOldMac(sample)) best = { ...best, charset: 'maccyrillic' }
  return { ...best, text: decodeAs(bytes, best.charset) }
}

/** Small letters but я are the same in both; capitals and я are not, so one sign of it tells (открываетсЯ, “важаемые). */
const MISPLACED = /[а-яё](?:Я|[^\x00-\x7fА-яЁё№«»—–“”„…\u00a0])|[“”„…‘’†‡•№][а-яё]/

function isOldMac(sample: Buffer): boolean {
  return (
    MISPLACED.test(decodeAs(sample, 'windows-1251')) &&
    !/[а-яё][А-ЯЁ]|[^\x00-\x7fА-яЁё№«»—–“”„…\u00a0]/.test(decodeAs(sample, 'maccyrillic'))
  )
}

/** Whether bytes above 127 make up whole words, as in Cyrillic or East Asian text, not single letters of Western words. */
function isDense(bytes: Buffer): boolean {
  let inWords = 0
  let high = 0
  let all = 0
  let ascii = 0
  const end = Math.min(bytes.length, 50_000)
  for (let i = 0; i <= end; i++) {
    const byte = i < end ? (bytes[i] ?? 0) : 32
    if (byte >= 128) high++
    else if ((byte | 32) >= 97 && (byte | 32) <= 122) ascii++
    else {
      all += high
      if (high > ascii) inWords += high
      high = 0
      ascii = 0
    }
  }
  return all > 0 && inWords / all >= 0.6
}

const DOUBLE =
  /[\u00d0\u00d1][\u0080-\u00bf\u0152-\u2122]|[РС][\u0402-\u040f\u0452-\u045f\u00a0-\u00bb\u2010-\u2122°±µ]/

/** Undoes UTF-8 that somebody took for latin-1 or windows-1251 and encoded anew, once or twice. */
function repaired(decoded: Decoded): Decoded {
  let { text, guess } = decoded
  for (let round = 0; round < 2; round++) {
    const once = undoDouble(text)
    if (once === null) break
    text = once.text
    guess = `utf-8 had been taken for ${once.charset}, repaired`
  }
  return { text, guess }
}

/** One layer of mistaken decoding taken off, or null when the text does not look like that. */
export function undoDouble(text: string): { text: string; charset: string } | null {
  if (!DOUBLE.test(text)) return null
  for (const charset of ['windows-1252', 'windows-1251']) {
    const bytes = backToBytes(text, charset)
    if (bytes === null || !isUtf8(bytes)) continue
    const once = bytes.toString('utf8')
    if (isMostlyCyrillic(once) || DOUBLE.test(once)) return { text: once, charset }
  }
  return null
}

function backToBytes(text: string, charset: string): Buffer | null {
  const bytes = iconv.encode(text, charset)
  if (bytes.length !== text.length) return null
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (bytes[i] !== 63 || code === 63) continue
    if (code < 128 || code > 159) return null
    bytes[i] = code
  }
  return bytes
}

function named(label: string | null): string {
  return label === null ? 'not declared' : `${label.slice(0, 40).replace(/[^\w.:-]/g, '')} declared`
}
