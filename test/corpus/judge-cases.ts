// npm run cases -- FOLDER: every case of a folder, the misses printed, then right/judged a field and folder.
import { type Judged, judgeCases, missSaid } from './cases.ts'

function report({ cases, misses }: Judged): string {
  const wrong = new Set(misses.map((miss) => miss.name))
  const folders = Map.groupBy(cases, (name) => name.split('/')[0] ?? '')
  return [
    ...misses.map(missSaid),
    '',
    ...[...folders].map(([folder, names]) => {
      const right = names.filter((name) => !wrong.has(name)).length
      return `${folder.padEnd(20)}${right}/${names.length}`
    }),
  ].join('\n')
}

const folder = process.argv[2]
if (folder === undefined) process.exitCode = 64
else {
  const judged = await judgeCases(folder)
  process.stdout.write(`${report(judged)}\n`)
  process.exitCode = judged.misses.length === 0 && judged.cases.length > 0 ? 0 : 1
}
