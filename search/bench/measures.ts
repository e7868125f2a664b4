/** What a query needs: for each need the tools that serve it, any of them. */
export type Needs = readonly (readonly string[])[]

/** Share of the needs that a tool among the first `k` serves, 0 to 1. */
export function recallAt(k: number, found: readonly string[], needs: Needs): number {
  const first = new Set(found.slice(0, k))
  return needs.filter((tools) => tools.some((tool) => first.has(tool))).length / needs.length
}

/** Normalised discounted cumulative gain over the first `k`, 0 to 1: each need gains once, by its best tool. */
export function ndcgAt(k: number, found: readonly string[], needs: Needs): number {
  let gain = 0
  let ideal = 0
  for (const tools of needs) {
    const rank = found.findIndex((id) => tools.includes(id))
    if (rank >= 0 && rank < k) gain += 1 / Math.log2(rank + 2)
  }
  for (let rank = 0; rank < Math.min(k, needs.length); rank++) ideal += 1 / Math.log2(rank + 2)
  return gain / ideal
}

/** The value at share `p` (0 to 1) of a list of numbers, by nearest rank; 0 for an empty list. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))] ?? 0
}
