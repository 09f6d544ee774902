// A quotation that bears a Tab before every line (Mailutils, `~m` of mailx): the mail as it lay in the mailbox, header and all,
// to the end of the text.
import { plain } from '../text/plain.ts'

const FEWEST = 3
const HEADER =
  /^\t(?:Return-Path|Delivered-To|Received|X-Original-To|From|Date|To|Subject|Message-ID|MIME-Version|Envelope-To): ?\S/iu

/** Lines with a Tab from `at` up to `to`, whether they are a quotation, or null when there are none. */
export function tabBlock(
  lines: readonly string[],
  at: number,
  attributed: boolean,
): { readonly to: number; readonly quoted: boolean } | null {
  const first = lines[at] ?? ''
  if (!first.startsWith('\t')) return null
  const headed = HEADER.test(first.slice(0, 200))
  let filled = 0
  let to = at
  for (; to < lines.length; to += 1) {
    const line = lines[to] ?? ''
    if (line.startsWith('\t')) filled += 1
    else if (plain(line) !== '') break
  }
  // Behind an attribution its header may be missing, if nothing of the writer's stands below.
  return { to, quoted: filled >= FEWEST && (headed || (attributed && to === lines.length)) }
}
