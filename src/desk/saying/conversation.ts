// What has passed on a ticket, as !показать prints it to an engineer: who wrote what and when, and the files, as far as a
// mail carries them.
import { type PartOfLetter, sameAddress } from '../../letter.ts'
import type { DigestWords } from '../../words/words.ts'
import type { Passed } from '../scene/facts.ts'
import type { Policy } from '../ticket/policy.ts'
import { harmlessName } from './showing.ts'

type Section = DigestWords['sections'][number]

/** So many letters, the newest, and so many lines of each but the last are enough to go on with a ticket. */
const MOST_LETTERS = 20
const MOST_LINES = 60
const MOST_LINES_OF_LAST = 400

/** Sections with the newest letters in the order in which they passed; the one before says how many are left out. */
export function conversationOf(passed: readonly Passed[], policy: Policy): readonly Section[] {
  const shown = passed.slice(-MOST_LETTERS)
  const left = passed.length - shown.length
  return [
    ...(left > 0 ? [leftOut(left)] : []),
    ...shown.map((one, at) => letterSection(one, at === shown.length - 1 ? MOST_LINES_OF_LAST : MOST_LINES, policy)),
  ]
}

function leftOut(letters: number): Section {
  return { heading: '', tickets: [], lines: [{ is: 'earlier letters left out', letters }], more: 0 }
}

function letterSection(one: Passed, most: number, policy: Policy): Section {
  const lines = ownWords(one).split('\n')
  const names = one.files.map((file) => harmlessName(file.name))
  return {
    heading: { is: 'letter passed', at: one.at, direction: one.direction, person: personOf(one, policy) },
    tickets: [],
    text: lines.slice(0, most).join('\n'),
    linesLeft: Math.max(0, lines.length - most),
    lines: names.length === 0 ? [] : [{ is: 'files that came', names }],
    more: 0,
  }
}

/** Of ours what the engineer wrote: the desk's lines stand below three stars. */
function ownWords({ direction, text }: Passed): string {
  return (direction === 'out' ? (text.split(/^\* \* \*$/m)[0] ?? text) : text).trim()
}

function personOf({ from }: Passed, policy: Policy): string {
  const engineer = policy.engineers.find((one) => sameAddress(one.address, from.address))
  return engineer?.name ?? (from.name === '' ? from.address : from.name)
}

/** Files that came with these letters, the newest letter's first, each once, as many as a mail may carry. */
export function filesOf(passed: readonly Passed[], policy: Policy): readonly PartOfLetter[] {
  let room = policy.brakes.relayBytes > 0 ? policy.brakes.relayBytes : Number.POSITIVE_INFINITY
  const fits = new Map<string, PartOfLetter>()
  for (const file of passed.toReversed().flatMap((one) => (one.direction === 'out' ? [] : one.files))) {
    if (fits.has(file.sha256) || file.bytes > room) continue
    room -= file.bytes
    fits.set(file.sha256, { ...file, name: harmlessName(file.name) })
  }
  return [...fits.values()]
}
