// Measures of working time in words.
import type { WorkingTime } from '../../words/words.ts'
import { say } from './phrases.ts'
import type { Policy } from './policy.ts'

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
