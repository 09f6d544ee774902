// When requests come: by weekday and hour on the wall of the desk's zone, inside and outside opening hours.
import { localParts } from '../calendar/calendar.ts'
import type { Load, ReportRules, ReportTicket } from '../words/words.ts'

/** The load in the making. */
export class LoadTally {
  readonly #hours = Array.from({ length: 7 }, () => new Array<number>(24).fill(0))
  #inside = 0
  #outside = 0

  add<T extends ReportTicket>(ticket: T, rules: ReportRules<T>): void {
    const { weekday, hour } = localParts(ticket.receivedAt, rules.zone)
    const day = this.#hours[weekday - 1]
    if (day !== undefined) day[hour] = (day[hour] ?? 0) + 1
    if (rules.isOpenAt(ticket, ticket.receivedAt)) this.#inside += 1
    else this.#outside += 1
  }

  load(): Load {
    return { hours: this.#hours.map((day) => [...day]), inside: this.#inside, outside: this.#outside }
  }
}
