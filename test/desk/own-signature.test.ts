// An engineer's name at the end of his mail never goes out twice, and nothing else is taken for it.
import { describe, expect, test } from 'vitest'
import { withoutOwnSignature } from '../../src/desk/own-signature.ts'
import { PYOTR } from '../support/desk.ts'

describe('the engineer signs without a line above', () => {
  test.each([
    ['Пётр Иванов'],
    ['Петр Иванов, инженер'],
    ['Иванов Пётр Сергеевич\nинженер отдела поддержки\nтел. 8 495 000-00-00, доб. 12'],
    ['П. С. Иванов'],
    ['Иванов П.С. | p.ivanov@vendor.example'],
  ])('%j is cut', (signature) => {
    expect(withoutOwnSignature(`Обновите каталог.\n\n${signature}\n`, PYOTR)).toBe('Обновите каталог.')
    expect(withoutOwnSignature(`!закрыть\n\n${signature}`, PYOTR)).toBe('!закрыть')
  })

  test.each([
    ['Пётр Иванов проверил права, всё в порядке.'],
    ['Пётр Иванов проверил.'],
    ['Иван Петров'],
    ['Пётр'],
    ['Обратитесь к П. С. Иванову'],
    ['П. С.: обновление большое'],
  ])('%j stays', (text) => {
    expect(withoutOwnSignature(`Обновите каталог.\n\n${text}`, PYOTR)).toBe(`Обновите каталог.\n\n${text}`)
  })

  test('a mail that holds his name alone is not emptied', () => {
    expect(withoutOwnSignature('Пётр Иванов', PYOTR)).toBe('Пётр Иванов')
  })
})
