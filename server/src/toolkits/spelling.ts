/** How far apart two names are spelled, for "did you mean". */

/** Longer names are cut, so that hostile input cannot make a comparison slow. */
const longest = 64

/**
 * Letters to insert, drop, replace or swap with their neighbour to get from one name to the other (optimal string
 * alignment), over the first 64 of each. `limit + 1` when it is more than `limit`; the work is proportional to
 * `limit`, since only cells that near to the diagonal are looked at.
 */
export function spellingDistance(one: string, other: string, limit: number): number {
  const from = one.slice(0, longest)
  const to = other.slice(0, longest)
  const far = limit + 1
  if (Math.abs(from.length - to.length) > limit) return far
  let before: number[] = []
  let row = Array.from({ length: to.length + 1 }, (_unused, index) => Math.min(index, far))
  let rowLeast = 0
  for (let i = 1; i <= from.length; i += 1) {
    const next = nextRow(before, row, from, to, i, limit)
    const nextLeast = Math.min(...next)
    // A swap looks back two rows, so only two rows beyond the limit settle it.
    if (rowLeast > limit && nextLeast > limit) return far
    before = row
    row = next
    rowLeast = nextLeast
  }
  return row[to.length] ?? far
}

function nextRow(
  before: readonly number[],
  row: readonly number[],
  from: string,
  to: string,
  i: number,
  limit: number,
): number[] {
  const far = limit + 1
  const next = Array.from<number>({ length: to.length + 1 }).fill(far)
  next[0] = Math.min(i, far)
  for (let j = Math.max(1, i - limit); j <= Math.min(to.length, i + limit); j += 1) {
    const same = from[i - 1] === to[j - 1]
    const replaced = (row[j - 1] ?? far) + (same ? 0 : 1)
    const swapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]
    const swap = swapped ? (before[j - 2] ?? far) + 1 : far
    next[j] = Math.min(replaced, swap, (row[j] ?? far) + 1, (next[j - 1] ?? far) + 1, far)
  }
  return next
}
