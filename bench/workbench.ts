/**
 * What the workbench costs, as a ratio to python3 in bare bubblewrap on the same machine in the same run: start (cold,
 * and from a spare), a call, and many sandboxes at once.
 *
 *     node bench/workbench.ts [--sandboxes 50]
 */
import { parseArgs } from 'node:util'
import { probeBubblewrap } from '../server/src/workbench/bubblewrap/bubblewrap.ts'
import { Kernel } from '../server/src/workbench/kernel.ts'
import type { SandboxProvider } from '../server/src/workbench/sandbox.ts'
import { sandboxSizes } from '../server/src/workbench/sandbox-size.ts'
import { BareSandbox } from './bare-bubblewrap.ts'

const { values } = parseArgs({ options: { sandboxes: { type: 'string', default: '50' } } })
const many = Number(values.sandboxes)
const starts = 20
const calls = 2_000
const timeoutMs = 60_000
const say = (line: string) => process.stdout.write(`${line}\n`)

const provider = await probeBubblewrap()
if (provider.name === 'none') {
  say(`no sandbox here: ${provider.reason}`)
  process.exit(1)
}
say(`bubblewrap: ${provider.protection}`)

async function start(from: SandboxProvider, prewarm: readonly string[] = []): Promise<Kernel> {
  const kernel = new Kernel(await from.start({ limits: sandboxSizes.standard, prewarm }))
  await kernel.ready()
  return kernel
}

async function timed(job: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await job()
  return performance.now() - from
}

/** Milliseconds of each job, sorted; the two take turns, so that the machine is the same for both. */
async function compared(rounds: number, ours: () => Promise<unknown>, bare: () => Promise<unknown>) {
  const taken = { ours: [] as number[], bare: [] as number[] }
  for (let round = 0; round < rounds; round++) {
    taken.bare.push(await timed(bare))
    taken.ours.push(await timed(ours))
  }
  const sorted = (times: number[]) => times.toSorted((a, b) => a - b)
  return { ours: sorted(taken.ours), bare: sorted(taken.bare) }
}

const at = (sorted: readonly number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
const show = (sorted: readonly number[]) =>
  `${at(sorted, 0.5).toFixed(2)} ms (p95 ${at(sorted, 0.95).toFixed(2)})`

function tell(what: string, { ours, bare }: { ours: readonly number[]; bare: readonly number[] }): void {
  const ratio = at(ours, 0.5) / at(bare, 0.5)
  say(`${what}: ${show(ours)}, bare bubblewrap ${show(bare)}: ${ratio.toFixed(2)} ×`)
}

const kernels: Kernel[] = []
const bares: BareSandbox[] = []
async function endAll(): Promise<void> {
  await Promise.all([
    ...kernels.splice(0).map((kernel) => kernel.end('')),
    ...bares.splice(0).map((bare) => bare.end()),
  ])
}

tell(
  'cold start until it takes code',
  await compared(
    starts,
    async () => kernels.push(await start(provider)),
    async () => bares.push(await BareSandbox.start()),
  ),
)
await endAll()

const [kernel, bare] = await Promise.all([start(provider, ['numpy', 'pandas']), BareSandbox.start()])
kernels.push(kernel)
bares.push(bare)
const first = await timed(() => kernel.run('pd.DataFrame({"a": [1]}).shape', { timeoutMs }))
say(`first call of a spare, with pandas: ${first.toFixed(1)} ms`)
tell(
  'a call, there and back',
  await compared(
    calls,
    () => kernel.run('1 + 1', { timeoutMs }),
    () => bare.run('1 + 1'),
  ),
)
const onCall = async () => ({ result: { data: {} } })
const helpers = await timed(() =>
  kernel.run('for _ in range(500): run_composio_tool("T", {})', { timeoutMs, onCall }),
)
say(`a helper, there and back: ${(helpers / 500).toFixed(2)} ms`)
await endAll()

/** Starts `many`, five at a time. */
async function startMany(one: () => Promise<unknown>): Promise<void> {
  for (let next = 0; next < many; next += 5)
    await Promise.all(Array.from({ length: Math.min(5, many - next) }, one))
}

tell(
  `${many} sandboxes started, five at a time`,
  await compared(
    1,
    () => startMany(async () => kernels.push(await start(provider))),
    () => startMany(async () => bares.push(await BareSandbox.start())),
  ),
)
tell(
  `a call in each of the ${many} at once`,
  await compared(
    5,
    () => Promise.all(kernels.map((one) => one.run('sum(range(1000))', { timeoutMs }))),
    () => Promise.all(bares.map((one) => one.run('sum(range(1000))'))),
  ),
)
const sizes = (await Promise.all(kernels.map((one) => one.memory()))).filter((size) => size !== undefined)
if (sizes.length > 0) {
  const mib = sizes.reduce((total, size) => total + size, 0) / 1024 / 1024
  say(`memory: ${(mib / sizes.length).toFixed(1)} MiB each, ${mib.toFixed(0)} MiB for all`)
}
await endAll()
