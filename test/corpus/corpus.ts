// npm run corpus -- FOLDER: every mail of a folder of letters against its expected.json, through the desk's own reader.
// Prints the misses, then right/judged a category and check. Exit 0 when at least 98.5 % are right and no category is
// under 95 %, 1 otherwise, 64 when the folder holds no truths.
import { AIM, type Score, scoreOf, share, sum, type Tally, whole } from './score.ts'

function shown(tally: Tally): string {
  return `${tally.right}/${tally.judged}`.padStart(9) + `${(100 * share(tally)).toFixed(1)} %`.padStart(9)
}

/** Prints the misses and the table; true when the aims are met. */
function report(score: Score): boolean {
  const lines = score.misses.map((miss) => `miss  ${miss}`)
  lines.push('')
  let met = share(whole(score)) >= AIM.all
  for (const [category, checks] of score.categories) {
    const all = sum(checks.values())
    if (share(all) < AIM.each) met = false
    lines.push(`${category.padEnd(34)}${shown(all)}`)
    for (const [key, tally] of checks) lines.push(`  ${key.padEnd(32)}${shown(tally)}`)
  }
  lines.push(`${'all'.padEnd(34)}${shown(whole(score))}`)
  process.stdout.write(`${lines.join('\n')}\n`)
  return met
}

async function run(root: string): Promise<number> {
  const score = await scoreOf(root)
  if (score.categories.size > 0) return report(score) ? 0 : 1
  process.stderr.write('no folder with an expected.json there\n')
  return 64
}

process.exitCode = process.argv[2] === undefined ? 64 : await run(process.argv[2])
