// What the reader of mail and the judge of senders say in English for the log, in the language of the desk, for letters
// to engineers, the history and `ticketd explain`. A sentence that is not in the tables is printed as it stands.
import type { Language } from '../../letter.ts'

const RULES: readonly (readonly [RegExp, string])[] = [
  [/^no mark of a machine: a person's mail$/, 'признаков машины нет: письмо человека'],
  [/^a delivery status notification \(RFC 3464\)$/, 'уведомление о доставке (RFC 3464)'],
  [/^X-Failed-Recipients names who/, 'в X-Failed-Recipients названо, кто не получил письмо'],
  [/^a notification of Amazon SES/, 'уведомление Amazon SES о доставке'],
  [/^the subject is one that only mail servers write$/, 'такую тему пишут только почтовые серверы'],
  [/^From is a mailer daemon$/, 'отправитель — почтовый робот (mailer-daemon)'],
  [/^From is a postmaster and/, 'отправитель — postmaster, тема — о недоставке'],
  [/^the return path is empty and the subject/, 'обратный адрес пуст, тема — о недоставке'],
  [/^the return path is empty and From/, 'обратный адрес пуст, отправитель — postmaster'],
  [/^a read receipt in plain words/, 'уведомление о прочтении: так начинается тема перед номером обращения'],
  [/^a read receipt/, 'уведомление о прочтении (RFC 8098)'],
  [/^a delivery report \(RFC 3464\)/, 'отчёт о доставке: всё доставлено'],
  [/^a calendar mail \(RFC 6047\): method (.*)$/, 'письмо календаря (RFC 6047), метод $1'],
  [/^a calendar mail: Content-Class/, 'письмо календаря: так сказано в Content-Class'],
  [/^a calendar (\S+) wants no answer$/, 'письмо календаря ($1) ответа не ждёт'],
  [/^Auto-Submitted is (.*) \(RFC 3834\)$/, 'в заголовке Auto-Submitted стоит $1 (RFC 3834)'],
  [/^(\S+) marks an automatic answer$/, 'заголовок $1 — признак автоответа'],
  [/^(\S+) marks a challenge-response robot$/, 'заголовок $1 — робот, который требует подтверждения'],
  [/^the subject announces an automatic answer$/, 'тема автоответа'],
  [/^the subject is that of a challenge-response robot$/, 'тема робота, который требует подтверждения'],
  [/^the return path is empty: no person/, 'обратный адрес пуст: человек так не пишет (RFC 5321, 4.5.5)'],
  [/^(\S+) is present: a list or a bulk sender$/, 'есть заголовок $1: рассылка'],
  [/^(x-precedence|precedence) is (\S+)$/, 'в заголовке $1 стоит $2: рассылка'],
  [/^a mail of the kind (\S+) is never answered$/, 'на письма вида $1 служба не отвечает'],
  [/^the return path is empty \(RFC 3834/, 'обратный адрес пуст (RFC 3834, раздел 2)'],
  [/^the return path is a role account's$/, 'обратный адрес — служебный'],
  [/^nobody to answer: From is missing$/, 'отвечать некому: нет поля «От»'],
  [/^X-Auto-Response-Suppress asks for silence: (.*)$/, 'X-Auto-Response-Suppress просит не отвечать: $1'],
  [/^(\S+) is written by programs only$/, 'заголовок $1 пишут только программы'],
  [/^the mail is a report/, 'письмо — отчёт (RFC 6522)'],
  [/^a complaint in ARF/, 'жалоба на спам в формате ARF (RFC 5965)'],
  [/^the subject is that of a provider's complaint$/, 'тема — жалоба почтового сервера на спам'],
  [/^the subject is that of a bounce$/, 'тема — о недоставке'],
  [/^(\S+) is a role account's \(RFC 2142\)$/, 'в поле $1 служебный адрес (RFC 2142)'],
  [/^the mail could not be parsed$/, 'письмо не удалось разобрать'],
]

const DEFECTS: readonly (readonly [RegExp, string])[] = [
  [/^encrypted with (.*), content cannot be read$/, 'зашифровано ($1), содержание не прочитано'],
  [/^signed with (.*), the signature is not checked$/, 'подписано ($1), подпись не проверялась'],
  [/^S\/MIME signed content unwrapped/, 'содержание извлечено из подписанной оболочки S/MIME, подпись не проверялась'],
  [/^S\/MIME part cannot be read$/, 'часть S/MIME не читается'],
  [/^a piece of a mail that was sent in several$/, 'это часть письма, разосланного кусками'],
  [/^winmail\.dat opened$/, 'содержание извлечено из winmail.dat'],
  [/^winmail\.dat cannot be opened$/, 'winmail.dat не открывается'],
  [/^larger than (\d+) bytes/, 'больше $1 байт: прочитано только начало'],
  [/^a text is too long/, 'текст слишком длинный, прочитан не весь'],
  [/^more than (\d+) parts/, 'больше $1 частей, остальные только в исходном письме'],
  [/^parts nested deeper than (\d+)$/, 'части вложены глубже $1 уровней'],
  [/^too many lines that look like/, 'слишком много строк, похожих на границы частей'],
  [/^head larger than/, 'заголовок больше 8 МБ, прочитан не весь'],
  [/^no blank line between head and body$/, 'между заголовком и телом нет пустой строки'],
  [/^a line in the head is no header field$/, 'строка в заголовке — не поле'],
  [/^more than (\d+) header fields$/, 'больше $1 полей заголовка'],
  [/^the mailbox gave no moment/, 'сервер не назвал время поступления, считается от приёма'],
  [/^the moment of arrival lies/, 'время поступления больше чем на сутки впереди, считается от приёма'],
  [/^no header fields$/, 'заголовков нет'],
  [/^a multipart without its boundary/, 'границы частей не найдены, прочитано как текст'],
  [/^boundary missing or wrong/, 'граница частей не указана или неверна, взята из тела'],
  [/^closing boundary missing$/, 'нет закрывающей границы частей'],
  [/^parts after the closing boundary$/, 'части после закрывающей границы'],
  [/^content-type cannot be read$/, 'тип содержания не читается'],
  [/^unknown content-transfer-encoding/, 'кодирование части неизвестно, байты взяты как есть'],
  [/^Date cannot be read$/, 'дата не читается'],
  [/^no sender in From$/, 'в поле «От» нет отправителя'],
  [/^From names more than one mailbox$/, 'в поле «От» несколько адресов'],
  [/^(?:text|encoded word|parameter): (.*)$/, 'кодировка угадана или исправлена: $1'],
  [/^header with raw 8-bit bytes, (.*)$/, 'заголовок без кодирования: $1'],
  [/^could not be parsed: (.*)$/, 'разобрать не удалось: $1'],
]

const VERDICTS: readonly (readonly [RegExp, string])[] = [
  [/^no server is trusted to judge senders$/, 'сервер, которому можно верить, не назван'],
  [/^the mail server wrote no verdict$/, 'почтовый сервер не написал заключения'],
  [/^the mail names (\d+) senders$/, 'в поле «От» адресов: $1'],
  [/^the mail names more than one sender$/, 'в поле «От» несколько адресов'],
  [/^spf=fail and no signature$/, 'spf=fail, подписи нет'],
  [/^no proof for (.*)$/, 'для $1 подтверждений нет'],
  [/^DNS gave no answer about the signature$/, 'DNS не ответил о подписи'],
  [/^signed by (\S+), not by the sender's own domain$/, 'подписано доменом $1, а не доменом отправителя'],
  [/^the mail is not signed$/, 'письмо не подписано'],
  [/^the signatures cannot be checked: (.*)$/, 'подписи не удалось проверить: $1'],
  [/^the sender reads differently to the signature check$/, 'поле «От» при проверке подписи читается иначе'],
  [/^the header (\S+) stands there twice$/, 'заголовок $1 стоит дважды'],
]

function said(text: string, table: readonly (readonly [RegExp, string])[], language: Language): string {
  if (language === 'en') return text
  for (const [sign, russian] of table) {
    const found = sign.exec(text)
    if (found !== null) return russian.replace(/\$(\d)/g, (_, group: string) => found[Number(group)] ?? '')
  }
  return text
}

/** A rule of `why` in the language. */
export function ruleSaid(rule: string, language: Language): string {
  return said(rule, RULES, language)
}

/** A defect in the language. */
export function defectSaid(defect: string, language: Language): string {
  return said(defect, DEFECTS, language)
}

/** Why a sender is believed or not, in the language. */
export function verdictSaid(because: string, language: Language): string {
  return said(because, VERDICTS, language)
}
