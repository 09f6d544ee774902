// How Russian a text looks: which pairs of letters stand side by side, and whether capitals stand where they belong.
// Judges between charsets; knows nothing of bytes.

const PAIRS = new Set(
  (
    'ст но ен то на ов ни ра во ко ал ли по ре ол пр ро ос та го ка от ер ан не ор ас ть ет де ел ва ло ат ом ит ес ил ' +
    'ти ин ак ки ем од ам об ри ле ве ск да ла ды бы ма ме чт за ед нн вы ой ый ая ие ия ых им ми ся ог ей их бо ру др ' +
    'те ас св му ик ис ир из ив ид ик мо мы он оч ош па пе пи пу ав аж аз ар ас ач ба бл ви вл вн вс га гр дн до ду ев ' +
    'ек же жи жн зд зв ий ич ка кл кр кт лу лы ль лю мн нт ну ны ня об ож оз ок оп ою рв рд ры се си сл см со сп су сы ' +
    'сь тв тн тр ту ты ув ук ул ум ус ут хо ца це ча че чи чн ше ши шк ще щи ья юч ющ яв ял ят яз ящ ее её ую ши мя аю ют ' +
    'аб дд тс яе ош фа фо йл ла ош шл бк бр ук ед ер пк ка ди ск ия ск ки ит'
  ).split(' '),
)
const ODD = /[ђѓљњќћџЂЃЉЊЌЋЏ\u2500-\u259f\u0080-\u009f¤¦§¬°±\ufffd]/
/** A verdict needs no more than this. */
const SAMPLE = 4000

/** What a character is to the judge: its lower-case Cyrillic letter, how odd it is, whether it is small. */
interface Sign {
  readonly letter: string
  readonly small: boolean
  readonly odd: boolean
}

const SIGNS = new Map<number, Sign>()

function signOf(code: number): Sign {
  const known = SIGNS.get(code)
  if (known !== undefined) return known
  const char = String.fromCharCode(code)
  const lower = char.toLowerCase()
  const sign = { letter: /[а-яёіїєґў]/.test(lower) ? lower : '', small: char === lower, odd: ODD.test(char) }
  if (SIGNS.size < 5000) SIGNS.set(code, sign)
  return sign
}

/**
 * From about -1 (no Russian at all) to 1 (plain Russian), over the first characters beyond ASCII.
 * Capitals inside words, rare pairs and box-drawing characters lower it.
 */
export function cyrillicScore(text: string): number {
  let seen = 0
  let score = 0
  let before: Sign | null = null
  for (let i = 0; i < text.length && seen < SAMPLE; i++) {
    const code = text.charCodeAt(i)
    if (code < 128) {
      before = null
      continue
    }
    seen++
    const sign = signOf(code)
    if (sign.letter === '') {
      if (sign.odd) score -= 1
      before = null
      continue
    }
    score += before === null ? firstScore(sign.letter) : pairScore(before, sign)
    before = sign
  }
  return seen === 0 ? 0 : score / seen
}

function firstScore(letter: string): number {
  return letter === 'ъ' || letter === 'ы' || letter === 'ь' || letter === 'ё' ? -1 : 0.2
}

function pairScore(before: Sign, sign: Sign): number {
  if (before.small && !sign.small) return -1.5
  return PAIRS.has(before.letter + sign.letter) ? 1 : -0.25
}

/** Whether most letters beyond ASCII are everyday Cyrillic. */
export function isMostlyCyrillic(text: string): boolean {
  const beyond = (text.match(/[\u0080-\uffff]/g) ?? []).length
  const cyrillic = (text.match(/[А-Яа-яЁёІіЇїЄєҐґЎў]/g) ?? []).length
  return beyond > 0 && cyrillic / beyond > 0.6 && cyrillicScore(text) > 0
}
