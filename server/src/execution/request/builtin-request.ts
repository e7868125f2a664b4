/** A built-in's request in full: its path below the account's base URL, with the toolkit's headers. */
import { HttpExec } from '@patchbay/catalog'
import type { BuiltinRequest } from '../builtins/builtin.ts'
import { setHeader } from './headers.ts'
import { buildRequest, type RequestContext } from './build-request.ts'
import { appendQuery } from './query.ts'
import type { OutgoingRequest } from './outgoing-request.ts'

/** @throws {ApiError} ToolArgumentsInvalid when a value does not fit into the path. */
export function buildBuiltinRequest(spec: BuiltinRequest, context: RequestContext): OutgoingRequest {
  const exec = HttpExec.parse({ kind: 'http', method: spec.method, path: spec.path })
  const baseUrl = spec.atOrigin ? new URL(context.baseUrl.origin) : context.baseUrl
  const request = buildRequest(exec, spec.values ?? {}, {}, { ...context, baseUrl })
  for (const [name, value] of Object.entries(spec.query ?? {})) {
    appendQuery(request.url.searchParams, name, value, 'repeat')
  }
  for (const [name, value] of Object.entries(spec.headers ?? {})) setHeader(request.headers, name, value)
  if (spec.raw) {
    const headers = { ...request.headers, 'content-type': spec.raw.contentType }
    return { ...request, headers, body: spec.raw.body }
  }
  if (spec.body === undefined) return request
  const headers = { ...request.headers, 'content-type': 'application/json' }
  return { ...request, headers, body: JSON.stringify(spec.body) }
}
