// `ticketd init` before it asks anything: what is in its way is said at once, so that no answer is given in vain.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Io } from '../../src/cli/frame/verb.ts'
import { initVerb } from '../../src/cli/init.ts'

test.each(['config.json', 'mailbox-password', 'http-token'])(
  'a %s that is there already is named, nothing is asked and nothing written',
  async (name) => {
    const folder = mkdtempSync(join(tmpdir(), 'ticketd-init-'))
    writeFileSync(join(folder, name), 'mine')
    const said: string[] = []
    const io: Io = {
      ...{ out: (line) => said.push(line), err: (line) => said.push(line), environment: {} },
      stdin: (async function* () {})(),
    }
    expect(await initVerb.run([], io, { path: join(folder, 'config.json'), named: true })).toBe(1)
    const left = `; ${join(folder, 'config.json')} is not, so perhaps an init was cut short here`
    expect(said).toEqual([
      `${join(folder, name)} is there already: name another place with --config FILE, or take it away${name === 'config.json' ? '' : left}`,
    ])
    expect(readdirSync(folder)).toEqual([name])
    rmSync(folder, { recursive: true })
  },
)
