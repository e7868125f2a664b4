/**
 * How well and how fast tools are found, beside BM25 and MiniSearch in the same run.
 * `node search/bench/run.ts [DATA_DIR] [--split=dev|test] [--large=TOOLS.jsonl]`
 *
 * Reads the sets of DATA_DIR (`../shared/data/search` unless said, when it is there) and the set of this repo.
 * `--large` adds times, memory and size on a large tool set.
 */
import { existsSync, readFileSync } from 'node:fs'
import { buildIndex, type SearchIndex } from '../src/index.ts'
import { miniSearch } from './baselines.ts'
import { readDataSets, readHeadSet, type DataSet, type LabelledQuery } from './data-set.ts'
import { measureLarge } from './large.ts'
import { COLUMNS, DEPTH, measure, rowOf, type Search } from './figures.ts'
import { plainBm25 } from './plain-bm25.ts'
import { refusalLine } from './refusals.ts'

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
  write(rowOf(set, method, figures))
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
  write(`\n${refusalLine(index, head.queries)}`)
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
