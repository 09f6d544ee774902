// Parts of the README that are generated from the code: the table of commands and the life of a ticket.
// `node test/support/readme.ts` writes them; test/readme.test.ts compares.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { COMMANDS } from '../../src/desk/command/command-table.ts'
import { LIFECYCLE } from '../../src/desk/ticket/lifecycle.ts'
import { ENGLISH_COMMANDS } from '../../src/wording/english/english.ts'
import { RUSSIAN_COMMANDS } from '../../src/wording/russian/russian.ts'

export const README = join(import.meta.dirname, '../../README.md')

function names(list: readonly string[], argument = ''): string {
  const all = list.map((name) => `\`!${name}\``).join(' ')
  return argument === '' ? all : `${all} ${argument}`
}

/** The table for engineers, Russian and English, leads' commands marked. */
export function commandTable(): string {
  const rows = COMMANDS.map(({ name, ru, en, lead }) => {
    const [russian, english] = [RUSSIAN_COMMANDS[name], ENGLISH_COMMANDS[name]]
    const mark = lead ? ' *(руководитель, lead)*' : ''
    const cells = [names(ru, russian.argument), names(en, english.argument), `${russian.does}${mark}`, english.does]
    return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  })
  return ['| команда | command | что делает | does |', '|---|---|---|---|', ...rows].join('\n')
}

const STATE_WORDS: Readonly<Record<string, string>> = {
  new: 'зарегистрировано',
  open: 'в работе',
  waiting: 'ожидает ответа клиента',
  development: 'передано в разработку',
  answered: 'дан ответ',
  closed: 'закрыто',
  declined: 'отклонено',
}

/** The table of moves: what leads where. */
export function lifecycleTable(): string {
  const rows = Object.entries(LIFECYCLE).map(([state, moves]) => {
    const away = new Map<string, string[]>()
    for (const [move, next] of Object.entries(moves))
      if (next !== state) away.set(next, [...(away.get(next) ?? []), move])
    const ways = [...away].map(([next, by]) => `${by.join(', ')} → **${next}**`)
    return `| **${state}** | ${STATE_WORDS[state]} | ${ways.join('; ')} |`
  })
  return ['| state | состояние | what leads away |', '|---|---|---|', ...rows].join('\n')
}

/** The README with its generated parts put in. */
export function withGenerated(text: string): string {
  const put = (whole: string, name: string, part: string): string => {
    const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
    return `${whole.slice(0, whole.indexOf(start) + start.length)}\n${part}\n${whole.slice(whole.indexOf(end))}`
  }
  return put(put(text, 'commands', commandTable()), 'lifecycle', lifecycleTable())
}

if (process.argv[1] === import.meta.filename) writeFileSync(README, withGenerated(readFileSync(README, 'utf8')))
