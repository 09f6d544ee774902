// Verbs that are killed or run out of disk in the middle: what stands afterwards is whole, or says what to do, and running
// the verb once more brings it to its end.
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  watch,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rawFile } from '../../src/inbox/inbox.ts'
import { readCopy } from '../../src/store/store.ts'
import { configuration, MAIN, ticketd } from '../support/cli.ts'
import { engineersAnswer, openWholeDesk, rawMail } from '../support/whole-desk.ts'

const ENGINEER = 'p.ivanov@vendor.example'
const HE = 'kanareykin@plant.example'
const DAY = 86_400
/** At the n-th thing that happens in its folders a verb is killed. */
const MOMENTS = process.env.TICKETD_LONG === '1' ? [1, 2, 4, 7, 12, 20, 33] : [3, 14]
let sound = ''

/** Books of a year ago: his requests, closed since, and somebody else's. */
beforeAll(async () => {
  const desk = openWholeDesk({ policy: { contracts: null }, now: new Date('2025-02-12T09:00:00Z') })
  for (let n = 1; n <= 12; n += 1) {
    const from = n % 2 === 0 ? HE : `she${n}@works.example`
    await desk.arrives(
      rawMail({ id: `m${n}@plant.example`, from, subject: `Вопрос ${n}`, text: `${from} `.repeat(400) }),
    )
    const card = desk.to(ENGINEER).at(-1)
    if (card === undefined) throw new Error('no card came')
    await desk.arrives(engineersAnswer(card, ENGINEER, '!закрыть\nГотово.'))
    desk.turn(DAY)
  }
  sound = mkdtempSync(join(tmpdir(), 'ticketd-cut-'))
  desk.store.checkpoint()
  cpSync(desk.folder, sound, { recursive: true })
  desk.close()
})
afterAll(() => rmSync(sound, { recursive: true, force: true }))

interface Place {
  readonly file: string
  readonly books: string
  /** Where copies and books made anew go. */
  readonly out: string
  run(args: readonly string[]): ReturnType<typeof ticketd>
  remove(): void
}

/** A desk with those books; `at` is where its folders lie. */
function place(at?: { readonly books?: string; readonly out?: string }): Place {
  const desk = configuration({
    retention: { rawMonths: 6, ticketYears: 0 },
    ...(at?.books ? { data: { directory: at.books } } : {}),
  })
  const books = at?.books ?? desk.books
  const out = at?.out ?? join(desk.directory, 'out')
  mkdirSync(out, { recursive: true })
  cpSync(sound, books, { recursive: true })
  return {
    ...{ file: desk.file, books, out },
    run: (args) => ticketd([...args, '--config', desk.file]),
    remove: () => rmSync(desk.directory, { recursive: true, force: true }),
  }
}

/** Runs a verb and kills it when so many things have happened in the folders, or lets it end. */
async function killed(desk: Place, args: readonly string[], moment: number): Promise<'killed' | 'ended'> {
  let happened = 0
  const child = spawn(process.execPath, [MAIN, ...args, '--config', desk.file], { stdio: 'ignore' })
  const watchers = [desk.books, desk.out].map((folder) =>
    watch(folder, { recursive: true }, () => {
      happened += 1
      if (happened >= moment) child.kill('SIGKILL')
    }),
  )
  const [, signal] = (await once(child, 'close')) as [number | null, string | null]
  for (const one of watchers) one.close()
  return signal === null ? 'ended' : 'killed'
}

function filesUnder(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(folder, name)).isFile(),
  )
}

const holds = (folder: string, word: string): readonly string[] =>
  filesUnder(folder).filter((name) => readFileSync(join(folder, name)).includes(word))
const letters = (folder: string): readonly string[] => filesUnder(join(folder, 'letters'))

/** A copy that stands in a folder has its books and all their raw mail; none may stand there. */
function copyIsWhole(folder: string): void {
  if (!existsSync(join(folder, 'ticketd.db'))) return
  for (const { sha256, bytes } of readCopy(folder).letters)
    expect(statSync(rawFile(folder, sha256), { throwIfNoEntry: false })?.size, sha256).toBe(bytes)
}

async function isSound(desk: Place): Promise<void> {
  const { status, out, err } = await desk.run(['verify'])
  expect([status, out], err).toEqual([0, ''])
}

/** What a verb is asked, what must hold whenever it was cut, and what must hold once it came to its end. */
interface Case {
  readonly args: (desk: Place) => readonly string[]
  readonly before?: (desk: Place) => Promise<unknown>
  readonly cut: (desk: Place) => Promise<unknown>
  readonly ended: (desk: Place) => Promise<unknown>
  /** Its exit status when it comes to its end; a replay by other rules tells of differences. */
  readonly again: 0 | 1
}

