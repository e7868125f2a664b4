/**
 * How well the use cases of the search benchmark find their tools among those of a whole catalog.
 * `node bench/search-catalog.ts STORE [--write=TOOLS.jsonl]`, STORE being what `node catalog/bin/build.ts --out` made.
 *
 * The labels are those of the head toolkits: a compiled tool that serves as well counts as wrong. `--write` writes the
 * tools as they are indexed, for `search/bench/run.ts --large` and `search/bin/serve.ts`.
 */
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { openCatalog } from '@patchbay/catalog'
import { readHeadSet } from '../search/bench/data-set.ts'
import { COLUMNS, DEPTH, measure, rowOf } from '../search/bench/figures.ts'
import { plainBm25 } from '../search/bench/plain-bm25.ts'
import { refusalLine } from '../search/bench/refusals.ts'
import { buildIndex, warmUp } from '../search/src/index.ts'
import { documentsOf } from '../server/src/startup/catalog/index-catalog.ts'

const store = process.argv[2]
if (store === undefined) throw new Error('usage: search-catalog.ts STORE [--write=TOOLS.jsonl]')
const catalog = openCatalog(store)
const tools = [...documentsOf(catalog)]
catalog.close()

const file = process.argv.find((argument) => argument.startsWith('--write='))?.slice('--write='.length)
if (file !== undefined) {
  const out = createWriteStream(file)
  for (const tool of tools) out.write(`${JSON.stringify(tool)}\n`)
  out.end()
  await once(out, 'close')
}

const { queries } = readHeadSet()
const labelled = queries.filter(({ needs }) => needs.length > 0)
const index = buildIndex(tools)
warmUp(index)
const plain = plainBm25(tools)
write(`| ${tools.length} tools | method     | ${COLUMNS.map((column) => column.padStart(7)).join(' | ')} |`)
write(`|---|---|${COLUMNS.map(() => '--:').join('|')}|`)
write(
  rowOf(
    'whole catalog',
    'BM25',
    measure((query) => plain(query, DEPTH), labelled),
  ),
)
const find = (query: string) => index.search(query, { limit: DEPTH }).map(({ id }) => id)
write(rowOf('whole catalog', 'patchbay', measure(find, labelled)))
for (const kind of new Set(labelled.map(({ split }) => split))) {
  const own = labelled.filter(({ split }) => split === kind)
  write(rowOf(`  ${kind} (${own.length})`, 'patchbay', measure(find, own)))
}
write(`\n${refusalLine(index, queries)}`)

function write(line: string): void {
  process.stdout.write(`${line}\n`)
}
