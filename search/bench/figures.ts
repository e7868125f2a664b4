import type { LabelledQuery } from './data-set.ts'
import { ndcgAt, percentile, recallAt } from './measures.ts'

/** Hits looked at. */
export const DEPTH = 10
export const COLUMNS = ['r@1', 'r@5', 'r@10', 'ndcg@10', 'p50 ms', 'p99 ms']

/** Ids of the best tools, best first. */
export type Search = (query: string) => readonly string[]

/** Mean figures of one method on one set, in the order of `COLUMNS`; recall and nDCG in percent, times of the CPU. */
export function measure(search: Search, queries: readonly LabelledQuery[]): number[] {
  const sums = [0, 0, 0, 0]
  const times: number[] = []
  for (const { text, needs } of queries) {
    const start = process.cpuUsage()
    const found = search(text)
    const used = process.cpuUsage(start)
    times.push((used.user + used.system) / 1_000)
    const figures = [1, 5, DEPTH].map((k) => recallAt(k, found, needs)).concat(ndcgAt(DEPTH, found, needs))
    for (const [i, figure] of figures.entries()) sums[i] = (sums[i] ?? 0) + figure
  }
  return [...sums.map((sum) => (100 * sum) / queries.length), percentile(times, 0.5), percentile(times, 0.99)]
}

/** A row of the table. */
export function rowOf(set: string, method: string, figures: readonly number[]): string {
  const cells = figures.map((figure, i) => figure.toFixed(i < 4 ? 1 : 2).padStart(7))
  return `| ${[set.padEnd(16), method.padEnd(10), ...cells].join(' | ')} |`
}
