// Subjects that announce an automatic answer, only in the forms that responders write: the words and behind them a colon and
// the old subject, or a span of days, or nothing. Whoever goes on in a sentence is a person («Автоматический ответ сервера
// 500 при входе»). In the languages of all neighbours.

/** What responders call their answers. */
const ANSWERS = [
  'авто-?ответ(?:чик)?|автоматический ответ(?:чик)?|автоматическ(?:ое|ая) (?:сообщение|уведомление|подтверждение)|авто-?(?:уведомление|сообщение|подтверждение)|автоматически (?:созданное|отправленное) (?:сообщение|письмо)|уведомление об отсутствии(?: на (?:рабочем )?месте)?|ответ автоответчика',
  'авто-?відповідь|автоматична відповідь|автоматичне повідомлення|повідомлення про відсутність|аўта-?адказ|аўтаматычны адказ',
  'авто-?жауап|автоматты(?: түрде)? жауап|автоматты хабарлама|автоматтык жооп|авто-?жооп|автоматик жавоб|avtomatik (?:javob|cavab)|ҷавоби автоматӣ|автомат ҷавоб|автоматик җавап',
  'автоматичен отговор|автоматично (?:съобщение|известие)|аутоматски одговор|автоматски одговор|automatski odgovor|samodejn[io] odgovor',
  'automatyczn[ay] odpowied[źz]|odpowied[źz] automatyczna|auto-?odpowied[źz]|automatick[áa] odpov[ěeď]+[dď]?|automatická odpoveď|automatick[áa] zpráva',
  'automatinis atsakymas|automātisk[aā] atbilde|automaat(?:ne )?vastus|automaattinen vastaus|automaattivastaus|automatikus válasz|r[ăa]spuns automat|automatyczne powiadomienie',
  'αυτ[όο]ματη απ[άα]ντηση|otomatik (?:yanıt|cevap)|תשובה אוטומטית|מענה אוטומטי|(?:ال)?رد (?:ال)?تلقائي|პასუხი ავტომატური|ავტომატური პასუხი|ավտոմատ պատասխան|پاسخ خودکار',
  'auto(?:matic|mated|matisch|mat)?[ -]?(?:reply|repl|respon[ds]\\p{L}*|answer|antwort)|auto-?(?:svar|notification)|automated (?:message|email|e-mail)|vacation (?:reply|response|message|notice|responder|notification)|absence notification|away (?:message|notice|notification)',
  'automatisk(?:t)? svar|automatische (?:antwort|nachricht|reactie)|automatisch antwoord|abwesenheits(?:notiz|nachricht|meldung|benachrichtigung|assistent|mitteilung|info)|auto(?:matische)?-?antwort',
  "r[ée]ponse automatique|message automatique|notification d['’]absence|respuesta autom[áa]tica|contestación automática|resposta autom[áa]tica|resposta automàtica|risposta (?:automatica|non al computer)|messaggio automatico",
  '自动(?:回复|答复|应答|回信)|自動(?:回覆|答覆|返信|応答|回復)|不在(?:通知|のお知らせ)|外出(?:中|自动回复)|자동 ?(?:회신|응답|답장)|부재 ?중|ตอบกลับอัตโนมัติ|(?:thư )?trả lời tự động|balasan otomatis|jawapan automatik|स्वचालित उत्तर',
].join('|')

