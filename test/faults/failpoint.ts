// A loader for the desk's process: `--import` this, with FAILPOINT=NAME or NAME:N, and the process is killed as by SIGKILL when
// it comes to that border of the letter's way, the Nth time. Nothing of it is in the program itself.
import { registerHooks } from 'node:module'

interface Border {
  readonly file: string
  readonly find: string
  /** The same piece with `$HERE` where the process dies. */
  readonly put: string
}

/** The borders of a letter's way, in and out. */
export const BORDERS = {
  'after the raw mail is synced': {
    file: 'src/inbox/spool.ts',
    find: '        await syncDirectories(kept)\n        return kept',
    put: '        await syncDirectories(kept)\n        $HERE\n        return kept',
  },
  'before a commit': {
    file: 'src/store/file/sqlite.ts',
    find: 'return translated(() => this.#database.transaction(work).immediate())',
    put: 'return translated(() => this.#database.transaction(() => { const done = work(); $HERE; return done }).immediate())',
  },
  'after a commit': {
    file: 'src/store/file/sqlite.ts',
    find: 'return translated(() => this.#database.transaction(work).immediate())',
    put: 'const done = translated(() => this.#database.transaction(work).immediate())\n    $HERE\n    return done',
  },
  'before the MOVE': {
    file: 'src/inbox/settle.ts',
    find: 'if (target !== null && (await connection.move(uids, target))) {',
    put: '$HERE\n  if (target !== null && (await connection.move(uids, target))) {',
  },
  'after the MOVE': {
    file: 'src/inbox/settle.ts',
    find: '    moved(uids)\n    return',
    put: '    $HERE\n    moved(uids)\n    return',
  },
  'before a letter is composed': {
    file: 'src/outbox/outbox.ts',
    find: 'const composed = await this.#composed(due)',
    put: '$HERE\n    const composed = await this.#composed(due)',
  },
  'at the 354, before its mark': {
    file: 'src/outbox/outbox.ts',
    find: 'composed, () => this.#marked(mark))',
    put: 'composed, () => { $HERE; return this.#marked(mark) })',
  },
  'at the 354, after its mark': {
    file: 'src/outbox/outbox.ts',
    find: 'composed, () => this.#marked(mark))',
    put: 'composed, () => this.#marked(mark).then(() => { $HERE }))',
  },
  'after the dot, before it is sent in the books': {
    file: 'src/outbox/outbox.ts',
    find: "if (attempt.kind === 'sent') return this.#sent(due, attempt.response)",
    put: "$HERE\n      if (attempt.kind === 'sent') return this.#sent(due, attempt.response)",
  },
  'after it is sent in the books': {
    file: 'src/outbox/outbox.ts',
    find: 'this.#report(due, fate, Math.round(',
    put: '$HERE\n    this.#report(due, fate, Math.round(',
  },
} as const satisfies Readonly<Record<string, Border>>

const [wanted = '', times = '1'] = (process.env.FAILPOINT ?? '').split(':')

if (wanted !== '') {
  const border = Object.entries<Border>(BORDERS).find(([name]) => name === wanted)?.[1]
  if (border === undefined) throw new Error(`there is no border "${wanted}"`)
  const die = `{ if ((globalThis.diesHere = (globalThis.diesHere ?? 0) + 1) === ${Number(times)}) process.kill(process.pid, 'SIGKILL') }`
  registerHooks({
    load(url, context, next) {
      const loaded = next(url, context)
      if (!url.endsWith(border.file)) return loaded
      const source = String(loaded.source)
      if (source.split(border.find).length !== 2)
        throw new Error(`the border "${wanted}" is not in ${border.file} any more`)
      return { ...loaded, source: source.replace(border.find, () => border.put.replace('$HERE', die)) }
    },
  })
}