const CASES: Readonly<Record<string, Case>> = {
  erase: {
    again: 0,
    args: () => ['erase', '--customer', HE],
    async cut(desk) {
      const { status, out } = await desk.run(['verify'])
      // Whole, or by half and said so, with what to do.
      if (status !== 0) expect(out).toMatch(/^half erased: .*run "ticketd erase --customer ADDRESS"/m)
      else if (holds(desk.books, HE).length === 0)
        expect(letters(desk.books).length).toBeLessThan(letters(sound).length)
    },
    async ended(desk) {
      expect(holds(desk.books, HE)).toEqual([])
      await isSound(desk)
    },
  },
  retire: {
    again: 0,
    args: () => ['retire'],
    cut: isSound,
    async ended(desk) {
      expect(letters(desk.books)).toEqual([])
      await isSound(desk)
    },
  },
  backup: {
    again: 0,
    args: (desk) => ['backup', desk.out],
    cut: async (desk) => copyIsWhole(desk.out),
    async ended(desk) {
      copyIsWhole(desk.out)
      expect(readCopy(desk.out).letters).toHaveLength(24)
    },
  },
  restore: {
    again: 0,
    before: (desk) => desk.run(['backup', desk.out]),
    args: (desk) => ['restore', desk.out],
    async cut(desk) {
      const { status, err } = await desk.run(['list', '--all'])
      if (status !== 0) expect(err).toContain('run "ticketd restore DIR" again')
    },
    ended: isSound,
  },
  replay: {
    again: 1,
    args: (desk) => ['replay', '--into', join(desk.out, 'again.db')],
    async cut(desk) {
      if (existsSync(join(desk.out, 'again.db'))) rmSync(join(desk.out, 'again.db'))
    },
    ended: async (desk) => expect(statSync(join(desk.out, 'again.db')).size).toBeGreaterThan(100_000),
  },
}

describe.each(Object.entries(CASES))('%s, killed in the middle', (_name, { args, before, cut, ended, again }) => {
  test.each(MOMENTS)(
    'when its folders have changed %d times, leaves nothing by half and is done by the next run',
    async (moment) => {
      const desk = place()
      await before?.(desk)
      await killed(desk, args(desk), moment)
      await cut(desk)
      const { status, err } = await desk.run(args(desk))
      expect(status, err).toBe(again)
      await ended(desk)
      desk.remove()
    },
  )
})

const asRoot = process.getuid?.() === 0 && process.platform === 'linux'

/** A file system of a few megabytes, to be filled up. */
function smallDisk(): { readonly at: string; fill(): void; empty(): void; remove(): void } | null {
  const at = mkdtempSync(join(tmpdir(), 'ticketd-small-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', at], { stdio: 'ignore' })
  } catch {
    rmSync(at, { recursive: true })
    return null
  }
  const ballast = join(at, 'ballast')
  return {
    at,
    fill() {
      for (const size of [1 << 20, 1 << 14, 1 << 12])
        try {
          for (let n = 0; ; n += 1) writeFileSync(`${ballast}-${size}-${n}`, Buffer.alloc(size, 1))
        } catch {}
    },
    empty() {
      for (const name of readdirSync(at)) if (name.startsWith('ballast')) rmSync(join(at, name))
    },
    remove() {
      execFileSync('umount', [at], { stdio: 'ignore' })
      rmSync(at, { recursive: true })
    },
  }
}

describe.skipIf(!asRoot).each(Object.entries(CASES))(
  '%s, on a disk that is full',
  (_name, { args, before, cut, ended, again }) => {
    test('says so in a sentence, leaves nothing by half, and is done when there is room', async ({ skip }) => {
      const disk = smallDisk()
      if (disk === null) return skip('nothing can be mounted here')
      const desk = place({ books: join(disk.at, 'books'), out: join(disk.at, 'out') })
      await before?.(desk)
      disk.fill()
      const full = await desk.run(args(desk))
      expect(full.status, full.err).toBe(1)
      expect(full.err).toMatch(/disk is full|no room|disk under the books/)
      expect(full.err).not.toMatch(/^\s+at /m)
      disk.empty()
      await cut(desk)
      const { status, err } = await desk.run(args(desk))
      expect(status, err).toBe(again)
      await ended(desk)
      desk.remove()
      disk.remove()
    })
  },
)
