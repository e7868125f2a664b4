/** Builds the catalog store and prints what became of it: `node catalog/bin/build.ts --out DIR`. */
import { parseArgs } from 'node:util'
import { buildCatalog } from '../src/build/build-catalog.ts'
import type { BuildReport } from '../src/build/build-catalog.ts'

const write = (line: string) => process.stdout.write(`${line}\n`)

const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    toolkit: { type: 'string', multiple: true },
  },
})

if (values.out === undefined) {
  process.stderr.write('usage: node catalog/bin/build.ts --out DIR [--toolkit SLUG]...\n')
  process.exitCode = 2
} else {
  await run(values.out, values.toolkit)
}

async function run(outDir: string, toolkits: string[] | undefined): Promise<void> {
  const start = performance.now()
  try {
    const report = await buildCatalog({ outDir, ...(toolkits ? { toolkits } : {}) })
    print(report, (performance.now() - start) / 1_000)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  }
}

function print(report: BuildReport, seconds: number): void {
  for (const { slug, version, tools, aliases, dropped } of report.toolkits) {
    write(`${slug.padEnd(20)} ${version}  ${tools} tools, ${aliases} aliases, ${dropped.length} left out`)
    for (const { operation, reason } of dropped) write(`  left out: ${operation}: ${reason}`)
  }
  const at = (share: number) => quantile(report.inputSizes, share)
  const peak = process.resourceUsage().maxRSS / 1024
  write(`${report.toolkits.length} toolkits, ${report.tools} tools, ${(report.bytes / 1e6).toFixed(1)} MB`)
  write(`input schema characters: p50 ${at(0.5)}, p90 ${at(0.9)}, p99 ${at(0.99)}, max ${at(1)}`)
  write(`${seconds.toFixed(1)} s, peak memory ${peak.toFixed(0)} MB, hash ${report.hash.slice(0, 12)}`)
}

function quantile(ascending: readonly number[], share: number): number {
  return ascending[Math.min(ascending.length - 1, Math.floor(ascending.length * share))] ?? 0
}
