// A name that is no setting's: which one was meant. Most unknown names are slips of the pen.

/** «perhaps "support"; the settings here are …»: the known names, before them the one that the given name nearly is. */
export function settingsHere(given: string, known: readonly string[]): string {
  const all = `the settings here are ${known.join(', ') || 'none'}`
  const near = nearOf(given, known)
  return near === null ? all : `perhaps "${near}"; ${all}`
}

/** The known name that the given one nearly is, or null. */
export function nearOf(given: string, known: readonly string[]): string | null {
  const slips = (name: string): number => distance(given.toLowerCase(), name.toLowerCase())
  const near = known.toSorted((a, b) => slips(a) - slips(b))[0]
  return near !== undefined && slips(near) <= Math.max(1, near.length / 4) ? near : null
}

/** How many letters must be put in, left out or changed to make one word of another (Levenshtein); letters in another order count as one. */
function distance(a: string, b: string): number {
  if (a !== b && [...a].sort().join('') === [...b].sort().join('')) return 1
  let row = Array.from({ length: b.length + 1 }, (_, n) => n)
  for (let i = 1; i <= Math.min(a.length, 80); i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const changed = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
