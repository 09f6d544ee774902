import { describe, expect, test } from 'vitest'
import { readCommands } from '../../../src/desk/command/command.ts'
import { meantBy } from '../../../src/desk/command/several.ts'

/** What a line orders, and of which tickets. */
function meant(line: string): readonly [argument: string, tickets: readonly number[]] {
  const [command] = readCommands(line).commands
  if (command === undefined) throw new RangeError('no command')
  const { command: read, tickets } = meantBy(command, ['SKPS', 'СКПС'])
  return [read.argument, tickets]
}

describe('an order names the tickets that it is meant for', () => {
  test.each<[line: string, argument: string, tickets: readonly number[]]>([
    ['!закрыть 12 14 17', '', [12, 14, 17]],
    ['!закрыть 12, 14 и 17', '', [12, 14, 17]],
    ['!close #12, SKPS-14 and skps 17', '', [12, 14, 17]],
    ['!закрыть СКПС-12 скпс 14', '', [12, 14]],
    ['!закрыть 12 12', '', [12]],
    ['!закрыть', '', []],
    ['!закрыть №1 и №2, №3.', '', [1, 2, 3]],
    ['!закрыть №№ 12, 14', '', [12, 14]],
    ['!закрыть № 12 и № 14!', '', [12, 14]],
    ['!закрыть обращения 12 и 14', '', [12, 14]],
    ['!закрыть (12, 14)', '', [12, 14]],
    ['!закрыть [SKPS-12], [SKPS-14]', '', [12, 14]],
    ['!close tickets 12 and 14', '', [12, 14]],
    ['!категория 4 (12, 14)', '4', [12, 14]],
    ['!передать Седовой обращения 12, 14', 'Седовой', [12, 14]],
    ['!передать Пётр №№ 12,14', 'Пётр', [12, 14]],
    ['!передать Седова 12 14', 'Седова', [12, 14]],
    ['!передать Анна Седова, 12', 'Анна Седова', [12]],
    ['!передать Седова', 'Седова', []],
    ['!категория 2 12 14', '2', [12, 14]],
    ['!категория 2', '2', []],
    ['!категория консультация 12', 'консультация', [12]],
  ])('%s', (line, argument, tickets) => {
    expect(meant(line)).toEqual([argument, tickets])
  })

  test.each([
    ['words beside a number are no list of tickets', '!закрыть вопрос 12'],
    ['a number of ten digits is no ticket', '!закрыть 1234567890'],
    ['a span is not understood', '!закрыть 12-14'],
    ['a date is no ticket', '!закрыть 01.12'],
    ['what a command does not name several with stays its own', '!связать 12'],
    ['a contract is no ticket', '!договор 15 24'],
  ])('%s: %s', (_, line) => {
    expect(meant(line)).toEqual([readCommands(line).commands[0]?.argument, []])
  })
})
