// The demo's story: what people write, and what must come of it. Each step fails the demo when it does not come.
import { addWorking, CALENDAR, isoLocal, type WorkClock } from '../calendar/calendar.ts'
import { Trouble } from '../trouble.ts'
import { eventLine, say } from '../wording/wording.ts'
import { composedKoi8 } from './letters.ts'
import type { Act, Lines } from './lines.ts'
import type { Stage } from './stage.ts'

const CLOCK: WorkClock = {
  calendar: CALENDAR,
  zone: 'Europe/Moscow',
  open: '10:00',
  close: '18:00',
  shortDayClose: '17:00',
  aroundTheClock: false,
}
const WORKING_DAY = 8 * 3600

/** What the story needs: the stage, its words, and the reader's leave to go on, asked before each act. */
export interface Play {
  readonly stage: Stage
  readonly lines: Lines
  readonly turn: () => Promise<void>
}

/** A mail's life in one day. */
export async function playFirstPart(play: Play): Promise<void> {
  const { stage, lines } = play
  const { customer, engineer, has } = lines
  await act(play, 'asks')
  const { subject, text, attachment } = lines.first
  const content = Buffer.from('2026-11-23 11:58 ERROR catalog: 500\n'.repeat(40))
  await stage.write({ from: customer, subject, text, attachment: { name: attachment, content } })
  const acknowledgement = await stage.receive(customer, /SKPS-1/)
  expect(acknowledgement.text.includes(attachment), 'the acknowledgement names the attachment')
  expect(has.tenthDay.test(acknowledgement.text), 'the acknowledgement names the date')
  const card = await stage.receive(engineer, /SKPS-1/)

  await act(play, 'answers')
  await answer(stage, engineer, card, lines.answer)
  const answered = await stage.receive(customer, /2\.1\.4/)
  expect(!has.signature.test(answered.text), "the engineer's signature did not go to the customer")
  expect(!/^!/m.test(answered.text), 'nor did the command')
  await stage.receive(engineer, has.category)

  await act(play, 'joins')
  await answer(stage, customer, answered, lines.stays)
  await stage.receive(engineer, has.stays)

  await act(play, 'robot')
  await stage.write({ from: lines.robot, ...lines.robots, headers: ['Auto-Submitted: auto-replied'] })
  await stage.wait('the auto-reply is kept', (books) => books.tickets({}).length === 2)
  const silent = stage.books((books) => books.show(2)?.messages.every((message) => message.direction === 'in'))
  expect(silent === true, 'the robot got no answer')
  stage.tell(`   ${lines.silent}`)

  await act(play, 'nineties')
  await stage.write({ from: lines.operator, ...lines.nineties }, composedKoi8)
  const third = await stage.wait('the third ticket', (books) => books.ticket(3))
  expect(third.subject === lines.nineties.subject, 'its subject is read')
  history(play, 1)
}

/** A ticket's life from mail to closing, with a clock that moves. */
export async function playSecondPart(play: Play): Promise<void> {
  const { stage, lines } = play
  const { customer, engineer, has } = lines
  await act(play, 'waits')
  await answer(stage, engineer, await lastCard(play), lines.question)
  const asked = await stage.receive(customer, has.asked)

  await act(play, 'reminds')
  stage.moveTo(later(stage, 6))
  await stage.receive(customer, has.reminder)

  await act(play, 'resumes')
  await answer(stage, customer, asked, lines.reply)
  await stage.receive(customer, has.newDate)
  const replied = await stage.receive(engineer, /Astra Linux 1\.8/)

  await act(play, 'closes')
  stage.moveTo(later(stage, 1))
  await answer(stage, engineer, replied, lines.closing)
  const closed = await stage.receive(customer, /2\.1\.5/)

  await act(play, 'reopens')
  stage.moveTo(later(stage, 3))
  await answer(stage, customer, closed, lines.unsolved)
  await stage.wait('the ticket is open again', (books) => books.ticket(1)?.state === 'open')
  await stage.receive(customer, has.reopened)
  const reopened = await stage.receive(engineer, has.unsolved)
  await answer(stage, engineer, reopened, lines.advice)
  const last = await stage.receive(customer, has.advice)
  await answer(stage, customer, last, lines.thanks)
  await stage.receive(customer, has.closed)
  await stage.wait('the ticket is closed', (books) => books.ticket(1)?.state === 'closed')
  history(play, 1)
}

async function act(play: Play, which: Act): Promise<void> {
  await play.turn()
  play.stage.say(play.lines.acts[which])
}

function answer(
  stage: Stage,
  from: Lines['engineer'],
  to: { readonly subject: string; readonly messageId: string | null },
  text: string,
): Promise<string> {
  return stage.write({ from, subject: `Re: ${to.subject}`, inReplyTo: to.messageId, text })
}

/** What others look at: two mails more, so that the queue is not empty, and each page of the board. */
export async function playLookingOn(play: Play): Promise<void> {
  const { stage, lines } = play
  await act(play, 'looks')
  await stage.write({ from: lines.customer, subject: lines.urgent.subject, text: lines.urgent.text })
  await stage.wait('the fourth ticket', (books) => books.ticket(4))
  for (const [path, words] of lines.pages) {
    const authorization = `Bearer ${stage.board.token}`
    const answer = await fetch(new URL(path, stage.board.address), { headers: { authorization } })
    const text = await answer.text()
    expect(answer.status === 200 && words.test(text), `the page ${path} shows ${words.source}`)
  }
  stage.tell(lines.shown(lines.pages.map(([path]) => path).join(', ')))
}

/** The engineer's newest mail about the first ticket: what he answers to. */
async function lastCard({ stage, lines }: Play): Promise<{ subject: string; messageId: string | null }> {
  const inbox = stage.mail.mailboxes.get(lines.engineer.address)?.inbox() ?? []
  const about = inbox
    .map((raw) => raw.toString('latin1'))
    .filter((raw) => /^X-Ticket-ID: SKPS-1\r?$/im.test(raw) && /^X-Ticket-Event: customer\r?$/im.test(raw))
  const raw = about.at(-1) ?? ''
  return { subject: `[SKPS-1] ${lines.first.subject}`, messageId: /^Message-ID:\s*<([^>]+)>/im.exec(raw)?.[1] ?? null }
}

/** So many working days from now, in the middle of a working day. */
function later(stage: Stage, days: number): Date {
  return addWorking(stage.now(), days * WORKING_DAY + 1800, CLOCK)
}

function history({ stage, lines }: Play, id: number): void {
  const shown = stage.books((books) => books.show(id))
  if (shown === undefined) throw new Trouble(`there is no ticket SKPS-${id}`, { lasting: true })
  const state = say({ is: 'state is', state: shown.ticket.state }, lines.language, CLOCK.zone)
  stage.say(lines.historyOf(`SKPS-${id}`, state))
  for (const line of shown.history)
    stage.tell(`   ${isoLocal(line.at, CLOCK.zone).slice(0, 16).replace('T', ' ')}  ${eventLine(line, lines.language)}`)
}

function expect(holds: boolean, what: string): void {
  if (!holds) throw new Trouble(`the story went wrong: ${what}`, { lasting: true })
}
