// A lead's answer to a statement that waits for his word: !отправить sends what he has seen, once; !отозвать drops it.
import type { Draft, Sentence } from '../../words/words.ts'
import { statementToCustomer, waitingStatement } from '../saying/statement.ts'
import type { Decision, Entry, KeptLetter } from '../scene/decision.ts'
import { toEngineer } from '../scene/drafts.ts'
import type { Act, Scene } from '../scene/work.ts'
import { carry } from './several.ts'

/** Sent, dropped, or whatever else the mail orders; then the statement waits on. */
export function statementAnswered(scene: Scene, kept: KeptLetter, own: Act): Decision {
  const orders = new Set(own.commands.map((one) => one.name))
  const [order] = orders
  if (orders.size !== 1 || own.body.trim() !== '') return carry(scene, own)
  if (order === 'undo') return told(scene, { is: 'statement is dropped' }, [], [forget(kept)])
  if (order !== 'send') return carry(scene, own)
  const { once, to, statement } = waitingStatement(kept)
  const { contract } = statement.about
  if (scene.claim.done.has(once)) return told(scene, { is: 'statement was sent', contract }, [], [forget(kept)])
  const letter = statementToCustomer(statement, to, scene.pen)
  return told(scene, { is: 'statement is sent', contract, to }, [letter], [forget(kept), { kind: 'once', key: once }])
}

function forget(kept: KeptLetter): Entry {
  return { kind: 'forget kept', key: kept.key }
}

function told(scene: Scene, heading: Sentence, send: readonly Draft[], entries: readonly Entry[]): Decision {
  const answer = toEngineer(scene.pen, null, scene.engineer, {
    kind: 'transcript',
    answerIs: 'commands',
    event: 'statement',
    inReplyTo: scene.letter.messageId,
    words: { letter: 'message', goes: { to: 'commands' }, heading, lines: [], quoted: null },
  })
  return {
    because: `a lead's word on a statement: ${heading.is}`,
    filed: { ticket: null, role: 'source', shown: '' },
    tickets: [],
    events: [],
    send: [...send, answer],
    entries,
  }
}
