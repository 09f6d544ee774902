// What the author's colleagues get of his mail: his answer, his note, the news that somebody has taken the ticket.
import { sameAddress } from '../../letter.ts'
import type { Draft, Handover, LetterToEngineerWords } from '../../words/words.ts'
import { cardOf } from '../saying/card.ts'
import { filesOf } from '../saying/conversation.ts'
import { answerGoes, harmlessName } from '../saying/showing.ts'
import { hearing, toEngineer } from '../scene/drafts.ts'
import type { Saying, Scene, Work } from '../scene/work.ts'
import { finished } from '../ticket/lifecycle.ts'
import type { Engineer } from '../ticket/policy.ts'
import { printNumber } from '../ticket/tag.ts'
import type { Ticket } from '../ticket/ticket.ts'

/** Who hears a ticket besides the author of the mail. */
export function others(ticket: Ticket, scene: Scene): readonly Engineer[] {
  return hearing(ticket, scene.policy, scene.facts.away, scene.now).filter(
    (one) => !sameAddress(one.address, scene.engineer.address),
  )
}

/** A note, an answer that went to the customer, or the record of one by telephone, to everybody else who hears the ticket. */
export function told(work: Work, ticket: Ticket, what: 'answer' | 'call' | 'note', saying: Saying): readonly Draft[] {
  const { scene } = work
  const attachments = saying.attachments.map((one) => ({ ...one, name: harmlessName(one.name) }))
  return others(ticket, scene).map((engineer) =>
    toEngineer(scene.pen, ticket, engineer, {
      kind: what === 'note' ? 'note' : 'notification',
      answerIs: what === 'note' || ticket.customer.address === '' ? 'note' : 'answer',
      event: what,
      words: wordsFor(work, ticket, what, saying),
      attachments,
    }),
  )
}

function wordsFor(work: Work, ticket: Ticket, what: 'answer' | 'call' | 'note', saying: Saying): LetterToEngineerWords {
  const { policy, engineer, letter, now } = work.scene
  return {
    letter: 'card',
    what,
    goes: what === 'note' ? { to: 'engineers' } : answerGoes(ticket, policy),
    card: cardOf(ticket, policy, now, {
      earlier: [],
      earlierCount: 0,
      acknowledgement: null,
      warnings: [],
      mentions: [],
    }),
    mail: {
      from: { name: engineer.name, address: engineer.address },
      to: what === 'answer' && ticket.customer.address !== '' ? [ticket.customer] : [],
      cc: what === 'answer' ? ticket.participants : [],
      at: letter.arrivedAt,
      newText: saying.text,
      quotedText: '',
      safeHtml: null,
      attachments: saying.attachments.map((one) => ({ name: harmlessName(one.name), bytes: one.bytes, refused: null })),
    },
    notice: null,
    repeatAt: null,
  }
}

/** To those who have heard the ticket so far and do so no more, one mail: whose it is now. */
export function newsOfOwner(work: Work, ticket: Ticket): readonly Draft[] {
  const { scene, before } = work
  if (before === null || before.engineer === ticket.engineer) return []
  if (ticket.engineer === null) return newsOfRelease(scene, ticket)
  const owner = scene.policy.engineers.find((one) => sameAddress(one.address, ticket.engineer ?? ''))
  if (owner === undefined) return []
  const now = others(ticket, scene)
  const leaving = others(before, scene).filter((one) => !now.some((other) => sameAddress(other.address, one.address)))
  const isAuthor = sameAddress(owner.address, scene.engineer.address)
  return [
    ...leaving.map((one) => takenMail(scene, ticket, one, owner)),
    ...(isAuthor ? [] : [givenMail(scene, ticket, owner)]),
  ]
}

/** Nobody has it any more: whoever hears it from now on gets its card. */
function newsOfRelease(scene: Scene, ticket: Ticket): readonly Draft[] {
  if (finished(ticket.state)) return []
  const notice = { is: 'nobody has it any more', engineer: scene.engineer.name } as const
  return others(ticket, scene).map((one) => cardMail(scene, ticket, one, 'released', notice))
}

function takenMail(scene: Scene, ticket: Ticket, to: Engineer, owner: Engineer): Draft {
  const { policy } = scene
  const number = printNumber(policy.support.ticketPrefix, ticket.id)
  return toEngineer(scene.pen, ticket, to, {
    kind: 'notification',
    answerIs: 'note',
    event: 'taken',
    words: {
      letter: 'message',
      goes: { to: 'engineers' },
      heading: { is: 'has taken', number, engineer: owner.name },
      lines: [ticket.subject],
      quoted: null,
    },
  })
}

function givenMail(scene: Scene, ticket: Ticket, owner: Engineer): Draft {
  return cardMail(scene, ticket, owner, 'assigned', { is: 'handed to you', engineer: scene.engineer.name })
}

/** The card of a ticket that changes hands, with the customer's last words and the files so far. */
function cardMail(scene: Scene, ticket: Ticket, to: Engineer, event: string, notice: Handover): Draft {
  const { policy, facts, proved, now } = scene
  const last = facts.lastFromCustomer
  const files = filesOf(proved.passedOn(ticket.id), policy)
  return toEngineer(scene.pen, ticket, to, {
    kind: 'notification',
    answerIs: ticket.customer.address === '' ? 'note' : 'answer',
    event,
    words: {
      letter: 'card',
      what: 'new',
      goes: answerGoes(ticket, policy),
      card: cardOf(ticket, policy, now, {
        earlier: [],
        earlierCount: 0,
        acknowledgement: null,
        warnings: [],
        mentions: [],
      }),
      mail:
        last === null
          ? null
          : {
              from: ticket.customer,
              to: [],
              cc: [],
              at: last.at,
              newText: last.text,
              quotedText: '',
              safeHtml: null,
              attachments: files.map((one) => ({ name: one.name, bytes: one.bytes, refused: null })),
            },
      notice: { is: 'with its mail', news: notice },
      repeatAt: null,
    },
    attachments: files,
  })
}
