/**
 * Clients that connect, list tools, listen, and leave: `node conformance/mcp/cycles.ts [CYCLES]` starts a server, lets
 * 10,000 come and go, and prints its memory on the way.
 */
import { readFile } from 'node:fs/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { clientKinds } from './clients.ts'

/** Clients at a time. */
const atOnce = 5

export interface Cycles {
  cycles: number
  /** Cycles before memory is first looked at. */
  warmUp: number
  /** Bytes that are in use; the heap of this process unless said. */
  measure?: () => Promise<number>
  onMeasure?: (cycle: number, bytes: number) => void
}

/** @returns by how many bytes what is in use has grown from the end of the warm-up to the end */
export async function connectAndLeave(
  url: string,
  key: string,
  { cycles, warmUp, measure = heapInUse, onMeasure = () => {} }: Cycles,
): Promise<{ growth: number }> {
  let first = 0
  let last = 0
  const step = Math.max(1, Math.floor((cycles - warmUp) / 8))
  for (let cycle = 0; cycle < cycles;) {
    const batch = Math.min(atOnce, cycles - cycle)
    await Promise.all(Array.from({ length: batch }, (_, at) => once(url, key, cycle + at)))
    const before = cycle
    cycle += batch
    const isDue =
      cycle >= warmUp && (Math.floor(cycle / step) > Math.floor(before / step) || cycle === cycles)
    if (!isDue) continue
    last = await measure()
    if (first === 0) first = last
    onMeasure(cycle, last)
  }
  return { growth: last - first }
}

/** Every second client listens for changes. */
async function once(url: string, key: string, cycle: number): Promise<void> {
  const kind = clientKinds[cycle % clientKinds.length]
  const client = await kind?.connect(url, key, cycle % 2 ? () => {} : undefined)
  await client?.toolNames()
  await client?.close()
}

async function heapInUse(): Promise<number> {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  collect()
  return process.memoryUsage().heapUsed
}

/** Resident bytes of another process. */
export async function residentOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) * 1024
}

async function main(): Promise<void> {
  const { startPatchbay } = await import('../rigs/patchbay.ts')
  const cycles = Number(process.argv[2] ?? 10_000)
  const patchbay = await startPatchbay()
  try {
    const made = await fetch(`${patchbay.url}/api/v3.1/tool_router/session`, {
      method: 'POST',
      headers: { 'x-api-key': patchbay.apiKey, 'content-type': 'application/json' },
      body: '{"user_id":"ada"}',
    })
    const { session_id } = (await made.json()) as { session_id: string }
    const url = `${patchbay.url}/tool_router/v3/${session_id}/mcp`
    const { growth } = await connectAndLeave(url, patchbay.apiKey, {
      cycles,
      warmUp: Math.floor(cycles / 5),
      measure: () => residentOf(patchbay.pid),
      onMeasure: (cycle, bytes) =>
        void process.stdout.write(`${cycle} cycles: ${(bytes / 2 ** 20).toFixed(1)} MiB\n`),
    })
    process.stdout.write(`grew by ${(growth / 2 ** 20).toFixed(1)} MiB\n`)
  } finally {
    await patchbay.stop()
  }
}

if (import.meta.main) await main()
