/** How far apart two names are spelled, for "did you mean". */

/** Longer names are cut, so that hostile input cannot make a comparison slow. */
const longest = 64

/**
 * Levenshtein distance of the first 64 characters, or `limit + 1` as soon as it is known to be more than `limit`.
 */
export function spellingDistance(one: string, other: string, limit: number): number {
  const from = one.slice(0, longest)
  const to = other.slice(0, longest)
  if (Math.abs(from.length - to.length) > limit) return limit + 1
  let row = Array.from({ length: to.length + 1 }, (_unused, index) => index)
  for (let i = 1; i <= from.length; i += 1) {
    const next = nextRow(row, from.charCodeAt(i - 1), to, i)
    if (Math.min(...next) > limit) return limit + 1
    row = next
  }
  return Math.min(row[to.length] ?? 0, limit + 1)
}

function nextRow(row: readonly number[], letter: number, to: string, start: number): number[] {
  const next = [start]
  for (let j = 1; j <= to.length; j += 1) {
    const replaced = (row[j - 1] ?? 0) + (letter === to.charCodeAt(j - 1) ? 0 : 1)
    next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
  }
  return next
}
