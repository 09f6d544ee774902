// RTF of winmail.dat: the compression's example of the standard (MS-OXRTFCP section 4.1.1), and Russian in two spellings.
import { expect, test } from 'vitest'
import { decompressRtf, rtfToText } from '../../../src/reading/text/rtf.ts'

test('compressed RTF is undone as the standard shows', () => {
  const compressed = Buffer.from(
    '2d0000002b0000004c5a4675f1c5c7a703000a00726370673132354232 0af32068656c090020627705b06c647d0a800fa0'.replace(
      ' ',
      '',
    ),
    'hex',
  )
  const rtf = decompressRtf(compressed)
  expect(rtf.toString('latin1')).toBe('{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n')
  expect(rtfToText(rtf)).toBe('hello world')
})

test('RTF cut anywhere is read as far as it goes', () => {
  const whole = Buffer.from('2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c09', 'hex')
  for (let length = 0; length <= whole.length; length++)
    expect(() => decompressRtf(whole.subarray(0, length))).not.toThrow()
})

test('Russian stands in RTF as bytes of its code page or as Unicode numbers', () => {
  const rtf = "{\\rtf1\\ansi\\ansicpg1251 \\'c4\\'e0, \\u1076?\\u1072?\\par \\{ok\\}}"
  expect(rtfToText(Buffer.from(rtf, 'latin1'))).toBe('Да, да\n{ok}')
})
