// Where a letter says it belongs: tokens of ours, known ids, numbers.
import { describe, expect, test } from 'vitest'
import { cluesIn } from '../../../src/desk/scene/clues.ts'
import { makeToken } from '../../../src/desk/ticket/tag.ts'
import type { Letter } from '../../../src/letter.ts'
import { ANNA, letterFrom, PYOTR, policyWith, tokenIdFor } from '../../support/desk.ts'

const policy = policyWith()

function clues(letter: Partial<Letter>) {
  return cluesIn(letterFrom(letter), policy)
}

describe('the token of an engineer (decision 4)', () => {
  const answer = tokenIdFor(PYOTR, 12)
  const note = tokenIdFor(PYOTR, 12, 'note')
  const written = `support+${makeToken('commands', 12, PYOTR.address, 'x', policy.secret)}@vendor.example`

  test('of the address that he wrote to comes first', () => {
    const to = [{ name: '', address: written.toUpperCase() }]
    expect(clues({ from: PYOTR, to, inReplyTo: answer }).token?.kind).toBe('commands')
  })

  test('of In-Reply-To comes before References', () => {
    expect(clues({ from: PYOTR, inReplyTo: answer, references: [note] }).token?.kind).toBe('answer')
  })

  test('is else the last one of ours in References', () => {
    const token = clues({
      from: PYOTR,
      inReplyTo: 'x@else.example',
      references: [answer, note, 'y@else.example'],
    }).token
    expect(token?.kind).toBe('note')
  })

  test('is read when he writes from another of his addresses', () => {
    const from = { name: '', address: 'petr@home.example' }
    expect(clues({ from, inReplyTo: answer })).toMatchObject({ token: { ticket: 12 }, engineer: { name: PYOTR.name } })
  })

  test('is worth nothing in the mail of another engineer, or of a customer', () => {
    expect(clues({ from: ANNA, inReplyTo: answer }).token).toBeNull()
    expect(clues({ inReplyTo: answer }).token).toBeNull()
  })

  test('with one digit changed is none', () => {
    const forged = answer.replace(/.(?=@)/, (digit) => (digit === '0' ? '1' : '0'))
    expect(clues({ from: PYOTR, inReplyTo: forged }).token).toBeNull()
  })
})

describe('ids and numbers', () => {
  test('ids are looked up from the last of References to the first, then In-Reply-To, each once', () => {
    expect(clues({ references: ['a@x', 'b@x'], inReplyTo: 'b@x' }).messageIds).toEqual(['b@x', 'a@x'])
  })

  test('a bounce names the letter that came back before all others', () => {
    const bounce = { recipients: [], originalMessageId: 'o@x' }
    expect(clues({ kind: 'bounce', bounce, references: ['a@x'] }).messageIds).toEqual(['o@x', 'a@x'])
  })

  test('thousands of references are cut', () => {
    const references = Array.from({ length: 5000 }, (_, i) => `${i}@x`)
    expect(clues({ references }).messageIds).toHaveLength(60)
  })

  test('numbers stand in the subject, under the prefix or an alias', () => {
    expect(clues({ subject: 'Re: [SKPS-12], СКПС 7 и скпс‑12' }).numbers).toEqual([12, 7])
    expect(clues({ reply: 'SKPS-12' }).numbers).toEqual([])
  })
})
