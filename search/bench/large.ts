import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { percentile } from './measures.ts'

/** What one process reports: times in milliseconds of the CPU, memory in megabytes. */
interface Report {
  readonly tools: number
  readonly build?: number
  readonly load?: number
  readonly times?: readonly number[]
  readonly memory: number
}

/**
 * A line on a large set: it is built in one process and loaded in another, as a server would, so that the memory
 * is that of serving alone.
 */
export function measureLarge(tools: string, queries: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'search-large-'))
  try {
    const file = join(folder, 'index')
    const built = report('build', tools, file, [])
    const served = report('serve', tools, file, queries)
    const times = served.times ?? []
    return (
      `\n${built.tools} tools: built in ${built.build?.toFixed(0)} ms, loaded in ${served.load?.toFixed(0)} ms, ` +
      `p50 ${percentile(times, 0.5).toFixed(2)} ms, p99 ${percentile(times, 0.99).toFixed(2)} ms over ` +
      `${times.length} queries, ${served.memory.toFixed(0)} MB resident in all (times of the CPU)`
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function report(step: string, tools: string, file: string, queries: readonly string[]): Report {
  const script = join(import.meta.dirname, 'large-process.ts')
  const child = spawnSync(process.execPath, [script, step, tools, file], { input: JSON.stringify(queries) })
  if (child.status !== 0) throw new Error(child.stderr.toString())
  return JSON.parse(child.stdout.toString())
}
