// The journal's rows for people: what a row is called, and measures of working time in words. The books keep the short
// English word, which programs compare; the desk's language is put on when a row is shown.
import type { WorkingTime } from '../../words/words.ts'
import { say } from './phrases.ts'
import type { Policy } from './policy.ts'

const EVENTS: Readonly<Record<string, string>> = {
  opened: 'зарегистрировано',
  acknowledged: 'подтверждение отправлено',
  withheld: 'без подтверждения',
  joined: 'письмо присоединено',
  mentions: 'упоминание',
  'same id': 'повтор Message-ID',
  linked: 'связь',
  category: 'категория',
  criticality: 'критичность',
  alerted: 'срочное уведомление',
  overtaken: 'вне очереди',
  complaint: 'жалоба',
  muted: 'автоматические письма приостановлены',
  flood: 'слишком много писем',
  robot: 'письмо машины',
  bounce: 'возврат',
  state: 'состояние',
  reopened: 'возобновлено',
  promise: 'срок',
  deadline: 'срок',
  calendar: 'календарь',
  contract: 'договор',
  participant: 'участник',
  participants: 'участники',
  watching: 'наблюдатель',
  taken: 'взято',
  assigned: 'передано',
  dropped: 'освобождено',
  note: 'заметка',
  interim: 'промежуточное сообщение',
  answered: 'дан ответ',
  asked: 'заданы вопросы',
  held: 'придержано',
  withdrawn: 'отозвано',
  undelivered: 'не доставлено',
  development: 'разработка',
  'news due': 'пора написать клиенту',
  reminded: 'напоминание',
  overdue: 'просрочено',
  told: 'клиент уведомлён',
  status: 'запрос состояния',
  merged: 'объединено',
  split: 'разделено',
  'sending again': 'повторная отправка',
  'sending stopped': 'отправка отменена',
  'in doubt': 'возможно, уже отправлено до восстановления из копии',
  'found again': 'письмо найдено снова после восстановления из копии',
  'set aside': 'отложено на разбор',
}

/** «взято» of `taken`: the name of a row of the journal in the desk's language. */
export function eventWord(policy: Pick<Policy, 'language'>, what: string): string {
  return say(policy, EVENTS[what] ?? what, what)
}

/** The desk itself and whoever runs it have no names. */
export function whoWord(policy: Pick<Policy, 'language'>, who: string): string {
  if (who === 'operator') return say(policy, 'администратор', 'the operator')
  return who === 'desk' ? say(policy, 'служба', 'the desk') : who
}

/** «категория: консультация»: a row's name and what it says, each word once. */
export function eventLine(policy: Pick<Policy, 'language'>, what: string, detail: string): string {
  const word = eventWord(policy, what)
  if (detail === '') return word
  return detail.toLowerCase().startsWith(`${word}:`) ? detail : `${word}: ${detail}`
}

/** «6 рабочих дней 2 ч 10 мин»: working time as people count it. */
export function workingWords(policy: Policy, { seconds, dayHours }: WorkingTime): string {
  const minutes = Math.round(seconds / 60)
  const days = Math.floor(minutes / (dayHours * 60))
  const rest = minutes - days * dayHours * 60
  const [hours, left] = [Math.floor(rest / 60), Math.round(rest % 60)]
  const words = [
    days === 0 ? '' : say(policy, `${days} ${workingDays(days)}`, `${days} working day${days === 1 ? '' : 's'}`),
    hours === 0 ? '' : say(policy, `${hours} ч`, `${hours} h`),
    left === 0 && days + hours > 0 ? '' : say(policy, `${left} мин`, `${left} min`),
  ]
  return words.filter((one) => one !== '').join(' ')
}

function workingDays(count: number): string {
  const [last, tens] = [count % 10, count % 100]
  if (last === 1 && tens !== 11) return 'рабочий день'
  return last >= 2 && last <= 4 && (tens < 12 || tens > 14) ? 'рабочих дня' : 'рабочих дней'
}
