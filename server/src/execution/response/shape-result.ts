/**
 * Step "shape result": a provider's answer as `{ data, error, successful }`.
 *
 * | answer                  | `data`                                             |
 * | ----------------------- | -------------------------------------------------- |
 * | JSON object             | the object                                         |
 * | JSON array              | `{ items: [...] }`                                 |
 * | other JSON value        | `{ value }`                                        |
 * | XML                     | as JSON: `@name` for attributes, `#text` beside them |
 * | text                    | `{ text }`                                         |
 * | nothing                 | `{}`                                               |
 * | other bytes, ≤ 1 MiB    | `{ content_type, size, base64 }`                   |
 * | any of these, as a failure | the same with `status_code`                     |
 *
 * A tool's `response` says otherwise where it has to: a part of the body, fields from headers, a file.
 */
import type { KeptFile } from '../files/call-files.ts'
import type { CatalogToolkit, ResponseSpec } from '@patchbay/catalog'
import { redactDeep, redactText } from '../../vault/redact.ts'
import { isObject } from '../request/outgoing-request.ts'
import { decodeBody, type DecodedBody } from './decode-body.ts'
import { failureMessage } from './failure.ts'
import { headerFields } from './header-fields.ts'
import { parseXml } from './parse-xml.ts'
import { nameFromDisposition } from './file-name.ts'
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
  spec: ResponseSpec = {},
): ShapedResult {
  const body = readBody(response, spec)
  const failure = failureOf(response, body, reporting, spec)
  if (failure !== undefined) {
    return {
      data: { ...redacted(dataOf(body), secrets), status_code: response.status },
      error: cutError(redactText(failure, secrets)),
      successful: false,
    }
  }
  const isFile = spec.file !== undefined && body.kind !== 'empty'
  const size = isFile || body.kind === 'binary' ? response.body.length : 0
  const content = isFile ? { [spec.file ?? 'file']: namedFile(response) } : dataOf(partOf(body, spec))
  const data = redacted({ ...content, ...headerFields(response.headers, spec.headers) }, secrets)
  if (size <= largestInline) return { data, error: null, successful: true }
  return {
    data,
    error: `The answer is a file of ${size} bytes, which is too large to return`,
    successful: false,
  }
}

/** The result of an answer that was kept as a file: at the output that the tool declares, else the whole of it. */
export function shapeFile(
  file: KeptFile & { expiresAt: string },
  headers: UpstreamResponse['headers'],
  secrets: readonly string[],
  spec: ResponseSpec = {},
): ShapedResult {
  const { expiresAt: _expiresAt, ...kept } = file
  const content = spec.file === undefined ? kept : { [spec.file]: kept }
  const fields = redacted(headerFields(headers, spec.headers), secrets)
  return { data: { ...content, ...fields }, error: null, successful: true }
}

const redacted = (data: Record<string, unknown>, secrets: readonly string[]) =>
  redactDeep(data, secrets) as Record<string, unknown>

function readBody(response: UpstreamResponse, spec: ResponseSpec): DecodedBody {
  const type = response.headers['content-type'] ?? ''
  const body = decodeBody(response.body, type)
  const value = body.kind === 'text' ? parseXml(body.text, type, spec.xml_lists) : undefined
  return value === undefined ? body : { kind: 'json', value }
}

/** The part of the body that is the result; the whole when there is no such part. */
function partOf(body: DecodedBody, { path }: ResponseSpec): DecodedBody {
  if (path === undefined || body.kind !== 'json') return body
  const value = valueAt(body.value, path)
  return value === undefined ? body : { kind: 'json', value }
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

/** A file that the tool declares, in the shape that its output schema has. */
function namedFile({ headers, body }: UpstreamResponse): Record<string, unknown> {
  const description = {
    name: nameFromDisposition(headers['content-disposition']) ?? 'file',
    mimetype: headers['content-type'] ?? 'application/octet-stream',
    size: body.length,
  }
  return body.length > largestInline ? description : { ...description, base64: body.toString('base64') }
}

/** The error text when the answer is a failure, by its status or by the manifest's rules; else undefined. */
function failureOf(
  response: UpstreamResponse,
  body: DecodedBody,
  reporting: Reporting,
  spec: ResponseSpec,
): string | undefined {
  const message = () => upstreamMessage(body, reporting.error_paths)
  if (response.status >= 300)
    return [statusText(response.status), message(), advice(response)].filter(Boolean).join(': ')
  if (body.kind !== 'json') return undefined
  return failureMessage(body.value, [reporting.failure, spec.failure], message)
}

function advice({ status, headers }: UpstreamResponse): string | undefined {
  if (status === 401)
    return 'the provider does not accept this account’s credential; the user has to connect it again'
  const seconds = headers['retry-after']
  return status === 429 && seconds !== undefined ? `retry after ${seconds}` : undefined
}
