// Answers to mails that showed a kept letter: a held or undelivered one that is sent all the same, an unproved one that
// its engineer confirms or disowns.
import { type Letter, sameAddress } from '../../letter.ts'
import type { CommandName } from '../../words/words.ts'
import { type CommandLine, readCommands } from '../command/command.ts'
import { goesOn } from '../customer/joined.ts'
import { ORDINARY } from '../customer/occasion.ts'
import { opened } from '../customer/opened.ts'
import { onlyAsks } from '../orders/query.ts'
import type { Decision, KeptLetter } from '../scene/decision.ts'
import { toEngineer } from '../scene/drafts.ts'
import { hasFiles, keptParts } from '../scene/kept.ts'
import type { Act, Scene } from '../scene/work.ts'
import { finished } from '../ticket/lifecycle.ts'
import { say } from '../ticket/phrases.ts'
import { carry } from './carrying.ts'

/** !отправить sends what was held or came back; any other mail is what it is, and the kept letter waits on. */
export function heldOrSent(scene: Scene, kept: KeptLetter, own: Act): Decision {
  const sends = own.commands.filter((one) => one.name === 'send')
  if (sends.length === 0 || own.body.trim() !== '') return carry(scene, own)
  const others = own.commands.filter((one) => one.name !== 'send')
  return carry(scene, {
    ...keptAct(scene, kept),
    ...asOrdered(scene, kept, others),
    insists: true,
    done: sends.map((one) => sent(scene, one)),
  })
}

function sent(scene: Scene, line: CommandLine) {
  return { line: line.line, outcome: [say(scene.policy, 'письмо отправляется', 'the mail goes out')] }
}

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
function asksAgain({ policy, facts }: Scene, kept: KeptLetter, others: readonly CommandLine[]): readonly CommandLine[] {
  const ticket = kept.ticket === null ? undefined : facts.tickets.get(kept.ticket)
  const moves = others.some((one) => one.name !== null && MOVES.has(one.name))
  if (kept.asks !== true || moves || ticket === undefined || finished(ticket.state)) return []
  return [{ line: say(policy, '!ждём', '!wait'), name: 'wait', argument: '' }]
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

function keptAct(scene: Scene, kept: KeptLetter): Act {
  const orders = readCommands(kept.reply)
  return {
    token: kept.token,
    ticket: kept.token?.ticket ?? kept.ticket,
    commands: orders.commands,
    body: orders.body,
    misplaced: orders.misplaced,
    attachments: keptParts(kept, scene.policy.language),
    hasFiles: hasFiles(kept),
    seenAt: kept.seenAt ?? scene.facts.tokenSentAt,
    insists: false,
    forget: kept.key,
    done: [],
  }
}

const DISOWNS = /^(?:нет|не\s+я|это\s+не\s+я|не\s+мо[её]|no|not\s+me|not\s+mine)(?![\p{L}])/iu

/** An answer confirms the mail; «нет» disowns it; queries are answered and confirm nothing. */
export function confirmedOrNot(scene: Scene, kept: KeptLetter, own: Act): Decision {
  if (own.commands.some((one) => one.name === 'undo') || DISOWNS.test(own.body.trim())) return disowned(scene, kept)
  if (own.commands.length > 0 && own.commands.every((one) => onlyAsks(one.name))) return carry(scene, own)
  const mail = asWritten(scene, kept)
  if (kept.token === null && readCommands(kept.reply).commands.length === 0) {
    const decision = ownRequest({ ...mail, clues: { ...mail.clues, sender: scene.engineer.address } }, kept)
    return { ...decision, entries: [...decision.entries, { kind: 'forget kept', key: kept.key }] }
  }
  return carry(mail, keptAct(scene, kept))
}

/** What he writes as a customer: it goes on with the ticket that it names when that is his own, else it opens one. */
function ownRequest(scene: Scene, kept: KeptLetter): Decision {
  const { facts, policy, engineer } = scene
  const ticket = kept.ticket === null ? undefined : facts.tickets.get(kept.ticket)
  const isHis = ticket !== undefined && sameAddress(ticket.customer.address, engineer.address)
  if (!isHis || finished(ticket.state)) return opened(scene, ORDINARY)
  return goesOn(scene, { ticket, rule: say(policy, 'подтверждено', 'confirmed'), newcomer: false, mentions: [] })
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
  }
  return { ...scene, letter }
}

function disowned(scene: Scene, kept: KeptLetter): Decision {
  const { policy } = scene
  const answer = toEngineer(scene.pen, null, scene.engineer, {
    kind: 'transcript',
    answerIs: 'commands',
    event: 'disowned',
    inReplyTo: scene.letter.messageId,
    words: {
      letter: 'message',
      goes: { to: 'commands' },
      heading: say(
        policy,
        'Письмо удалено из ожидающих, из него ничего не исполнено.',
        'The mail is dropped, nothing of it was carried out.',
      ),
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
