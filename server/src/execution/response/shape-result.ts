/**
 * Step "shape result": a provider's answer as `{ data, error, successful }`.
 *
 * | answer                  | `data`                                             |
 * | ----------------------- | -------------------------------------------------- |
 * | JSON object             | the object                                         |
 * | JSON array              | `{ items: [...] }`                                 |
 * | other JSON value        | `{ value }`                                        |
 * | text                    | `{ text }`                                         |
 * | nothing                 | `{}`                                               |
 * | other bytes, ≤ 1 MiB    | `{ content_type, size, base64 }`                   |
 * | any of these, as a failure | the same with `status_code`                     |
 */
import type { CatalogToolkit } from '@patchbay/catalog'
import { redactDeep, redactText } from '../../vault/redact.ts'
import { isObject } from '../request/outgoing-request.ts'
import { decodeBody, type DecodedBody } from './decode-body.ts'
import { cutError, statusText, upstreamMessage, valueAt } from './upstream-error.ts'

export interface UpstreamResponse {
  status: number
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>
  body: Buffer
}

export interface ShapedResult {
  data: Record<string, unknown>
  error: string | null
  successful: boolean
}

type Reporting = Pick<CatalogToolkit['http'], 'failure' | 'error_paths'>

/** Larger files do not fit into a model's answer. */
const largestInline = 1024 * 1024

/** Shapes an answer; `secrets` are taken out of data and error wherever the provider repeats them. */
export function shapeResult(
  response: UpstreamResponse,
  reporting: Reporting,
  secrets: readonly string[],
): ShapedResult {
  const body = decodeBody(response.body, response.headers['content-type'] ?? '')
  const failure = failureOf(response, body, reporting)
  const data = redactDeep(dataOf(body), secrets) as Record<string, unknown>
  if (failure !== undefined) {
    return {
      data: { ...data, status_code: response.status },
      error: cutError(redactText(failure, secrets)),
      successful: false,
    }
  }
  if (body.kind !== 'binary' || body.bytes.length <= largestInline)
    return { data, error: null, successful: true }
  return {
    data,
    error: `The answer is a file of ${body.bytes.length} bytes, which is too large to return`,
    successful: false,
  }
}

function dataOf(body: DecodedBody): Record<string, unknown> {
  if (body.kind === 'empty') return {}
  if (body.kind === 'text') return { text: body.text }
  if (body.kind === 'binary') return fileOf(body)
  if (isObject(body.value)) return body.value
  return Array.isArray(body.value) ? { items: body.value } : { value: body.value }
}

function fileOf({ contentType, bytes }: Extract<DecodedBody, { kind: 'binary' }>): Record<string, unknown> {
  const description = { content_type: contentType, size: bytes.length }
  return bytes.length > largestInline ? description : { ...description, base64: bytes.toString('base64') }
}

/** The error text when the answer is a failure, by its status or by the manifest's rule; else undefined. */
function failureOf(response: UpstreamResponse, body: DecodedBody, reporting: Reporting): string | undefined {
  const { failure, error_paths } = reporting
  const message = () => upstreamMessage(body, error_paths)
  if (response.status >= 300)
    return [statusText(response.status), message(), advice(response)].filter(Boolean).join(': ')
  if (!failure || body.kind !== 'json' || valueAt(body.value, failure.path) !== failure.equals)
    return undefined
  return message() ?? 'The provider reported a failure'
}

function advice({ status, headers }: UpstreamResponse): string | undefined {
  if (status === 401)
    return 'the provider does not accept this account’s credential; the user has to connect it again'
  const seconds = headers['retry-after']
  return status === 429 && seconds !== undefined ? `retry after ${seconds}` : undefined
}
