// The header lines that mail clients print above a quoted or forwarded mail («От: Отправлено: Кому: Тема:»),
// in the languages that mail clients speak. Shared by trimming and by the reading of forwards.
import { folded, plain } from '../text/plain.ts'

/** What a header line names. */
export type Label = 'from' | 'to' | 'cc' | 'date' | 'subject' | 'other'

const WORDS: Readonly<Record<Label, string>> = {
  from: 'от|от кого|отправитель|from|von|de|da|van|fra|från|lähettäjä|od|nadawca|відправник|від|від кого|ад|отправил|expéditeur|mittente|remitente|remetente|afzender|avsändare|avsender|absender|feladó|gönderen|kimden|από|发件人|寄件者|寄件人|差出人|보낸 사람|보낸사람|מאת|من|expediteur|lähettäjältä|kohteesta|de la|odosielateľ|odesílatel|wysłane przez|pošiljatelj|saatja|kellelt|siuntėjas|nuo|no|šalje|пошиљалац|од|จาก|từ|dari|kimdən|از|kimdan|frá|кімнен|发件者|寄信人|से|de parte de|expedidor|отправено от|подател',
  to: 'кому|получатель|получатели|to|an|à|a|para|naar|aan|til|till|vastaanottaja|do|adresat|кому|каму|destinataire|destinatario|destinatário|per|empfänger|címzett|kime|alıcı|προς|收件人|宛先|받는 사람|받는사람|אל|إلى|komu|către|către|mottaker|modtager|příjemce|címzettek|prima|za|kome|kam|gavėjas|adresāts|kellele|adressaat|прима|до|ถึง|tới|đến|kepada|ke|kimə|به|kimga|кімге|per a|收件者|收信人|받는이|को|destinataires|destinatari|ontvanger|modtagere|mottagare|příjemci|примател|получател|pour|a la atención de|primatelj|ontvangen door',
  cc: 'копия|копии|копiя|копія|cc|kopie|kopia|kopi|cópia|copia|dw|ccn|bcc|скрытая копия|másolatot kap|bilgi|抄送|副本|参照|참조|עותק|نسخة|dow|do wiadomości|в копии|másolat|kopija|kopja|koopia|สำเนา|đồng gửi|tembusan|salinan|ikopja|көшірме|amb còpia|副本抄送|копие|копија|copie à|copie|in copia',
  date: "дата|отправлено|отправленные|послано|время|дата отправки|дата и время|date|sent|sent at|sent on|datum|gesendet|gesendet am|envoyé|envoyé le|envoye|date d'envoi|enviado|enviado em|enviado el|enviada em|enviada|fecha|data|inviato|data invio|verzonden|verzonden op|sendt|dato|skickat|skickat den|lähetetty|päivä|päivämäärä|wysłano|wysłane|data wysłania|надіслано|відправлено|дасланы|odesláno|odoslané|elküldve|dátum|gönderilme|gönderildi|tarih|ημερομηνία|στάλθηκε|日期|发送时间|寄件日期|送信日時|日時|보낸 날짜|보낸날짜|נשלח|תאריך|تاريخ|تم الإرسال|trimis|trimis la|изпратено|изпратено на|изпратени|изпратен|αποστολή|gönderilme tarihi|gönderme tarihi|poslano|poslato|послато|išsiųsta|nosūtīts|saadetud|傳送時間|تاريخ الإرسال|ส่ง|ส่งเมื่อ|วันที่|đã gửi|ngày|ngày gửi|dikirim|terkirim|tanggal|жіберілді|күні|адпраўлена|enviat|enviat el|göndərilib|испратено|ارسال شده|yuborilgan|날짜|भेजा गया|дата на изпращане|datum odeslání|kuupäev|datums|发件时间|发送日期|收到日期|时间|päiväys|dată|датум|日付",
  subject:
    'тема|тема письма|предмет|subject|betreff|objet|asunto|assunto|oggetto|onderwerp|emne|ämne|aihe|temat|тэма|předmět|predmet|tárgy|konu|θέμα|主题|主旨|件名|제목|נושא|الموضوع|subiect|naslov|относно|zadeva|tēma|teema|เรื่อง|chủ đề|tiêu đề|subjek|perihal|тақырып|assumpte|mövzu|موضوع|mavzu|efni|主 题|主 旨|標題|标题|विषय|ogg|ogg.|betr.|onderw.|תגית|sujet|tema|objekt|sak|обʼєкт|наслов',
  other:
    'важность|приоритет|вложения|вложение|ответить|адрес для ответа|организация|reply-to|reply to|importance|priority|attachments|attachment|organization|organisation|message-id|antwort an|wichtigkeit|anlagen|priorität|répondre à|pièces jointes|importancia|responder a|newsgroups|mailed-by|signed-by|resent-from|sender|categories|sensitivity|in-reply-to|references|received|отправитель ответа|файлы|x-mailer',
}

const LABELS: ReadonlyMap<string, Label> = new Map(
  (Object.entries(WORDS) as [Label, string][]).flatMap(([label, words]) =>
    words.split('|').map((word): [string, Label] => [folded(word), label]),
  ),
)

