// An engineer's name at the end of his mail never goes out twice, and nothing else is taken for it.
import { describe, expect, test } from 'vitest'
import { withoutOwnSignature } from '../../../src/desk/engineer/own-signature.ts'
import { PYOTR } from '../../support/desk.ts'

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

  test.each([
    ['no blank line above', '!закрыть\nПётр Иванов', '!закрыть'],
    ['below a sentence', 'Обновите каталог.\nПётр Иванов\n\np.ivanov@vendor.example', 'Обновите каталог.'],
    ['in paragraphs', 'Обновите каталог.\n\nПётр Иванов\n\nинженер\n\n8 495 000-00-00', 'Обновите каталог.'],
    ['a first name below commands', '!взять\n!категория 2\n\nПётр', '!взять\n!категория 2'],
    ['initials below commands', '!взять\n\nП.И.', '!взять'],
  ])('%s it is cut', (_, text, rest) => {
    expect(withoutOwnSignature(text, PYOTR)).toBe(rest)
  })

  test.each([
    ['Вопрос ведёт инженер\nПётр Иванов'],
    ['К вам приедут:\nПётр Иванов\nАнна Седова'],
    ['К вам приедет наш инженер.\n\nПётр Иванов, он позвонит вам завтра в десять.'],
    ['!закрыть\n\nГотово, Пётр'],
  ])('%j stays whole', (text) => {
    expect(withoutOwnSignature(text, PYOTR)).toBe(text)
  })

  test('a mail that holds his name alone is not emptied', () => {
    expect(withoutOwnSignature('Пётр Иванов', PYOTR)).toBe('Пётр Иванов')
  })
})
