// Letters of other projects, whose truths those projects wrote. Only where TICKETD_LETTERS names their folder.
import { beforeAll, describe, expect, test } from 'vitest'
import { AIM, type Score, scoreOf, share, sum, type Tally, whole } from './score.ts'

const folder = process.env.TICKETD_LETTERS ?? ''

describe.skipIf(folder === '')('the letters of other projects', () => {
  let score: Score = { categories: new Map(), misses: [] }
  beforeAll(async () => {
    score = await scoreOf(folder)
  })

  const of = (category: string, keys: readonly string[]): Tally =>
    sum(keys.map((key) => score.categories.get(category)?.get(key) ?? { right: 0, judged: 0 }))

  test('are read right in 98.5 of 100 truths', () => {
    expect(whole(score).judged).toBeGreaterThan(500)
    expect(share(whole(score)), score.misses.join('\n')).toBeGreaterThanOrEqual(AIM.all)
  })

  test('are read right in 95 of 100 truths of each category', () => {
    for (const [category, checks] of score.categories)
      expect(share(sum(checks.values())), category).toBeGreaterThanOrEqual(AIM.each)
  })

  test('yield what their senders wrote themselves in 95 of 100', () => {
    const keys = ['reply', 'reply_words', 'must_contain', 'must_not_contain', 'reply_ends_before_or_at']
    const replies = sum([of('replies', keys), of('russian', keys)])
    expect(replies.judged).toBeGreaterThan(0)
    expect(share(replies)).toBeGreaterThanOrEqual(0.95)
  })

  test('that came back say who, why and which in 97 of 100', () => {
    const bounces = sum(score.categories.get('bounces')?.values() ?? [])
    expect(bounces.judged).toBeGreaterThan(0)
    expect(share(bounces)).toBeGreaterThanOrEqual(0.97)
  })
})
