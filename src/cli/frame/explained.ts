// What `ticketd explain` found, as a person reads it who answers «моё письмо пропало»: which mail, what kind, whether it
// is filed, what would be done, what would be sent and by which rules.
import type { Cut, CutRule, Language, LetterKind } from '../../letter.ts'

/** The facts of an explanation; `--json` prints them. */
export interface Explanation {
  readonly subject: string
  readonly from: string | null
  readonly messageId: string | null
  readonly bytes: number
  readonly sha256: string
  /** The ticket on which this mail is filed already, '' when on none; null when it is not filed. */
  readonly filed: string | null
  readonly kind: LetterKind
  readonly mayAcknowledge: boolean
  readonly why: readonly string[]
  readonly defects: readonly string[]
  /** Which lines were not taken for the writer's own words this time, and by what mark. */
  readonly cuts: readonly Cut[]
  readonly bounce: readonly { readonly address: string; readonly action: string; readonly diagnostic: string | null }[]
  readonly sender: { readonly verdict: string; readonly because: string }
  readonly clues: {
    readonly token: string | null
    readonly messageIds: readonly string[]
    readonly numbers: readonly string[]
    readonly engineer: string | null
  }
  readonly because: string
  readonly ticket: string | null
  readonly role: string | null
  readonly events: readonly {
    readonly ticket: string | null
    readonly who: string
    readonly what: string
    readonly detail: string
  }[]
  readonly send: readonly { readonly kind: string; readonly to: readonly string[]; readonly subject: string }[]
}

const KINDS: Readonly<Record<LetterKind, readonly [string, string]>> = {
  mail: ['письмо человека', 'a mail of a person'],
  'auto-reply': ['автоответ', 'an automatic answer'],
  bounce: ['уведомление о недоставке', 'a notice of undelivered mail'],
  list: ['рассылка', 'a mailing'],
  calendar: ['письмо календаря', 'a calendar mail'],
  receipt: ['уведомление о прочтении или доставке', 'a receipt'],
}

const SENDINGS: Readonly<Record<string, readonly [string, string]>> = {
  acknowledgement: ['подтверждение', 'acknowledgement'],
  answer: ['ответ', 'answer'],
  notice: ['извещение', 'notice'],
  notification: ['письмо инженеру', 'mail to an engineer'],
  note: ['заметка инженеру', 'note to an engineer'],
  transcript: ['отчёт о командах', 'transcript'],
  alert: ['срочное извещение', 'alert'],
  digest: ['сводка', 'digest'],
}

const VERDICTS: Readonly<Record<string, readonly [string, string]>> = {
  pass: ['подтверждён', 'vouched for'],
  fail: ['не прошёл проверку', 'failed'],
  none: ['не подтверждён', 'not vouched for'],
  unknown: ['не проверялся', 'not judged'],
}

const ACTIONS: Readonly<Record<string, readonly [string, string]>> = {
  failed: ['не доставлено', 'failed'],
  delayed: ['задержано', 'delayed'],
  delivered: ['доставлено', 'delivered'],
  relayed: ['передано дальше', 'relayed'],
  expanded: ['разослано по списку', 'expanded'],
}

/** An event in the language: whose doing, and what. */
export type EventWords = (event: Explanation['events'][number]) => string

