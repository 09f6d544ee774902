// The house plan, checked: who may import whom, faces, one file a package, rules without clock or chance, and what
// stands at the top level. The table is the plan's own; a new room needs a row here first.
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { dirname, join, normalize, relative } from 'node:path'
import { describe, expect, test } from 'vitest'
import { files, SRC, withoutComments } from './support/sources.ts'

const SHARED = ['letter', 'words', 'trouble']
const EVERYTHING = [
  'calendar',
  'desk',
  'store',
  'wording',
  'inbox',
  'reading',
  'outbox',
  'report',
  'board',
  'cli',
  'demo',
  'log',
  'filing',
  'daemon',
  'configuration',
]

/** Which rooms a room may import besides itself and the shared words. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  letter: [],
  words: ['calendar (types)'],
  trouble: [],
  log: [],
  calendar: [],
  report: ['calendar'],
  desk: ['calendar'],
  filing: ['desk'],
  store: ['desk (types)', 'log'],
  wording: ['calendar'],
  inbox: ['log'],
  reading: [],
  outbox: ['log'],
  board: ['log'],
  configuration: ['calendar', 'desk (types)'],
  daemon: EVERYTHING,
  cli: EVERYTHING,
  demo: EVERYTHING,
  main: EVERYTHING,
}

/** Rooms that are built in floors: a sub-room imports only from those before it; what stands in the room itself, from all. */
const FLOORS: Readonly<Record<string, readonly string[]>> = {
  desk: ['ticket', 'command', 'quoted', 'scene', 'saying', 'delivery', 'customer', 'orders', 'engineer', 'time'],
  reading: ['bytes', 'text', 'wrapped', 'mime', 'kind', 'reply', 'sender'],
  store: ['file', 'tables', 'audit', 'erasing', 'again'],
  words: ['sentences'],
  wording: ['language', 'russian', 'english'],
  cli: ['frame', 'process', 'books'],
  daemon: ['tokens'],
}
const MOST_FILES_OF_A_FOLDER = 25
const MOST_NAMES_AT_THE_TOP = 21
const MOST_FLOORS = 8

interface Import {
  readonly file: string
  readonly target: string
  /** `import type`. */
  readonly typesOnly: boolean
  /** `import()`: loaded when it is called. */
  readonly lazy: boolean
}

const IMPORT =
  /(?:^|\n)\s*(?:import|export)(\s+type)?\s[^;'"]*?from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|(?:^|\n)\s*import\s*['"]([^'"]+)['"]/g

function importsOf(file: string): Import[] {
  const text = withoutComments(readFileSync(file, 'utf8'))
  return [...text.matchAll(IMPORT)].map((match) => ({
    file: relative(SRC, file),
    target: match[2] ?? match[3] ?? match[4] ?? '',
    typesOnly: match[1] !== undefined,
    lazy: match[3] !== undefined,
  }))
}

const imports = files.flatMap(importsOf)

function roomOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.indexOf('/')) : path.replace(/\.ts$/, '')
}

/** The sub-room of a file, '' for what stands in the room itself. */
function subRoomOf(path: string): string {
  return path.split('/').slice(1, -1).join('/')
}

/** On which floor of its room a file stands; the room itself is the top. */
function floorOf(path: string): number {
  const floors = FLOORS[roomOf(path)] ?? []
  const sub = subRoomOf(path)
  return sub === '' ? floors.length : floors.indexOf(sub)
}

/** How many floors the house has when each room stands above all that it imports. */
function floorsOfHouse(): number {
  const heights = new Map<string, number>()
  const height = (room: string): number => {
    const known = heights.get(room)
    if (known !== undefined) return known
    heights.set(room, 0)
    const below = inner.flatMap((one) => (roomOf(one.file) === room ? [roomOf(targetOf(one))] : []))
    const own = 1 + Math.max(0, ...below.filter((other) => other !== room).map(height))
    heights.set(room, own)
    return own
  }
  return Math.max(...files.map((file) => height(roomOf(relative(SRC, file)))))
}

