/** A proxy call as a request: the caller's endpoint, body and parameters, checked. */
import type { Deps } from '../deps.ts'
import { EgressError } from '../egress/egress.ts'
import { ApiError } from '../http/errors.ts'
import { setHeader } from './request/headers.ts'
import { isObject, type OutgoingRequest } from './request/outgoing-request.ts'
import { appendQuery } from './request/query.ts'
import { mostBytes } from './send.ts'
import type { BinaryBody } from './proxy-contract.ts'
import type { ProxyCall } from './tool-call.ts'
import { toTransportError } from './transport-failure.ts'

interface Content {
  type: string
  body: string | Buffer
}

const longestEndpoint = 16_384

/**
 * Builds the request of a proxy call. The destination is not judged here.
 * @throws {ApiError} BadRequest naming the field; UpstreamUnreachable and such when `binary_body.url` cannot be
 * fetched.
 */
export async function buildProxyRequest(
  deps: Pick<Deps, 'egress'>,
  call: ProxyCall,
  baseUrl: URL,
): Promise<OutgoingRequest> {
  const url = resolveEndpoint(call.endpoint, baseUrl)
  const headers: Record<string, string> = { accept: '*/*' }
  for (const { name, type, value } of call.parameters ?? []) {
    if (type === 'header') setHeader(headers, name, value)
    else url.searchParams.append(name, value.toWellFormed())
  }
  const content = await readContent(deps, call, headers['content-type'])
  if (!content) return { method: call.method, url, headers }
  if (call.method === 'GET' || call.method === 'HEAD')
    throw wrong('body', `a ${call.method} request carries none`)
  setHeader(headers, 'content-type', content.type)
  return { method: call.method, url, headers, body: content.body }
}

/**
 * The URL that an endpoint means. A relative one, however it is spelt (`//host`, `/../`, `\`), stays below the
 * base URL; one that repeats the base's path (`/api/chat.postMessage` below `…/api`) does not get it twice.
 * @throws {ApiError} BadRequest
 */
export function resolveEndpoint(endpoint: string, baseUrl: URL): URL {
  if (endpoint.length > longestEndpoint)
    throw wrong('endpoint', `is longer than ${longestEndpoint} characters`)
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(endpoint)) {
    const absolute = URL.parse(endpoint)
    if (!absolute || !/^https?:$/.test(absolute.protocol)) throw wrong('endpoint', 'is not an http(s) URL')
    return absolute
  }
  const prefix = baseUrl.pathname.replace(/\/+$/, '')
  const path = `/${endpoint.replace(/^\/+/, '')}`
  const repeats = prefix !== '' && path.startsWith(`${prefix}/`)
  const url = URL.parse(`${baseUrl.origin}${repeats ? '' : prefix}${path}`)
  if (!url || url.origin !== baseUrl.origin || !`${url.pathname}/`.startsWith(`${prefix}/`)) {
    throw wrong('endpoint', 'leaves the base URL of the account')
  }
  return url
}

async function readContent(
  deps: Pick<Deps, 'egress'>,
  { body, binary_body: binary }: ProxyCall,
  givenType: string | undefined,
): Promise<Content | undefined> {
  const hasBody = body !== undefined && body !== null
  if (hasBody && binary) throw wrong('binary_body', 'send either body or binary_body')
  if (binary) return 'base64' in binary ? readBase64(binary) : fetchContent(deps, binary)
  if (!hasBody) return undefined
  if (typeof body === 'string') return { type: givenType ?? 'text/plain; charset=utf-8', body }
  if (isObject(body) && givenType?.toLowerCase().startsWith('application/x-www-form-urlencoded')) {
    const form = new URLSearchParams()
    for (const [name, value] of Object.entries(body)) appendQuery(form, name, value, 'deepObject')
    return { type: givenType, body: form.toString() }
  }
  return { type: givenType ?? 'application/json', body: JSON.stringify(body) }
}

function readBase64({ base64, content_type }: Extract<BinaryBody, { base64: string }>): Content {
  const body = Buffer.from(base64, 'base64')
  if (body.length === 0 || body.toString('base64').replace(/=+$/, '') !== base64.replace(/=+$/, '')) {
    throw wrong('binary_body.base64', 'is not base64 (RFC 4648 section 4)')
  }
  return { type: content_type ?? 'application/octet-stream', body }
}

/** Fetches without any credential: the URL is the caller's, not the provider's. */
async function fetchContent(
  { egress }: Pick<Deps, 'egress'>,
  { url, content_type }: Extract<BinaryBody, { url: string }>,
): Promise<Content> {
  try {
    const { status, headers, body } = await egress.request({ url, maxResponseBytes: mostBytes })
    if (status !== 200) throw wrong('binary_body.url', `was answered with status ${status}`)
    return { type: content_type ?? headers['content-type'] ?? 'application/octet-stream', body }
  } catch (error) {
    throw error instanceof EgressError ? toTransportError(error) : error
  }
}

function wrong(field: string, problem: string): ApiError {
  const line = `${field}: ${problem}`
  return new ApiError('BadRequest', `Invalid body: ${line}`, { errors: [line] })
}
