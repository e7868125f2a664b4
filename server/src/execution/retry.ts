/** Repeating reads: twice at most, after what the provider asks for or a growing pause, and never for long. */
import { setTimeout as delay } from 'node:timers/promises'
import { EgressError, type EgressResponse, type EgressStream } from '../egress/egress.ts'

/** Read whole, or a stream, which is what the provider had to give. */
type Answer = EgressResponse | EgressStream

/** Told of a wait: milliseconds, the number of the attempt that follows, and the status answered, if there was one. */
export type OnPause = (milliseconds: number, attempt: number, status: number | null) => void

const safeMethods = new Set(['GET', 'HEAD'])
const passing = new Set([429, 502, 503, 504])
const mostRetries = 2
const firstPauseMs = 100
/** A caller waits no longer than this; it is told the provider's wish instead. */
const longestPauseMs = 2_000

/**
 * Sends a request that changes nothing. One that is safe by its method is repeated when the connection broke or
 * the provider says that it is busy. The last answer or failure stands.
 * @throws {EgressError}
 */
export async function sendSafely<T extends Answer>(
  method: string,
  attempt: () => Promise<T>,
  onPause: OnPause = () => {},
): Promise<T> {
  const wait = (milliseconds: number, tried: number, status: number | null) => {
    onPause(Math.round(milliseconds), tried + 2, status)
    return delay(milliseconds)
  }
  for (let tried = 0; ; tried += 1) {
    const isLast = tried === mostRetries || !safeMethods.has(method)
    try {
      const response = await attempt()
      const isFinal = isLast || !passing.has(response.status) || !Buffer.isBuffer(response.body)
      const pause = isFinal ? undefined : pauseBefore(tried, response)
      if (pause === undefined) return response
      await wait(pause, tried, response.status)
    } catch (error) {
      if (isLast || !isWorthRepeating(error)) throw error
      await wait(backoff(tried), tried, null)
    }
  }
}

/** A slow provider is not asked twice: the caller has waited long enough. */
function isWorthRepeating(error: unknown): boolean {
  const isPassing = error instanceof EgressError && error.retryable
  return isPassing && error.code !== 'timeout' && error.code !== 'connect_timeout'
}

/** Milliseconds to wait; undefined when that would be too long. */
function pauseBefore(tried: number, { headers }: Answer): number | undefined {
  const asked = retryAfterMs(headers['retry-after'])
  const pause = asked === undefined ? backoff(tried) : asked
  return pause <= longestPauseMs ? pause : undefined
}

/** 50 to 100 ms, then 100 to 200: at random, so that callers who failed together do not come back together. */
const backoff = (tried: number) => firstPauseMs * 2 ** tried * (0.5 + Math.random() / 2)

/** `Retry-After`, in seconds or as a date; undefined when it is neither. */
export function retryAfterMs(header: string | undefined, now = Date.now()): number | undefined {
  if (header === undefined) return undefined
  if (/^\d{1,9}(?:\.\d{1,3})?$/.test(header.trim())) return Number(header) * 1_000
  const at = Date.parse(header)
  return Number.isNaN(at) ? undefined : Math.max(0, at - now)
}
