// Some smarthosts put a Message-ID of their own in the place of ours. The token then comes back only as the mark that stands
// in our References: the answer counts, and the leads are told once what makes it surer.
import type { Decision } from '../scene/decision.ts'
import { toEngineer } from '../scene/drafts.ts'
import { withRole } from '../scene/scene.ts'
import type { Scene } from '../scene/work.ts'

/** The `once` key of our Message-IDs having been replaced; `check` reads it too. */
export const REWRITTEN = 'message-ids-rewritten'

/** The decision with what the leads have to hear; unchanged where our Message-ID came back, or they have heard it. */
export function withRewriting(scene: Scene, decision: Decision): Decision {
  const { clues, claim, policy, pen } = scene
  if (!clues.isRewritten || policy.support.subaddress !== '' || claim.done.has(REWRITTEN)) return decision
  const told = withRole('lead', scene).map((lead) =>
    toEngineer(pen, null, lead, {
      kind: 'alert',
      answerIs: 'commands',
      event: 'message-ids-rewritten',
      subject: { is: 'message ids rewritten' },
      words: {
        letter: 'message',
        goes: { to: 'commands' },
        heading: { is: 'message ids rewritten' },
        lines: [{ is: 'message ids rewritten means' }, { is: 'set subaddress' }],
        quoted: null,
      },
    }),
  )
  return {
    ...decision,
    send: [...decision.send, ...told],
    entries: [...decision.entries, { kind: 'once', key: REWRITTEN }],
  }
}
