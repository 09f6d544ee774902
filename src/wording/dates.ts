// A promise as the customer reads it: both dates, never "from … to …", which reads as "not before".
import type { Dates } from '../words.ts'
import type { View, Writer } from './view.ts'

/** Both dates in the words of the acknowledgement. */
export function datesView(dates: Dates, { format, tongue }: Writer): View {
  return {
    term: format.range(dates.minDays, dates.maxDays, 'workingDay'),
    twoDates: dates.minDays !== dates.maxDays,
    earliestNth: tongue.ordinal(dates.minDays),
    earliestDay: format.day(dates.earliestAt),
    deadlineNth: tongue.ordinal(dates.maxDays),
    deadlineDay: format.day(dates.deadlineAt),
    deadlineAt: format.at(dates.deadlineAt),
  }
}
