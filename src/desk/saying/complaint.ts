// Whether a customer complains («претензия», «жалоба»): the leads are told at once. Words only; changes nothing.
import { plainWords, sentencesOf, wordPattern } from '../ticket/plain-words.ts'

const COMPLAINT = wordPattern(
  'претензи~|досудебн~|жалоб~|жалу(?:юсь|емся)|пожаловаться|(?:formal )?complaint~?|(?:wish|want|have) to complain|we complain',
)
/** «Жалоб нет», «без претензий», «пользователи жалуются на…» are no complaints about us. */
const NONE = wordPattern(
  '(?:нет|без|не имеем|не имею|не имеется|никаких)(?: [\\p{L}]+){0,4} (?:претензи~|жалоб~)|(?:претензий|жалоб)(?: [\\p{L}]+){0,6} (?:нет|не имеем|не имею|не имеется)|претензи~(?: [\\p{L}]+){0,3} снят~|(?:это )?не (?:жалоба|претензия)|no complaints?|not a complaint',
)

/** The sentence in which a sender complains, or null. */
export function complaintIn(text: string): string | null {
  const sentence = sentencesOf(plainWords(text)).find((one) => COMPLAINT.test(one) && !NONE.test(one))
  return sentence === undefined ? null : sentence.slice(0, 120)
}
