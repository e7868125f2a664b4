/** Builds the catalog store and prints what became of it: `node catalog/bin/build.ts --out DIR`. */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { setFlagsFromString } from 'node:v8'
import { buildCatalog } from '../src/build/build-catalog.ts'
import { publishedVersionsFile, writePublishedVersions } from '../src/store/published-versions.ts'
import type { BuildProgress, BuildReport } from '../src/build/build-catalog.ts'

// Garbage of the large toolkits is collected as it comes: half the memory.
setFlagsFromString('--heap-growing-percent=50')
setFlagsFromString('--semi-space-growth-factor=1')

let shown = 0
const write = (line: string) => process.stdout.write(`${line}\n`)

const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    toolkit: { type: 'string', multiple: true },
    /** Compile the published descriptions too; packages and results are kept in this folder. */
    published: { type: 'string' },
    only: { type: 'string', multiple: true },
    report: { type: 'string' },
    /** Locks the versions of what was compiled from published descriptions. */
    lock: { type: 'boolean' },
  },
})

if (values.out === undefined) {
  process.stderr.write(
    'usage: node catalog/bin/build.ts --out DIR [--toolkit SLUG]... [--published CACHE_DIR [--only SLUG]...] [--report FILE] [--lock]\n',
  )
  process.exitCode = 2
} else {
  await run(values.out)
}

async function run(outDir: string): Promise<void> {
  const { toolkit: toolkits, published: cacheDir, only, report: file } = values
  const start = performance.now()
  try {
    const report = await buildCatalog({
      outDir,
      ...(toolkits ? { toolkits } : {}),
      ...(cacheDir ? { published: { cacheDir, ...(only ? { only } : {}) }, onProgress } : {}),
    })
    if (file !== undefined) writeFileSync(file, `${JSON.stringify(report, null, 1)}\n`)
    if (values.lock && cacheDir !== undefined && only === undefined) {
      const compiled = report.toolkits.filter(({ source }) => source !== 'hand')
      writeFileSync(publishedVersionsFile, writePublishedVersions(compiled))
    }
    print(report, cacheDir === undefined, (performance.now() - start) / 1_000)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  }
}

function print(report: BuildReport, each: boolean, seconds: number): void {
  if (!each) summarize(report)
  for (const { slug, version, tools, aliases, dropped } of each ? report.toolkits : []) {
    write(`${slug.padEnd(20)} ${version}  ${tools} tools, ${aliases} aliases, ${dropped.length} left out`)
    for (const { operation, reason } of dropped) write(`  left out: ${operation}: ${reason}`)
  }
  const at = (share: number) => quantile(report.inputSizes, share)
  const peak = process.resourceUsage().maxRSS / 1024
  write(`${report.toolkits.length} toolkits, ${report.tools} tools, ${(report.bytes / 1e6).toFixed(1)} MB`)
  write(`input schema characters: p50 ${at(0.5)}, p90 ${at(0.9)}, p99 ${at(0.99)}, max ${at(1)}`)
  write(`${seconds.toFixed(1)} s, peak memory ${peak.toFixed(0)} MB, hash ${report.hash.slice(0, 12)}`)
}

/** Why operations and documents were left out, the commonest reasons first. */
function summarize({ toolkits, leftOut }: BuildReport): void {
  const reasons = new Map<string, number>()
  for (const { reason } of [...toolkits.flatMap(({ dropped }) => dropped), ...leftOut]) {
    const kind = reason.replaceAll(/\S*[/#]\S*|\d+/g, '…').slice(0, 60)
    reasons.set(kind, (reasons.get(kind) ?? 0) + 1)
  }
  const sorted = [...reasons].toSorted((a, b) => b[1] - a[1]).slice(0, 30)
  for (const [reason, count] of sorted) write(`left out ${String(count).padStart(6)}  ${reason}`)
}

function onProgress({ phase, done, total, name }: BuildProgress): void {
  if (done < total && performance.now() - shown < 1_000) return
  shown = performance.now()
  process.stderr.write(`${phase} ${done}/${total} ${name}\n`)
}

function quantile(ascending: readonly number[], share: number): number {
  return ascending[Math.min(ascending.length - 1, Math.floor(ascending.length * share))] ?? 0
}