const LONGEST_LABEL = 24

/** A header line: its label and what stands after the colon. */
export interface HeaderLine {
  readonly label: Label
  readonly value: string
}

/** Reads `*От:* Иван <i@example.ru>`; null when the line is no header line. Quote marks must be off already. */
export function headerLine(line: string): HeaderLine | null {
  const text = plain(line).replace(/^[*_\s]{1,10}/u, '')
  const row = ROW.exec(text)
  if (row !== null) return rowLine(row[1] ?? '', row[2] ?? '')
  const colon = text.search(/[:：]/u)
  if (colon < 1 || colon > LONGEST_LABEL) return null
  const word = folded(text.slice(0, colon).replaceAll(/[*_]/gu, '').trim())
  const label = LABELS.get(word.replaceAll(/\s+/gu, ' '))
  if (label === undefined) return null
  return { label, value: valueAfter(text, colon) }
}

/** NetEase prints the header as rows of a table: `| 发件人 | Anna<a@example.cn> |`. */
const ROW = /^\|\s?([^|:]{1,24}?)\s?[:：]?\s?\|\s?([^|]{1,300}?)\s?\|?$/u

function rowLine(word: string, value: string): HeaderLine | null {
  const label = LABELS.get(folded(word.replaceAll(/[*_]/gu, '').trim()))
  return label === undefined ? null : { label, value }
}

/** Labels of dates that letters and forms of people have too; any other label of a date is a mail program's own. */
const EVERYBODYS = new Set(
  'дата|время|дата и время|date|datum|data|fecha|dato|dátum|päivä|päivämäärä|tarih|日期|日時|תאריך|تاريخ|ημερομηνία|ngày|tanggal|วันที่|күні|날짜|päiväys|dată|датум|日付|kuupäev|datums|时间'.split(
    '|',
  ),
)

/** Whether a header line bears a label of a date that only mail programs print: «Отправлено:», `Sent:`. */
export function isClientsLabel(line: string): boolean {
  if (headerLine(line)?.label !== 'date') return false
  const word = folded(
    plain(line)
      .replace(/^[*_\s]{1,10}/u, '')
      .split(/[:：]/u, 1)[0] ?? '',
  )
    .replaceAll(/[*_]/gu, '')
    .trim()
  return !EVERYBODYS.has(word)
}

function valueAfter(text: string, colon: number): string {
  return text
    .slice(colon + 1)
    .replace(/^[*_|\s]{1,10}/u, '')
    .replace(/[*\s]{1,10}$/u, '')
}

/** The label when it stands alone on its line, without a colon or with nothing behind it. */
export function labelAlone(line: string): Label | null {
  const word = folded(plain(line).replaceAll(/[*_:]/gu, '').trim())
  return word.length > LONGEST_LABEL ? null : (LABELS.get(word) ?? null)
}

/** Whether the word before a colon is one of the labels, for lines that hold several headers in a row. */
export function labelsWithin(line: string): ReadonlySet<Label> {
  const found = new Set<Label>()
  const pieces = plain(line).split(/[:：]/u)
  for (const piece of pieces.slice(0, -1)) {
    const last = /[\p{L}\p{M}'-]{1,24}\s?$/u.exec(piece)
    const label = last === null ? undefined : (LABELS.get(folded(last[0].trim())) ?? labelGluedTo(last[0].trim()))
    if (label !== undefined) found.add(label)
  }
  return found
}

/** `13:46Nadawca`, `TestKomu`: a label stuck to what stands before it begins with a capital. */
function labelGluedTo(word: string): Label | undefined {
  const at = word.search(/\p{Lu}[^\p{Lu}]*$/u)
  return at > 0 ? LABELS.get(folded(word.slice(at))) : undefined
}

const EACH_LABEL = new RegExp(
  `(?:^|[\\s>])(${[...LABELS.keys()]
    .filter((word) => word.length > 1)
    .sort((a, b) => b.length - a.length)
    .map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/gu, '\\$&'))
    .join('|')})\\s?[:：]`,
  'giu',
)

/** The header lines that stand one behind another on one line, as Samsung prints them; one or none where it holds no more. */
export function labelsSplit(line: string): readonly HeaderLine[] {
  const text = line
    .slice(0, 4000)
    .replaceAll(/[\s*\u00a0]+/gu, ' ')
    .trim()
  const marks = [...text.matchAll(EACH_LABEL)]
  return marks.map((mark, n) => ({
    label: LABELS.get(folded(mark[1] ?? '')) ?? 'other',
    value: text.slice(mark.index + mark[0].length, marks[n + 1]?.index ?? text.length).trim(),
  }))
}

/** Reads a label without a colon, «От "Иван" <i@example.ru>»: only between lines that are surely header lines. */
export function bareHeaderLine(line: string): HeaderLine | null {
  const found = /^(\p{L}{2,12})\s{1,3}(\S.*)$/u.exec(plain(line))
  const label = LABELS.get(folded(found?.[1] ?? ''))
  return label === undefined || label === 'other' ? null : { label, value: found?.[2] ?? '' }
}
