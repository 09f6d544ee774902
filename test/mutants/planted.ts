// What a planted fault is: a piece of the source that is replaced, and the test that must fail then.

/** One fault. `find` must stand in the file exactly once. */
export interface Planted {
  readonly name: string
  readonly file: string
  readonly find: string
  readonly put: string
  /** The test file that must catch it. */
  readonly test: string
  /** Of that file the tests whose titles hold this; all of them where it is absent. */
  readonly title?: string
}