/** The lines for people. */
export function explainedLines(found: Explanation, language: Language, words: EventWords): readonly string[] {
  const say = (ru: string, en: string): string => (language === 'ru' ? ru : en)
  const listed = (title: string, all: readonly string[], none: string): readonly string[] =>
    all.length === 0 ? [`${title}: ${none}`] : [`${title}:`, ...all.map((one) => `  - ${one}`)]
  const kind = say(...KINDS[found.kind])
  return [
    `${say('Письмо', 'Mail')}: «${found.subject}», ${found.from ?? say('отправителя нет', 'no sender')}`,
    `  Message-ID: ${found.messageId ?? say('нет', 'none')}; ${found.bytes} ${say('байт', 'bytes')}; sha256 ${found.sha256.slice(0, 12)}…`,
    filedLine(found, say),
    ...listed(`${say('Вид', 'Kind')}: ${kind}, ${say('потому что', 'because')}`, found.why, '-'),
    ...listed(
      say('Замечено при чтении', 'Noticed in reading'),
      found.defects,
      say('письмо прочитано целиком', 'the mail was read whole'),
    ),
    ...listed(
      say('Не показано как его слова', 'Not taken for his words'),
      found.cuts.map((cut) => cutSaid(cut, say)),
      say('ничего, всё письмо — его слова', 'nothing, the whole text is his'),
    ),
    ...found.bounce.map(
      (one) =>
        `  ${one.address}: ${say(...(ACTIONS[one.action] ?? [one.action, one.action]))}${one.diagnostic === null ? '' : `, ${one.diagnostic}`}`,
    ),
    `${say('Проверка отправителя', 'Sender')}: ${say(...(VERDICTS[found.sender.verdict] ?? [found.sender.verdict, found.sender.verdict]))} (${found.sender.because})`,
    ...listed(say('На что указывает', 'Points to'), cluesSaid(found, say), say('ни на одно обращение', 'no ticket')),
    '',
    `${say('Если бы письмо пришло сейчас', 'If it came now')}: ${outcome(found, say)}`,
    `  ${say('правило', 'rule')}: ${found.because}`,
    ...found.events.map((one) => `  - ${one.ticket === null ? '' : `${one.ticket}: `}${words(one)}`),
    ...listed(
      say('Отправлено было бы', 'Would be sent'),
      found.send.map(
        (one) => `${say(...(SENDINGS[one.kind] ?? [one.kind, one.kind]))} → ${one.to.join(', ')}: «${one.subject}»`,
      ),
      say('ничего', 'nothing'),
    ),
  ]
}

type Say = (ru: string, en: string) => string

const CUTS: Readonly<Record<CutRule, readonly [string, string]>> = {
  'quoted lines': ['строки со знаком цитаты', 'lines marked as quoted'],
  attribution: ['строка «… пишет:» и цитата под ней', 'the line “… wrote:” and the quotation below'],
  'header lines': ['шапка прежнего письма и цитата под ней', 'header lines of a former mail and what is below'],
  separator: [
    'разделитель «исходное сообщение» и цитата под ним',
    'the separator “original message” and what is below',
  ],
  forward: ['пересланное письмо', 'a forwarded mail'],
  'signature mark': ['подпись под чертой', 'a signature below its mark'],
  'sign-off': ['заключительная фраза и визитная карточка', 'a sign-off and a visiting card'],
  'device line': ['строка почтовой программы', 'a line of the mail program'],
  disclaimer: [
    'оговорка о конфиденциальности или предупреждение почтового сервера',
    'a notice of confidentiality or a warning of a mail server',
  ],
  seal: ['электронная подпись', 'a digital signature'],
  'words of the program': ['слова почтовой программы', 'words of the mail program'],
  'enclosed letter': ['вложенное письмо', 'an enclosed letter'],
}

function cutSaid({ from, to, rule, sure }: Cut, say: Say): string {
  const lines = from === to ? say(`строка ${from}`, `line ${from}`) : say(`строки ${from}–${to}`, `lines ${from}-${to}`)
  const doubt = sure ? '' : say(' (вероятно)', ' (likely)')
  return `${lines}: ${say(...CUTS[rule])}${doubt}`
}

function filedLine({ filed }: Explanation, say: Say): string {
  if (filed === null) return say('Принято: нет, в базе такого письма нет', 'Filed: no, the books hold no such mail')
  const on = filed === '' ? '' : say(`, обращение ${filed}`, `, on ${filed}`)
  return say(
    `Принято: да, уже${on}; придёт ещё раз — ничего не произойдёт`,
    `Filed: yes, already${on}; if it came anew nothing would happen`,
  )
}

function cluesSaid({ clues }: Explanation, say: Say): readonly string[] {
  return [
    ...(clues.token === null
      ? []
      : [say(`ответ на письмо службы инженеру (${clues.token})`, `answers a mail of ours (${clues.token})`)]),
    ...clues.numbers.map((number) => say(`номер ${number} в теме`, `number ${number} in the subject`)),
    ...clues.messageIds.map((id) => say(`ссылка на письмо <${id}>`, `refers to <${id}>`)),
    ...(clues.engineer === null
      ? []
      : [say(`пишет инженер ${clues.engineer}`, `written by the engineer ${clues.engineer}`)]),
  ]
}

function outcome({ ticket, role }: Explanation, say: Say): string {
  if (ticket === null) return say('обращения не касается', 'touches no ticket')
  const who =
    role === 'robot'
      ? say(' как письмо машины', ' as a mail of a machine')
      : role === 'engineer'
        ? say(' как письмо инженера', ' as a mail of an engineer')
        : ''
  return say(`попадёт в обращение ${ticket}${who}`, `goes to ${ticket}${who}`)
}
