// Answers to mails that showed a kept letter which only waits for its engineer's word: held by the guard, come back
// undelivered, taken for a machine's. !отправить sends it, !отозвать drops it.

import type { CommandName } from '../../words/words.ts'
import { type CommandLine, readCommands } from '../command/command.ts'
import { lineFor } from '../command/command-table.ts'
import type { Decision, KeptLetter } from '../scene/decision.ts'
import { hasFiles, keptParts } from '../scene/kept.ts'
import type { Act, Scene } from '../scene/work.ts'
import { finished } from '../ticket/lifecycle.ts'
import { carry } from './several.ts'

/** !отправить sends what was held or came back; any other mail is what it is, and the kept letter waits on. */
export function heldOrSent(scene: Scene, kept: KeptLetter, own: Act): Decision {
  const sends = own.commands.filter((one) => one.name === 'send')
  if (sends.length === 0 || own.body.trim() !== '') return carry(scene, own)
  const others = own.commands.filter((one) => one.name !== 'send')
  return carry(scene, {
    ...keptAct(scene, kept),
    ...asOrdered(scene, kept, others),
    ...(sends.some((one) => WITHOUT_FILES.test(one.argument)) ? { attachments: [], hasFiles: false } : {}),
    // What was taken for a machine's mail no guard has looked at.
    insists: kept.because !== 'automatic',
    done: sends.map(({ line }) => ({ line, outcome: [{ is: 'mail goes out' }] })),
  })
}

/** «!отправить без вложений»: the text alone. */
const WITHOUT_FILES = /^(?:без\s+(?:вложений|вложения|файлов|файла)|without\s+(?:attachments?|files?))$/iu

/** A held letter brings its own commands; one that came back is text alone, whatever it looks like, or questions again. */
function asOrdered(
  scene: Scene,
  kept: KeptLetter,
  others: readonly CommandLine[],
): Pick<Act, 'commands' | 'body' | 'misplaced'> {
  if (kept.because === 'undelivered') {
    return { commands: [...asksAgain(scene, kept, others), ...others], body: kept.reply, misplaced: [] }
  }
  const orders = readCommands(kept.reply)
  return { commands: [...orders.commands, ...others], body: orders.body, misplaced: [] }
}

/** Questions that came back are asked as questions, unless the engineer orders another move or the ticket is finished. */
function asksAgain(
  { policy, proved }: Scene,
  kept: KeptLetter,
  others: readonly CommandLine[],
): readonly CommandLine[] {
  const ticket = kept.ticket === null ? null : proved.ticket(kept.ticket)
  const moves = others.some((one) => one.name !== null && MOVES.has(one.name))
  if (kept.asks !== true || moves || ticket === null || finished(ticket.state)) return []
  return [{ line: lineFor('wait', policy.language), name: 'wait', argument: '' }]
}

const MOVES: ReadonlySet<CommandName> = new Set([
  'wait',
  'working',
  'note',
  'phone',
  'dev',
  'close',
  'decline',
  'outside',
])

/** The act that a kept letter orders. */
export function keptAct(scene: Scene, kept: KeptLetter): Act {
  const orders = readCommands(kept.reply)
  return {
    token: kept.token,
    ticket: kept.token?.ticket ?? kept.ticket,
    commands: orders.commands,
    body: orders.body,
    misplaced: orders.misplaced,
    attachments: keptParts(kept, scene.policy.language),
    attachedTexts: kept.attachedTexts ?? [],
    hasFiles: hasFiles(kept),
    seenAt: kept.seenAt ?? scene.claim.tokenSentAt,
    insists: false,
    fixes: kept.fixes,
    forget: kept.key,
    done: [],
  }
}
