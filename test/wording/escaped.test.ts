// What a person wrote stands in our HTML as he wrote it: no sign of his begins or ends anything there.
import { expect, test } from 'vitest'
import { escaped } from '../../src/wording/html.ts'

test.each([
  ['<b>', '&lt;b&gt;'],
  ['" onload="', '&quot; onload=&quot;'],
  ["' onload='", '&#39; onload=&#39;'],
  ['&lt;', '&amp;lt;'],
  ['a  b', 'a&nbsp; b'],
])('«%s» is printed as %s', (text, html) => {
  expect(escaped(text)).toBe(html)
})
