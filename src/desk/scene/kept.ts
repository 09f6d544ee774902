// Letters of engineers that are kept and not carried out: with a mistake, held by the guard, unproved, undelivered. Each
// is shown in a mail whose token is its key, so that answering that mail finds it again. Makes them and reads them back.
import type { Attachment, Language, PartOfLetter } from '../../letter.ts'
import type { Draft } from '../../words/words.ts'
import { orderBehind, readCommands } from '../command/command.ts'
import type { Entry, KeptLetter } from './decision.ts'
import { fileName } from './file-names.ts'
import type { Act, ClaimedScene, Scene } from './work.ts'

/** How long a kept letter waits for its answer. */
const KEEP_DAYS = 14

/** Until when a letter that is kept now waits. */
export function keptUntil(now: Date): Date {
  return new Date(now.getTime() + KEEP_DAYS * 86_400_000)
}

/** When a letter was kept. */
export function keptSince(kept: Pick<KeptLetter, 'until'>): Date {
  return new Date(kept.until.getTime() - KEEP_DAYS * 86_400_000)
}

/** The entry that keeps the scene's letter under the token of the mail that shows it. */
export function keep(
  scene: ClaimedScene,
  because: KeptLetter['because'],
  shownBy: Draft,
  fields: Partial<
    Pick<KeptLetter, 'token' | 'ticket' | 'seenAt' | 'reply' | 'parts' | 'fixes' | 'piece' | 'attachedTexts'>
  > = {},
): Entry {
  const { letter, clues, claim, now, engineer } = scene
  const kept: KeptLetter = {
    key: keyOf(shownBy),
    because,
    engineer: engineer.address,
    ticket: clues.token?.ticket ?? null,
    token: clues.token,
    letterSha256: letter.sha256,
    messageId: letter.messageId,
    reply: letter.reply,
    attachments: letter.attachments,
    subject: letter.subject,
    ...(letter.forwarded === null ? {} : { forwarded: letter.forwarded }),
    ...(letter.attachedTexts === undefined || because === 'unproved unshown'
      ? {}
      : { attachedTexts: letter.attachedTexts }),
    until: keptUntil(now),
    seenAt: claim.tokenSentAt,
    ...fields,
  }
  return { kind: 'keep', letter: kept }
}

/** The token in the Message-ID of a mail to an engineer. */
export function keyOf(draft: Pick<Draft, 'messageId'>): string {
  return draft.messageId.slice(0, draft.messageId.lastIndexOf('@'))
}

/** The kept letter that this mail answers, while it waits; null for another engineer's. */
export function keptFor(scene: Scene): KeptLetter | null {
  const { claim, now, engineer } = scene
  const { kept } = claim
  if (kept === null || kept.until < now) return null
  return kept.engineer.toLowerCase() === engineer.address.toLowerCase() ? kept : null
}

/** The scene in which a kept forward is carried out: the mail that corrects it forwards nothing itself. */
export function withForward(scene: Scene, kept: KeptLetter): Scene {
  const forwarded = kept.forwarded ?? null
  if (forwarded === null || scene.letter.forwarded !== null) return scene
  return { ...scene, letter: { ...scene.letter, forwarded, subject: kept.subject } }
}

/** The text of a kept letter without its commands, wherever they stood: they have been corrected on top. */
export function keptBody(kept: KeptLetter): string {
  const orders = readCommands(kept.reply)
  const wrong = new Set(orders.misplaced.map((one) => one.line))
  return orders.body
    .split('\n')
    .filter((line) => !wrong.has(line.trim()) && !isCommand(line))
    .map((line) => orderBehind(line)?.[0] ?? line)
    .join('\n')
    .trim()
}

function isCommand(line: string): boolean {
  const [first] = readCommands(line).commands
  return first !== undefined && first.name !== null
}

/** An act as the mail that would order it: its commands on top, its text below, a `!` of the text doubled. */
export function rewritten(act: Act): string {
  const text = act.body.replace(/^(\s*)!/gm, '$1!!')
  return [...act.commands.map((one) => one.line), '', text].join('\n').trimStart()
}

/** The files of a kept letter, as parts that can go out. */
export function keptParts(kept: KeptLetter, language: Language): readonly PartOfLetter[] {
  return kept.parts ?? partsOf(kept.letterSha256, kept.attachments, language)
}

/** Whether a kept letter brings a file that is no picture in its text. */
export function hasFiles(kept: KeptLetter): boolean {
  return kept.attachments.some((one) => !one.inline) || (kept.parts ?? []).some((one) => !one.type.startsWith('image/'))
}

/** The files of a letter as parts that can go out, each with a name: inline pictures become attachments. */
export function partsOf(
  letterSha256: string,
  attachments: readonly Attachment[],
  language: Language,
): readonly PartOfLetter[] {
  return attachments.map((file, at) => {
    const { part, type, bytes, sha256 } = file
    return { letterSha256, part, name: fileName(file, at + 1, language), type, bytes, sha256 }
  })
}
