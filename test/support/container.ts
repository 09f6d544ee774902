// What the Dockerfile promises, without Docker: its instructions are carried out in a folder, and its command runs with that
// folder as the root, read-only but for the volume, as the user it names. The base image is played by this machine's
// shell, libraries and Node; `npm ci` by the packages that are installed here. Wants root and Linux.
import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { type Instruction, lastOf, pairsIn, type Stage, wordsOf } from './dockerfile.ts'

const CHECKOUT = join(import.meta.dirname, '../..')
const IMAGE_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
/** As in the official Node images. */
const PEOPLE = { root: '0:0', node: '1000:1000' } as const
/** What the RUN lines call. A Dockerfile that calls more fails here until it is added. */
const PROGRAMS = ['sh', 'mkdir', 'chown']
const DEVICES = ['null', 'urandom']

/** A built image, ready to run. */
export interface Image {
  /** Its root folder on this machine. */
  readonly root: string
  /** What the volume holds, which alone may change while it runs. */
  readonly volume: string
  readonly environment: Readonly<Record<string, string>>
  /** What runs when nothing is said: ENTRYPOINT and CMD. */
  readonly command: readonly string[]
  readonly entrypoint: readonly string[]
  readonly healthcheck: readonly string[]
  /** Runs a command in it, as `docker run` and `docker exec` do. */
  start(command: readonly string[], environment?: Readonly<Record<string, string>>): ChildProcessWithoutNullStreams
}

/** How a command ended. */
export interface Ended {
  readonly status: number | null
  readonly out: string
  readonly err: string
}

interface Layer {
  readonly root: string
  environment: Readonly<Record<string, string>>
  user: string
  folder: string
}

/** Whether file systems can be laid out for one process alone here. */
export function containerAvailable(): boolean {
  try {
    execFileSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** Builds the last stage and those it copies from; throws at an instruction that is not known here. */
export function buildImage(stages: readonly Stage[]): Image {
  const last = stages.at(-1)
  if (last === undefined) throw new Error('a Dockerfile without a stage')
  const layer = built(last, stages)
  const volume = mkdtempSync(join(tmpdir(), 'volume-'))
  const mounted = lastOf(last, 'VOLUME')?.text ?? ''
  if (mounted !== '') execFileSync('cp', ['-aT', join(layer.root, mounted), volume])
  const entrypoint = wordsOf(lastOf(last, 'ENTRYPOINT')?.text ?? '[]')
  return {
    root: layer.root,
    volume,
    environment: layer.environment,
    entrypoint,
    command: [...entrypoint, ...wordsOf(lastOf(last, 'CMD')?.text ?? '[]')],
    healthcheck: wordsOf((lastOf(last, 'HEALTHCHECK')?.text ?? '[]').replace(/^CMD\s+/, '')),
    start: (command, environment = {}) =>
      entered(layer, command, { environment, volumes: mounted === '' ? [] : [[volume, mounted]], readOnly: true }),
  }
}

/** Waits for a command's end and keeps what it wrote. */
export async function endOf(child: ChildProcessWithoutNullStreams): Promise<Ended> {
  let [out, err] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    out += piece
  })
  child.stderr.setEncoding('utf8').on('data', (piece: string) => {
    err += piece
  })
  const [status] = (await once(child, 'close')) as [number | null]
  return { status, out, err }
}

function built(stage: Stage, stages: readonly Stage[]): Layer {
  const layer: Layer = { root: baseImage(), environment: { PATH: IMAGE_PATH }, user: 'root', folder: '/' }
  for (const one of stage.instructions) carryOut(one, layer, stages)
  return layer
}

function carryOut(one: Instruction, layer: Layer, stages: readonly Stage[]): void {
  switch (one.word) {
    case 'ENV':
      layer.environment = { ...layer.environment, ...pairsIn(one.text) }
      return
    case 'WORKDIR':
      layer.folder = resolve(layer.folder, one.text)
      mkdirSync(join(layer.root, layer.folder), { recursive: true })
      return
    case 'USER':
      layer.user = one.text
      return
    case 'COPY':
      copied(one, layer, stages)
      return
    case 'RUN':
      if (one.text.startsWith('npm ci')) installed(one.text.split(/\s+/).slice(2), join(layer.root, layer.folder))
      else ranWithin(one.text, layer)
      return
    case 'CMD':
    case 'ENTRYPOINT':
    case 'HEALTHCHECK':
    case 'STOPSIGNAL':
    case 'VOLUME':
      return
    default:
      throw new Error(`the test knows no ${one.word}`)
  }
}

