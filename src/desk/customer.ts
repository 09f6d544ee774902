// A customer's letter: it joins the ticket that it names, or opens one. Reads the story top down; the parts are in joining.ts,
// joined.ts, single-word.ts and opened.ts.
import type { Decision } from './decision.ts'
import { flooded } from './flood.ts'
import { goesOn } from './joined.ts'
import { type Belonging, belongingOf } from './joining.ts'
import { floods } from './loop-guard.ts'
import { ORDINARY, opened } from './opened.ts'
import type { CustomerScene } from './scene.ts'
import { onSingleWord } from './single-word.ts'

/** The decision on a letter of a person who is no engineer. */
export function decideOnCustomer(scene: CustomerScene): Decision {
  const { letter, clues, facts, policy } = scene
  const belonging = belongingOf(letter, clues, facts, policy)
  if (belonging.kind === 'joins') return onSingleWord(scene, belonging) ?? goesOn(scene, belonging)
  if (floods(facts.brakes, policy)) return flooded(scene)
  return standsAlone(scene, belonging)
}

function standsAlone(scene: CustomerScene, belonging: Extract<Belonging, { kind: 'stands alone' }>): Decision {
  const { mentions, former, because } = belonging
  return opened(scene, { ...ORDINARY, because: `a new request: ${because}`, mentions, former })
}
