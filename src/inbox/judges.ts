// Puts the judges of a mail together: words of this time, kind, bounce, forward.
import type { Mail } from '../letter.ts'
import type { Opened } from './parts.ts'
import { readText } from './trim.ts'

export type Judged = Pick<
  Mail,
  'text' | 'reply' | 'quoted' | 'signature' | 'kind' | 'mayAcknowledge' | 'why' | 'bounce' | 'forwarded'
>

/** What the judges say of a mail taken apart. */
export function judge(opened: Opened): Judged {
  return { ...readText(opened.text), kind: 'mail', mayAcknowledge: true, why: [], bounce: null, forwarded: null }
}
