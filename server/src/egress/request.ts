/** A call: its requests, one after the other as redirects lead, each judged as if it were the first. */
import type { Readable } from 'node:stream'
import { isIdempotent, toEgressError } from './connection-error.ts'
import { codingOf, decodeBody, decodeStream, tooLarge } from './decode.ts'
import { hostMatches, parseDestination, type Destination } from './destination.ts'
import { EgressError } from './egress-error.ts'
import {
  collect,
  discard,
  exchange,
  streamed,
  type ExchangeOptions,
  type Head,
  type Sink,
  type Timeouts,
} from './exchange.ts'
import { checkHeaders } from './headers.ts'
import type { Pools } from './pools.ts'
import type { EgressProxy } from './proxy.ts'
import { followRedirect, isRedirect, type Hop } from './redirect.ts'

export interface EgressRequest {
  url: string | URL
  /** Upper or lower case; `GET` when left out. */
  method?: string
  headers?: Record<string, string | readonly string[]>
  body?: string | Uint8Array | Readable
  /** Bytes of a body that is a stream: said to the other side, which else gets it in chunks. */
  bodyBytes?: number
  /** Names never carried to another origin. Others are not either, unless they are known to be harmless. */
  secretHeaders?: readonly string[]
  /** When given, only these hosts, redirects included: `api.example.com`, `*.example.com`. */
  allowHosts?: readonly string[]
  /** Allow plain http to public addresses. A redirect from https to http is refused all the same. */
  allowHttp?: boolean
  /** 3 for GET and HEAD, else 0; at most 10. At 0 a redirect is an answer like any other. */
  maxRedirects?: number
  timeouts?: Partial<Timeouts>
  /** A way through a proxy, which is judged too. */
  proxy?: EgressProxy | undefined
  /** Most bytes of the answer's body, after decompression. */
  maxResponseBytes?: number
  signal?: AbortSignal
}

/** Milliseconds; of the last request, except `totalMs`. */
export interface Timings {
  /** Until the request went out: near 0 on a connection that was open already. */
  connectMs: number
  headersMs: number
  totalMs: number
}

export interface EgressHead {
  status: number
  /** Lower-case names. Without `content-encoding` and `content-length` where the body was decompressed. */
  headers: Record<string, string>
  /** Where the answer came from, after redirects. */
  url: string
  /** How many redirects were followed. */
  redirects: number
  timings: Timings
}

export interface EgressResponse extends EgressHead {
  body: Buffer
}

export interface EgressStream extends EgressHead {
  /** Fails with an `EgressError`. Read it to the end or destroy it. */
  body: Readable
}

export interface Limits {
  timeouts: Timeouts
  maxResponseBytes: number
}

const MOST_REDIRECTS = 10
/** A file may take longer than an answer that somebody waits to read: 10 minutes. */
const moreForStreams = 600_000
const methodForm = /^[A-Z][A-Z-]{0,19}$/
const refusedMethods: ReadonlySet<string> = new Set(['CONNECT', 'TRACE', 'TRACK'])

/** @throws {EgressError} */
export async function sendRequest(
  pools: Pools,
  limits: Limits,
  options: EgressRequest,
): Promise<EgressResponse> {
  const maxBytes = options.maxResponseBytes ?? limits.maxResponseBytes
  const sink = collect(maxBytes)
  const { head, raw, startedAt } = await followChain(pools, limits, options, () => ({ sink, maxBytes }))
  const body = await decodeBody(await sink.body, codingOf(raw.headers['content-encoding']), maxBytes)
  head.timings.totalMs = performance.now() - startedAt
  return { ...head, body }
}

/**
 * Reads the answer whole, or hands it on as a stream where `streamUpTo` says how long one may be.
 * @throws {EgressError}
 */
export async function sendEither(
  pools: Pools,
  limits: Limits,
  options: EgressRequest,
  streamUpTo: StreamUpTo,
): Promise<EgressResponse | EgressStream> {
  const maxBytes = options.maxResponseBytes ?? limits.maxResponseBytes
  const whole = collect(maxBytes)
  let stream: { body: Readable; maxBytes: number } | undefined
  const choose = (answer: Head): Choice => {
    const most = hasBody(answer.status, options.method) ? streamUpTo(answer) : undefined
    if (most === undefined) return { sink: whole, maxBytes }
    const sink = { ...streamed(), moreMs: moreForStreams }
    stream = { body: sink.body, maxBytes: most }
    return { sink, maxBytes: most }
  }
  const { head, raw, startedAt } = await followChain(pools, limits, options, choose)
  const coding = codingOf(raw.headers['content-encoding'])
  if (stream) return { ...head, body: decodeStream(stream.body, coding, stream.maxBytes) }
  const body = await decodeBody(await whole.body, coding, maxBytes)
  head.timings.totalMs = performance.now() - startedAt
  return { ...head, body }
}

/** @throws {EgressError} until the head is there; afterwards the stream fails with it. */
export async function sendStream(
  pools: Pools,
  limits: Limits,
  options: EgressRequest,
): Promise<EgressStream> {
  const maxBytes = options.maxResponseBytes ?? limits.maxResponseBytes
  const sink = streamed()
  const { head, raw } = await followChain(pools, limits, options, () => ({ sink, maxBytes }))
  const coding = hasBody(raw.status, options.method) ? codingOf(raw.headers['content-encoding']) : undefined
  return { ...head, body: decodeStream(sink.body, coding, maxBytes) }
}

