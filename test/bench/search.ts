// How long a search takes in books with many messages: `node test/bench/search.ts [MESSAGES] [FOLDER]`, a million by
// default. Fills new books through the store itself (some minutes), prints each search twice, removes the books.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore, type Store } from '../../src/store/store.ts'
import { decision, later, letter, NO_WORDS } from '../store/books.ts'
import { ticketWith } from '../support/desk.ts'

const WORDS =
  'ошибка каталог изделие сервер доступ пользователь обновление версия журнал запись печать документ файл лицензия программа запуск установка пароль учётная база данные отчёт экран кнопка открывается работает просим сообщить приложен снимок добрый день спасибо вопрос проблема сеть принтер ключ код сообщение'.split(
    ' ',
  )
const SEARCHES = [
  'каталога',
  'ошибки каталогу',
  'принтер лицензия ключ код',
  'редкослово',
  'редкослово каталог',
  'нетакого каталог',
  'u17@plant17.example',
  'ошибка каталог изделие сервер доступ',
  'm500@plant.example',
  'SKPS-77',
]
const LETTERS_A_TICKET = 4
const LETTERS_A_TRANSACTION = 500

/** The same sequence in every run. */
function sequence(): () => number {
  let state = 7
  return () => {
    state = (state * 1_103_515_245 + 12_345) & 0x7fffffff
    return state / 0x7fffffff
  }
}

function textOf(n: number, chance: () => number): string {
  const word = (): string =>
    chance() < 0.7
      ? (WORDS[Math.floor(chance() ** 2 * WORDS.length)] ?? '')
      : `слово${Math.floor(chance() ** 3 * 200_000)}`
  return `${Array.from({ length: 40 }, word).join(' ')}${n % 100_000 === 5 ? ' редкослово' : ''}`
}

function fill(store: Store, messages: number): void {
  const chance = sequence()
  for (let first = 1; first <= messages; first += LETTERS_A_TRANSACTION) {
    const last = Math.min(messages, first + LETTERS_A_TRANSACTION - 1)
    store.transaction((books) => {
      for (let n = first; n <= last; n += 1) {
        const from = { name: 'Иван', address: `u${n % 5000}@plant${n % 70}.example` }
        const one = letter(n, { from, reply: textOf(n, chance) })
        const id = Math.ceil(n / LETTERS_A_TICKET)
        const tickets = n % LETTERS_A_TICKET === 1 ? [ticketWith({ id, customer: from })] : []
        const decided = decision({ letter: one, tickets, filed: { ticket: id } })
        books.record({ kind: 'letter', letter: one }, decided, NO_WORDS, later(n))
      }
    })
  }
}

const messages = Number(process.argv[2] ?? 1_000_000)
const directory = mkdtempSync(join(process.argv[3] ?? tmpdir(), 'ticketd-search-'))
const store = openStore(directory)
try {
  const began = performance.now()
  fill(store, messages)
  process.stdout.write(`${messages} messages filed in ${((performance.now() - began) / 1000).toFixed(0)} s\n`)
  for (const words of [...SEARCHES, ...SEARCHES]) {
    const start = performance.now()
    const found = store.reading.search(words, 20)
    process.stdout.write(`${(performance.now() - start).toFixed(1).padStart(6)} ms  ${found.length} found  ${words}\n`)
  }
} finally {
  store.close()
  rmSync(directory, { recursive: true })
}
