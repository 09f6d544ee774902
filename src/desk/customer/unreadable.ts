// A mail that could not be parsed: a ticket all the same, the raw mail attached, so that a person can read what we could not.
import type { Decision } from '../scene/decision.ts'
import { belongingOf } from '../scene/joining.ts'
import type { CustomerScene } from '../scene/scene.ts'
import { ORDINARY } from './occasion.ts'
import { opened } from './opened.ts'

/** The decision on a letter of which only a scan of its head is known. It joins nothing and is not answered. */
export function decideOnUnreadable(scene: CustomerScene): Decision {
  const { letter, clues, facts, policy } = scene
  const belonging = belongingOf(letter, clues, facts, policy)
  const joins = belonging.kind === 'joins' ? [belonging.ticket.id] : []
  return opened(scene, {
    ...ORDINARY,
    because: `set aside: ${letter.defects[0]?.is ?? 'it could not be read'}`,
    silentBecause: { is: 'not readable' },
    mentions: [...joins, ...belonging.mentions],
  })
}
