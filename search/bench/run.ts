/**
 * Recall and nDCG on labelled sets, beside a plain BM25 in the same run.
 * `node search/bench/run.ts DATA_DIR [--split=dev|test]`; the folder may come from SEARCH_DATA.
 */
import { buildIndex } from '../src/index.ts'
import { type DataSet, type LabelledQuery, readDataSets } from './data-set.ts'
import { ndcgAt, percentile, recallAt } from './measures.ts'
import { plainBm25 } from './plain-bm25.ts'

const DEPTH = 10
const COLUMNS = ['r@1', 'r@5', 'r@10', 'ndcg@10', 'p50 ms', 'p99 ms']

type Search = (query: string) => readonly string[]

/** Mean figures of one method on one set, in the order of `COLUMNS`; recall and nDCG in percent. */
function measure(search: Search, queries: readonly LabelledQuery[]): number[] {
  const sums = [0, 0, 0, 0]
  const times: number[] = []
  for (const { text, gold } of queries) {
    const start = performance.now()
    const found = search(text)
    times.push(performance.now() - start)
    const figures = [1, 5, DEPTH].map((k) => recallAt(k, found, gold)).concat(ndcgAt(DEPTH, found, gold))
    for (const [i, figure] of figures.entries()) sums[i] = (sums[i] ?? 0) + figure
  }
  return [...sums.map((sum) => (100 * sum) / queries.length), percentile(times, 0.5), percentile(times, 0.99)]
}

function methodsOf({ tools }: DataSet): [string, Search][] {
  const index = buildIndex(tools)
  const plain = plainBm25(tools)
  return [
    ['plain BM25', (query) => plain(query, DEPTH)],
    ['patchbay', (query) => index.search(query, { limit: DEPTH }).map((hit) => hit.id)],
  ]
}

function printRow(set: string, method: string, figures: readonly number[]): void {
  const cells = figures.map((figure, i) => figure.toFixed(i < 4 ? 1 : 2))
  process.stdout.write(
    `| ${[set.padEnd(16), method.padEnd(10), ...cells.map((c) => c.padStart(7))].join(' | ')} |\n`,
  )
}

function printHead(): void {
  process.stdout.write(
    `| set              | method     | ${COLUMNS.map((c) => c.padStart(7)).join(' | ')} |\n`,
  )
  process.stdout.write(`|---|---|${COLUMNS.map(() => '--:').join('|')}|\n`)
}

function run(folder: string, split: string): void {
  const averages = new Map<string, number[][]>()
  printHead()
  for (const set of readDataSets(folder)) {
    const queries = set.queries.filter((query) => query.split === split)
    if (queries.length === 0) continue
    for (const [method, search] of methodsOf(set)) {
      const figures = measure(search, queries)
      printRow(set.name, method, figures)
      averages.set(method, [...(averages.get(method) ?? []), figures])
    }
  }
  for (const [method, rows] of averages) {
    printRow(
      'average',
      method,
      COLUMNS.map((_, i) => rows.reduce((sum, row) => sum + (row[i] ?? 0), 0) / rows.length),
    )
  }
}

const folder = process.argv.slice(2).find((argument) => !argument.startsWith('--')) ?? process.env.SEARCH_DATA
const split =
  process.argv.find((argument) => argument.startsWith('--split='))?.slice('--split='.length) ?? 'test'
if (folder === undefined) {
  process.stderr.write('usage: run.ts DATA_DIR [--split=dev|test] (or set SEARCH_DATA)\n')
  process.exitCode = 2
} else {
  run(folder, split)
}