/** Most bytes of an answer that is to be a stream; undefined for one that is read whole. */
export type StreamUpTo = (head: Pick<Head, 'status' | 'headers'>) => number | undefined

interface Choice {
  sink: Sink
  maxBytes: number
}

interface Chain {
  head: EgressHead
  /** The head as it came. */
  raw: Head
  startedAt: number
}

async function followChain(
  pools: Pools,
  limits: Limits,
  options: EgressRequest,
  choose: (head: Head) => Choice,
): Promise<Chain> {
  const timeouts = checkTimeouts({ ...limits.timeouts, ...options.timeouts })
  const startedAt = performance.now()
  let hop = firstHop(options)
  const maxRedirects = Math.min(options.maxRedirects ?? defaultRedirects(hop.method), MOST_REDIRECTS)
  let sent = false
  for (let redirects = 0; ; redirects++) {
    const hopStartedAt = performance.now()
    try {
      checkHost(hop.destination, options.allowHosts)
      const raw = await exchangeBy(pools, options, hop, {
        timeouts,
        deadline: startedAt + timeouts.totalMs,
        signal: options.signal,
        accept: (head) => (leadsOn(head, maxRedirects) ? discard() : refuseTooLong(head, hop, choose(head))),
      })
      sent = true
      if (!leadsOn(raw, maxRedirects)) {
        return { head: describe(raw, hop, redirects, hopStartedAt, startedAt), raw, startedAt }
      }
      if (redirects === maxRedirects) throw tooMany(hop, maxRedirects)
      hop = followRedirect(hop, raw.status, raw.headers['location'] ?? '', options.secretHeaders ?? [])
    } catch (error) {
      const failure = toEgressError(error, hop, sent)
      throw sent && !failure.sent ? afterRedirect(failure, hop) : failure
    }
  }
}

/** A connection through a proxy is the call's own, and goes with it. */
async function exchangeBy(
  pools: Pools,
  { proxy, allowHttp = false }: EgressRequest,
  hop: Hop,
  options: ExchangeOptions,
): Promise<Head> {
  if (!proxy) return exchange(pools.dispatcher(allowHttp), hop, options)
  const dispatcher = await pools.through(proxy, hop.destination, allowHttp)
  try {
    const head = await exchange(dispatcher, hop, options)
    void dispatcher.close()
    return head
  } catch (error) {
    void dispatcher.destroy()
    throw error
  }
}

function firstHop({ url, method = 'GET', headers = {}, body, bodyBytes }: EgressRequest): Hop {
  const upper = method.toUpperCase()
  if (!methodForm.test(upper) || refusedMethods.has(upper)) {
    throw new EgressError('bad_request', 'The method is not allowed')
  }
  return {
    destination: parseDestination(url),
    method: upper,
    headers: checkHeaders(headers),
    body,
    bodyBytes,
    repeatable: isIdempotent(upper),
  }
}

function defaultRedirects(method: string): number {
  return method === 'GET' || method === 'HEAD' ? 3 : 0
}

function checkTimeouts(timeouts: Timeouts): Timeouts {
  for (const [name, value] of Object.entries(timeouts)) {
    if (!(typeof value === 'number' && value > 0))
      throw new EgressError('bad_request', `${name} must be above 0`)
  }
  return timeouts
}

function checkHost(destination: Destination, allowHosts: readonly string[] | undefined): void {
  if (allowHosts === undefined || hostMatches(destination, allowHosts)) return
  throw new EgressError('host_not_allowed', `${destination.name} is not a host that this call may go to`)
}

function leadsOn({ status, headers }: Head, maxRedirects: number): boolean {
  return maxRedirects > 0 && isRedirect(status, headers['location'])
}

/** Does not start to read a body that announces itself as too long. */
function refuseTooLong(head: Head, hop: Hop, { sink, maxBytes }: Choice): Sink {
  const announced = Number(head.headers['content-length'])
  if (!(announced > maxBytes) || !hasBody(head.status, hop.method)) return sink
  return { ...sink, start: (controls) => (sink.start(controls), controls.abort(tooLarge(maxBytes))) }
}

function hasBody(status: number, method: string | undefined): boolean {
  return status !== 204 && status !== 304 && method?.toUpperCase() !== 'HEAD'
}

function describe(
  raw: Head,
  hop: Hop,
  redirects: number,
  hopStartedAt: number,
  startedAt: number,
): EgressHead {
  const headers = raw.headers
  const isDecoded = hasBody(raw.status, hop.method) && codingOf(headers['content-encoding']) !== undefined
  const shown: Record<string, string> = Object.create(null)
  for (const [name, value] of Object.entries(headers)) {
    if (!isDecoded || (name !== 'content-encoding' && name !== 'content-length')) shown[name] = value
  }
  return {
    status: raw.status,
    headers: shown,
    url: hop.destination.url.href,
    redirects,
    timings: {
      connectMs: raw.sentAt - hopStartedAt,
      headersMs: raw.headAt - raw.sentAt,
      totalMs: raw.headAt - startedAt,
    },
  }
}

function tooMany({ destination }: Hop, maxRedirects: number): EgressError {
  const message = `${destination.name} redirects more than ${maxRedirects} times`
  return new EgressError('too_many_redirects', message, { sent: true })
}

/** The first request was sent and answered, so the call as a whole was, wherever it failed later. */
function afterRedirect(error: EgressError, { repeatable }: Hop): EgressError {
  const { code, message, cause } = error
  return new EgressError(code, message, {
    cause,
    sent: true,
    retryable: error.retryable && repeatable,
  })
}
