// Files what the inbox brings, and does what follows outside of the books, which is done only when their commit stands.
import type { Decision } from '../desk/desk.ts'
import { fileLetter, type Room } from '../filing.ts'
import type { Letter } from '../letter.ts'
import type { Log } from '../log.ts'
import type { Store } from '../store/store.ts'

/** What filing is followed by. */
export interface Following {
  readonly room: Room
  readonly store: Store
  /** What was asked for is counted. */
  readonly errand: () => void
  /** A letter was erased and came again: its bytes do not stay. */
  readonly forget: (sha256: string) => void
  /** Something may be due. */
  readonly done: () => void
  /** A letter has been filed, undefined when it was known already, in so many seconds with its share of the commit. */
  readonly measured: (decision: Decision | undefined, seconds: number) => void
  readonly log: Log
}

/** So long the main thread may stand for one commit; a letter that is begun is ended. */
const COMMIT_WITHIN_MS = 150

/** Files letters in one commit, as many as there is time for; gives what each came to. Throws Trouble when the books take nothing: then none is filed. */
export function filedTogether(
  letters: readonly Letter[],
  following: Following,
  withinMs = COMMIT_WITHIN_MS,
): readonly ('filed' | { readonly threw: unknown })[] {
  const { room, store, done } = following
  const from = performance.now()
  const causes = letters.map((letter) => () => ({ letter, decision: fileLetter(letter, room) }))
  const outcomes = store.together(causes, withinMs)
  const seconds = (performance.now() - from) / 1000 / outcomes.length
  for (const outcome of outcomes) if ('is' in outcome) follow(outcome.is, seconds, following)
  done()
  return outcomes.map((one) => ('is' in one ? 'filed' : one))
}

function follow(
  { letter, decision }: { readonly letter: Letter; readonly decision: Decision | undefined },
  seconds: number,
  { store, errand, forget, measured, log }: Following,
): void {
  measured(decision, seconds)
  const fields = { uid: letter.place?.uid ?? 0, letter: letter.sha256.slice(0, 12), kind: letter.kind }
  if (decision === undefined) log.info(fields, 'known already')
  else log.info({ ...fields, ticket: decision.filed?.ticket ?? null, because: decision.because }, 'filed')
  if (decision?.entries.some((one) => one.kind === 'errand')) errand()
  // What was erased came again from the mailbox: it is filed nowhere, and its bytes do not stay.
  if (store.mustNotKeep(letter)) forget(letter.sha256)
}
