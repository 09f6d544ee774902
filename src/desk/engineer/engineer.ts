// An engineer's letter: proved or kept, read as commands and text, carried out whole or not at all (desk by mail,
// engineer 2-8). The story; grammar, effects, guard and drafts stand in files of their own.
import type { Letter } from '../../letter.ts'
import { type CommandLine, type Orders, orderInSubject, readCommands } from '../command/command.ts'
import { onlyAsks } from '../orders/query.ts'
import { ownTextAlone } from '../quoted/own-text.ts'
import { filesSent } from '../saying/own-files.ts'
import type { Decision, KeptLetter } from '../scene/decision.ts'
import type { ClaimFacts, Clues, Facts } from '../scene/facts.ts'
import { hasFiles, keptBody, keptFor, keptParts, partsOf, withForward } from '../scene/kept.ts'
import { doubtAbout } from '../scene/proof.ts'
import { type CustomerScene, sceneOf } from '../scene/scene.ts'
import type { Act, ClaimedScene, Scene } from '../scene/work.ts'
import type { Policy } from '../ticket/policy.ts'
import type { Token } from '../ticket/tag.ts'
import { fromMachine, isMachines, likenessOf } from './automatic.ts'
import { confirmed, confirmedOrNot } from './confirming.ts'
import { withExposure } from './exposed.ts'
import { knowledgeAnswered } from './knowledge-kept.ts'
import { heldOrSent } from './resending.ts'
import { withRewriting } from './rewritten.ts'
import { carry } from './several.ts'
import { statementAnswered } from './statement-sent.ts'
import { unproved } from './unproved.ts'

/** What is decided on a mail whose From names an engineer: `facts.claim` must be there. */
export function decideOnEngineer(letter: Letter, clues: Clues, facts: Facts, policy: Policy, now: Date): Decision {
  const claimed = claimOf(sceneOf(letter, clues, facts, policy, now), facts.claim)
  if (isMachines(claimed)) return fromMachine(claimed)
  const doubt = doubtAbout(claimed) ?? likenessOf(claimed)
  if (doubt !== null) return unproved(claimed, doubt)
  const proved = { ...claimed, proved: facts.proved }
  const kept = keptFor(proved)
  const decision = kept === null ? carry(proved, ownAct(proved)) : withKept(asTyped(proved, kept, letter), kept)
  return withRewriting(proved, withExposure(proved, decision))
}

/** The mail with what he wrote himself, and without the files that his client has sent back. */
function claimOf(scene: CustomerScene, claim: ClaimFacts | null): ClaimedScene {
  const { letter, clues } = scene
  const { engineer } = clues
  if (engineer === null || claim === null) throw new RangeError('the letter names no engineer')
  const written = clues.own ?? { text: letter.reply, quoted: letter.quoted, signature: letter.signature }
  const { quoted, signature } = written
  const reply = clues.named === null ? written.text : clues.named.rest
  const own = { ...letter, reply, quoted, signature, attachments: filesSent(letter, engineer, claim.passedOn) }
  return { ...scene, letter: own, engineer, claim }
}

/** A piece of knowledge is put right by copying it: what stands in the mail that showed it is his own here. */
function asTyped(scene: Scene, kept: KeptLetter, letter: Letter): Scene {
  if (kept.because !== 'knowledge') return scene
  const signer = { engineer: scene.engineer, supportName: scene.policy.support.name }
  const { text, quoted, signature } = ownTextAlone(letter, signer)
  return { ...scene, letter: { ...scene.letter, reply: text, quoted, signature } }
}

/** The mail by itself. */
function ownAct(scene: Scene): Act {
  const { letter, clues, claim } = scene
  const orders = readCommands(letter.reply)
  return {
    token: clues.token,
    ticket: clues.token?.ticket ?? null,
    commands: orders.commands,
    body: orders.body,
    misplaced: askedAfter(letter, orders, clues.token),
    attachments: partsOf(letter.sha256, letter.attachments, scene.policy.language),
    attachedTexts: letter.attachedTexts ?? [],
    hasFiles: letter.attachments.some((one) => !one.inline),
    seenAt: claim.tokenSentAt,
    insists: false,
    forget: null,
    done: [],
  }
}

