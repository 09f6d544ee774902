// Where a signature begins at the end of what somebody wrote: `-- `, «С уважением», «Отправлено с iPhone», a
// disclaimer. Words in the middle of a sentence are none.
import { bare, folded, plain } from '../text/plain.ts'

const SIGN_OFFS =
  /^(?:с (?:глубоким |искренним |огромным |большим )?(?:уважением|ув\.?|почтением|уваженьем)(?: и (?:\p{L}{3,20} )?(?:наилучшими |лучшими )?(?:пожеланиями|благодарностью|почтением)| к вам(?: и \p{L}{3,20} \p{L}{3,20})?)?|с наилучшими(?: пожеланиями)?|с (?:добрыми|лучшими) пожеланиями|с пожеланиями \p{L}{1,20}|с\/у|всего (?:доброго|наилучшего|хорошего|самого доброго)|искренне ваш\p{L}?|до свидания|заранее (?:благодар\p{L}{1,4}|признател\p{L}{1,3})(?: и с уважением)?|(?:many )?(?:thanks|thank you)(?: again)?,? (?:and|&|with|und) (?:best |kind |warm )?regards|br|(?:with |my )?(?:best|kind|warm|kindest|warmest|many|friendly)(?:est)? (?:regards|wishes)|(?:best|kind|warm) ?regards|with regards|regards|rgds|all the best|sincerely(?: yours)?|(?:yours|your) (?:sincerely|faithfully|truly)|cheers|respectfully|mit (?:freundlichen?|besten|herzlichen|lieben) gr(?:ü|u|ue)(?:ß|ss)e?n?|(?:freundliche|viele|liebe|beste|herzliche|schöne) gr(?:ü|ue)(?:ß|ss)e|mfg|(?:bien )?cordialement|sincères salutations|(?:meilleures|cordiales) salutations|salutations distinguées|bien à vous|(?:un )?(?:cordial )?saludos?(?: cordiales)?|atentamente|cordiali saluti|distinti saluti|atenciosamente|com os melhores cumprimentos|cumprimentos|met vriendelijke groet(?:en)?|vriendelijke groet(?:en)?|mvh|med vänliga? hälsning(?:ar)?|vänliga hälsningar|(?:med )?venlig hilsen|(?:med )?vennlig hilsen|hilsen|ystävällisin terveisin|terveisin|z poważaniem|pozdrawiam(?: serdecznie)?|do widzenia|s pozdravem|s přátelským pozdravem|з повагою|з найкращими побажаннями|з павагай|saygılarımla|saygılarımızla|üdvözlettel|με εκτίμηση|cu stimă|敬具|よろしくお願いいたします|此致)(?![\p{L}\p{M}])/u

