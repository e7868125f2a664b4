/** What a redirect turns a call into. No IO: the next call is judged like a first one. */
import { Readable } from 'node:stream'
import { parseDestination, type Destination } from './destination.ts'
import { EgressError } from './egress-error.ts'
import type { Headers } from './headers.ts'

/** One request of a call. */
export interface Hop {
  destination: Destination
  method: string
  headers: Headers
  body: string | Uint8Array | Readable | undefined
  /** Bytes of a body that is a stream, where they are known. */
  bodyBytes?: number | undefined
  /** Whether the call that this belongs to may be made again: its first method was idempotent. */
  repeatable: boolean
}

/**
 * All that goes along to another origin. A list of what is harmless, because a list of what is secret would miss
 * the next provider's name for its key.
 */
const harmless: ReadonlySet<string> = new Set([
  'accept',
  'accept-encoding',
  'accept-language',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'if-range',
  'if-unmodified-since',
  'range',
  'user-agent',
])

/** Whether an answer points elsewhere; 300 and 304 do not. */
export function isRedirect(status: number, location: string | undefined): location is string {
  return location !== undefined && [301, 302, 303, 307, 308].includes(status)
}

/**
 * The request that follows a redirect (RFC 9110 §15.4): 303 becomes GET, and so do 301 and 302 after POST, as
 * browsers do. To another origin no header goes along but harmless ones, and no body: it may hold a client secret.
 * @throws {EgressError} `destination_refused` from https to http, or with a body to another origin;
 *   `bad_response` for a location that is no URL; `bad_request` when the body was a stream, now used up.
 */
export function followRedirect(
  hop: Hop,
  status: number,
  location: string,
  secretHeaders: readonly string[],
): Hop {
  const from = hop.destination
  const destination = redirectTarget(from, location)
  if (from.scheme === 'https' && destination.scheme === 'http') {
    throw refused(from, 'it redirects from https to http')
  }
  const leaves = destination.url.origin !== from.url.origin
  const becomesGet =
    (status === 303 && hop.method !== 'HEAD') || ((status === 301 || status === 302) && hop.method === 'POST')
  const body = becomesGet ? undefined : hop.body
  if (body !== undefined && leaves)
    throw refused(from, 'it redirects a request with a body to another origin')
  if (body instanceof Readable) {
    throw new EgressError('bad_request', 'A streamed body cannot be sent again after a redirect', {
      sent: true,
    })
  }
  const headers: Headers = Object.create(null)
  const secret = new Set(secretHeaders.map((name) => name.toLowerCase()))
  for (const [name, value] of Object.entries(hop.headers)) {
    if (body === undefined && name.startsWith('content-')) continue
    if (leaves && (secret.has(name) || !harmless.has(name))) continue
    headers[name] = value
  }
  const method = becomesGet ? 'GET' : hop.method
  return { destination, method, headers, body, repeatable: hop.repeatable }
}

function redirectTarget(from: Destination, location: string): Destination {
  const url = URL.parse(location, from.url.href)
  if (url === null) {
    throw new EgressError('bad_response', `${from.name} redirects to something that is not a URL`, {
      sent: true,
    })
  }
  // Where a server points may be a name inside its network, or ours: messages do not repeat it.
  return parseDestination(url, url.origin === from.url.origin ? from.name : 'The target of a redirect')
}

function refused(from: Destination, why: string): EgressError {
  return new EgressError('destination_refused', `${from.name} is not followed: ${why}`, {
    sent: true,
  })
}
