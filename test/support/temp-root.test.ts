// The temporary folder of a run of tests, looked at from a run of its own.
import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'

const WINDOWS = process.platform === 'win32'
const URL_OF_ROOT = pathToFileURL(join(import.meta.dirname, 'temp-root.ts')).href

/** Work that is told to stop and does not, and a cleaning that is seen by its file. */
const STOPPED = `const { cleanedUp } = await import('${URL_OF_ROOT}')
  const forEver = () => new Promise(() => setInterval(() => process.kill(process.pid, 'SIGINT'), 10))
  const clean = async () => writeFileSync(join(tmpdir(), 'cleaned'), '')`

/** Writes a file into the temporary folder, tells where and how the folder can be entered, and ends as told. */
const script = (end: string): string => `
  import { mkdtempSync, statSync, writeFileSync } from 'node:fs'
  import { tmpdir } from 'node:os'
  import { join } from 'node:path'
  import { ownTempRoot } from '${URL_OF_ROOT}'
  const outer = tmpdir()
  const remove = ownTempRoot()
  ownTempRoot()()
  writeFileSync(join(mkdtempSync(join(tmpdir(), 'left-')), 'behind'), '')
  console.log(JSON.stringify({ outer, root: tmpdir(), mode: statSync(tmpdir()).mode & 0o777 }))
  ${end}
`

function run(end: string, folder: string): Promise<{ readonly failed: boolean; readonly out: string }> {
  const { TICKETD_TEST_ROOT: _, ...env } = process.env
  const args = ['--input-type=module', '-e', script(end)]
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env: { ...env, TMPDIR: folder, TEMP: folder } }, (error, out) =>
      resolve({ failed: error !== null, out }),
    )
  })
}

test('this very run has a temporary folder of its own, which the users of mail servers may enter', () => {
  expect(process.env.TICKETD_TEST_ROOT).toBe(tmpdir())
  if (!WINDOWS) expect(statSync(tmpdir()).mode & 0o777).toBe(0o755)
})

test.for([
  ['well', 'remove(); if (tmpdir() !== outer) throw new Error(tmpdir())', false],
  ['without a word', 'process.exit(0)', false],
  ['by a failure', "throw new Error('broken')", true],
  ['by Ctrl-C', `${STOPPED}; await cleanedUp(forEver, clean)`, true],
] as const)('what a run that ends %s left in the temporary folder is gone after it', async ([, end, fails]) => {
  const folder = mkdtempSync(join(tmpdir(), 'root-'))
  const { failed, out } = await run(end, folder)
  expect(failed).toBe(fails)
  const { outer, root, mode } = JSON.parse(out)
  expect(outer).toBe(folder)
  if (!WINDOWS) expect(mode).toBe(0o755)
  expect(root.startsWith(join(folder, 'ticketd-'))).toBe(true)
  expect(readdirSync(folder)).toEqual([])
})
