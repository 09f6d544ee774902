// The count of a promised date -> lines of text for engineers: one line a day, then the stretches that moved it and the
// result.
import type { Why, WhyDay, WhyWords } from '../words/words.ts'
import type { View, Writer } from './view.ts'

/** Every value that the letter's template may name, but for its first lines. */
export function whyView({ number, count }: WhyWords, writer: Writer): View {
  return { number: writer.speech.line(number), lines: countLines(count, writer).map(writer.speech.columns) }
}

/** The count as lines; one that says so where nothing is promised. */
export function countLines(count: Why | null, { tongue, format }: Writer): readonly string[] {
  const say = tongue.why
  if (count === null) return [say.none]
  const hours = (seconds: number): string => hoursWords(seconds, format)
  const at = (instant: Date): string => `${format.shortDay(instant)}, ${format.time(instant)}`
  return [
    count.agreedAt === null
      ? say.counted(format.at(count.from), format.range(count.minDays, count.maxDays, 'workingDay'))
      : say.agreed(format.by(count.agreedAt), format.at(count.from)),
    ...count.days.map((day) => dayLine(day, { tongue, format })),
    ...count.stretches.map(({ owner, from, to, seconds, counted }) => {
      const whose = say.time[owner]
      return to === null
        ? say.lasting(whose, at(from), counted)
        : say.stretch(whose, at(from), at(to), hours(seconds), counted)
    }),
    ...(count.seconds > 0 ? [say.moved(format.by(count.base), hours(count.seconds))] : []),
    say.result(format.by(count.deadline)),
    ...(count.status === 'official' ? [] : [say.unofficial[count.status]]),
  ]
}

/** «10-й», “10th”. */
const MARK_COLUMNS = 4

function dayLine(day: WhyDay, { tongue, format }: Pick<Writer, 'tongue' | 'format'>): string {
  const say = tongue.why
  const mark = day.counts === 'promise' ? tongue.ordinal(day.n ?? 0) : day.counts === 'waited' ? say.added : '—'
  const parts = [
    // The ground is the calendar's own citation of law and decree: it stays as it is in every language.
    `${say.days[day.kind]}${day.ground === null ? '' : ` (${day.ground})`}`,
    day.turns.map((turn) => say.turns[turn]).join(', '),
    day.waitedSeconds > 0 ? say.waited(hoursWords(day.waitedSeconds, format)) : '',
  ]
  return `${format.shortDayOn(day.date)}  ${mark.padEnd(MARK_COLUMNS)}  ${parts.filter((part) => part !== '').join('; ')}`
}

/** Hours and minutes, however many: they are compared with the hours of a working day. */
function hoursWords(seconds: number, format: Writer['format']): string {
  const minutes = Math.round(seconds / 60)
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  const parts = [
    hours > 0 ? format.count(hours, 'hour') : '',
    rest > 0 || hours === 0 ? format.count(rest, 'minute') : '',
  ]
  return parts.filter((part) => part !== '').join(' ')
}
