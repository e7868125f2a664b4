/** The only way out: every outgoing call of the server goes through here. See `destination-guard.ts`. */
import { parseAllowPrivate } from './allow-private.ts'
import { EgressError } from './egress-error.ts'
import type { Timeouts } from './exchange.ts'
import { OpenCalls } from './open-calls.ts'
import { createPools } from './pools.ts'
import {
  sendEither,
  sendRequest,
  sendStream,
  type EgressRequest,
  type EgressResponse,
  type EgressStream,
  type Limits,
  type StreamUpTo,
} from './request.ts'
import { parseDestination } from './destination.ts'
import { judgeDestination } from './destination-guard.ts'
import { systemResolve, type Resolve } from './resolve.ts'

export { EgressError, type EgressErrorCode } from './egress-error.ts'
export type { EgressProxy } from './proxy.ts'
export type { EgressHead, EgressRequest, EgressResponse, EgressStream, StreamUpTo } from './request.ts'

export interface Egress {
  /**
   * Judges a URL by what can be seen without looking its host up, so that one which could never be called is
   * refused when it is given. @throws {EgressError}
   */
  checkUrl(url: string): void
  /** Makes a call and reads the whole answer; any status is an answer. @throws {EgressError} */
  request(options: EgressRequest): Promise<EgressResponse>
  /** Makes a call whose answer is read whole or, where `streamUpTo` says so of its head, a stream. @throws {EgressError} */
  either(options: EgressRequest, streamUpTo: StreamUpTo): Promise<EgressResponse | EgressStream>
  /** Makes a call and hands the answer's body on as it arrives, under the same guards. @throws {EgressError} */
  stream(options: EgressRequest): Promise<EgressStream>
  /**
   * Waits for open calls, `graceMs` (10 s) at most, and breaks off the rest. Safe to call twice; calls made after
   * the first time fail.
   */
  close(graceMs?: number): Promise<void>
}

export interface EgressOptions {
  /** The operator's exceptions: `host`, `host:port`, `IP`, `IP:port`, CIDR. */
  allowPrivate: readonly string[]
  limits?: { timeouts?: Partial<Timeouts>; maxResponseBytes?: number; connectionsPerOrigin?: number }
  /** Instead of the system's resolver. What it returns is judged all the same. */
  resolve?: Resolve
}

/**
 * Connections to one origin. With 100,000 triggers of one app, each looked at once a minute, and answers in 100 ms, some
 * 200 are in use at a time.
 */
export const usualConnections = 384

const defaults: Limits = {
  timeouts: { connectMs: 5_000, headersMs: 30_000, totalMs: 60_000 },
  maxResponseBytes: 10 * 1024 * 1024,
}

/** @throws {TypeError} for an entry of `allowPrivate` that cannot be read. */
export function createEgress({ allowPrivate, limits = {}, resolve = systemResolve }: EgressOptions): Egress {
  const { connectionsPerOrigin = usualConnections, maxResponseBytes = defaults.maxResponseBytes } = limits
  const policy = { allowPrivate: parseAllowPrivate(allowPrivate), allowHttp: false }
  const pools = createPools({ allowPrivate: policy.allowPrivate, resolve, connectionsPerOrigin })
  const effective = { maxResponseBytes, timeouts: { ...defaults.timeouts, ...limits.timeouts } }
  const calls = new OpenCalls()
  let closing: Promise<void> | undefined

  async function request(options: EgressRequest): Promise<EgressResponse> {
    refuseWhen(closing !== undefined)
    return calls.track(sendRequest(pools, effective, options))
  }

  async function either(
    options: EgressRequest,
    streamUpTo: StreamUpTo,
  ): Promise<EgressResponse | EgressStream> {
    refuseWhen(closing !== undefined)
    const response = await calls.track(sendEither(pools, effective, options, streamUpTo))
    if (!Buffer.isBuffer(response.body)) calls.trackStream(response.body)
    return response
  }

  async function stream(options: EgressRequest): Promise<EgressStream> {
    refuseWhen(closing !== undefined)
    const response = await calls.track(sendStream(pools, effective, options))
    calls.trackStream(response.body)
    return response
  }

  function checkUrl(url: string): void {
    const destination = parseDestination(url)
    const refusal = judgeDestination(destination, destination.isAddress ? [destination.host] : [], policy)
    if (refusal)
      throw new EgressError('destination_refused', `${destination.name} may not be called: ${refusal}`)
  }

  async function drain(graceMs: number): Promise<void> {
    await calls.drained(graceMs)
    await pools.destroy()
  }

  return { checkUrl, request, either, stream, close: (graceMs = 10_000) => (closing ??= drain(graceMs)) }
}

function refuseWhen(isClosed: boolean): void {
  if (isClosed) throw new EgressError('connect_failed', 'The server is stopping and makes no more calls')
}
