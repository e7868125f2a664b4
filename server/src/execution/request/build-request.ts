/** Step "build request": a declarative call with its arguments as a request, still without a credential. */
import {
  renderTemplate,
  TemplateError,
  type CatalogToolkit,
  type HttpExec,
  type TemplateScope,
} from '@patchbay/catalog'
import { ApiError } from '../../http/errors.ts'
import { asText, appendQuery } from './query.ts'
import { renderBaseUrl } from './base-url.ts'
import { buildBody } from './body.ts'
import { setHeader } from './headers.ts'
import { isObject, own, type Bag, type OutgoingRequest } from './outgoing-request.ts'
import { expandPath } from './expand-path.ts'
import { fillPath } from './path.ts'

/** What a request is built from, besides the arguments. */
export interface RequestContext {
  toolkit: Pick<CatalogToolkit, 'http'>
  /** Where the account's API is. */
  baseUrl: URL
  /** Fields of account and auth config, for templates. */
  scope: TemplateScope
}

/**
 * Builds the request of a tool with valid arguments.
 * @throws {ApiError} ToolArgumentsInvalid, BadRequest (a header), ConnectedAccountInvalid (a field is missing).
 */
export function buildRequest(
  exec: HttpExec,
  args: Readonly<Bag>,
  defaults: Readonly<Bag>,
  context: RequestContext,
): OutgoingRequest {
  const scope = { ...context.scope, input: args }
  const url = buildUrl(exec, args, defaults, { ...context, scope })
  const encoded = buildBody(exec, args)
  const headers = buildHeaders(exec, args, context.toolkit, scope)
  if (encoded) headers['content-type'] ??= encoded.contentType
  return { method: exec.method, url, headers, ...(encoded && { body: encoded.body }) }
}

function buildUrl(
  exec: HttpExec,
  args: Readonly<Bag>,
  defaults: Readonly<Bag>,
  context: RequestContext,
): URL {
  const reads = exec.method === 'GET' || exec.method === 'HEAD'
  const placed = new Map(
    exec.parameters.filter(({ in: place }) => place === 'path').map((p) => [p.wire ?? p.name, p.name]),
  )
  const lookup = (wire: string) => {
    const name = placed.get(wire) ?? wire
    return own(args, name) ?? own(defaults, name)
  }
  const url = fillTemplate(expandPath(exec, lookup), lookup, context)
  for (const [name, value] of Object.entries(exec.query)) url.searchParams.set(name, value)
  for (const parameter of exec.parameters) {
    if (parameter.in !== 'query') continue
    // A declared default is sent where it can only narrow an answer; in a write it could change something.
    const value = own(args, parameter.name) ?? (reads ? own(defaults, parameter.name) : undefined)
    const spread = parameter.spread && isObject(value)
    const fields = spread ? Object.entries(value) : [[parameter.wire ?? parameter.name, value] as const]
    for (const [name, field] of fields) {
      if (field !== undefined && Object.hasOwn(exec.query, name)) url.searchParams.delete(name)
      appendQuery(url.searchParams, name, field, parameter.style)
    }
  }
  return url
}

/** An absolute path template is a base URL of its own; its host still has to pass the guard. */
function fillTemplate(path: string, lookup: (name: string) => unknown, context: RequestContext): URL {
  const absolute = /^(https?:\/\/[^/?#]*|\{\{[^{}]*\}\})(.*)$/s.exec(path)
  if (!absolute) return fillPath(context.baseUrl, renderSegments(path, context.scope), lookup)
  const [, base = '', rest = ''] = absolute
  return fillPath(renderBaseUrl(base, context.scope), renderSegments(rest, context.scope), lookup)
}

/** Fields of the account inside a path, each encoded as a part of one segment. */
function renderSegments(path: string, scope: TemplateScope): string {
  return path.replaceAll(/\{\{[^{}]*\}\}/g, (part) => encodeURIComponent(renderOrRefuse(part, scope)))
}

function buildHeaders(
  exec: HttpExec,
  args: Readonly<Bag>,
  toolkit: Pick<CatalogToolkit, 'http'>,
  scope: TemplateScope,
): Record<string, string> {
  const headers: Record<string, string> = { accept: 'application/json' }
  for (const [name, template] of [...Object.entries(toolkit.http.headers), ...Object.entries(exec.headers)]) {
    setHeader(headers, name, renderOrRefuse(template, scope))
  }
  for (const parameter of exec.parameters) {
    const value = parameter.in === 'header' ? own(args, parameter.name) : undefined
    if (value === undefined || value === null) continue
    const fields =
      parameter.spread && isObject(value)
        ? Object.entries(value)
        : [[parameter.wire ?? parameter.name, value] as const]
    for (const [name, field] of fields) setHeader(headers, name, asText(field))
  }
  return headers
}

function renderOrRefuse(template: string, scope: TemplateScope): string {
  try {
    return renderTemplate(template, scope)
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error
    throw new ApiError('ConnectedAccountInvalid', `The request cannot be built: ${error.message}`)
  }
}
