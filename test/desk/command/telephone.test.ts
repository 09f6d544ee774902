import { describe, expect, test } from 'vitest'
import { sameExtension, sameLine, type Telephone, telephoneIn } from '../../../src/desk/command/telephone.ts'

function read(text: string): Telephone {
  const found = telephoneIn(text)
  if (found === null) throw new RangeError(`no number: ${text}`)
  return found
}

describe('one number in many writings', () => {
  test.each([
    '8 (495) 648-06-40 доб. 1263',
    '+7 495 648 06 40 (доб. 1263)',
    '74956480640, вн. 1263',
    '8-495-648-06-40 ext 1263',
    '495 6480640 #1263',
    '+7(495)648-06-40;1263',
    '8 495 648 06 40 добавочный 1263',
  ])('%s', (text) => {
    expect(read(text)).toEqual({ main: '4956480640', extension: '1263' })
  })

  test.each([
    ['8 495 648-06-40', '4956480640'],
    ['+375 17 200-00-00', '375172000000'],
    ['648-06-40', '6480640'],
    ['8 800 555 35 35', '8005553535'],
  ])('%s has no extension', (text, main) => {
    expect(read(text)).toEqual({ main, extension: null })
  })

  test.each(['завтра', '12', '', '1'.repeat(16), 'x'.repeat(100)])('%s is no number', (text) => {
    expect(telephoneIn(text)).toBeNull()
  })
})

describe('two numbers', () => {
  test.each([
    ['8 495 648-06-40', '+7 (495) 648-06-40 доб. 7', true, true],
    ['8 495 648-06-40 доб. 8', '+7 (495) 648-06-40 доб. 7', true, false],
    ['648-06-40', '8 495 648-06-40', true, true],
    ['8 812 648-06-40', '8 495 648-06-40', false, true],
    ['48-06-40', '8 495 648-06-40', false, true],
  ])('%s and %s', (a, b, line, extension) => {
    expect(sameLine(read(a), read(b))).toBe(line)
    expect(sameLine(read(b), read(a))).toBe(line)
    expect(sameExtension(read(a), read(b))).toBe(extension)
  })
})
