// Why an answer is held back: something in it must not reach the customer, or a colleague has answered meanwhile
// (engineer 5 and 6). Nothing is done then; !отправить in answer to the mail that shows it sends it all the same.
import type { Draft } from '../../words/words.ts'
import type { Decision } from '../scene/decision.ts'
import { toEngineer } from '../scene/drafts.ts'
import { keep, rewritten } from '../scene/kept.ts'
import type { Notice, Saying, Work } from '../scene/work.ts'
import { momentWord, say } from '../ticket/phrases.ts'
import type { Policy } from '../ticket/policy.ts'
import { type Leak, leaksIn } from './leak-guard.ts'
import { speaksToCustomer } from './relay.ts'

export interface Hold {
  readonly because: 'leak' | 'collision'
  readonly lines: readonly string[]
  /** The colleague's answer. */
  readonly quoted: string | null
}

/** What holds the mail back, or null. */
export function holdOf(work: Work, saying: Saying): Hold | null {
  const { ticket, scene } = work
  if (ticket === null) return null
  const speaks = speaksToCustomer(work, saying)
  // The acknowledgement of what an engineer registers shows its subject, which may be his own first line.
  const subject = work.speech === 'opening' && ticket.customer.address !== '' ? [ticket.subject] : []
  const text = [...(speaks ? [saying.text] : []), ...subject, ...work.notices.map(reasonOf)].join('\n')
  const leaks = leaksIn(text, speaks ? saying.attachments : [], ticket, scene.facts, scene.policy)
  const collision = speaks ? collisionOf(work) : null
  if (leaks.length === 0 && collision === null) return null
  return {
    because: leaks.length > 0 ? 'leak' : 'collision',
    lines: [...leaks.map((one) => leakLine(one, scene.policy)), ...(collision?.lines ?? [])],
    quoted: collision?.quoted ?? null,
  }
}

/** A reason of the engineer's that the customer would read. */
function reasonOf(notice: Notice): string {
  return 'reason' in notice ? (notice.reason ?? '') : ''
}

function collisionOf(work: Work): Pick<Hold, 'lines' | 'quoted'> | null {
  const { facts, policy, engineer } = work.scene
  const { colleagueAnswer, lastAnswer } = facts
  const { seenAt } = work.act
  if (colleagueAnswer === null || seenAt === null || colleagueAnswer.at <= seenAt) return null
  // He has written after the colleague already, and was shown that answer then.
  if (lastAnswer?.engineer === engineer.address && lastAnswer.filedAt > colleagueAnswer.at) return null
  const name =
    policy.engineers.find((one) => one.address === colleagueAnswer.engineer)?.name ?? colleagueAnswer.engineer
  const at = momentWord(policy, colleagueAnswer.at)
  return {
    lines: [
      say(
        policy,
        `пока вы писали, клиенту ответил коллега: ${name}, ${at}`,
        `a colleague has answered meanwhile: ${name}, ${at}`,
      ),
    ],
    quoted: colleagueAnswer.text,
  }
}

const WHAT: Readonly<Record<Leak['of'], readonly [string, string]>> = {
  note: ['в тексте строка внутренней заметки', 'the text holds a line of a note'],
  token: ['в тексте служебный адрес или идентификатор', 'the text holds a token of the desk'],
  engineer: ['в тексте адрес инженера', "the text holds an engineer's address"],
  number: ['в тексте номер чужого обращения', "the text holds the number of another customer's ticket"],
  customer: ['в тексте имя или адрес другого клиента', "the text holds another customer's name or address"],
  attachment: ['приложен файл из внутренней заметки', 'a file of a note is attached'],
  desk: ['в тексте служебные строки письма инженеру', "the text holds the desk's own lines to engineers"],
  mail: [
    'приложено письмо или его часть, с адресами и цитатами',
    'a mail or a part of one is attached, quotes and all',
  ],
}

function leakLine(leak: Leak, policy: Policy): string {
  return `${say(policy, ...WHAT[leak.of])}: ${leak.shown}`
}

/** The decision that holds the mail: kept whole, shown to its author with the reason. */
export function held(work: Work, hold: Hold): Decision {
  const { scene, act, before } = work
  const shown = shownTo(work, hold)
  const who = `${scene.engineer.name} <${scene.engineer.address}>`
  const events = before === null ? [] : [{ ticket: before.id, who, what: 'held', detail: hold.lines.join('; ') }]
  return {
    because: `held: ${hold.because}`,
    filed: { ticket: before?.id ?? null, role: 'source', shown: '' },
    tickets: [],
    events,
    send: [shown],
    entries: [
      ...work.entries.filter((one) => one.kind === 'forget kept'),
      keep(scene, hold.because, shown, {
        token: act.token,
        ticket: act.ticket,
        seenAt: act.seenAt,
        reply: rewritten(act),
        parts: act.attachments,
      }),
    ],
  }
}

/** The mail that shows it to its author, with the reason and the colleague's answer. */
function shownTo({ scene, act, before }: Work, hold: Hold): Draft {
  const { policy } = scene
  return toEngineer(scene.pen, before, scene.engineer, {
    kind: 'transcript',
    answerIs: 'commands',
    event: 'held',
    inReplyTo: scene.letter.messageId,
    words: {
      letter: 'message',
      goes: { to: 'commands' },
      heading: say(
        policy,
        'Ответ придержан, клиенту ничего не ушло.',
        'The answer is held, nothing went to the customer.',
      ),
      lines: [
        ...hold.lines,
        say(
          policy,
          'Отправить всё равно: !отправить. Не отправлять: !отозвать.',
          'Send it all the same: !send. Do not send it: !undo.',
        ),
      ],
      quoted: hold.quoted ?? act.body,
    },
  })
}
