/** Times repeated calls at a fixed number in flight. */

export interface Measured {
  /** Milliseconds. */
  p50: number
  p99: number
  perSecond: number
  calls: number
}

/** Calls `once` for `seconds`, with `concurrency` calls in flight all the time. */
export async function measure(
  once: () => Promise<unknown>,
  concurrency: number,
  seconds: number,
): Promise<Measured> {
  const { times, elapsed } = await timesOf(once, concurrency, seconds)
  return summaryOf(times, elapsed)
}

/** One of several ways to do the same. */
export interface Way {
  once: () => Promise<unknown>
  /** Milliseconds of processor that its server has used so far. */
  cpu?: () => number | Promise<number>
}

/** Seconds of one turn. */
const turn = 0.5

/**
 * Measures several ways, each for `seconds` in all, in short turns: what else the machine does falls on all of them.
 * `cpu` is a server's processor time of a call, in milliseconds; 0 where nobody tells it.
 */
export async function measureInTurns<Name extends string>(
  ways: Readonly<Record<Name, Way>>,
  concurrency: number,
  seconds: number,
): Promise<Record<Name, Measured & { cpu: number }>> {
  const names = Object.keys(ways) as Name[]
  const totals = new Map(names.map((name) => [name, { times: [] as number[], elapsed: 0, cpu: 0 }]))
  for (let at = 0; at < seconds; at += turn) {
    for (const [name, total] of totals) {
      const { once, cpu = () => 0 } = ways[name]
      const before = await cpu()
      const { times, elapsed } = await timesOf(once, concurrency, turn)
      total.cpu += (await cpu()) - before
      total.elapsed += elapsed
      total.times.push(...times)
    }
  }
  const results = [...totals].map(([name, { times, elapsed, cpu }]) => [
    name,
    { ...summaryOf(times, elapsed), cpu: cpu / times.length },
  ])
  return Object.fromEntries(results) as Record<Name, Measured & { cpu: number }>
}

async function timesOf(once: () => Promise<unknown>, concurrency: number, seconds: number) {
  const times: number[] = []
  const started = performance.now()
  const end = started + seconds * 1000
  async function lane(): Promise<void> {
    for (let at = performance.now(); at < end; at = performance.now()) {
      await once()
      times.push(performance.now() - at)
    }
  }
  await Promise.all(Array.from({ length: concurrency }, lane))
  return { times, elapsed: (performance.now() - started) / 1000 }
}

function summaryOf(unsorted: readonly number[], elapsed: number): Measured {
  const times = unsorted.toSorted((a, b) => a - b)
  const quantile = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
  return { p50: quantile(0.5), p99: quantile(0.99), perSecond: times.length / elapsed, calls: times.length }
}

/** Enough calls for V8 to have compiled what they run through, as its traces show: as many for each way, however fast. */
const warmUpCalls = 20_000

/** Calls `once` until what it runs through is compiled. */
export async function warmUp(once: () => Promise<unknown>, concurrency: number): Promise<void> {
  let left = warmUpCalls
  async function lane(): Promise<void> {
    for (; left > 0; left -= 1) await once()
  }
  await Promise.all(Array.from({ length: concurrency }, lane))
}
