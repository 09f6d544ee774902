// Figures for desks whose clock a test turns: what the daemon counts beside the letters is counted here at once.
import { figuresNow, statementNow } from '../../src/daemon/daemon.ts'
import type { Errand, ErrandFacts, FiguresAsked } from '../../src/desk/desk.ts'
import { fileErrand, type Room } from '../../src/filing.ts'
import type { Store } from '../../src/store/store.ts'
import type { Figures } from '../../src/words/words.ts'

/** Answers everything that was asked for and is still to be counted. */
export function errandsDone(store: Store, room: Room): void {
  const figures = (asked: FiguresAsked): Figures => figuresNow(asked, store.reading, room.policy, room.clock())
  for (let errand = store.reading.nextErrand(); errand !== undefined; errand = store.reading.nextErrand()) {
    store.attemptErrand(errand.key)
    fileErrand(errand.key, factsOf(errand, figures, store, room), room)
  }
}

function factsOf(errand: Errand, figures: (asked: FiguresAsked) => Figures, store: Store, room: Room): ErrandFacts {
  if (errand.kind === 'statement') {
    return { kind: 'statement', statement: statementNow(errand.asked, store.reading, room.policy, room.clock()) }
  }
  const previous = errand.previous === null ? null : figures(errand.previous)
  return { kind: 'report', figures: figures(errand.asked), previous }
}
