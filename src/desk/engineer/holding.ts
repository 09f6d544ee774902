// Why an answer is held back: something in it must not reach the customer, or a colleague has answered meanwhile
// Nothing is done then; !отправить in answer to the mail that shows it sends it all the same.
import type { PartOfLetter } from '../../letter.ts'
import type { Draft, HoldReason, Sentence } from '../../words/words.ts'
import { ticketsNamed } from '../command/command.ts'
import { prefixesOf } from '../scene/clues.ts'
import type { Decision } from '../scene/decision.ts'
import { toEngineer } from '../scene/drafts.ts'
import type { Passed } from '../scene/facts.ts'
import { keep, rewritten } from '../scene/kept.ts'
import type { Notice, Saying, Work } from '../scene/work.ts'
import { numbersIn } from '../ticket/tag.ts'
import type { Ticket } from '../ticket/ticket.ts'
import { type Guarded, leaksIn } from './leak-guard.ts'
import { addressesWritten, pairsIn } from './named-customers.ts'
import { speaksToCustomer } from './relay.ts'

/** An answer that waits for its author to confirm it. */
export interface Hold {
  readonly because: 'leak' | 'collision'
  readonly reasons: readonly HoldReason[]
  /** The colleague's answer. */
  readonly quoted: string | null
}

/** What holds the mail back, or null. */
export function holdOf(work: Work, saying: Saying): Hold | null {
  const { ticket, scene } = work
  if (ticket === null) return null
  const speaks = speaksToCustomer(work, saying)
  // The acknowledgement of what an engineer registers shows its subject, which may be his own first line.
  const subject = work.speech === 'opening' && ticket.customer.address !== '' ? [ticket.subject] : []
  // Of a call the caller is told what was written down.
  const recorded = work.speech === 'opening' && ticket.channel === 'phone' ? [saying.text] : []
  const text = [
    ...(speaks ? [saying.text] : []),
    ...subject,
    ...(ticket.customer.address === '' ? [] : recorded),
    ...work.notices.map(reasonOf),
  ].join('\n')
  const files = speaks ? saying.attachments : []
  const leaks = leaksIn(text, files, ticket, guardedBy(work, ticket, text, files), scene.policy)
  const collision = speaks ? collisionOf(work) : null
  if (leaks.length === 0 && collision === null) return null
  return {
    because: leaks.length > 0 ? 'leak' : 'collision',
    reasons: [...leaks.map((leak): HoldReason => ({ is: 'would leak', ...leak })), ...(collision?.reasons ?? [])],
    quoted: collision?.quoted ?? null,
  }
}

/** What the answer is compared with: the notes, the customer's own words, every ticket that the mail or its orders name, and whoever of the books may be named. */
function guardedBy({ scene, act }: Work, ticket: Ticket, text: string, files: readonly PartOfLetter[]): Guarded {
  const { facts, proved, policy } = scene
  const passed = files.length === 0 ? new Set<string>() : hashesPassed(proved.passedOn(ticket.id))
  const news = new Set(files.filter((one) => !passed.has(one.sha256)).map((one) => one.sha256))
  const texts = new Map(
    act.attachedTexts.filter((one) => news.has(one.sha256)).map((one) => [one.sha256, one.text] as const),
  )
  const inFiles = [...texts.values()].join('\n')
  const numbers = [
    ...ticketsNamed(act, prefixesOf(policy)),
    ...numbersIn(inFiles, prefixesOf(policy)).slice(0, MOST_NUMBERS),
  ]
  const named = numbers.flatMap((id) => proved.ticket(id) ?? [])
  const others = [text, inFiles].flatMap((one) =>
    one === '' ? [] : proved.ofCustomers(addressesWritten(one), pairsIn(one)),
  )
  const tickets = new Map([...others, ...facts.tickets.values(), ...named].map((one) => [one.id, one]))
  return { notes: proved.notes(), lastFromCustomer: facts.lastFromCustomer?.text ?? '', tickets, texts, passed }
}

/** In files so many numbers of tickets are looked up. */
const MOST_NUMBERS = 50

/** Files that the customer has sent, or that went out to him. */
function hashesPassed(passed: readonly Passed[]): ReadonlySet<string> {
  return new Set(passed.flatMap((one) => (one.direction === 'note' ? [] : one.files.map((file) => file.sha256))))
}

/** A reason of the engineer's that the customer would read. */
function reasonOf(notice: Notice): string {
  return 'reason' in notice ? (notice.reason ?? '') : ''
}

function collisionOf(work: Work): Pick<Hold, 'reasons' | 'quoted'> | null {
  const { facts, proved, policy, engineer } = work.scene
  const { lastAnswer } = facts
  const { seenAt } = work.act
  const colleagueAnswer = seenAt === null ? null : proved.colleagueAnswer()
  if (colleagueAnswer === null || seenAt === null || colleagueAnswer.at <= seenAt) return null
  // He has written after the colleague already, and was shown that answer then.
  if (lastAnswer?.engineer === engineer.address && lastAnswer.filedAt > colleagueAnswer.at) return null
  const name =
    policy.engineers.find((one) => one.address === colleagueAnswer.engineer)?.name ?? colleagueAnswer.engineer
  const { at, text } = colleagueAnswer
  return { reasons: [{ is: 'colleague has answered', name, at }], quoted: text }
}

/** The decision that holds the mail: kept whole, shown to its author with the reason. */
export function held(work: Work, hold: Hold): Decision {
  const { scene, act, before } = work
  const shown = shownTo(work, hold)
  const who = `${scene.engineer.name} <${scene.engineer.address}>`
  const detail = { is: 'held because', reasons: hold.reasons } as const
  const events = before === null ? [] : [{ ticket: before.id, who, what: 'held' as const, detail }]
  return {
    because: `held: ${hold.because}`,
    filed: { ticket: before?.id ?? null, role: 'source', shown: '' },
    tickets: [],
    events,
    send: [shown],
    entries: [
      ...work.entries.filter((one) => one.kind === 'forget kept'),
      keep(scene, hold.because, shown, {
        token: act.token,
        ticket: act.ticket,
        seenAt: act.seenAt,
        reply: rewritten(act),
        parts: act.attachments,
        attachedTexts: act.attachedTexts,
      }),
    ],
  }
}

/** The mail that shows it to its author, with the reason and the colleague's answer. */
function shownTo({ scene, act, before }: Work, hold: Hold): Draft {
  return toEngineer(scene.pen, before, scene.engineer, {
    kind: 'transcript',
    answerIs: 'commands',
    event: 'held',
    inReplyTo: scene.letter.messageId,
    words: {
      letter: 'message',
      goes: { to: 'commands' },
      heading: { is: 'answer is held' },
      lines: [...hold.reasons.map((reason): Sentence => ({ is: 'held for', reason })), { is: 'send it or not' }],
      quoted: hold.quoted ?? act.body,
      // His own text is shown too: he may send it as it is, or not at all.
      ...(hold.quoted === null || act.body.trim() === '' ? {} : { own: act.body }),
    },
  })
}