/** How people say in a subject that they are away; a span of days may follow. */
const STATES = [
  '(?:я |сейчас |временно |сегодня |нахожусь |буду |в настоящее время )*(?:в (?:очередном |ежегодном |декретном |учебном )?отпуске|в (?:служебной )?командировке|на больничном(?: листе)?|вне офиса|(?:не|нет) в офисе|нет на (?:рабочем )?месте|отсутствую(?: на (?:рабочем )?месте| в офисе)?|не на (?:рабочем )?месте)',
  '(?:меня )?(?:сейчас )?нет (?:на (?:рабочем )?месте|в офисе)|(?:сотрудник|адресат|получатель|работник) (?:временно )?(?:находится )?(?:в отпуске|отсутствует|на больничном|в командировке)(?: на (?:рабочем )?месте)?|отсутствие на (?:рабочем )?месте',
  '(?:я )?(?:у відпустці|відсутн(?:ій|я)|не в офісі|поза офісом|на лікарняному|у відрядженні)|(?:я )?(?:ў адпачынку|адсутнічаю)|(?:мен )?(?:демалыста(?:мын)?|еңбек демалысында(?:мын)?|жұмыста жоқпын|кеңседе жоқпын)',
  '(?:jestem )?(?:poza biurem|na urlopie|nieobecn[yae])|nieobecność(?: w biurze)?|nie ma mnie w biurze|(?:jsem )?(?:mimo kancelář|na dovolené)|nepřítomnost(?: v kanceláři)?|(?:som )?(?:mimo kancelárie|na dovolenke)|neprítomnosť|nisem v pisarni|odsotnost|(?:nisam|izvan) (?:u )?ured\\p{L}*|na godišnjem(?: odmoru)?|van kancelarije',
  '(?:nesu |manęs nėra )?(?:ne biure|biure)|atostog(?:auju|ose)|ārpus biroja|prombūtn(?:e|ē)|esmu atvaļinājumā|kontorist (?:väljas|ära)|puhkusel|olen puhkusel|poissa(?: toimistolta)?|poissaolo(?:ilmoitus)?|lomalla|olen lomalla',
  '(?:absent|plecat) din birou|în concediu|sunt în concediu|házon kívül|szabadságon(?: vagyok)?|irodán kívül|извън офиса|в отпуск съм|отсъствам(?: от офиса)?|εκτός γραφείου|απουσί[αα]ζω|ofis dışında(?:yım)?|izindeyim|yıllık izindeyim',
  'abwesend|abwesenheit|(?:ich )?(?:bin )?(?:nicht|derzeit nicht|außer|ausser) (?:im büro|haus)|ich bin nicht im büro|(?:ich bin )?im urlaub|außer haus|ausser haus',
  "(?:je suis )?(?:absent(?:e)?|en congés?|en vacances)(?: du bureau)?|absence(?: du bureau)?|hors du bureau|(?:estoy )?(?:fuera de (?:la )?oficina|ausente|de vacaciones)|ausencia de la oficina|(?:estou )?(?:fora do escritório|ausente|de férias)|ausência(?: do escritório)?|(?:sono )?(?:fuori sede|fuori ufficio|assente|in ferie)|assenza dall['’]ufficio",
  'afwezig(?:heid)?(?:sbericht|smelding)?|niet aanwezig|buiten kantoor|(?:ik ben )?(?:niet op kantoor|met vakantie|op vakantie)|frånvaro(?:meddelande)?|frånvarande|ej på kontoret|(?:jag är )?på semester|fravær(?:smelding|sbesked|ende)?|ikke på kontoret|(?:jeg er )?på ferie',
  "(?:i am |i'm |i’m |currently |i am currently |i will be )?(?:out of (?:the |my )?office|out-of-office|away from (?:my|the|office)(?: (?:desk|mail|e-?mail|computer|office))?|away from (?:desk|mail|e-?mail)|on (?:vacation|holidays?|annual leave|leave|maternity leave|sick leave|parental leave|pto)|out sick)(?: (?:auto-?(?:reply|response)|reply|message|response|notification|notice|assistant|alert))?",
  'oo[of]|out of office autoreply|annual leave|vacation|holiday notice|pto|(?:.{1,60} is |.{1,60} is currently |.{1,60} will be )(?:out of (?:the |my )?office|away|on (?:vacation|leave|holiday|annual leave))',
  '不在办公室|不在辦公室|休假(?:中|通知)?|外出(?:通知)?|出差(?:中)?|離席中|외출 ?중|휴가 ?중|không có mặt tại văn phòng|di luar kantor|מחוץ למשרד|خارج المكتب',
].join('|')

/** Words that people use in subjects of their own: by themselves they say nothing, before an old subject they do. */
const WORDS_TOO =
  'отпуск|командировка|больничный|отсутствие|відпустка|urlop|dovolená|urlaub|congés?|vacaciones|férias|ferie|vakantie|semester|szabadság|concediu|atostogos|away'

