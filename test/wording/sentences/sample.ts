// What a sample of an area's sentences is: one for each code, complete by the compiler.

/** Values for each code; numbers in them are said as 1, 2, 5 and 21 too. */
export type Samples<Area> = { readonly [C in keyof Area]: Area[C] }
