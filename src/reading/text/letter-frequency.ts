// How Russian a text looks: which pairs of letters stand side by side, and whether capitals stand where they belong.
// Judges between charsets; knows nothing of bytes.

/** Pairs that any Russian text is full of. */
const COMMON = new Set(
  (
    'аб ав аж аз ак ал ам ан ар ас ат ач аю ая ба бк бл бо бр бы ва ве ви вл вн во вс вы га го гр да дд де ди ' +
    'дн до др ду ды ев ед ее ей ек ел ем ен ер ес ет её же жи жн за зв зд ив ид ие из ий ик ил им ин ир ис ит ' +
    'их ич ия йл ка ки кл ко кр кт ла ле ли ло лу лы ль лю ма ме ми мн мо му мы мя на не ни нн но нт ну ны ня ' +
    'об ов ог од ож оз ой ок ол ом он оп ор ос от оч ош ою па пе пи пк по пр пу ра рв рд ре ри ро ру ры св се ' +
    'си ск сл см со сп ст су сы сь ся та тв те ти тн то тр тс ту ты ть ув ук ул ум ус ут ую фа фо хо ца це ча ' +
    'че чи чн чт ше ши шк шл ще щи ый ых ья ют юч ющ яв яе яз ял ят ящ'
  ).split(' '),
)
/** Pairs that are met now and then. */
const KNOWN = new Set(
  (
    'аг ад ае аи ай ап ах ац аш ащ бе бн бу бщ бъ вз вк вр вт ву вх вя ги гл дв дл дм дс дт дё еа еб ег еж ез ' +
    'еи ео еп ех еч еш ещ ея жа жб жд жу зб зи зм зн зо зр зу зъ зя иб ии ио иц иш ию йд йс йт ке кс ку лж лл ' +
    'лн лс ля мп нд нж нз нк нс нф нч нь нё ое ои оо ох оя пл рг рж рк рм рн рс рт ря са сб сн ср сс сч съ тд ' +
    'тк тл тп уа уг уд уе уж уз уй уп ур уч фе фи фл хе хр ци чь чё ша шу ъе ъя ыв ыг ые ыл ым ып ыс ыт ьз ьи ' +
    'ьк ьм ьн ьс ьт ьш эк эт юж ян яс яю ён ёт'
  ).split(' '),
)
const ODD = /[ђѓљњќћџЂЃЉЊЌЋЏ\u2500-\u259f\u0080-\u009f¤¦§¬°±\ufffd]/
const GLUED = /[„“”‘’‚•™€†‡ˆ‹›‰…]/
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
      if (sign.odd || opensSmallWord(text, i)) score -= 1
      before = null
      continue
    }
    score += before === null ? firstScore(sign.letter) : pairScore(before, sign)
    before = sign
  }
  return seen === 0 ? 0 : score / seen
}

/** Capitals of one charset are quotes and signs of another: such a sign glued to a small letter gives that away. */
function opensSmallWord(text: string, at: number): boolean {
  const next = text.charCodeAt(at + 1)
  return GLUED.test(text[at] ?? '') && next > 128 && signOf(next).letter !== '' && signOf(next).small
}

function firstScore(letter: string): number {
  return letter === 'ъ' || letter === 'ы' || letter === 'ь' || letter === 'ё' ? -1 : 0.2
}

function pairScore(before: Sign, sign: Sign): number {
  if (before.small && !sign.small) return -1.5
  const shouted = before.small ? 0 : sign.small ? 0 : 0.35
  const pair = before.letter + sign.letter
  return (COMMON.has(pair) ? 1 : KNOWN.has(pair) ? 0.4 : -0.4) - shouted
}

/** Whether most letters beyond ASCII are everyday Cyrillic. */
export function isMostlyCyrillic(text: string): boolean {
  const beyond = (text.match(/[\u0080-\uffff]/g) ?? []).length
  const cyrillic = (text.match(/[А-Яа-яЁёІіЇїЄєҐґЎў]/g) ?? []).length
  return beyond > 0 && cyrillic / beyond > 0.6 && cyrillicScore(text) > 0
}
