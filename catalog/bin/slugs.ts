/**
 * Counts how many names of a list a store resolves, toolkit by toolkit:
 * `node catalog/bin/slugs.ts --store DIR --slugs FILE [--missing TOOLKIT]... [--least NUMBER]`.
 *
 * The list has one tool name a line. `--missing` prints the names of a toolkit that do not resolve; with `--least`
 * the command exits 1 when fewer resolve in all.
 */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { toolPrefix } from '../src/manifest/parse-manifest.ts'
import { openCatalog } from '../src/store/open-catalog.ts'

type Count = { listed: number; exact: number; alias: number; missing: string[] }

const write = (line: string) => process.stdout.write(`${line}\n`)
const { values } = parseArgs({
  options: {
    store: { type: 'string' },
    slugs: { type: 'string' },
    missing: { type: 'string', multiple: true },
    least: { type: 'string' },
  },
})

if (values.store === undefined || values.slugs === undefined) {
  process.stderr.write(
    'usage: node catalog/bin/slugs.ts --store DIR --slugs FILE [--missing TOOLKIT]... [--least N]\n',
  )
  process.exitCode = 2
} else {
  run(values.store, values.slugs)
}

function run(store: string, file: string): void {
  const { exact, aliases, prefixes } = namesOf(store)
  const counts = new Map<string, Count>()
  for (const name of new Set(readFileSync(file, 'utf8').split(/\s+/).filter(Boolean))) {
    const toolkit = toolkitOf(name, prefixes)
    const count = counts.get(toolkit) ?? { listed: 0, exact: 0, alias: 0, missing: [] }
    counts.set(toolkit, count)
    count.listed += 1
    if (exact.has(name)) count.exact += 1
    else if (aliases.has(name)) count.alias += 1
    else count.missing.push(name)
  }
  print(counts)
}

/** All names of the store, and the prefix of each toolkit's tools. */
function namesOf(store: string) {
  const catalog = openCatalog(store)
  const exact = new Set<string>()
  const aliases = new Set<string>()
  for (const tool of catalog.everyTool()) {
    exact.add(tool.slug)
    for (const alias of tool.aliases) aliases.add(alias)
  }
  const prefixes = new Map(catalog.toolkits().map(({ slug }) => [toolPrefix(slug), slug]))
  catalog.close()
  return { exact, aliases, prefixes }
}

/** The toolkit with the longest prefix that fits; names of toolkits that are not here go by their first word. */
function toolkitOf(name: string, prefixes: ReadonlyMap<string, string>): string {
  const ends = [...name.matchAll(/_/g)].map(({ index }) => index + 1).toReversed()
  for (const end of ends) {
    const toolkit = prefixes.get(name.slice(0, end))
    if (toolkit !== undefined) return toolkit
  }
  return `(${(name.split('_')[0] ?? name).toLowerCase()})`
}

function print(counts: ReadonlyMap<string, Count>): void {
  let [listed, resolved] = [0, 0]
  const sorted = [...counts].toSorted(([, a], [, b]) => b.missing.length - a.missing.length)
  for (const [toolkit, { listed: all, exact, alias, missing }] of sorted) {
    listed += all
    resolved += exact + alias
    write(`${toolkit.padEnd(24)} ${all} listed, ${exact} exact, ${alias} aliases, ${missing.length} missing`)
    if (values.missing?.includes(toolkit)) for (const name of missing) write(`  ${name}`)
  }
  write(`${resolved} of ${listed} names resolve`)
  if (resolved < Number(values.least ?? 0)) process.exitCode = 1
}