function targetOf(one: Import): string {
  return normalize(join(dirname(one.file), one.target))
}

const inner = imports.filter((one) => one.target.startsWith('.'))
const packages = imports.filter((one) => !one.target.startsWith('.') && !one.target.startsWith('node:'))

/** Every way that leads from a file back to it, told once, from the file that comes first in the alphabet. */
function circlesIn(next: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const done = new Set<string>()
  const circles: string[] = []
  const walk = (file: string, way: readonly string[]): void => {
    const at = way.indexOf(file)
    if (at >= 0) circles.push([...way.slice(at), file].join(' -> '))
    if (at >= 0 || done.has(file)) return
    for (const target of next.get(file) ?? []) walk(target, [...way, file])
    done.add(file)
  }
  for (const file of [...next.keys()].sort()) walk(file, [])
  return circles
}

describe('the house plan', () => {
  test('every room has its row in the table', () => {
    expect(
      [...new Set(files.map((file) => roomOf(relative(SRC, file))))].filter((room) => !(room in MAY_IMPORT)),
    ).toEqual([])
  })

  test('rooms import only what the table allows', () => {
    const wrong = inner.filter((one) => {
      const [from, to] = [roomOf(one.file), roomOf(targetOf(one))]
      if (from === to || SHARED.includes(to)) return false
      const allowed = MAY_IMPORT[from] ?? []
      return !(allowed.includes(to) || (one.typesOnly && allowed.includes(`${to} (types)`)))
    })
    expect(wrong.map((one) => `${one.file} -> ${one.target}`)).toEqual([])
  })

  test('from outside only the face of a room is imported', () => {
    const wrong = inner.filter((one) => {
      const target = targetOf(one)
      const room = roomOf(target)
      if (!target.includes('/') || room === roomOf(one.file) || room === 'cli' || room === 'demo') return false
      return target !== `${room}/${room}.ts`
    })
    expect(wrong.map((one) => `${one.file} -> ${one.target}`)).toEqual([])
  })

  test('within a room a sub-room imports only what stands below it', () => {
    const strangers = files.map((file) => relative(SRC, file)).filter((file) => floorOf(file) < 0)
    expect(strangers).toEqual([])
    const upwards = inner.filter(
      (one) => roomOf(one.file) === roomOf(targetOf(one)) && floorOf(targetOf(one)) > floorOf(one.file),
    )
    expect(upwards.map((one) => `${one.file} -> ${one.target}`)).toEqual([])
  })

  test('no file imports itself by way of others, types included', () => {
    const next = new Map<string, string[]>()
    for (const one of inner.filter((each) => !each.lazy)) {
      next.set(one.file, [...(next.get(one.file) ?? []), targetOf(one)])
    }
    expect(circlesIn(next)).toEqual([])
  })

  test('each package is imported by one file', () => {
    const importers = new Map<string, Set<string>>()
    for (const one of packages.filter((each) => !builtinModules.includes(each.target))) {
      const name = one.target
        .split('/')
        .slice(0, one.target.startsWith('@') ? 2 : 1)
        .join('/')
      importers.set(name, (importers.get(name) ?? new Set()).add(one.file))
    }
    expect(
      [...importers].filter(([, by]) => by.size > 1).map(([name, by]) => `${name}: ${[...by].join(', ')}`),
    ).toEqual([])
  })

  test('every package that is imported is declared, and every declared one is imported', () => {
    const declared = JSON.parse(readFileSync(join(SRC, '../package.json'), 'utf8'))
    const used = new Set(
      packages.map((one) =>
        one.target
          .split('/')
          .slice(0, one.target.startsWith('@') ? 2 : 1)
          .join('/'),
      ),
    )
    const known = { ...declared.dependencies, ...declared.devDependencies }
    expect([...used].filter((name) => !builtinModules.includes(name) && !(name in known))).toEqual([])
    expect(Object.keys(declared.dependencies).filter((name) => !used.has(name))).toEqual([])
    expect(Object.values(known).filter((version) => !/^\d+\.\d+\.\d+$/.test(String(version)))).toEqual([])
  })

  test.each(['letter.ts', 'letter', 'words', 'filing.ts', 'calendar', 'desk', 'report'])(
    '%s knows neither clock nor chance nor process',
    (place) => {
      const pure = files.filter((file) => relative(SRC, file) === place || relative(SRC, file).startsWith(`${place}/`))
      const wrong = pure.filter((file) => {
        const code = withoutComments(readFileSync(file, 'utf8')).replace(/'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/g, "''")
        return /\b(?:async|await)\b|new Date\(\)|Date\.now|Math\.random|\bprocess\./.test(code)
      })
      expect(wrong.map((file) => relative(SRC, file))).toEqual([])
    },
  )

  test('the house opens on few names, stands on few floors, and no folder is a heap', () => {
    expect(readdirSync(SRC).length).toBeLessThanOrEqual(MOST_NAMES_AT_THE_TOP)
    expect(floorsOfHouse()).toBeLessThanOrEqual(MOST_FLOORS)
    const folders = new Map<string, number>()
    for (const file of files) folders.set(dirname(file), (folders.get(dirname(file)) ?? 0) + 1)
    expect(
      [...folders]
        .filter(([, count]) => count > MOST_FILES_OF_A_FOLDER)
        .map(([folder, count]) => `${relative(SRC, folder)}: ${count}`),
    ).toEqual([])
  })

  test('no index files, and no file over 400 lines', () => {
    expect(files.filter((file) => file.endsWith('/index.ts'))).toEqual([])
    expect(
      files
        .map((file) => [relative(SRC, file), readFileSync(file, 'utf8').split('\n').length - 1] as const)
        .filter(([, lines]) => lines > 400),
    ).toEqual([])
  })

  test('the top level is the plan and what tools insist on', () => {
    const tracked = execFileSync('git', ['ls-files'], { cwd: join(SRC, '..'), encoding: 'utf8' })
      .trim()
      .split('\n')
    const top = new Set(tracked.map((path) => path.split('/')[0] ?? ''))
    const plan = [
      'src',
      'templates',
      'migrations',
      'test',
      'findings',
      'config.example.json',
      'package.json',
      'package-lock.json',
      'tsconfig.json',
      'Dockerfile',
      'README.md',
    ]
    expect([...top].filter((name) => !plan.includes(name) && !name.startsWith('.'))).toEqual([])
  })

  test('a finding can be run, says its package with the version and what was seen, and names no address or machine', () => {
    const listed = execFileSync('git', ['ls-files', '--stage', 'findings'], { cwd: join(SRC, '..'), encoding: 'utf8' })
    for (const line of listed.trim().split('\n')) {
      const [mode, , , path = ''] = line.split(/\s+/)
      const text = readFileSync(join(SRC, '..', path), 'utf8')
      expect(`${mode} ${path}`).toMatch(/^100755 findings\/[a-z0-9-]+\.sh$/)
      expect(text, path).toMatch(/^#!\/usr\/bin\/env bash\n# .*\d+\.\d+/)
      for (const part of ['# What happens: ', '# One would have guessed: ', '# Seen:'])
        expect(text, path).toContain(part)
      expect(text, path).not.toMatch(/https?:|(?<![\w$])\/(root|home|work|tmp)\//)
    }
  })

  test('the migrations are numbered without gaps, each number once', () => {
    const numbers = readdirSync(join(SRC, '../migrations')).map((name) => Number(name.slice(0, 4)))
    expect(numbers.sort((a, b) => a - b)).toEqual(numbers.map((_, n) => n + 1))
  })

  test('the lock file holds what each package may bring for other systems, else `npm ci` refuses', () => {
    const lock = JSON.parse(readFileSync(join(SRC, '../package-lock.json'), 'utf8'))
    const held: Record<string, { optionalDependencies?: Record<string, string> }> = lock.packages
    const wanted = Object.values(held).flatMap((one) => Object.keys(one.optionalDependencies ?? {}))
    expect(wanted.filter((name) => !Object.keys(held).some((key) => key.endsWith(`node_modules/${name}`)))).toEqual([])
  })
})