const DATE = String.raw`(?:\d{1,4}[.:/-]?|\p{L}{3,10}\.?|г\.|год[ау]?|р\.|r\.|st|nd|rd|th|th?of|de|von|of)`
/** «с 12.05 по 25.05», `until Dec 7`, `bis 7. Dezember`. */
const SPAN = String.raw`(?:(?=.{0,40}(?:\d|day|понедельник|вторник|сред[уы]|четверг|пятниц|суббот|воскресень|завтра|tomorrow|montag|lundi|lunes))[\s,]{1,3}\(?(?:(?:с|со|до|по|з|від|ад|да|from|until|till|til|to|through|thru|since|bis|vom|ab|zum|du|au|jusqu['’]au|hasta|del?|al|desde|até|fino al?|dal|tot|van|t\/m|t o m|od|do|iki|nuo|līdz|no|kuni|saakka|asti|-ig|pana|până la|from|de la|până|между|–|-|—)\s(?:the |el |le |den |am |um )?)${DATE}(?:[\s,./–-]{1,3}${DATE}){0,6}\)?){0,3}`
/** The end, the old subject behind a colon or a bracket, or words about coming back. */
const TAIL = String.raw`(?:\s?[.!…)]{0,3}$|\s?[:：]|\s?\[|\s?\((?!не)|\s(?:re|fw|fwd|aw|sv|ha|на|ответ|отв)\s?:|[\s,;.–—-]{1,4}(?:вернусь|буду|выйду|выхожу|возвращ|back|return|will be back|zurück|de retour|wracam|powrót)(?![\p{L}]))`

const ANSWER = new RegExp(`^(?:${ANSWERS})${TAIL}`, 'iu')
const ANSWER_TO =
  /^(?:автоматический ответ|авто-?ответ|auto(?:matic)?[ -]?(?:reply|response)|automatische antwort|réponse automatique) (?:на (?:ваше|ваш|письмо|обращение)|to (?:your|message)|auf (?:ihre|ihr)|à votre|от|from|von)(?![\p{L}])(?!(?:\s\S+){6})/iu
const STATE = new RegExp(`^(?:${STATES})${SPAN}${TAIL}`, 'iu')
/** A word of both kinds wants a span of days and the end, or an old subject that says that it is one. */
const WORD = new RegExp(
  String.raw`^(?:${WORDS_TOO})(?:${SPAN})?\s?[:.,!]?\s?(?:(?:re|на|ответ|отв|aw|sv|fw|fwd)\s?:|\[)|^(?:${WORDS_TOO}),?\s(?:с|до|по|з|from|until|till|bis|vom|do|od)\s[\d].{0,40}\d\p{L}{0,4}\.?$|^away\s?[:(]`,
  'iu',
)
const DASHED = new RegExp(String.raw`^(?:${ANSWERS}|${STATES})${SPAN}\s?[–—-]\s`, 'iu')
/** `AUTO: Ivan Petrov is out of the office (returning 07.12.2026)`: Domino's. */
const DOMINO = /^auto\s?:/iu
/** `[Автоответ] Re: …`: the tag tells, whatever follows it. */
const TAG =
  /^\s{0,9}\[(?:авто-?ответ|автоматический ответ|auto-?(?:matic )?(?:reply|response)|out of (?:the )?office|ooo|vacation|abwesend)\]/iu

/** What somebody says of such a thing when it troubles him: «Автоответ - не отправляется». */
const TROUBLE =
  /(?:^|\s)(?:не|нет|об ошибк\p{L}*|ошибк\p{L}*|некоррект\p{L}*|в (?:справочник|списк|баз|каталог|систем|перечн|карточк)\p{L}*|doesn['’]t|does not|is not|isn['’]t|cannot|fails|crashes|settings|wrong|down|hours)(?=$|\s)/iu

/** Whether a subject, stripped of marks in front, announces an automatic answer. */
export function announcesAway(stripped: string, subject: string): boolean {
  const text = stripped.replaceAll('ё', 'е')
  if (TAG.test(subject) || DOMINO.test(text)) return true
  if (ANSWER.test(text) || WORD.test(text)) return true
  if (STATE.test(text)) return !(/[?？]\s*$/u.test(text) && !/:/u.test(text))
  const said = ANSWER_TO.exec(text)?.[0] ?? DASHED.exec(text)?.[0]
  return said !== undefined && !TROUBLE.test(text.slice(said.length)) && !/[?？]\s*$/u.test(text)
}
