// What programs append below a letter: «Отправлено с iPhone», a scanner's line, a notice of confidentiality.
import { bare, folded, plain } from '../text/plain.ts'

const DEVICES =
  /^(?:получить bluemail для |отправлено с помощью (?:защищ[её]нной почты|aqua mail)|sent (?:from|via|with|using|by) (?:my|a|an|the samsung|mobile|mail|yahoo|outlook|windows|iphone|ipad|android|galaxy|samsung|huawei|xiaomi|nokia|blackberry|gmail|proton|airmail|mailbox|spark|zoho|aol|\[|<|[\p{L}\d]{2,20} (?:for|on|mobile|mail|phone|device|app))|sent (?:from|via|with) [\p{L}\d. ]{2,24}(?:$| \| www\.)|sent from [\p{L}\d.]{2,20} (?:for|on) (?:ios|android|mobile|iphone|ipad|windows|mac)|get bluemail for |获取 outlook|取得 outlook|yahoo mail: (?:search|buscar|suche|recherch|cerca|zoek|procur)|provenance : (?:courrier|mail|outlook)|please excuse my brevity\.?$|sent on the go$|sent with tuta(?:nota)?;? |sent securely (?:with|from)|sent from the all new|secured with (?:tuta|proton)|from my (?:iphone|ipad|phone|mobile|android|blackberry)|отправлено (?:с|со|из|через|при помощи|с помощью|от) (?:безопасн\p{L}*|моего|моей|мобильн\p{L}*|устройства|iphone|ipad|айфона|телефона|смартфона|планшета|android|яндекс|яндекс\.\p{L}*|почты|почтовой|приложения|outlook|mail|samsung|xiaomi|huawei|honor|redmi|nokia|blackberry|galaxy|windows|realme|poco|vivo|my ?mail|мой ?офис|my ?office|коммуникатора|адаптера)|написано (?:с|со) (?:моего|мобильного|телефона|iphone|android)|послано (?:с|со|из) (?:моего|мобильн|телефона|iphone|android)|envoyé (?:de|depuis|à partir|avec|du) |von (?:meinem|unterwegs|iphone)[\p{L}\d -]{0,40}gesendet|gesendet (?:von|mit|mittels|über)|diese nachricht wurde von (?:meinem|mein)|enviad[oa] (?:desde|do|da|de|con|pelo|usando|a partir) |inviato (?:da|dal|dall|con)[ '’]|verzonden (?:met|vanaf|vanuit|via|door) |verstuurd (?:vanaf|met|vanuit) |skickat från |skickades från |sendt (?:fra|med) |lähetetty |wysłan[eo] (?:z|ze|za pomocą) |odesláno (?:z|ze) |odoslané (?:z|zo) |надіслано (?:з|із|зі) |відправлено (?:з|із|зі) |адпраўлена (?:з|са) |trimis (?:de pe|din) |στάλθηκε από |küldve |изпратено от (?:моя|моето|моята|iphone|android|outlook|mail|yahoo) ?|poslan[oa] (?:s|sa|iz|z) (?:mog|moga|mojega|mojeg|mobil\p{L}*|iphone|android|ipad)|poslato (?:sa|s|iz) |išsiųsta iš (?:mano|„|mobil|iphone|android)|nosūtīts no (?:mana|iphone|android)|saadetud (?:minu|iphone|android|mobiil)|ส่งจาก ?(?:iphone|ipad|android|samsung|มือถือ)|(?:đã gửi từ|dikirim dari|enviat des del meu|менің) (?:iphone|ipad|android|samsung|galaxy|outlook|yahoo|ponsel|điện thoại|телефон)|أُرسلت من |تم الإرسال من |נשלח מ|从我的|發自|发自|從我的|来自(?:我的|网易| ?windows)|從 windows|从 windows|(?:iphone|android|ipad)から送信)/u
const OUTLOOK =
  /^(?:get|download|hol dir|holen sie sich|obtenir|télécharger|obtener|ottieni|scarica|obter(?: o)?|baixar|descargar|hämta|hent|få|hanki|pobierz(?: aplikację| program)?|získat|отримати|завантажити|завантажте|получить|получите|загрузить|загрузите|скачать|скачайте)? ?outlook (?:for|für|pour|para|per|voor|för|til|для|dla systemu|dla|pro) (?:ios|android|iphone|mac|windows|mobile)(?: (?:beziehen|downloaden|holen))?[^\p{L}\d]{0,5}$/u

/** «Отправлено из Почты», `Отправлено из Blue`: a program's name, which is Latin or one of a few. */
const BRANDED =
  /^[-–—\s]{0,6}Отправлено (?:с|из|через|с помощью) (?:приложения |программы |клиента )?["«]?(?:[A-Z][A-Za-z\d. ]{1,30}|(?:Мобильн|Яндекс|Почт|Моб|Мой ?Офис|РуПост|Р7|Outlook|Аутлук|Телеграм|Рамблер|Мейл)[\p{L}\d .,"»-]{0,40})["»]?(?: (?:для|на) [\p{L}\d ]{2,20})?[.!]?$/u
const DEVICE_ENDS =
  /(?:-omról küldve|-ról küldve|-ről küldve|von meinem (?:iphone|ipad|handy)|を入手|['’]?(?:umdan|imden|dan|den) gönderildi|から送信|에서 보냄|发送|傳送|gesendet|from mobile|отправил\p{L}? это с \p{L}{3,20}|без вирусов\. www\.\S{3,40}|virus-free\. www\.\S{3,40})[.!]?$/u

/** Whether a line is a device's or a scanner's. */
export function isDevice(line: string): boolean {
  const text = folded(bare(unlinked(plain(line))).replace(/^[-–—~\s]{1,6}/u, ''))
  if (text.length > 140 || text.includes('?')) return false
  if (text.split(' ').length > 14) return false
  return (
    DEVICES.test(text) ||
    OUTLOOK.test(text) ||
    BRANDED.test(bare(line)) ||
    SCANNED.test(text) ||
    (text.length < 60 && DEVICE_ENDS.test(text))
  )
}

/** «Это письмо проверено на вирусы Dr.Web». */
const SCANNED =
  /^(?:пожалуйста, )?(?:подумайте об (?:окружающей среде|экологии)|берегите природу|please consider the environment|think before you print|p please consider)|^(?:это |данное )?(?:письмо|сообщение|(?:this )?(?:e-?mail|message)(?: has been)?) (?:проверен[оа] (?:на (?:наличие )?вирус|антивирус)|не содержит вирус|(?:checked|scanned) (?:for viruses|by))/u

/** `[Outlook](https://…)` and `Outlook<https://…>` as plain words. */
function unlinked(line: string): string {
  return line
    .replaceAll(/\[([^\][]{0,80})\]\([^()\s]{0,200}\)/gu, '$1')
    .replaceAll(/<https?:[^<>\s]{0,300}>/gu, '')
    .replaceAll(/https?:\S{0,300}/gu, '')
}

const BEGINS =
  /^(?:(?:this|the) (?:e-?mail|message|communication|information|electronic)|confidential|disclaimer|important notice|privileged|notice|данн(?:ое|ые)|настоящ(?:ее|им)|это (?:электронное )?(?:сообщение|письмо)|информация,? (?:содержащаяся|в)|содержание (?:данного|настоящего|этого)|внимание|уведомление о конфиденциальности|конфиденциальн|сведения|предупреждение|diese (?:e-?mail|nachricht)|ce (?:message|courriel)|le informazioni|este (?:mensaje|correo|e-?mail)|esta mensagem|(?:ten|ta) (?:e-?mail|wiadomość)|dit (?:e-?mail)?bericht|de informatie|detta (?:e-?post)?meddelande|цей лист|це повідомлення|осы хат)/u
/** What notices of confidentiality speak of; two of these together make one. */
const SPEAK_OF: readonly RegExp[] = [
  /confidential|конфиденциальн|vertraulich|confidentiel|riservat|confidencial|poufn|vertrouwelijk|конфіденційн|құпия/u,
  /privileged|коммерческ\p{L}+ тайн|охраняем\p{L}+ законом|secret/u,
  /intended (?:only|solely|for)|addressee|(?:intended|named) recipient|исключительно|адресат|предназначен\p{L}* (?:только|исключительно|для (?:адресат|лиц|использования))|лиц\p{L}*,? (?:котор|указанн)|destinat|empfänger|bestemd/u,
  /(?:если|if) (?:вы|you) (?:не |are not|have received|получили|this)|не являетесь|received (?:this|it)[^.]{0,40} in error|получили [^.]{0,40}(?:по ошибк|ошибочн)|irrtümlich|par erreur/u,
  /disclos|разглаш|распростран|копирован|copying|distribut|dissemin|использовани/u,
  /notify|уведом|сообщите|delete|удалит|уничтож|destroy|löschen/u,
  /не является (?:публичной )?оферт|оферт|does not constitute|not binding|юридическ/u,
  /вирус|virus|malware/u,
  /any files transmitted|вложени|приложенн\p{L}+ к нему|attachments?/u,
]

/** «Это электронное сообщение содержит конфиденциальную информацию»: enough by itself, where nothing is asked. */
const CONTAINS =
  /(?:сообщени|письм|message|e-?mail)[^.]{0,80}(?:содерж|contain| is | are )[^.]{0,60}(?:конфиденциальн|confidential|privileged)/u

/** Whether a paragraph is a notice of confidentiality. */
export function isDisclaimer(paragraph: string): boolean {
  const text = folded(paragraph.slice(0, 2000)).replace(/\s+/gu, ' ')
  if (text.length < 60 || !BEGINS.test(text.replace(/^[^\p{L}]{1,20}/u, ''))) return false
  if (CONTAINS.test(text) && !/(?:прош|прось|please)/u.test(text)) return true
  return SPEAK_OF.filter((pattern) => pattern.test(text)).length >= 2
}
