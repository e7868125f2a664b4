/**
 * How well and how fast tools are found, beside BM25 and MiniSearch in the same run.
 * `node search/bench/run.ts [DATA_DIR] [--split=dev|test] [--large=TOOLS.jsonl]`
 *
 * Reads the sets of DATA_DIR (`../shared/data/search` unless said, when it is there) and the set of this repo.
 * `--large` adds times, memory and size on a large tool set.
 */
import { existsSync, readFileSync } from 'node:fs'
import { buildIndex, FITS, type SearchIndex } from '../src/index.ts'
import { miniSearch } from './baselines.ts'
import { readDataSets, readHeadSet, type DataSet, type LabelledQuery } from './data-set.ts'
import { measureLarge } from './large.ts'
import { ndcgAt, percentile, recallAt } from './measures.ts'
import { plainBm25 } from './plain-bm25.ts'

const DEPTH = 10
const COLUMNS = ['r@1', 'r@5', 'r@10', 'ndcg@10', 'p50 ms', 'p99 ms']

type Search = (query: string) => readonly string[]

/** Mean figures of one method on one set, in the order of `COLUMNS`; recall and nDCG in percent, times of the CPU. */
function measure(search: Search, queries: readonly LabelledQuery[]): number[] {
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

function methodsOf({ tools }: DataSet, index: SearchIndex): [string, Search][] {
  const plain = plainBm25(tools)
  const mini = miniSearch(tools)
  return [
    ['BM25', (query) => plain(query, DEPTH)],
    ['MiniSearch', (query) => mini(query, DEPTH)],
    ['patchbay', (query) => index.search(query, { limit: DEPTH }).map((hit) => hit.id)],
  ]
}

function write(line: string): void {
  process.stdout.write(`${line}\n`)
}

function writeRow(set: string, method: string, figures: readonly number[]): void {
  const cells = figures.map((figure, i) => figure.toFixed(i < 4 ? 1 : 2).padStart(7))
  write(`| ${[set.padEnd(16), method.padEnd(10), ...cells].join(' | ')} |`)
}

function compare(set: DataSet, index: SearchIndex, label: string, queries: readonly LabelledQuery[]): Row[] {
  return methodsOf(set, index).map(([method, search]) => {
    const figures = measure(search, queries)
    writeRow(label, method, figures)
    return { method, figures }
  })
}

interface Row {
  readonly method: string
  readonly figures: readonly number[]
}

function writeAverages(rows: readonly Row[]): void {
  for (const method of new Set(rows.map((row) => row.method))) {
    const own = rows.filter((row) => row.method === method)
    const mean = (i: number) => own.reduce((sum, { figures }) => sum + (figures[i] ?? 0), 0) / own.length
    writeRow(
      'average',
      method,
      COLUMNS.map((_, i) => mean(i)),
    )
  }
}

/** Whether "nothing fits" is said where nothing does, and only there. */
function writeRefusals(index: SearchIndex, queries: readonly LabelledQuery[]): void {
  const refused = queries.filter(({ text }) => (index.search(text, { limit: 1 })[0]?.confidence ?? 0) < FITS)
  const right = refused.filter(({ needs }) => needs.length === 0).length
  const without = queries.filter(({ needs }) => needs.length === 0).length
  write(
    `\nNo tool fits: said ${refused.length} times, right ${right} times (precision ${percent(right, refused.length)}), ` +
      `of ${without} use cases without a tool (recall ${percent(right, without)}); ` +
      `${percent(queries.length - without - refused.length + right, queries.length - without)} of those with a tool kept.`,
  )
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`
}

function run(folder: string | undefined, split: string, large: string | undefined): void {
  write(`| set              | method     | ${COLUMNS.map((c) => c.padStart(7)).join(' | ')} |`)
  write(`|---|---|${COLUMNS.map(() => '--:').join('|')}|`)
  const rows: Row[] = []
  for (const set of folder === undefined ? [] : readDataSets(folder)) {
    const queries = set.queries.filter((query) => query.split === split)
    if (queries.length > 0) rows.push(...compare(set, buildIndex(set.tools), set.name, queries))
  }
  if (rows.length > 0) writeAverages(rows)
  const head = readHeadSet()
  const index = buildIndex(head.tools)
  const labelled = head.queries.filter(({ needs }) => needs.length > 0)
  compare(head, index, 'head', labelled)
  for (const kind of new Set(labelled.map((query) => query.split))) {
    const queries = labelled.filter((query) => query.split === kind)
    const search: Search = (query) => index.search(query, { limit: DEPTH }).map((hit) => hit.id)
    writeRow(`  ${kind} (${queries.length})`, 'patchbay', measure(search, queries))
  }
  writeRefusals(index, head.queries)
  if (large !== undefined)
    write(
      measureLarge(
        large,
        head.queries.map(({ text }) => text),
      ),
    )
}

function option(name: string): string | undefined {
  return process.argv.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3)
}

const SHARED = '../shared/data/search'
const given = process.argv.slice(2).find((argument) => !argument.startsWith('--')) ?? process.env.SEARCH_DATA
const folder = given ?? (existsSync(SHARED) ? SHARED : undefined)
if (folder !== undefined && !existsSync(folder)) readFileSync(folder)
run(folder, option('split') ?? 'test', option('large'))
