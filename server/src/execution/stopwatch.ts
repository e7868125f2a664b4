/** Times the steps of one execution. */
export interface Stopwatch {
  /** Runs a step and adds its milliseconds to `timings`, whether it succeeds or throws. */
  step<T>(name: string, work: () => T | Promise<T>): Promise<T>
  /** Milliseconds of each step so far, to three places. */
  readonly timings: Record<string, number>
  /** Milliseconds since the start. */
  elapsed(): number
}

export function startStopwatch(): Stopwatch {
  const started = performance.now()
  const timings: Record<string, number> = {}
  return {
    timings,
    elapsed: () => performance.now() - started,
    async step(name, work) {
      const from = performance.now()
      try {
        return await work()
      } finally {
        timings[name] = Math.round(((timings[name] ?? 0) + performance.now() - from) * 1_000) / 1_000
      }
    },
  }
}
