/**
 * How long a start takes and what a server at rest weighs.
 *
 *     node bench/start.ts [runs]
 *
 * Cold: an empty data folder, so initdb, migrations, keys and the catalog's compilation are in it. Warm: the same
 * folder again. Each is from spawn to /readyz, beside the start of an empty Node process in the same run.
 * Memory is the proportional set size of the server and of its Postgres, ten seconds after a warm start.
 */
import { spawnSync } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startPatchbay } from '../conformance/rigs/patchbay.ts'

const runs = Number(process.argv[2] ?? 5)

async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; result: T }> {
  const started = performance.now()
  const result = await work()
  return { ms: performance.now() - started, result }
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

/** Proportional set size in MB of a process and its descendants; Linux only. */
async function memoryOf(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')
  return Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0) / 1024
}

async function postgresOf(dataDir: string): Promise<number[]> {
  const postmaster = Number((await readFile(join(dataDir, 'postgres/postmaster.pid'), 'utf8')).split('\n')[0])
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  const parents = await Promise.all(
    pids.map(async (pid) => {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
      return { pid, parent: Number(stat.slice(stat.lastIndexOf(')') + 4).split(' ')[0]) }
    }),
  )
  return [postmaster, ...parents.filter(({ parent }) => parent === postmaster).map(({ pid }) => pid)]
}

async function main(): Promise<void> {
  const bare: number[] = []
  const cold: number[] = []
  const warm: number[] = []
  let memory = ''
  for (let run = 0; run < runs; run += 1) {
    const dataDir = await mkdtemp(join(tmpdir(), 'patchbay-bench-'))
    bare.push((await timed(async () => spawnSync(process.execPath, ['-e', '0']))).ms)
    const first = await timed(() => startPatchbay({ dataDir }))
    cold.push(first.ms)
    await first.result.stop()
    const second = await timed(() => startPatchbay({ dataDir }))
    warm.push(second.ms)
    if (run === runs - 1) {
      await sleep(10_000)
      const server = await memoryOf(second.result.pid)
      const database = await Promise.all((await postgresOf(dataDir)).map(memoryOf))
      memory = `${server.toFixed(0)} MB server, ${database.reduce((sum, mb) => sum + mb, 0).toFixed(0)} MB Postgres`
    }
    await second.result.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
  const line = (name: string, values: number[]) =>
    `${name.padEnd(12)}${median(values).toFixed(0).padStart(6)} ms   ${(median(values) / median(bare)).toFixed(1)} × empty Node`
  process.stdout.write(
    `medians of ${runs} runs\n${line('empty Node', bare)}\n${line('cold start', cold)}\n${line('warm start', warm)}\nat rest     ${memory}\n`,
  )
}

await main()
