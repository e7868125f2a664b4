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
  const elapsed = (performance.now() - started) / 1000
  times.sort((a, b) => a - b)
  const quantile = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
  return { p50: quantile(0.5), p99: quantile(0.99), perSecond: times.length / elapsed, calls: times.length }
}

/** Enough calls for V8 to have compiled what they run through: as many for each way, however fast it is. */
const warmUpCalls = 5_000

/** Calls `once` until what it runs through is compiled. */
export async function warmUp(once: () => Promise<unknown>, concurrency: number): Promise<void> {
  let left = warmUpCalls
  async function lane(): Promise<void> {
    for (; left > 0; left -= 1) await once()
  }
  await Promise.all(Array.from({ length: concurrency }, lane))
}
