// The gap after a restored copy: mail that was filed since lies among the filed mail. A server compares days in a zone of
// its own (RFC 9051 section 6.4.4), so it is asked from the day before.
import { afterEach, expect, test } from 'vitest'
import { eventually } from '../support/patience.ts'
import { startInbox, stopAll, testBooks } from './desk-inbox.ts'
import { startScriptedImap } from './scripted-imap.ts'

afterEach(stopAll)

test('mail of the gap is asked for from a day before its beginning, and the gap closes', async () => {
  const server = await startScriptedImap([])
  let since: Date | null = new Date('2026-03-02T00:30:00Z')
  const closeGap = (): void => {
    since = null
  }
  const inbox = await startInbox({
    mailbox: server.settings(),
    books: { ...testBooks(), gapSince: () => since, closeGap },
  })
  await eventually(() => expect(since).toBeNull())
  const asked = server.heard.flatMap((line) => /SINCE "?(\d+)-Mar-2026/i.exec(line)?.[1] ?? [])
  expect(asked.length).toBeGreaterThan(0)
  for (const day of asked) expect(Number(day)).toBeLessThanOrEqual(1)
  await inbox.stop()
  await server.stop()
})
