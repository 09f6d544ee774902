// What looks like tags without end: the pass that makes HTML shallow asks at every place where the tag would end, and must
// not go to the end of all HTML for the answer.
import { expect, test } from 'vitest'
import { shallowed } from '../../../src/reading/text/shallow.ts'
import { stretchesOf } from '../../support/patience.ts'

const UNITS = [
  '<a',
  '<a ',
  '</a',
  '<a/',
  '<a =',
  '<a b="c" ',
  '<x b="<x y" ',
  '<a b="<a c=\'',
  '<a b="> ',
  '<!',
  '<!--x>',
]
const ENDS = ['', '>', '">', '"', '-->']

test.each(UNITS.flatMap((unit) => ENDS.map((end) => [unit, end] as const)))(
  'HTML of «%s» over and over, and «%s» at its end, is made shallow in one pass',
  (unit, end) => {
    const html = unit.repeat(400_000 / unit.length) + end
    // A pass takes 40 stretches at most; going to the end each time takes thousands.
    expect(stretchesOf(() => shallowed(html))).toBeLessThan(200)
  },
)

test('what only begins like a tag is a sign, and a tag of many quoted values is one', () => {
  expect(shallowed('a <b <i>c</i> d').html).toBe('a &lt;b c d')
  const many = `<div ${'data-x="<>" '.repeat(50)}>`
  expect(shallowed(`${many}text</div>`).html).toBe(`${many}text</div>`)
})
