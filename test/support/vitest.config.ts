import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { configDefaults, defineConfig } from 'vitest/config'
import { patientMs } from './patience.ts'

export default defineConfig({
  root: join(import.meta.dirname, '../..'),
  test: {
    globalSetup: ['test/support/temp-root.ts'],
    include: ['test/**/*.test.ts'],
    // Other people's servers have a run of their own: `npm run test:servers`.
    exclude: [...configDefaults.exclude, 'test/**/*.servers.test.ts'],
    sequence: { shuffle: true },
    // Only for what hangs where nobody waits for a condition, and far longer than anything takes; no test has one of its own.
    testTimeout: patientMs(120_000),
    hookTimeout: patientMs(120_000),
    teardownTimeout: patientMs(60_000),
    pool: 'forks',
    // Most of the time of the system tests is waiting for servers: more of them than processors run side by side.
    maxWorkers: availableParallelism() + 1,
  },
})
