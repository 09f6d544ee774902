// The rule by which a promise was counted, in one line that is kept with it for years: clause, days, hours, and the
// waiting that moved it.
import { dayHours, type WorkClock } from '../../calendar/calendar.ts'
import { workingWords } from './event-words.ts'
import { closingWord, momentWord, say } from './phrases.ts'
import type { Policy } from './policy.ts'
import type { Ticket } from './ticket.ts'

/** «R15: 5–10 рабочих дней после 16.11.2026, 12:00; часы 10:00–18:00, в короткий день до 17:00». `seconds` of waiting count. */
export function ruleOf(ticket: Ticket, clock: WorkClock, seconds: number, policy: Policy): string {
  const waited = workingWords(policy, { seconds, dayHours: dayHours(clock) })
  const moved = say(policy, `; R4: сдвинут на ${waited} ожидания`, `; R4: moved by ${waited} of waiting`)
  return `${baseWords(ticket, policy)}; ${hoursWords(ticket, policy)}${seconds >= 60 ? moved : ''}`
}

function baseWords({ counting }: Ticket, policy: Policy): string {
  const { agreedAt, from, minDays, maxDays } = counting
  if (agreedAt !== null) {
    const until = closingWord(policy, agreedAt)
    return say(policy, `R16: согласован ${until}`, `R16: agreed ${until}`)
  }
  const days = minDays === maxDays ? `${maxDays}` : `${minDays}–${maxDays}`
  const since = momentWord(policy, from)
  return say(policy, `R15: ${days} рабочих дней после ${since}`, `R15: ${days} working days after ${since}`)
}

function hoursWords({ terms }: Ticket, policy: Policy): string {
  if (terms.aroundTheClock) return say(policy, 'круглосуточно', 'around the clock')
  const hours = `${terms.open}–${terms.close}`
  const short = terms.shortDayClose
  return say(policy, `часы ${hours}, в короткий день до ${short}`, `hours ${hours}, until ${short} on short days`)
}
