// Each folder of test/stories is a test: letters that come, letters that must go out, and nothing else.
import { afterAll, describe, expect, test } from 'vitest'
import { openReader } from '../src/reading/reading.ts'
import { play, readStory, storyNames } from './support/story.ts'

const reader = openReader({ messageBytes: 83_886_080, seconds: 1200 })
afterAll(() => reader.close())

describe('the desk by mail', () => {
  test.each(storyNames().map((name) => [name, readStory(name).tells]))('%s: %s', async (name) => {
    await expect(play(name, reader)).resolves.toBeUndefined()
  })
})
