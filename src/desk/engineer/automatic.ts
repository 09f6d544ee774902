// A mail in an engineer's name that his machine wrote: a vacation notice, a calendar's answer, a reaction. It is never an
// answer. Where it answers a mail of ours he is told once a day, so that nothing of his own is lost in silence.
import { dayKey } from '../../calendar/calendar.ts'
import type { Doubt } from '../../words/words.ts'
import type { Decision } from '../scene/decision.ts'
import { toEngineer } from '../scene/drafts.ts'
import { machineBehind } from '../scene/heard.ts'
import { keep } from '../scene/kept.ts'
import type { ClaimedScene } from '../scene/work.ts'

/** Whether a machine wrote the mail for certain; of one that answers nothing of ours its kind alone says so. */
export function isMachines({ letter, clues }: ClaimedScene): boolean {
  const behind = machineBehind(letter)
  if (behind === 'automatic') return letter.byMachine === 'surely'
  return behind !== null || (clues.token === null && letter.kind !== 'mail')
}

/** What in an answer to a mail of ours looks like a machine's, so that he is asked; null when nothing does. */
export function likenessOf({ letter, clues }: ClaimedScene): Doubt | null {
  const isPlain = letter.kind === 'mail' || letter.kind === 'list' || letter.kind === 'calendar'
  if (clues.token === null) return null
  return isPlain && letter.byMachine === null && !isAnnounced(letter) ? null : { is: 'looks automatic' }
}

/** A reply's marks and nothing else in front of our number. */
const OF_A_REPLY = /^(?:\s*\p{L}{1,10}(?:\[\d+\])?\s*[:：])*\s*$/u
/** More than one word and a colon in front of it: what responders write there in any language. */
const ANNOUNCING = /^\s*\p{L}+(?:[\s-]+\p{L}+)+\s*[:：]/u

/** Words of one's own before the old subject, in a mail that wants no robot's answer: Exchange's notice in a language that nobody listed. */
function isAnnounced({ subject, why }: ClaimedScene['letter']): boolean {
  const front = /^([^[]{1,120})\[\p{L}{1,12}-\d{1,9}\]/u.exec(subject)?.[1]
  if (front === undefined || OF_A_REPLY.test(front) || !ANNOUNCING.test(front)) return false
  return why.some((one) => one.is === 'silence asked for')
}

/** It is recorded, nothing of it is carried out; the first of a day that answers our mail is shown to its engineer. */
export function fromMachine(scene: ClaimedScene): Decision {
  const { letter, clues, facts, claim, engineer } = scene
  const ticket = clues.token?.ticket ?? null
  const known = ticket !== null && facts.tickets.has(ticket) ? ticket : null
  const who = `${engineer.name} <${engineer.address}>`
  const key = `automatic:${engineer.address.toLowerCase()}:${dayKey(scene.now, scene.policy.zone)}`
  const isTold = clues.token === null || claim.done.has(key)
  const copy = isTold ? [] : [copyOf(scene)]
  return {
    because: `not written by a person: ${letter.kind}`,
    filed: { ticket: known, role: 'robot', shown: letter.reaction ?? letter.reply },
    tickets: [],
    events: known === null ? [] : [{ ticket: known, who, what: 'robot', detail: letter.reaction ?? letter.subject }],
    send: copy,
    entries: copy.flatMap((draft) => [keep(scene, 'automatic', draft), { kind: 'once' as const, key }]),
  }
}

function copyOf(scene: ClaimedScene): ReturnType<typeof toEngineer> {
  const { letter, facts, clues } = scene
  const ticket = facts.tickets.get(clues.token?.ticket ?? 0) ?? null
  return toEngineer(scene.pen, ticket, scene.engineer, {
    kind: 'transcript',
    answerIs: 'commands',
    event: 'automatic',
    words: {
      letter: 'message',
      goes: { to: 'commands' },
      heading: { is: 'automatic mail of yours' },
      lines: [{ is: 'subject of it', subject: letter.subject }, { is: 'send it if yours' }],
      quoted: letter.reaction ?? letter.reply,
    },
  })
}
