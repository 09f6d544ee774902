#!/usr/bin/env node
// The command: says which Node is needed where the one at hand is too old for the sources, else keeps what it compiles of
// them, which halves each start, and hands over to main.ts. JavaScript that every Node since 14 reads.
import module from 'node:module'
import { fileURLToPath } from 'node:url'

/** TypeScript runs as it stands, and the packages are made for it, from here on. */
const LEAST = [22, 19]

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < LEAST[0] || (major === LEAST[0] && minor < LEAST[1])) {
  const own = fileURLToPath(new URL('../node_modules/.bin/node', import.meta.url))
  process.stderr.write(
    `ticketd: needs Node ${LEAST.join('.')} or newer (24 is best); this is ${process.versions.node}. ` +
      `"npm ci" brings one for Linux and Windows: ${own} ${fileURLToPath(import.meta.url)} …\n`,
  )
  process.exitCode = 1
} else {
  module.enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/ticketd', import.meta.url)))
  await import('./main.ts')
}
