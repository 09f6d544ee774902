// Whether a mail speaks of what R20 calls high criticality: a critical service of the product is to be restored, or
// access to a user's account. A suspicion only: it alerts people and puts the ticket first; an engineer decides.
import type { CriticalGround } from '../../words/words.ts'
import { ACCESS_WORDS, ANNULS, DECLARED_ORDINARY, SERVICE_WORDS, URGENT_WORDS } from './critical-words.ts'
import { plainWords, sentencesOf, wordPattern } from './plain-words.ts'
import type { Contract, Policy } from './policy.ts'

/** High criticality as the words of a letter suggest it: an engineer decides. */
export interface Suspicion {
  readonly ground: CriticalGround
  /** The sender's words that raised it, for the card: «не могут войти». */
  readonly words: string
}

const PATTERNS = {
  service: SERVICE_WORDS.map(wordPattern),
  access: ACCESS_WORDS.map(wordPattern),
  urgent: URGENT_WORDS.map(wordPattern),
  ordinary: DECLARED_ORDINARY.map(wordPattern),
  annuls: ANNULS.map(wordPattern),
}
/** A request says its trouble at the beginning; a log pasted below says nothing of urgency. */
const MOST_CHARACTERS = 20_000

/** What a request says, as far as suspicion goes. `subject` is '' for an answer, whose subject is not new. */
export interface Said {
  readonly subject: string
  /** The sender's own words, without quotes and signature. */
  readonly text: string
  readonly importanceHigh: boolean
}

/**
 * What a request lets suspect, or null. Importance counts together with words only; a person whom the contract names may
 * declare it in plain words.
 */
export function suspected(said: Said, policy: Policy, mayDeclare: boolean): Suspicion | null {
  const sentences = troubledSentences([said.subject, said.text])
  const plain = firstIn(sentences, PATTERNS.access, 'access') ?? firstIn(sentences, PATTERNS.service, 'service')
  if (plain !== null) return plain
  const own = firstIn(sentences, policy.critical.keywords.map(keywordPattern), 'other')
  if (own !== null) return { ...own, ground: groundOfKeyword(own.words) }
  if (!mayDeclare && !said.importanceHigh) return null
  return firstIn(sentences, PATTERNS.urgent, 'other')
}

/** Whether the contract names the sender as one who may declare high criticality. */
export function mayDeclareCritical(address: string, contract: Contract | null): boolean {
  return (
    contract?.people.some(
      (person) => person.mayDeclareCritical && person.address.toLowerCase() === address.toLowerCase(),
    ) ?? false
  )
}

/** Sentences that no negation and no "works again" takes back; none when the sender says that it can wait. */
function troubledSentences(parts: readonly string[]): readonly string[] {
  const sentences = parts.flatMap((part) => sentencesOf(plainWords(part.slice(0, MOST_CHARACTERS))))
  const holds = (patterns: readonly RegExp[], sentence: string): boolean =>
    patterns.some((pattern) => pattern.test(sentence))
  if (sentences.some((sentence) => holds(PATTERNS.ordinary, sentence))) return []
  return sentences.filter((sentence) => !holds(PATTERNS.annuls, sentence))
}

function firstIn(sentences: readonly string[], patterns: readonly RegExp[], ground: CriticalGround): Suspicion | null {
  for (const sentence of sentences) {
    for (const pattern of patterns) {
      const words = pattern.exec(sentence)?.[0]
      if (words !== undefined) return { ground, words: words.trim().slice(0, 80) }
    }
  }
  return null
}

/** A setting's keyword as it stands, word for word; `*` at its end stands for any ending. */
function keywordPattern(keyword: string): RegExp {
  const escaped = plainWords(keyword.trim()).replace(/[^\p{L}\p{N} ]/gu, (sign) => (sign === '*' ? '~' : `\\${sign}`))
  return wordPattern(escaped === '' ? '(?!)' : escaped)
}

function groundOfKeyword(words: string): CriticalGround {
  return /доступ|вход|войти|учетн|парол|логин|access|login|password|account/.test(words) ? 'access' : 'service'
}
