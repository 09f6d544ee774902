// Which files of an engineer's mail are what he sends, and which his program carries along: seals, keys, his visiting
// card, pictures of the quote.
import type { Attachment, Letter } from '../../letter.ts'
import type { Passed } from '../scene/facts.ts'
import type { Engineer } from '../ticket/policy.ts'

/** What programs add to seal a mail: its bytes are sent anew, so that these prove nothing and show the sender. */
const SEALS = /^application\/(?:x-)?(?:pkcs7-signature|pgp-signature|pgp-keys)$/
/** winmail.dat holds the mail once more, quote and all; what was in it stands beside it. */
function isOutlooksWrapper(type: string): boolean {
  return /^application\/(?:vnd\.)?ms-tnef$/.test(type)
}

const CONTACT_CARD = /^text\/(?:(?:x-)?vcard|directory)$/

/** The files of his mail that he sends: none of his signature (seals, keys, his visiting card), none that programs carry along. */
export function filesSent(letter: Letter, engineer: Engineer, passed: () => readonly Passed[]): readonly Attachment[] {
  return withoutCarried(letter, withoutSeals(letter, engineer), passed)
}

/** Pictures in a quote, and the logo of every mail, come again with each answer: what has passed on the ticket stays here. */
function withoutCarried(
  letter: Letter,
  files: readonly Attachment[],
  passed: () => readonly Passed[],
): readonly Attachment[] {
  const aside = new Set(files.filter((one) => standsAside(one, letter)))
  if (aside.size === 0) return files
  const known = new Set(
    passed().flatMap((one) => (one.direction === 'note' ? [] : one.files.map((file) => file.sha256))),
  )
  return files.filter((one) => !aside.has(one) || !known.has(one.sha256))
}

/** Letters of the text in front of a picture that tell whose it is. */
const ENOUGH = 12

/** Whether a picture stands below words that are quoted or his signature's, and not below his own. */
function standsAside({ inline, contentId }: Attachment, { safeHtml, reply, quoted, signature }: Letter): boolean {
  const at = inline && contentId !== null ? (safeHtml ?? '').indexOf(`"cid:${contentId}"`) : -1
  if (safeHtml === null || at < 0) return false
  const before = lettersOf(safeHtml.slice(0, at).replace(/<[^<>]*(?:>|$)|&\w{1,9};/g, ' ')).slice(-ENOUGH)
  return before !== '' && !lettersOf(reply).includes(before) && lettersOf(`${quoted}${signature}`).includes(before)
}

function lettersOf(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, '')
}

function withoutSeals(letter: Letter, engineer: Engineer): readonly Attachment[] {
  const own = [engineer.address, ...engineer.alsoWritesFrom].map((address) => address.toLowerCase())
  const signature = letter.signature.toLowerCase()
  const isHis = own.some((address) => signature.includes(address))
  const isOpened = letter.defects.some((one) => one.is === 'winmail.dat opened')
  return letter.attachments.filter(
    (one) =>
      !SEALS.test(one.type) && !(isHis && CONTACT_CARD.test(one.type)) && !(isOpened && isOutlooksWrapper(one.type)),
  )
}
