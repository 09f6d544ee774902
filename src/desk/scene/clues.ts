// Where a letter says it belongs and whom it claims to come from: what the books must be asked before anything is
// decided. Reads the letter alone; believes nothing but our own signatures.
import type { Letter } from '../../letter.ts'
import { readCommands } from '../command/command.ts'
import { type Named, namedIn } from '../command/naming.ts'
import { type OwnText, ownText, ownTextAlone, type SeenMail } from '../quoted/own-text.ts'
import { isOnlyCard, type Signer } from '../quoted/visiting-card.ts'
import type { Engineer, Policy } from '../ticket/policy.ts'
import { numbersIn, readToken, type Token } from '../ticket/tag.ts'
import type { Clues } from './facts.ts'
import { printOf } from './print.ts'
import { engineerAt, oursBecause } from './sender.ts'

/** More references than any thread has; a hostile mail may bring thousands. */
const MOST_IDS = 60

/** The prefixes under which people write ticket numbers: the desk's own and its aliases. */
export function prefixesOf(policy: Policy): readonly string[] {
  return [policy.support.ticketPrefix, ...policy.support.ticketPrefixAliases]
}

/** The mail of the desk that a token was issued with, as the books keep it; null where they do not know it. */
export type Seen = (token: Token) => SeenMail | null

/** What a letter gives to go by, strongest first. */
export function cluesIn(letter: Letter, policy: Policy, seen: Seen = () => null): Clues {
  const engineer = letter.from === null ? null : engineerAt(letter.from.address, policy)
  const token = engineer === null ? null : tokenIn(letter, engineer, policy)
  const own = engineer === null ? null : ownIn(letter, engineer, token, policy, seen)
  const named = token === null || own === null ? null : namedBelow(token, { ...letter, reply: own.text }, policy)
  return {
    isRewritten: token !== null && isRewritten(letter, token),
    token: token !== null && named !== null ? { ...token, kind: 'answer', ticket: named.ticket } : token,
    named,
    own,
    messageIds: idsIn(letter, policy),
    numbers: numbersIn(letter.subject, prefixesOf(policy)).slice(0, MOST_IDS),
    sender: letter.from?.address ?? null,
    print: printOf(letter),
    engineer,
  }
}

/** What an engineer wrote himself: all of his answer but the mail that he answers; of a forward what stands around it. */
function ownIn(letter: Letter, engineer: Engineer, token: Token | null, policy: Policy, seen: Seen): OwnText {
  const signer = { engineer, supportName: policy.support.name }
  const mail = token === null || registersForward(letter) ? null : seen(token)
  return withoutCard(mail === null ? ownTextAlone(letter, signer) : ownText(letter, mail, signer), letter, signer)
}

function registersForward(letter: Letter): boolean {
  return letter.forwarded !== null && readCommands(letter.reply).commands.some((one) => one.name === 'new')
}

/** The lines of a notice of confidentiality, as the general reading has found it. */
function noticeLines({ text, cuts }: Letter): ReadonlySet<string> {
  const found = cuts.filter((cut) => cut.rule === 'disclaimer')
  const lines = found.length === 0 ? [] : text.split('\n')
  return new Set(found.flatMap((cut) => lines.slice(cut.from - 1, cut.to)).map((line) => line.trim()))
}

/** A mail of commands and a signature is a mail of commands, also where his firm appends a notice to it. */
function withoutCard(own: OwnText, letter: Letter, signer: Signer): OwnText {
  const { commands, body } = readCommands(own.text)
  const notice = noticeLines(letter)
  const said = body.split('\n').filter((line) => !notice.has(line.trim()))
  const isNotice = body.trim() !== '' && said.every((line) => line.trim() === '')
  if (commands.length === 0 || !(isNotice || isOnlyCard(said, signer))) return own
  const signature = [body.trim(), own.signature].filter((one) => one !== '').join('\n')
  return { ...own, text: commands.map((one) => one.line).join('\n'), signature }
}

/** What an answer to a list names: only a mail about no ticket, issued to this very engineer, is answered so. */
function namedBelow(token: Token, letter: Letter, policy: Policy): Named | null {
  return token.kind === 'commands' && token.ticket === null ? namedIn(letter, prefixesOf(policy)) : null
}

/** Decision 4: the token of the Reply-To address that was written to, else In-Reply-To's, else the last of ours in References. */
function tokenIn(letter: Letter, engineer: Engineer, policy: Policy): Token | null {
  const written = [...letter.to, ...letter.cc].map((one) => one.address)
  const ids = [letter.inReplyTo ?? '', ...letter.references.toReversed().slice(0, MOST_IDS)]
  for (const text of [...written, ...letter.deliveredTo, ...ids]) {
    const token = readToken(text, engineer.address, policy.secret)
    if (token !== null) return token
  }
  return null
}

/** Whether a server has replaced our Message-ID: what comes back is only the mark that stood in our References. */
function isRewritten(letter: Letter, token: Token): boolean {
  const ids = [letter.inReplyTo ?? '', ...letter.references].map((id) => id.toLowerCase())
  return ids.some((id) => id.startsWith(`w.${token.text}@`)) && !ids.some((id) => id.startsWith(`${token.text}@`))
}

/** Message-IDs to look up: what a bounce brings back, References from last to first, In-Reply-To; its own when it may be ours. */
function idsIn(letter: Letter, policy: Policy): readonly string[] {
  const own = oursBecause(letter, policy) === null ? null : letter.messageId
  const ids = [
    letter.bounce?.originalMessageId ?? null,
    ...letter.references.toReversed(),
    letter.inReplyTo,
    own,
  ].filter((id): id is string => id !== null && id !== '')
  return [...new Set(ids)].slice(0, MOST_IDS)
}
