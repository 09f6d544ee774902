// An engineer's answer that he sent to others as well: whoever gets it holds the token of the mail that he answers. He is told
// at once, and from then on orders under that token want his confirmation.
import type { Letter } from '../../letter.ts'
import type { Sentence } from '../../words/words.ts'
import type { Decision, Entry } from '../scene/decision.ts'
import { toEngineer } from '../scene/drafts.ts'
import { exposureKey } from '../scene/proof.ts'
import { engineerAt, isOurs } from '../scene/sender.ts'
import type { Scene } from '../scene/work.ts'
import { readToken } from '../ticket/tag.ts'

/** The decision with what follows from others in To or Cc of a proved mail; unchanged where there is nobody. */
export function withExposure(scene: Scene, decision: Decision): Decision {
  const { letter, claim } = scene
  const strangers = strangersIn(letter, scene)
  const keys = tokensIn(letter, scene)
    .map(exposureKey)
    .filter((key) => !claim.done.has(key))
  if (strangers.length === 0 || keys.length === 0) return decision
  const entries: readonly Entry[] = keys.map((key) => ({ kind: 'once', key }))
  const said: Sentence = { is: 'sent past the desk', to: strangers.slice(0, 3) }
  const report = decision.send.find((one) => one.words.letter === 'transcript')
  const send = decision.send.map((one) =>
    one === report && one.words.letter === 'transcript' ? { ...one, words: { ...one.words, warnings: [said] } } : one,
  )
  return {
    ...decision,
    send: report === undefined ? [...send, warning(scene, said)] : send,
    entries: [...decision.entries, ...entries],
  }
}

function strangersIn(letter: Letter, { policy }: Scene): readonly string[] {
  const named = [...letter.to, ...letter.cc].map((one) => one.address)
  return named.filter((one) => !isOurs(one, policy) && engineerAt(one, policy) === null)
}

/** Every token of his in the fields that the others have got. */
function tokensIn(letter: Letter, { engineer, policy }: Scene): readonly string[] {
  const fields = [...letter.to, ...letter.cc].map((one) => one.address)
  const ids = [letter.inReplyTo ?? '', ...letter.references]
  const tokens = [...fields, ...ids].flatMap((text) => readToken(text, engineer.address, policy.secret)?.text ?? [])
  return [...new Set(tokens)].slice(0, 60)
}

function warning(scene: Scene, said: Sentence): ReturnType<typeof toEngineer> {
  const ticket = scene.facts.tickets.get(scene.clues.token?.ticket ?? 0) ?? null
  return toEngineer(scene.pen, ticket, scene.engineer, {
    kind: 'transcript',
    answerIs: 'commands',
    event: 'exposed',
    inReplyTo: scene.letter.messageId,
    words: { letter: 'message', goes: { to: 'commands' }, heading: said, lines: [], quoted: null },
  })
}
