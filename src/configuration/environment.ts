// Settings from the environment: which variable names which setting, and names that nearly do.
import { configDefinition } from './settings.ts'
import type { Mistake } from './shapes.ts'

/** `TICKETD__MAILBOX__HOST` -> mailbox, host; nothing for another variable. Names ignore case. */
export function variablePath(name: string): readonly string[] {
  const path = name.toLowerCase().split('__')
  return path[0] === 'ticketd' ? path.slice(1) : []
}

/**
 * `TICKETD_MAILBOX__PORT`: one underscore where two belong; it would be passed over without a word. A name with single
 * underscores only may be somebody else's (a cluster sets TICKETD_HTTP_PORT for a service of that name).
 */
export function mistakenNames(environment: Readonly<Record<string, string | undefined>>): Mistake[] {
  const known = Object.keys(configDefinition.shape).map((key) => key.toLowerCase())
  return Object.keys(environment).flatMap((name) => {
    const [first, ...parts] = name.split(/_+/)
    const isMeant =
      name.includes('__') && first?.toLowerCase() === 'ticketd' && known.includes(parts[0]?.toLowerCase() ?? '')
    if (!isMeant || variablePath(name).length > 0) return []
    return [{ path: name, what: 'is no variable of ticketd', right: `perhaps ${['TICKETD', ...parts].join('__')}` }]
  })
}
