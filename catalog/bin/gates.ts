/** Runs every tool of a store through the gates: `node catalog/bin/gates.ts --store DIR`. Exits 1 on a failure. */
import { parseArgs } from 'node:util'
import { checkTool } from '../src/gates/check-tool.ts'
import { openCatalog } from '../src/store/open-catalog.ts'

const write = (line: string) => process.stdout.write(`${line}\n`)
const { values } = parseArgs({ options: { store: { type: 'string' } } })

if (values.store === undefined) {
  process.stderr.write('usage: node catalog/bin/gates.ts --store DIR\n')
  process.exitCode = 2
} else {
  run(values.store)
}

function run(store: string): void {
  const catalog = openCatalog(store)
  const names = new Map<string, string>()
  const flagged = new Map<string, number>()
  const sizes: number[] = []
  let failures = 0
  for (const tool of catalog.everyTool()) {
    const result = checkTool(tool)
    for (const name of [tool.slug, ...tool.aliases]) {
      const other = names.get(name)
      if (other !== undefined) result.failures.push(`${name} is also a name of ${other}`)
      names.set(name, tool.slug)
    }
    for (const dialect of result.flagged) flagged.set(dialect, (flagged.get(dialect) ?? 0) + 1)
    for (const failure of result.failures) write(`FAIL ${tool.slug}: ${failure}`)
    failures += result.failures.length
    sizes.push(JSON.stringify(tool.input).length)
  }
  sizes.sort((a, b) => a - b)
  const at = (share: number) => sizes[Math.min(sizes.length - 1, Math.floor(sizes.length * share))] ?? 0
  write(
    `${catalog.toolkits().length} toolkits, ${sizes.length} tools, ${names.size} names, ${failures} failures`,
  )
  write(`input schema characters: p50 ${at(0.5)}, p90 ${at(0.9)}, p99 ${at(0.99)}, max ${at(1)}`)
  for (const [dialect, count] of flagged) write(`flagged for ${dialect}: ${count}`)
  catalog.close()
  if (failures > 0 || at(0.99) > 10_000) process.exitCode = 1
}
