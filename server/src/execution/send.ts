/** Steps "guard destination" and "send": the one place where a credential leaves. */
import type { Signer } from '@patchbay/catalog'
import type { Deps } from '../deps.ts'
import {
  EgressError,
  type EgressRequest,
  type EgressResponse,
  type EgressStream,
  type StreamUpTo,
} from '../egress/egress.ts'
import { withCredential, type Credential } from './credential.ts'
import { guardDestination, type Binding } from './destination.ts'
import type { OutgoingRequest } from './request/outgoing-request.ts'
import { StreamedBody } from './request/streamed-body.ts'
import { signRequest } from './sign/sign-request.ts'

/** Where a call's requests go and with what. `credential` is replaced when it is renewed. */
export interface Channel {
  binding: Binding
  credential: Credential
  /** Signs every request with the credential's fields. */
  signer?: Signer | undefined
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
  const response = await sendOnce(deps, channel, request, streamUpTo)
  const renewed = response.status === 401 ? await channel.credential.renew?.() : undefined
  if (!renewed) return response
  channel.credential = renewed
  return sendOnce(deps, channel, request, streamUpTo)
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
    maxResponseBytes: Math.max(1, channel.bytesLeft),
    ...(body instanceof StreamedBody ? streamedParts(body) : body !== undefined && { body }),
  }
  const response = await repeatIfSafe(method, () => egress.either(options, streamUpTo))
  if (Buffer.isBuffer(response.body)) channel.bytesLeft -= response.body.length
  return response
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

/** One more try for a read that found a broken connection; a write is never repeated. */
async function repeatIfSafe<T>(method: string, attempt: () => Promise<T>): Promise<T> {
  try {
    return await attempt()
  } catch (error) {
    if (!(error instanceof EgressError) || !error.retryable || !safeMethods.has(method)) throw error
    // A slow provider is not asked twice: the caller has waited long enough.
    if (error.code === 'timeout' || error.code === 'connect_timeout') throw error
    return attempt()
  }
}
