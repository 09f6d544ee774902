// The books behind the lease: a desk that has lost it, stopped for a while and woken perhaps, files nothing and sends nothing.
import type { Store } from '../store/store.ts'
import type { Lease } from './lease.ts'

export type { Lease } from './lease.ts'

/** The same books, writable only while the lease holds. Each write throws lasting Trouble once it does not. */
export function fenced(store: Store, lease: Lease | undefined): Store {
  if (lease === undefined) return store
  const { queue } = store
  const behind = <Given extends unknown[], T>(work: (...given: Given) => T): ((...given: Given) => T) => {
    return (...given) => {
      lease.demand()
      return work(...given)
    }
  }
  return {
    ...store,
    transaction: (work) => {
      lease.demand()
      return store.transaction(work)
    },
    together: (causes, withinMs) => {
      lease.demand()
      return store.together(causes, withinMs)
    },
    stumble: behind(store.stumble),
    stumbleOver: behind(store.stumbleOver),
    putOff: behind(store.putOff),
    wakes: { claim: behind(store.wakes.claim), settle: behind(store.wakes.settle) },
    queue: {
      ...queue,
      claim: behind(queue.claim),
      markDoubt: behind(queue.markDoubt),
      settle: behind(queue.settle),
      write: behind(queue.write),
    },
  }
}
