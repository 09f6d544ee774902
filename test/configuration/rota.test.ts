// A rota names contracts that there are: a row for any other would never fit, in silence.
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { NOBODY, printMistake, readConfig, readPolicy } from '../../src/configuration/configuration.ts'

const folder = mkdtempSync(join(tmpdir(), 'ticketd-rota-'))

/** What is wrong with a rota of one row for these contracts, where the contracts' file has those. */
function mistakesOf(named: readonly string[], numbers: readonly string[] | null): readonly string[] {
  const contracts = join(folder, 'contracts.json')
  const period = { validFrom: '2026-01-01', validTo: '2027-12-31' }
  writeFileSync(
    contracts,
    JSON.stringify(
      (numbers ?? []).map((number) => ({
        number,
        organisation: `О ${number}`,
        domains: [`d${number.replace('/', '-')}.example`],
        people: [],
        ...period,
      })),
    ),
  )
  const file = join(folder, 'config.json')
  writeFileSync(
    file,
    JSON.stringify({
      support: { address: 'support@example.ru' },
      mailbox: { host: 'imap.example.ru', user: 'support@example.ru', password: 'secret' },
      smtp: { host: 'smtp.example.ru' },
      engineers: [{ name: 'Пётр Иванов', address: 'p.ivanov@example.ru' }],
      data: { directory: 'data' },
      ...(numbers === null ? {} : { contracts }),
      rota: { rows: [{ contracts: named, engineers: ['p.ivanov@example.ru'] }] },
    }),
  )
  const config = readConfig(file, {})
  if ('mistakes' in config) return config.mistakes.map(printMistake)
  const policy = readPolicy(config.ok, file, NOBODY, [])
  return 'mistakes' in policy ? policy.mistakes.map(printMistake) : []
}

test('a row for a contract of the file is right', () => {
  expect(mistakesOf(['15/24', '7/25'], ['15/24', '7/25'])).toEqual([])
  expect(mistakesOf([], null)).toEqual([])
})

test('a row for another is a mistake: where, what, and which was meant', () => {
  expect(mistakesOf(['15/24', '7/26'], ['15/24', '7/25'])).toEqual([
    `rota.rows[0].contracts[1]: is 7/26; must be the number of a contract in the contracts' file; perhaps "7/25"`,
  ])
  expect(mistakesOf(['другой договор'], ['15/24'])).toEqual([
    "rota.rows[0].contracts[0]: is другой договор; must be the number of a contract in the contracts' file",
  ])
  expect(mistakesOf(['15/24'], null)).toEqual([
    'rota.rows[0].contracts[0]: is 15/24; name the file of contracts under contracts, or leave the row without any',
  ])
})