const DEVICES =
  /^(?:sent (?:from|via|with|using|by) (?:my|a|an|the samsung|mobile|mail|yahoo|outlook|windows|iphone|ipad|android|galaxy|samsung|huawei|xiaomi|nokia|blackberry|gmail|proton|airmail|mailbox|spark|zoho|aol|\[|<|[\p{L}\d]{2,20} (?:for|on|mobile|mail|phone|device|app))|sent (?:from|via|with) [\p{L}\d ]{2,24}$|get outlook for |(?:получить|получите|загрузить|загрузите|скачать|скачайте) outlook для |get bluemail for |from my (?:iphone|ipad|phone|mobile|android|blackberry)|отправлено (?:с|со|из|через|при помощи|с помощью|от) (?:безопасн\p{L}*|моего|моей|мобильн\p{L}*|устройства|iphone|ipad|айфона|телефона|смартфона|планшета|android|яндекс|яндекс\.\p{L}*|почты|почтовой|приложения|outlook|mail|samsung|xiaomi|huawei|honor|redmi|nokia|blackberry|galaxy|windows|realme|poco|vivo|my ?mail|мой ?офис|my ?office|коммуникатора|адаптера)|написано (?:с|со) (?:моего|мобильного|телефона|iphone|android)|послано (?:с|со|из) (?:моего|мобильн|телефона|iphone|android)|envoyé (?:de|depuis|à partir|avec|du) |von (?:meinem|unterwegs|iphone)[\p{L}\d -]{0,40}gesendet|gesendet (?:von|mit|mittels|über)|diese nachricht wurde von (?:meinem|mein)|enviad[oa] (?:desde|do|da|de|con|pelo|usando|a partir) |inviato (?:da|dal|dall|con)[ '’]|verzonden (?:met|vanaf|via|door) |verstuurd (?:vanaf|met|vanuit) |skickat från |skickades från |sendt (?:fra|med) |lähetetty |wysłan[eo] (?:z|ze|za pomocą) |odesláno (?:z|ze) |odoslané (?:z|zo) |надіслано (?:з|із|зі) |відправлено (?:з|із|зі) |адпраўлена (?:з|са) |trimis (?:de pe|din) |στάλθηκε από |küldve |أُرسلت من |تم الإرسال من |נשלח מ|从我的|發自|发自|從我的|(?:iphone|android|ipad)から送信)/u
/** «Отправлено из Почты», with a name behind. */
const BRANDED =
  /^[-–—\s]{0,6}Отправлено (?:с|из|через|с помощью) (?:приложения |программы |клиента )?["«]?\p{Lu}[\p{L}\d .,"»-]{1,40}$/u
const DEVICE_ENDS =
  /(?:['’]?(?:umdan|imden|dan|den) gönderildi|から送信|에서 보냄|发送|傳送|gesendet|from mobile|отправил\p{L}? это с \p{L}{3,20}|без вирусов\. www\.\S{3,40}|virus-free\. www\.\S{3,40})[.!]?$/u

const DISCLAIMER =
  /^(?:(?:this|the) (?:e-?mail|message|communication|information|electronic)|confidential|disclaimer|important notice|privileged|данн(?:ое|ые)|настоящее|это (?:электронное )?(?:сообщение|письмо)|информация,? (?:содержащаяся|в)|содержание (?:данного|настоящего|этого)|внимание|уведомление о конфиденциальности|конфиденциальн|diese (?:e-?mail|nachricht)|ce (?:message|courriel)|le informazioni|este (?:mensaje|correo)|esta mensagem)/u
const DISCLAIMER_PROOF =
  /confidential|privileged|intended (?:only|solely|for)|disclos|конфиденциальн|предназначен|вирус|не является офертой|коммерческую тайну|vertraulich|confidentiel|riservat|confidencial/u

/** The line at which the signature begins; `lines.length` when there is none. `lines` is one person's own text. */
export function signatureAt(lines: readonly string[]): number {
  let end = lines.length
  for (let before = -1; before !== end; ) {
    before = end
    end = withoutDevice(lines, end)
    end = withoutDisclaimer(lines, end)
  }
  const closing = closingAt(lines, end)
  return withoutTail(lines, withoutDevice(lines, closing))
}

function lastFilled(lines: readonly string[], end: number): number {
  let at = end - 1
  while (at >= 0 && plain(lines[at] ?? '') === '') at -= 1
  return at
}

function withoutTail(lines: readonly string[], end: number): number {
  return end === lines.length ? end : lastFilled(lines, end) + 1
}

/** Device lines at the end: `Sent from my iPhone`, «Отправлено из мобильной Яндекс Почты». */
function withoutDevice(lines: readonly string[], end: number): number {
  let at = end
  for (;;) {
    const last = lastFilled(lines, at)
    if (last < 0 || !isDevice(lines[last] ?? '')) return at
    at = last
  }
}

function isDevice(line: string): boolean {
  const text = folded(bare(unlinked(plain(line))).replace(/^[-–—~\s]{1,6}/u, ''))
  if (text.length > 140 || text.includes('?')) return false
  if (text.split(' ').length > 14) return false
  return DEVICES.test(text) || BRANDED.test(bare(line)) || (text.length < 60 && DEVICE_ENDS.test(text))
}

/** `[Outlook](https://…)` and `Outlook<https://…>` as plain words. */
function unlinked(line: string): string {
  return line
    .replaceAll(/\[([^\][]{0,80})\]\([^()\s]{0,200}\)/gu, '$1')
    .replaceAll(/<https?:[^<>\s]{0,300}>/gu, '')
    .replaceAll(/https?:\S{0,300}/gu, '')
}

/** The last paragraph when it is a notice of confidentiality. */
function withoutDisclaimer(lines: readonly string[], end: number): number {
  const last = lastFilled(lines, end)
  let first = last
  while (first > 0 && plain(lines[first - 1] ?? '') !== '') first -= 1
  if (first <= 0) return end
  const text = folded(
    lines
      .slice(first, last + 1)
      .join(' ')
      .slice(0, 1500),
  )
  const begins = DISCLAIMER.test(text.replace(/^[^\p{L}]{1,20}/u, ''))
  return begins && DISCLAIMER_PROOF.test(text) ? first : end
}

const MOST_LINES = 150

/** The first delimiter or sign-off after which nothing but a signature stands. Only the last lines are looked at. */
function closingAt(lines: readonly string[], end: number): number {
  let fenced = false
  let said = end > MOST_LINES
  for (let at = Math.max(0, end - MOST_LINES); at < end; at += 1) {
    const line = lines[at] ?? ''
    const text = plain(line)
    if (text.startsWith('```')) fenced = !fenced
    if (text === '' || fenced || line.length > 200) continue
    if (isDelimiter(lines, at, end)) return at
    if (said && isSignOff(lines, at, end)) return at
    said = true
  }
  return end
}

const LONGEST_SIGNATURE = 16
/** No signature asks at such length. */
const ASKS = /^.{60,}[?]\s*$/u
const DRAWN = /^(?:--|—|–|-{2,60}|_{2,80}|={5,80}|\*{5,80})$/u

/** `-- ` is a delimiter wherever it stands; `--`, `—`, `___` when little and only short lines follow. */
function isDelimiter(lines: readonly string[], at: number, end: number): boolean {
  const line = (lines[at] ?? '').replace(/\r$/u, '')
  const strict = line === '-- ' || line === '--\u00a0'
  if (!strict && !DRAWN.test(plain(line))) return false
  const rest = lines.slice(at + 1, end).filter((next) => plain(next) !== '')
  if (strict) return rest.length <= 40
  if (rest.length === 0) return true
  if (rest.length > LONGEST_SIGNATURE) return false
  if (plain(line) === '--') return rest.every((next) => next.length <= 200 && !ASKS.test(next))
  return rest.every((next) => next.length <= 100 && !/[?]\s*$/u.test(next)) && isContact(rest)
}

/** Something of a visiting card: an address, a site, a telephone, or hardly more than a name. */
function isContact(rest: readonly string[]): boolean {
  const text = rest.join('\n').slice(0, 2000)
  if (/@|www\.|https?:|(?:\+?\d[\s()-]{0,2}){6}/u.test(text)) return true
  return rest.length <= 4 && rest.every((line) => line.length <= 50 && !/[.;:]\s*$/u.test(line))
}

/** A sign-off alone on its line, or with a name behind it. */
function isSignOff(lines: readonly string[], at: number, end: number): boolean {
  const text = bare(lines[at] ?? '').replace(/^[-–—\s]{1,4}/u, '')
  const found = SIGN_OFFS.exec(folded(text))
  if (found === null || text.length > 120) return false
  const rest = text.slice(found[0].length)
  if (!isNameLike(rest)) return false
  return !speaksOn(lines.slice(at + 1, end))
}

/** Nothing, punctuation, or a name: `, Иван Петров`, ` Anna`. */
function isNameLike(rest: string): boolean {
  const text = rest.trim()
  if (!/\p{L}/u.test(text)) return true
  const words = text.split(/[\s,]+/u).filter((word) => /\p{L}/u.test(word))
  if (text.includes('?') || words.length > 12 || (words.length > 3 && /\p{Ll}{3,}[.!]$/u.test(text))) return false
  const parted = /^\s*[,.!;—–/-]/u.test(rest)
  const named = words.filter((word) => /^["«(]?[\p{Lu}\p{N}]/u.test(word)).length
  if (parted) return named > 0 || /[а-я]/u.test(text)
  return words.length <= 4 && named === words.length
}

/** After a sign-off somebody speaks on: a postscript, a question, or far more than a signature holds. */
function speaksOn(rest: readonly string[]): boolean {
  const filled = rest.filter((line) => plain(line) !== '')
  if (filled.some((line) => /^(?:p\.? ?p?\.? ?s\b|з\.?ы\b|п\.? ?с\.|постскриптум)/u.test(folded(plain(line)))))
    return true
  return filled.length > 30
}
