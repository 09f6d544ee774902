// Working time that is left of a promise, or by which it is overdue.
import type { WorkingTime } from '../words.ts'
import type { Writer } from './view.ts'

/** «осталось 2 часа», «просрочено на 3 рабочих дня», '' where nothing is counted. */
export function timeLeft(time: WorkingTime | null, { format, tongue }: Writer): string {
  if (time === null) return ''
  return time.seconds >= 0
    ? tongue.timeLeft(format.working(time))
    : tongue.overdueBy(format.working({ ...time, seconds: -time.seconds }))
}
