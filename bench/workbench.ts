/**
 * What the workbench costs, beside a bare `python3` on the same machine in the same run: start (cold, and from a
 * spare), a call, and the memory of many sandboxes at once.
 *
 *     node bench/workbench.ts [--sandboxes 50]
 */
import { execFile } from 'node:child_process'
import { parseArgs, promisify } from 'node:util'
import { probeBubblewrap } from '../server/src/workbench/bubblewrap/bubblewrap.ts'
import { Kernel } from '../server/src/workbench/kernel.ts'
import type { SandboxProvider } from '../server/src/workbench/sandbox.ts'
import { sandboxSizes } from '../server/src/workbench/sandbox-size.ts'

const { values } = parseArgs({ options: { sandboxes: { type: 'string', default: '50' } } })
const many = Number(values.sandboxes)
const run = promisify(execFile)
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

/** Milliseconds, sorted. */
async function times(count: number, job: () => Promise<unknown>): Promise<number[]> {
  const taken: number[] = []
  for (let round = 0; round < count; round++) {
    const from = performance.now()
    await job()
    taken.push(performance.now() - from)
  }
  return taken.toSorted((a, b) => a - b)
}

const at = (sorted: readonly number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
const show = (sorted: readonly number[]) =>
  `median ${at(sorted, 0.5).toFixed(2)} ms, p95 ${at(sorted, 0.95).toFixed(2)} ms`

const bare = await times(10, () => run('/usr/bin/python3', ['-I', '-c', 'pass']))
say(`python3 alone, start to end: ${show(bare)}`)
const started: Kernel[] = []
const cold = await times(10, async () => started.push(await start(provider)))
say(`cold start until it takes code: ${show(cold)} (${(at(cold, 0.5) / at(bare, 0.5)).toFixed(1)} × python3)`)
await Promise.all(started.splice(0).map((kernel) => kernel.end('')))

const kernel = await start(provider, ['numpy', 'pandas'])
const first = await times(1, () => kernel.run('pd.DataFrame({"a": [1]}).shape', { timeoutMs: 60_000 }))
say(`first call of a spare, with pandas: ${show(first)}`)
const calls = await times(1000, () => kernel.run('1 + 1', { timeoutMs: 60_000 }))
say(`a call, there and back: ${show(calls)}`)
const onCall = async () => ({ result: { data: {} } })
const code = 'for _ in range(500): run_composio_tool("T", {})'
const helpers = await times(1, () => kernel.run(code, { timeoutMs: 60_000, onCall }))
say(`a helper, there and back: ${(at(helpers, 0.5) / 500).toFixed(2)} ms`)
await kernel.end('')

const from = performance.now()
const all: Kernel[] = []
for (let next = 0; next < many; next += 5)
  all.push(...(await Promise.all(Array.from({ length: Math.min(5, many - next) }, () => start(provider)))))
say(`${all.length} sandboxes started in ${((performance.now() - from) / 1000).toFixed(1)} s`)
const answers = await times(1, () =>
  Promise.all(all.map((one, index) => one.run(`sum(range(${index}))`, { timeoutMs: 60_000 }))),
)
say(`a call in each at once: ${at(answers, 0.5).toFixed(0)} ms for all`)
const sizes = await Promise.all(all.map((one) => one.memory()))
const known = sizes.filter((size) => size !== undefined)
if (known.length > 0) {
  const sum = known.reduce((total, size) => total + size, 0)
  say(
    `memory: ${(sum / known.length / 1024 / 1024).toFixed(1)} MiB each, ${(sum / 1024 / 1024).toFixed(0)} MiB for all`,
  )
}
await Promise.all(all.map((one) => one.end('')))
