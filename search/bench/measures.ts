/** Share of the gold tools among the first `k`, 0 to 1. */
export function recallAt(k: number, found: readonly string[], gold: readonly string[]): number {
  const wanted = new Set(gold)
  return found.slice(0, k).filter((id) => wanted.has(id)).length / wanted.size
}

/** Normalised discounted cumulative gain over the first `k` with binary gains, 0 to 1. */
export function ndcgAt(k: number, found: readonly string[], gold: readonly string[]): number {
  const wanted = new Set(gold)
  let gain = 0
  let ideal = 0
  for (const [rank, id] of found.slice(0, k).entries()) if (wanted.has(id)) gain += 1 / Math.log2(rank + 2)
  for (let rank = 0; rank < Math.min(k, wanted.size); rank++) ideal += 1 / Math.log2(rank + 2)
  return gain / ideal
}

/** The value at share `p` (0 to 1) of a list of numbers, by nearest rank; 0 for an empty list. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))] ?? 0
}
