// The words by which people close a letter, in the languages of the neighbours: «С уважением», `Best regards`.
import { bare, folded } from '../text/plain.ts'

const SIGN_OFFS =
  /^(?:с (?:глубоким |искренним |огромным |большим )?(?:уважением|ув\.?|почтением|уваженьем)(?: и (?:\p{L}{3,20} )?(?:наилучшими |лучшими )?(?:пожеланиями|благодарностью|почтением)| к вам(?: и \p{L}{3,20} \p{L}{3,20})?)?|с наилучшими(?: пожеланиями)?|с (?:добрыми|лучшими) пожеланиями|с пожеланиями \p{L}{1,20}|с\/у|всего (?:доброго|наилучшего|хорошего|самого доброго)|искренне ваш\p{L}?|до свидания|заранее (?:благодар\p{L}{1,4}|признател\p{L}{1,3})(?: и с уважением)?|(?:many )?(?:thanks|thank you)(?: again)?,? (?:and|&|with|und) (?:best |kind |warm )?regards|br|(?:with |my )?(?:best|kind|warm|kindest|warmest|many|friendly)(?:est)? (?:regards|wishes)|(?:best|kind|warm) ?regards|with regards|regards|rgds|kr|best(?=\W*$)|yours(?=\W*$)|take care(?=\W*$)|warmly|all the best|sincerely(?: yours)?|(?:yours|your) (?:sincerely|faithfully|truly)|cheers|respectfully|mit (?:freundlichen?|besten|herzlichen|lieben) gr(?:ü|u|ue)(?:ß|ss)e?n?|(?:freundliche|viele|liebe|beste|herzliche|schöne) gr(?:ü|ue)(?:ß|ss)e|mfg|(?:bien )?cordialement|sincères salutations|(?:meilleures|cordiales) salutations|salutations distinguées|bien à vous|(?:un )?(?:cordial )?saludos?(?: cordiales)?|atentamente|cordiali saluti|distinti saluti|atenciosamente|com os melhores cumprimentos|cumprimentos|(?:met )?(?:vriendelijke|hartelijke|beste|warme) groet(?:en|jes)?|groet(?:en|jes)?|hoogachtend|mvg|vlg|vg|lg|gr(?:ü|ue)(?:ß|ss)e?|mit freundlichem gru(?:ß|ss)|hochachtungsvoll|herzlichst|ihr|cdlt|cdt|bien amicalement|amicalement|sincèrement(?: vôtre)?|respectueusement|(?:avec )?mes (?:sincères |meilleures )?salutations|(?:un )?abrazos?|(?:un )?(?:cordial|afectuoso) saludo|(?:muy )?cordialmente|saluti|(?:un )?cordiale? saluto|in fede|(?:um )?abraços?|att\.?|(?:melhores|com os meus) cumprimentos|mvh|med vänliga? hälsning(?:ar)?|vänliga hälsningar|(?:med )?venlig hilsen|(?:med )?vennlig hilsen|hilsen|ystävällisin terveisin|terveisin|z (?:poważaniem|wyrazami szacunku|szacunkiem|pozdrowieniami)|(?:serdecznie )?pozdrawiam(?: serdecznie)?|(?:serdeczne )?pozdrowienia|łączę pozdrowienia|do widzenia|s (?:přátelským |srdečným )?pozdrav(?:em|om)|s úctou|hezký den|з повагою|з найкращими побажаннями|з павагай|(?:en iyi dileklerimle|iyi çalışmalar(?: dilerim)?|iyi günler|sevgiler(?:imle)?|saygılar|saygılarımla|saygılarımızla)|(?:szívélyes )?üdvözlettel|tisztelettel|üdv|(?:με )?(?:εκτίμηση|φιλικούς χαιρετισμούς)|χαιρετισμούς|cu (?:stimă|respect|drag|considerație)|o zi (?:bună|frumoasă)|(?:s|с) (?:poštovanjem|spoštovanjem|уважение|поштовањем|почитување)|(?:srdačan |lijep |lep )?pozdrav|поздрав(?:и)?|(?:најлепши |срдечен )?поздрав|lepo pozdravljeni|pagarbiai|ar cieņu|lugupidamisega|parimate soovidega|kveðja|құрметпен|ізгі тілекпен|hurmat bilan|hörmətlə|პატივისცემით|trân trọng|thân mến|hormat (?:saya|kami)|salam(?: hangat)?|בברכה|בכבוד רב|تحياتي|مع (?:خالص )?(?:التحية|التحيات|تحياتي)|ด้วยความเคารพ|ขอแสดงความนับถือ|祝好|此致敬礼|顺颂商祺|敬上|감사합니다|敬具|よろしくお願いいたします|此致)(?![\p{L}\p{M}])/u

/** Whether a line is a sign-off, alone or with a name behind it. */
export function isSignOff(line: string): boolean {
  const text = bare(line).replace(/^[-–—\s]{1,4}/u, '')
  const found = SIGN_OFFS.exec(folded(text))
  return found !== null && text.length <= 120 && isNameLike(text.slice(found[0].length))
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
