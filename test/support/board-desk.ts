// A desk with something to see on every page of its board, hostile mail among it, and the board over it as the daemon
// opens it.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { type Board, openBoard } from '../../src/board/board.ts'
import { TEMPLATES } from '../../src/daemon/daemon.ts'
import { openPages, type Pages, versionsOf } from '../../src/daemon/pages.ts'
import { rawFile } from '../../src/inbox/inbox.ts'
import { openLog } from '../../src/log.ts'
import type { MachineState } from '../../src/words/words.ts'
import { contractEntry, TurnedDesk } from './turned-desk.ts'

export const TOKEN = 'word-of-the-board'

/** Shown as they are and never carried out. */
export const HOSTILE = {
  subject: '"><script>document.title="owned"</script><img src=x onerror=alert(1)> {{token}} \u202egnp.exe',
  name: '<b onmouseover="alert(1)">Boss</b>',
  file: '../../etc/"<svg onload=alert(1)>.html',
  html: '<p>Seen</p><script>document.title="owned"</script><img src="http://evil.test/x.png"><form action="http://evil.test"><input></form><style>body{display:none}</style>',
} as const

export interface BoardDesk {
  readonly desk: TurnedDesk
  readonly board: Board
  readonly pages: Pages
  readonly address: string
  close(): Promise<void>
}

/** Puts a raw mail where the desk keeps it. */
export function keepRaw(desk: TurnedDesk, sha256: string, raw: string): void {
  const file = rawFile(desk.room.config.data.directory, sha256)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, raw.replaceAll('\n', '\r\n'))
}

/** Opens the board over a desk. `machine` replaces parts of what the main thread would say. */
export async function openBoardOver(desk: TurnedDesk, machine: Partial<MachineState> = {}): Promise<BoardDesk> {
  const { config } = desk.room
  mkdirSync(`${config.data.directory}/tmp`, { recursive: true })
  const log = openLog('error', 2)
  const given = { config, configFile: desk.configFile, templates: TEMPLATES, versions: versionsOf() }
  const pages = openPages({ with: () => given, log })
  const state = (): MachineState => ({
    reasons: [],
    inbox: { connected: true, backlog: 0, lastSweepAt: desk.now, trouble: null },
    lastSentAt: desk.now,
    memoryBytes: 90_000_000,
    startedAt: desk.now,
    ...machine,
  })
  const board = await openBoard({
    host: '127.0.0.1',
    port: 0,
    token: TOKEN,
    clock: () => desk.now,
    reasons: () => [],
    metrics: async () => ({ contentType: 'text/plain', text: '' }),
    ask: (question) => pages.ask({ ...question, now: desk.now, machine: state() }),
  })
  return {
    ...{ desk, board, pages, address: `http://127.0.0.1:${board.port}` },
    close: async () => {
      await pages.close()
      await board.close()
    },
  }
}

/** Three months of a small desk: taken, asked, answered, handed to development, overdue, critical, closed, hostile. */
export function livedDesk(): TurnedDesk {
  const desk = new TurnedDesk('2026-03-02T09:00', [
    contractEntry({ organisation: 'АО «Завод «Вектор»' }),
    contractEntry({ number: '15/24', organisation: 'ООО «Ромашка»', domains: ['romashka.example'], people: [] }),
  ])
  const customer = { name: 'Ирина Смирнова', address: 'smirnova@romashka.example' }
  const days = [
    '03-02',
    '03-05',
    '03-10',
    '03-17',
    '03-24',
    '04-02',
    '04-09',
    '04-16',
    '04-23',
    '05-04',
    '05-07',
    '05-12',
  ]
  const subjects = [
    'Не открывается каталог',
    'Ошибка 500 при входе',
    'Как выгрузить отчёт за квартал?',
    'Пропали данные за апрель',
  ]
  for (const [n, day] of days.entries()) {
    const subject = `${subjects[n % subjects.length]}`
    const text = `Здравствуйте!\n\n${subject}. Подскажите, пожалуйста, что делать.\n\nС уважением,\nИрина Смирнова`
    const fields = n % 2 === 0 ? { from: customer, returnPath: customer.address } : {}
    desk.mail(`2026-${day}T${10 + (n % 8)}:15`, { ...fields, subject, text, reply: text })
    if (n < 9)
      desk.engineer(`2026-${day}T${11 + (n % 7)}:45`, 'Добрый день! Обновите каталог до версии 2.1.4.', {
        ticket: n + 1,
      })
  }
  for (const n of [1, 2, 4, 5, 7])
    desk.engineer(`2026-05-${String(n + 4).padStart(2, '0')}T16:00`, '!закрыть', { ticket: n })
  desk.engineer('2026-05-12T15:00', '!ждём\nКакая у вас версия каталога?', { ticket: 10 })
  desk.engineer('2026-05-12T15:10', '!разработка ABC-17', { ticket: 11 })
  const sha256 = 'ab'.repeat(32)
  const raw = `From: ${customer.address}\nTo: support@vendor.example\nSubject: hostile\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html; charset=utf-8\n\n${HOSTILE.html}\n--b\nContent-Type: text/html; name="x.html"\nContent-Disposition: attachment; filename="x.html"\n\n<script>alert(1)</script>\n--b\nContent-Type: image/png; name="dot.png"\nContent-Disposition: attachment; filename="dot.png"\nContent-Transfer-Encoding: base64\n\niVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==\n--b--\n`
  keepRaw(desk, sha256, raw)
  const file = { sha256: 'cd'.repeat(32), bytes: 25, inline: false, contentId: null }
  desk.mail('2026-05-13T12:00', {
    from: { name: HOSTILE.name, address: customer.address },
    returnPath: customer.address,
    subject: HOSTILE.subject,
    text: `${HOSTILE.html}\nсервер недоступен, всё стоит, срочно`,
    reply: `${HOSTILE.html}\nсервер недоступен, всё стоит, срочно`,
    sha256,
    attachments: [
      { ...file, name: HOSTILE.file, type: 'text/html', part: 2 },
      { ...file, name: 'dot.png', type: 'image/png', part: 3 },
    ],
  })
  desk.turnTo('2026-05-20T12:00')
  return desk
}
