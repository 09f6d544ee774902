// A day of forty requests, for a person to watch: mail comes all day long, one engineer works from his mail client with
// lists, orders on several tickets, canned answers and one fix for many; then the next morning's mail.
import { addWorking, CALENDAR, dayKey, parseLocal, type WorkClock } from '../calendar/calendar.ts'
import { DAYS, type DayLines } from './day-lines.ts'
import type { Play } from './story.ts'

const ZONE = 'Europe/Moscow'
const CLOCK: WorkClock = {
  calendar: CALENDAR,
  zone: ZONE,
  open: '10:00',
  close: '18:00',
  shortDayClose: '17:00',
  aroundTheClock: false,
}
const WORKING_DAY = 8 * 3600
const MINUTE = 60_000
const REQUESTS = 40
const EVERY_MINUTES = 11

const OF_ONE_CAUSE = [1, 6, 11, 16]

/** The stage, the people of the story, and what is said that day. */
interface Day extends Play {
  readonly day: DayLines
}

/** Plays the day; rejects when something does not come of it that should. */
export async function playDay(play: Play): Promise<void> {
  const { stage, lines, turn } = play
  const day = DAYS[lines.language]
  const today: Day = { ...play, day }
  stage.say(day.heading)
  const opens = openingAfter(stage.now())
  stage.moveTo(opens)
  for (let n = 1; n <= REQUESTS; n += 1) {
    await oneMore(today, n, new Date(opens.getTime() + n * EVERY_MINUTES * MINUTE))
    if (n === 12 || n === 24) await turn()
    if (n === 12) await morningWork(today)
    if (n === 24) await oneFix(today)
  }
  await turn()
  await evening(today)
  const next = openingAfter(stage.now())
  stage.say(day.told.morning)
  stage.moveTo(new Date(next.getTime() + MINUTE))
  await stage.receive(lines.engineer, day.has.morning)
  const open = stage.books((books) => books.unfinished({}).length)
  const all = stage.books((books) => books.tickets({}).length)
  if (all !== REQUESTS) throw new Error(day.wrong(all, REQUESTS))
  stage.say(day.balance(all, open))
}

/** The opening of the next working day. */
function openingAfter(now: Date): Date {
  const day = dayKey(addWorking(now, WORKING_DAY, CLOCK), ZONE)
  return parseLocal(`${day}T10:00`, ZONE) ?? now
}

async function oneMore({ stage, lines, day }: Day, n: number, at: Date): Promise<void> {
  const people = [lines.customer, ...day.people]
  const from = people[n % people.length] ?? lines.customer
  const subject = day.subjects[(n - 1) % day.subjects.length] ?? ''
  stage.setTo(at)
  stage.post({ from, subject, text: day.asks(subject, from.name) })
  const ticket = await stage.wait(day.request(n), (books) => books.ticket(n))
  stage.tell(`  ${stage.time()}  SKPS-${n}  ${from.name}: ${ticket.subject}`)
}

interface Answerable {
  readonly subject: string
  readonly messageId: string | null
}

/** The engineer's next mail, in answer to the last list that he got. */
async function orders({ stage, lines }: Day, list: Answerable, text: string): Promise<void> {
  await stage.write({ from: lines.engineer, subject: `Re: ${list.subject}`, inReplyTo: list.messageId, text })
}

async function queue(today: Day): Promise<Answerable> {
  const { stage, lines, day } = today
  const card = await stage.receive(lines.engineer, /SKPS-\d/)
  await orders(today, card, day.queue)
  return stage.receive(lines.engineer, day.has.queue)
}

async function morningWork(today: Day): Promise<void> {
  const { stage, lines, day } = today
  stage.say(day.told.sorts)
  const list = await queue(today)
  await orders(today, list, day.several)
  await stage.receive(lines.engineer, /SKPS-6: /)
  stage.say(day.told.answers)
  await orders(today, list, day.canned)
  await stage.wait(day.waits.asked, (books) => books.ticket(4)?.questions != null)
}

async function oneFix(today: Day): Promise<void> {
  const { stage, lines, day } = today
  const [own = 1, ...others] = OF_ONE_CAUSE
  stage.say(day.links(OF_ONE_CAUSE.map((id) => `SKPS-${id}`).join(', ')))
  const list = await queue(today)
  await orders(today, list, `SKPS-${own}\n${others.map(day.link).join('\n')}\n`)
  await stage.wait(day.waits.linked, (books) => books.ticket(own)?.links.length === others.length)
  stage.say(day.told.fix)
  await orders(today, list, `SKPS-${own}\n${day.fixed}`)
  const preview = await stage.receive(lines.engineer, day.has.preview)
  await orders(today, preview, day.send)
  await stage.wait(day.waits.fixed, (books) => OF_ONE_CAUSE.every((id) => books.ticket(id)?.state === 'answered'))
  await stage.receive(lines.engineer, day.has.fixSent)
}

async function evening(today: Day): Promise<void> {
  const { stage, lines, day } = today
  stage.say(day.told.alike)
  await stage.receive(lines.engineer, day.has.alike)
  stage.say(day.told.evening)
  const list = await queue(today)
  await orders(today, list, day.closing)
  await stage.wait(day.waits.closed, (books) => [2, 3, 5, 12].every((id) => books.ticket(id)?.state === 'closed'))
  await orders(today, list, day.report)
  await stage.receive(lines.engineer, day.has.report)
}
