/** Steps "guard destination" and "send": the one place where a credential leaves. */
import type { Signer } from '@patchbay/catalog'
import type { Deps } from '../deps.ts'
import {
  EgressError,
  type EgressErrorCode,
  type EgressRequest,
  type EgressResponse,
  type EgressStream,
  type StreamUpTo,
} from '../egress/egress.ts'
import { withCredential, type Credential } from './credential.ts'
import type { Effect } from './effects/effect.ts'
import { guardDestination, type Binding } from './destination.ts'
import type { OutgoingRequest } from './request/outgoing-request.ts'
import { gateOf } from './gate/gate.ts'
import type { CallRecorder } from './recording/record-call.ts'
import { StreamedBody } from './request/streamed-body.ts'
import { Previewed } from './preview.ts'
import { sendSafely } from './retry.ts'
import type { CallNotice, OnNotice } from './call-notice.ts'
import { signRequest } from './sign/sign-request.ts'

/** Where a call's requests go and with what. `credential` is replaced when it is renewed. */
export interface Channel {
  binding: Binding
  credential: Credential
  /** Whose turn a request takes. */
  project?: string | undefined
  /** Signs every request with the credential's fields. */
  signer?: Signer | undefined
  /** The tool only reads, whatever methods its requests have. */
  isRead?: boolean
  /** Ends requests: nobody waits for the answer. */
  signal?: AbortSignal | undefined
  /** Told of waits before a request is repeated. */
  notice?: OnNotice | undefined
  /** Nothing is sent; the first request ends the call with `Previewed`. */
  isPreview?: boolean
  /** Takes each request and its answer, before the credential is on it. */
  recorder?: Pick<CallRecorder, 'note'> | undefined
  /** Told of requests that may change something; there when the call has an idempotency key. */
  effect?: Effect | undefined
  /** Bytes that the answers of this call may still have together. */
  bytesLeft: number
}

/** Connecting, until the answer begins, and the whole call, in milliseconds. */
const timeouts = { connectMs: 5_000, headersMs: 30_000, totalMs: 60_000 }

/** Bytes a second that a streamed body or answer may at worst take; its time is added to the call's. */
const slowest = 256 * 1024

/** Bytes of all answers of one call together. */
export const mostBytes = 10 * 1024 * 1024

const safeMethods = new Set(['GET', 'HEAD'])

/**
 * Sends a request with the channel's credential. A provider that no longer takes the token (401) is asked once
 * more with a new one; that is safe for every method, because a refused request has not been acted on.
 * @throws {ApiError} DestinationRefused; ConnectedAccountUnusable when the credential cannot be renewed.
 * @throws {EgressError} there was no answer.
 */
export async function send(
  deps: Pick<Deps, 'egress' | 'clock'>,
  channel: Channel,
  request: OutgoingRequest,
): Promise<EgressResponse> {
  const response = await sendForFile(deps, channel, request, () => undefined)
  if (Buffer.isBuffer(response.body)) return { ...response, body: response.body }
  throw new TypeError('the answer was to be read whole')
}

/** As `send`; an answer of which `streamUpTo` says so is not read, but handed on as a stream. */
export async function sendForFile(
  deps: Pick<Deps, 'egress' | 'clock'>,
  channel: Channel,
  request: OutgoingRequest,
  streamUpTo: StreamUpTo,
): Promise<EgressResponse | EgressStream> {
  guardDestination(request.url, channel.binding)
  if (channel.isPreview === true) throw new Previewed(request)
  const response = await sendOnce(deps, channel, request, streamUpTo)
  const renewed = response.status === 401 ? await channel.credential.renew?.() : undefined
  if (renewed) channel.credential = renewed
  const last = renewed ? await sendOnce(deps, channel, request, streamUpTo) : response
  channel.recorder?.note(request, last)
  return last
}

async function sendOnce(
  { egress, clock }: Pick<Deps, 'egress' | 'clock'>,
  channel: Channel,
  request: OutgoingRequest,
  streamUpTo: StreamUpTo,
) {
  const { method, url, headers, body } = signed(
    withCredential(request, channel.credential),
    channel,
    clock.now(),
  )
  const options: EgressRequest = {
    method,
    url,
    headers,
    timeouts,
    proxy: channel.credential.proxy,
    maxResponseBytes: Math.max(1, channel.bytesLeft),
    ...(channel.signal && { signal: channel.signal }),
    ...(body instanceof StreamedBody ? streamedParts(body) : body !== undefined && { body }),
  }
  const ask = () => egress.either(options, streamUpTo)
  const lane = { project: channel.project ?? '', origin: url.origin, now: () => clock.now().getTime() }
  // A call through a proxy has a connection of its own, and its failures may be the proxy's.
  const attempt = channel.credential.proxy ? ask : () => gateOf(egress).pass(lane, ask)
  const response = await (mayChange(method, channel)
    ? sendOnceOnly(channel.effect, attempt)
    : sendSafely(method, attempt, (...pause) => channel.notice?.(retryNotice(...pause))))
  if (Buffer.isBuffer(response.body)) channel.bytesLeft -= response.body.length
  return response
}

function retryNotice(wait_ms: number, attempt: number, status: number | null): CallNotice {
  const why = status === null ? 'The connection broke' : `The provider answered ${status}`
  const message = `${why}; attempt ${attempt} follows in ${wait_ms} ms`
  return { event: 'retry', message, attempt, wait_ms, provider_status: status }
}

/** The length is said, as many providers take no body without it; a large one has more time. */
function streamedParts(body: StreamedBody) {
  const more = (body.size / slowest) * 1000
  return {
    body: body.open(),
    bodyBytes: body.size,
    timeouts: { ...timeouts, headersMs: timeouts.headersMs + more, totalMs: timeouts.totalMs + more },
  }
}

/** Signs what has a credential to sign with. */
function signed(request: OutgoingRequest, { signer, credential }: Channel, now: Date): OutgoingRequest {
  const scope = credential.fields.reveal()
  return signer && scope.conn ? signRequest(request, signer, scope, now) : request
}

/** Whether a request may change something at the provider. */
export function mayChange(method: string, { isRead }: Pick<Channel, 'isRead'>): boolean {
  return isRead !== true && !safeMethods.has(method)
}

/** A write is sent once, and what is known of its effect is noted. */
async function sendOnceOnly<T extends { status: number }>(
  effect: Effect | undefined,
  attempt: () => Promise<T>,
): Promise<T> {
  await effect?.beforeWrite()
  try {
    const response = await attempt()
    if (refusals.has(response.status)) effect?.hadNone()
    return response
  } catch (error) {
    if (!(error instanceof EgressError)) throw error
    if (!error.sent) effect?.hadNone()
    throw error.sent && lost.has(error.code) ? new UnknownOutcome(error) : error
  }
}

/** Statuses of requests that were not acted on, for a reason that may pass. */
const refusals = new Set([401, 429])

/** Failures that leave no status of the provider's to go by. */
const lost = new Set<EgressErrorCode>(['timeout', 'reset', 'bad_response', 'aborted'])

/** A request that may have changed something left, and its answer was lost. */
export class UnknownOutcome extends EgressError {
  constructor(error: EgressError) {
    super(error.code, error.message, { cause: error, retryable: false, sent: true })
  }
}