/** Orders that are asked after: one in the subject or without its mark only where the text would go to a customer. */
function askedAfter({ subject }: Letter, orders: Orders, token: Token | null): Orders['misplaced'] {
  if (token?.kind !== 'answer') return orders.misplaced.filter((one) => one.how !== 'without mark')
  const order = orders.commands.length === 0 && orders.body.trim() !== '' ? orderInSubject(subject) : null
  return order === null ? orders.misplaced : [{ at: 0, line: order, how: 'in subject' }, ...orders.misplaced]
}

/** The mail answers one that showed a kept letter. */
function withKept(scene: Scene, kept: KeptLetter): Decision {
  switch (kept.because) {
    case 'mistake':
      return carry(withForward(scene, kept), corrected(scene, kept))
    case 'unproved':
    case 'unproved unshown':
      return confirmedOrNot(scene, kept, ownAct(scene))
    case 'statement':
      return statementAnswered(scene, kept, ownAct(scene))
    case 'knowledge':
      return knowledgeAnswered(scene, kept, ownAct(scene))
    case 'unproved list':
      return fromList(scene, kept, ownAct(scene))
    case 'fix':
    case 'automatic':
    case 'leak':
    case 'collision':
    case 'undelivered':
      return heldOrSent(scene, kept, ownAct(scene))
  }
}

/** One of a list of unproved mails is confirmed by its number; the others wait on. */
function fromList(scene: Scene, kept: KeptLetter, own: Act): Decision {
  const listed = kept.listed ?? []
  const [order, second] = own.commands.filter((one) => one.name === 'send')
  const meant = second === undefined && own.body.trim() === '' ? listed[Number(order?.argument ?? '') - 1] : undefined
  if (meant === undefined || meant.engineer === '') return carry(scene, own)
  const decision = confirmed(scene, meant)
  const left = { ...kept, listed: listed.map((one) => (one === meant ? { ...one, engineer: '' } : one)) }
  return { ...decision, entries: [...decision.entries, { kind: 'keep', letter: left }] }
}

/** The corrected commands with the kept text and files; a new text replaces the kept one. */
function corrected(scene: Scene, kept: KeptLetter): Act {
  const own = ownAct(scene)
  const orders = own.commands.some((one) => !onlyAsks(one.name) && one.name !== 'undo')
  const sends = own.commands.filter((one) => one.name === 'send')
  const isAsked = kept.token?.kind === 'commands' || looksLikeOrder(kept)
  if (sends.length > 0 && own.body.trim() === '' && isAsked && kept.token != null && kept.token.ticket !== null) {
    return meantForCustomer(scene, kept, kept.token, own, sends)
  }
  // A text that belonged to no ticket now has the number that was missing.
  const named = scene.clues.named !== null
  if (!orders && !named) return own
  return {
    ...own,
    token: named ? own.token : (kept.token ?? own.token),
    commands: orders ? own.commands : [...readCommands(kept.reply).commands, ...own.commands],
    body: own.body.trim() === '' ? keptBody(kept) : own.body,
    attachments: [...keptParts(kept, scene.policy.language), ...own.attachments],
    attachedTexts: [...(kept.attachedTexts ?? []), ...own.attachedTexts],
    hasFiles: own.hasFiles || hasFiles(kept),
    seenAt: kept.seenAt ?? own.seenAt,
    forget: kept.key,
  }
}

/** The mail was refused because it may be an order without its mark, and for nothing else. */
function looksLikeOrder(kept: KeptLetter): boolean {
  const { commands, misplaced } = readCommands(kept.reply)
  const isInSubject = misplaced.length === 0 && commands.length === 0 && orderInSubject(kept.subject) !== null
  return isInSubject || (misplaced.length > 0 && misplaced.every((one) => one.how === 'without mark'))
}

/** A text below a mail that takes commands only, or that looks like an order, sent to the ticket's customer after all: guarded as any other. */
function meantForCustomer(scene: Scene, kept: KeptLetter, token: Token, own: Act, sends: readonly CommandLine[]): Act {
  const outcome = [{ is: 'text is for the customer' } as const]
  return {
    ...own,
    token: { ...token, kind: 'answer' },
    ticket: token.ticket,
    commands: [...readCommands(kept.reply).commands, ...own.commands.filter((one) => !sends.includes(one))],
    body: looksLikeOrder(kept) ? readCommands(kept.reply).body : keptBody(kept),
    attachments: keptParts(kept, scene.policy.language),
    attachedTexts: kept.attachedTexts ?? [],
    hasFiles: hasFiles(kept),
    seenAt: kept.seenAt ?? own.seenAt,
    forget: kept.key,
    done: sends.map(({ line }) => ({ line, outcome })),
  }
}
