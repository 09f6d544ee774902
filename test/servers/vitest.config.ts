// The suites of `npm run test:servers`, one after the other: each has servers of its own.
import { defineConfig } from 'vitest/config'
import shared from '../support/vitest.config.ts'

export default defineConfig({
  ...shared,
  test: { ...shared.test, include: ['test/servers/*.servers.test.ts'], exclude: [], maxWorkers: 1 },
})
