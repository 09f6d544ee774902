import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: join(import.meta.dirname, '../..'),
  test: {
    globalSetup: ['test/support/temp-root.ts'],
    include: ['test/**/*.test.ts'],
    sequence: { shuffle: true },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // Most of the time of the system tests is waiting for servers: more of them than processors run side by side.
    maxWorkers: availableParallelism() + 1,
  },
})
