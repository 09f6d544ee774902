// Cases: mails with their right reading beside them. Our own always; those of TICKETD_CASES where it names a folder.
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { judgeCases, missSaid } from './cases.ts'

const FOLDERS = [
  ['our own cases', join(import.meta.dirname, 'cases')],
  ['the cases of TICKETD_CASES', process.env.TICKETD_CASES ?? ''],
] as const

describe.each(FOLDERS)('%s', (_, folder) => {
  test.skipIf(folder === '')(
    'are read right in every field',
    async () => {
      const { cases, misses } = await judgeCases(folder)
      expect(misses.map(missSaid)).toEqual([])
      expect(cases.length).toBeGreaterThan(100)
    },
    300_000,
  )
})
