/** Which requests a fault applies to, and how many of them. */
type FaultScope = {
  method?: string
  /** A prefix of the path, or a pattern; absent means every path. */
  path?: string | RegExp
  /** How many matching requests are hit; 1 unless told. */
  times?: number
  /** Milliseconds before anything happens. */
  delayMs?: number
}

/**
 * - `status`: answered at once, what stands behind is not reached.
 * - `reset`: the connection is reset before what stands behind is reached.
 * - `drop`: what stands behind acts, then the connection is reset without an answer.
 * - `slow`: only the delay.
 */
export type Fault = FaultScope &
  (
    | { outcome: 'status'; status: number; headers?: Record<string, string>; body?: unknown }
    | { outcome: 'reset' }
    | { outcome: 'drop' }
    | { outcome: 'slow' }
  )

/** The first fault that applies, counted down; used-up ones leave the list. */
export function takeFault(faults: Fault[], method: string, path: string): Fault | undefined {
  const index = faults.findIndex((fault) => applies(fault, method, path))
  const fault = faults[index]
  if (fault === undefined) return undefined
  fault.times = (fault.times ?? 1) - 1
  if (fault.times <= 0) faults.splice(index, 1)
  return fault
}

function applies({ method, path }: Fault, actualMethod: string, actualPath: string): boolean {
  if (method !== undefined && method.toUpperCase() !== actualMethod) return false
  if (path === undefined) return true
  return typeof path === 'string' ? actualPath.startsWith(path) : path.test(actualPath)
}
