// What an engineer answers to a mail that showed one in his name which proves nothing. It is confirmed by an
// empty answer or one word, and disowned by another; anything else does nothing and asks again.
import { type Letter, sameAddress } from '../../letter.ts'
import { readCommands } from '../command/command.ts'
import { goesOn } from '../customer/joined.ts'
import { ORDINARY } from '../customer/occasion.ts'
import { opened } from '../customer/opened.ts'
import { onlyAsks } from '../orders/query.ts'
import type { Decision, KeptLetter } from '../scene/decision.ts'
import { toEngineer } from '../scene/drafts.ts'
import type { Act, Scene } from '../scene/work.ts'
import { finished } from '../ticket/lifecycle.ts'
import { keptAct } from './resending.ts'
import { carry } from './several.ts'
import { shownAgain } from './unproved.ts'

const CONFIRMS = /^(?:да|подтверждаю|подтвердить|подтверждено|верно|yes|confirm|confirmed|i confirm)$/iu
const DISOWNS =
  /^(?:нет|не|это не|no|not|i did not|i didn't)(?= |$)|(?:^| )(?:не (?:писал|отправлял|посылал)а?|not (?:write|send) (?:it|this))(?= |$)/iu
/** Who disowns a mail says little more. */
const FEW_WORDS = 8

/** Confirmed, disowned, or asked again; queries are answered and confirm nothing. */
export function confirmedOrNot(scene: Scene, kept: KeptLetter, own: Act): Decision {
  const answer = answerOf(own)
  if (answer === 'no') return disowned(scene, kept)
  if (answer === 'yes') return confirmed(scene, kept)
  if (own.commands.length > 0 && own.commands.every((one) => onlyAsks(one.name))) return carry(scene, own)
  return shownAgain(asWritten(scene, kept), kept)
}

function answerOf({ commands, body, hasFiles }: Act): 'yes' | 'no' | null {
  const word = body.replace(/[\s.,!;:«»"'…-]+/gu, ' ').trim()
  const isNo = word.split(' ').length <= FEW_WORDS && DISOWNS.test(word)
  // Beside other orders or an answer it is no word on the kept mail alone: what would vanish with it is asked about again.
  const drops = commands.length > 0 && commands.every((one) => one.name === 'undo' || one.name === 'spam')
  if (drops ? word === '' || isNo : commands.length === 0 && isNo) return 'no'
  const sends = commands.length > 0 && commands.every((one) => one.name === 'send' && one.argument === '')
  if (hasFiles || (commands.length > 0 && !sends)) return null
  return word === '' || CONFIRMS.test(word) ? 'yes' : null
}

/** The kept mail as if it had come now, by its engineer's word. */
export function confirmed(scene: Scene, kept: KeptLetter): Decision {
  const mail = asWritten(scene, kept)
  if (kept.token === null && readCommands(kept.reply).commands.length === 0) {
    const decision = ownRequest({ ...mail, clues: { ...mail.clues, sender: scene.engineer.address } }, kept)
    return { ...decision, entries: [...decision.entries, { kind: 'forget kept', key: kept.key }] }
  }
  return carry(mail, keptAct(scene, kept))
}

/** What he writes as a customer: it goes on with the ticket that it names when that is his own, else it opens one. */
function ownRequest(scene: Scene, kept: KeptLetter): Decision {
  const { proved, engineer } = scene
  const ticket = kept.ticket === null ? null : proved.ticket(kept.ticket)
  const isHis = ticket !== null && sameAddress(ticket.customer.address, engineer.address)
  if (!isHis || finished(ticket.state)) return opened(scene, ORDINARY)
  const rule = { clue: { by: 'confirmed', named: null, merged: null }, as: null } as const
  return goesOn(scene, { ticket, rule, newcomer: false, mentions: [] })
}

/** The scene as if the kept mail had come now, by its engineer's word. */
function asWritten(scene: Scene, kept: KeptLetter): Scene {
  const letter: Letter = {
    ...scene.letter,
    sha256: kept.letterSha256,
    messageId: kept.messageId,
    inReplyTo: null,
    references: [],
    subject: kept.subject,
    forwarded: kept.forwarded ?? null,
    reply: kept.reply,
    text: kept.reply,
    body: kept.reply,
    quoted: '',
    signature: '',
    safeHtml: null,
    attachments: kept.attachments,
    attachedTexts: kept.attachedTexts ?? [],
  }
  return { ...scene, letter }
}

function disowned(scene: Scene, kept: KeptLetter): Decision {
  const answer = toEngineer(scene.pen, null, scene.engineer, {
    kind: 'transcript',
    answerIs: 'commands',
    event: 'disowned',
    inReplyTo: scene.letter.messageId,
    words: {
      letter: 'message',
      goes: { to: 'commands' },
      heading: { is: 'mail is dropped' },
      lines: [],
      quoted: null,
    },
  })
  return {
    because: 'the engineer disowns a mail in his name',
    filed: { ticket: null, role: 'source', shown: '' },
    tickets: [],
    events: [],
    send: [answer],
    entries: [{ kind: 'forget kept', key: kept.key }],
  }
}
