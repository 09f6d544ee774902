// Plain versions that say nothing themselves: invisible characters, the place of a picture, «ваша программа не показывает
// HTML». The HTML beside them is the letter.

const LONGEST = 600
/** Blanks and characters that leave no mark: format characters, fillers, combining joiners. */
const INVISIBLE = /[\s\p{Cf}\p{Zl}\p{Zp}\p{Zs}\u115f\u1160\u2800\u3164]+|\u034f|\u17b4|\u17b5|\p{Variation_Selector}/gu
const PLACES =
  /\[(?:cid:|image|картинка|изображение|bild|logo|inline)[^\][]{0,300}\]|<!--.{0,200}?-->|&nbsp;|<(?:https?|cid):[^<>\s]{0,500}>|https?:\/\/\S{1,1000}/gi

/** What such a version speaks of; a person who writes so writes the same in HTML. */
const OF_THE_FORM =
  /\bhtml\b|\bmime\b|multi-?part|rich[ -]text|plain[ -]text|browser|браузер|просмотрщик|почтов\p{L}* (?:клиент|программ)|e-?mail client|mail (?:client|reader|program)|(?:view|read|open|see|display)\p{L}* (?:this|the) (?:e-?mail|message|newsletter)|(?:просмотр|отображени)\p{L}* (?:этого |данного )?(?:письм|сообщени)|(?:письмо|сообщение) (?:не отображ|содержит (?:картинк|изображени|графи))|mail-?programm|navegador|navigateur|przegląd|webmail|ブラウザ|浏览器|瀏覽器/iu

/** What a program leaves that was given no plain version. */
const NOTHING = /^(?:null|undefined|nan|none|false|\[object object\]|\{\{?[\w. ]{1,40}\}?\})$/i

const SAYS = /[\p{L}\p{N}]/u

/** Whether a version says nothing, where another of `others` (asked only when needed) says something else. */
export function saysNothing(text: string, others: () => readonly string[]): boolean {
  if (text.length > LONGEST) return false
  const left = bare(text.replace(PLACES, ''))
  if (!SAYS.test(left)) return others().some((other) => SAYS.test(other.replace(PLACES, ''))) || bare(text) === ''
  if (!OF_THE_FORM.test(text) && !NOTHING.test(text.trim())) return false
  return others().some((other) => bare(other.replace(PLACES, '')) !== '' && !bare(other).includes(left))
}

function bare(text: string): string {
  return text.replace(INVISIBLE, '').toLowerCase()
}
