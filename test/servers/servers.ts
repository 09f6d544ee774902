// npm run test:servers -- [NAME…]: the desk between other people's servers. A name is a part of the name of a suite
// (dovecot, cyrus, courier, exim, opensmtpd, sendmail, postfix, sieve). A suite whose server is not here skips itself and
// says what it wants; the last line counts.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import testTempRoot from '../support/temp-root.ts'

const ROOT = join(import.meta.dirname, '../..')

testTempRoot()
const report = join(tmpdir(), 'servers.json')
const args = ['run', '--config', 'test/servers/vitest.config.ts', ...process.argv.slice(2)]
const output = ['--reporter=verbose', '--reporter=json', `--outputFile.json=${report}`]
const vitest = spawn(process.execPath, [join(ROOT, 'node_modules/vitest/vitest.mjs'), ...args, ...output], {
  cwd: ROOT,
  stdio: 'inherit',
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => vitest.kill(signal))
const [status] = (await once(vitest, 'exit')) as [number | null]
const { passed, failed, skipped } = counted()
const allFailed = status === 0 ? failed : Math.max(1, failed)
console.log(`${passed} passed, ${allFailed} failed, ${skipped} skipped`)
process.exitCode = allFailed > 0 ? 1 : 0

/** What vitest counted; nothing where it ended before it could. */
function counted(): { readonly passed: number; readonly failed: number; readonly skipped: number } {
  try {
    const told = JSON.parse(readFileSync(report, 'utf8'))
    return { passed: told.numPassedTests, failed: told.numFailedTests, skipped: told.numPendingTests }
  } catch {
    return { passed: 0, failed: 1, skipped: 0 }
  }
}
