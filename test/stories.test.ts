// Each folder of test/stories is a test: letters that come, letters that must go out, and nothing else.
import { afterAll, describe, expect, test } from 'vitest'
import { miscounted } from '../src/desk/desk.ts'
import { openReader } from '../src/reading/reading.ts'
import { openAudit } from '../src/store/store.ts'
import { READING_SECONDS } from './support/patience.ts'
import { type Ending, play, readStory, storyNames } from './support/story.ts'

/** Nothing that `ticketd verify` looks for is wrong with what a story leaves. */
function leavesSoundBooks({ directory, policy }: Ending): void {
  const audit = openAudit(directory)
  try {
    const found = [...audit.structure(), ...audit.letters(), ...audit.outgoing()].flatMap((step) => step.found)
    const tickets = [...audit.tickets()].flatMap((step) => step.tickets)
    expect(found).toEqual([])
    expect(tickets.filter((one) => miscounted(one, policy).length > 0)).toEqual([])
  } finally {
    audit.close()
  }
}

const reader = openReader({ messageBytes: 83_886_080, seconds: READING_SECONDS })
afterAll(() => reader.close())

describe('the desk by mail', () => {
  test.each(storyNames().map((name) => [name, readStory(name).tells]))('%s: %s', async (name) => {
    await expect(play(name, reader, leavesSoundBooks)).resolves.toBeUndefined()
  })
})