/** A root folder with what the base image has: a shell, Node, the libraries of both, two users. */
function baseImage(): string {
  const root = mkdtempSync(join(tmpdir(), 'image-'))
  chmodSync(root, 0o755)
  for (const folder of ['etc', 'dev', 'proc', 'tmp', 'usr/local/bin', 'bin'])
    mkdirSync(join(root, folder), { recursive: true })
  chmodSync(join(root, 'tmp'), 0o1777)
  for (const device of DEVICES) writeFileSync(join(root, 'dev', device), '')
  const lines = Object.entries(PEOPLE)
  writeFileSync(
    join(root, 'etc/passwd'),
    lines.map(([name, ids]) => `${name}:x:${ids}::/home/${name}:/bin/sh\n`).join(''),
  )
  writeFileSync(join(root, 'etc/group'), lines.map(([name, ids]) => `${name}:x:${ids.split(':')[1]}:\n`).join(''))
  const programs = PROGRAMS.map((name) => execFileSync('which', [name], { encoding: 'utf8' }).trim())
  for (const program of programs) copyFileSync(program, join(root, 'bin', basename(program)))
  copyFileSync(process.execPath, join(root, 'usr/local/bin/node'))
  for (const library of new Set([...programs, process.execPath].flatMap(librariesOf))) {
    mkdirSync(join(root, dirname(library)), { recursive: true })
    copyFileSync(library, join(root, library))
  }
  return root
}

function librariesOf(program: string): readonly string[] {
  const listed = execFileSync('ldd', [program], { encoding: 'utf8' })
  return [...listed.matchAll(/(\/\S+) \(0x/g)].map(([, path = '']) => path)
}

function copied(one: Instruction, layer: Layer, stages: readonly Stage[]): void {
  const paths = one.text.split(/\s+/)
  const target = paths.pop() ?? ''
  const { from } = one.flags
  const stage = stages.find(({ name }) => name === from)
  if (from !== undefined && stage === undefined) throw new Error(`there is no stage ${from}`)
  const source = stage === undefined ? CHECKOUT : built(stage, stages).root
  const ignored = readFileSync(join(CHECKOUT, '.dockerignore'), 'utf8').split('\n')
  for (const path of paths) {
    if (stage === undefined && ignored.includes(path.split('/')[0] ?? '')) throw new Error(`${path} is ignored`)
    const file = join(source, path)
    const to = resolve(layer.folder, target, target.endsWith('/') ? basename(path) : '')
    cpSync(file, join(layer.root, to), { recursive: true })
  }
}

interface Locked {
  readonly dev?: boolean
  readonly optional?: boolean
}

/** The packages of the lock file, as far as `--omit` leaves them. */
export function lockedPackages(): Readonly<Record<string, Locked>> {
  const { '': _, ...packages } = JSON.parse(readFileSync(join(CHECKOUT, 'package-lock.json'), 'utf8')).packages
  return packages
}

/** What `npm ci` lays into a folder, taken from this checkout's packages instead of a registry. */
function installed(options: readonly string[], folder: string): void {
  for (const [path, locked] of Object.entries(lockedPackages())) {
    if (options.includes('--omit=dev') && locked.dev === true) continue
    if (options.includes('--omit=optional') && locked.optional === true) continue
    const source = join(CHECKOUT, path)
    if (locked.optional === true && !existsSync(source)) continue
    const isItsOwn = (file: string): boolean => !relative(source, file).split('/').includes('node_modules')
    cpSync(source, join(folder, path), { recursive: true, filter: isItsOwn })
  }
}

function ranWithin(line: string, layer: Layer): void {
  const [program, ...args] = enteringWords(layer, ['sh', '-ec', line], { volumes: [], readOnly: false })
  execFileSync(program ?? '', args, { env: layer.environment, stdio: 'pipe' })
}

interface Entering {
  readonly volumes: readonly (readonly [from: string, to: string])[]
  readonly readOnly: boolean
}

function entered(
  layer: Layer,
  command: readonly string[],
  how: Entering & { readonly environment: Readonly<Record<string, string>> },
): ChildProcessWithoutNullStreams {
  const [program, ...args] = enteringWords(layer, command, how)
  return spawn(program ?? '', args, { env: { ...layer.environment, ...how.environment } })
}

/**
 * A command with the layer's folder as its root, in a layout of file systems that goes with the process. Each step
 * replaces itself by the next: the process that is started is the one a signal reaches.
 */
function enteringWords(layer: Layer, command: readonly string[], how: Entering): readonly string[] {
  const { root } = layer
  const steps = [
    `mount --bind ${root} ${root}`,
    ...(how.readOnly ? [`mount -o remount,bind,ro ${root}`] : []),
    `mount --rbind /proc ${root}/proc`,
    ...DEVICES.map((device) => `mount --bind /dev/${device} ${root}/dev/${device}`),
    ...how.volumes.map(([from, to]) => `mount --bind ${from} ${join(root, to)}`),
    `exec chroot --userspec=${idsOf(layer.user)} --groups= ${root} sh -c 'cd "$0" && exec "$@"' ${layer.folder} "$@"`,
  ]
  return ['unshare', '--mount', 'sh', '-c', steps.join(' && '), 'sh', ...command]
}

function idsOf(user: string): string {
  const found = Object.entries(PEOPLE).find(([name]) => name === user)
  if (found === undefined) throw new Error(`the base image has no user ${user}`)
  return found[1]
}
