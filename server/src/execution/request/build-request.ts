/** Step "build request": a declarative call with its arguments as a request, still without a credential. */
import {
  fillConstants,
  renderTemplate,
  TemplateError,
  type CatalogToolkit,
  type HttpExec,
  type Parameter,
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
  const scope: TemplateScope = { input: args, ...context.scope }
  const url = buildUrl(exec, args, defaults, { ...context, scope })
  const encoded = orRefuse(() => buildBody(exec, args, scope))
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
  const url = fillTemplate(exec, args, defaults, context)
  for (const [name, text] of Object.entries(exec.query)) {
    const value = orRefuse(() => fillConstants(text, context.scope))
    if (value !== undefined) url.searchParams.set(name, asText(value))
  }
  for (const parameter of exec.parameters) {
    if (parameter.in !== 'query') continue
    // A declared default is sent where it can only narrow an answer; in a write it could change something.
    const value = own(args, parameter.name) ?? (reads ? own(defaults, parameter.name) : undefined)
    for (const [name, field] of fieldsOf(parameter, value)) {
      if (field !== undefined && Object.hasOwn(exec.query, name)) url.searchParams.delete(name)
      appendQuery(url.searchParams, name, field, parameter.style)
    }
  }
  return url
}

/** An absolute path template is a base URL of its own; its host still has to pass the guard. */
function fillTemplate(
  exec: HttpExec,
  args: Readonly<Bag>,
  defaults: Readonly<Bag>,
  { baseUrl, scope }: RequestContext,
): URL {
  const placed = new Map<string, Parameter>()
  for (const parameter of exec.parameters) {
    if (parameter.in === 'path') placed.set(parameter.wire ?? parameter.name, parameter)
  }
  const lookup = (wire: string) => {
    const name = placed.get(wire)?.name ?? wire
    return own(args, name) ?? own(defaults, name)
  }
  const style = (wire: string) => placed.get(wire)?.style
  const path = expandPath(exec, lookup)
  const absolute = /^(https?:\/\/[^/?#]*|\{\{[^{}]*\}\})(.*)$/s.exec(path)
  if (!absolute) return fillPath(baseUrl, renderSegments(path, scope), lookup, style)
  const [, base = '', rest = ''] = absolute
  return fillPath(renderBaseUrl(base, scope), renderSegments(rest, scope), lookup, style)
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
  const headers: Record<string, string> = { accept: exec.response?.file ? '*/*' : 'application/json' }
  for (const [name, template] of [...Object.entries(toolkit.http.headers), ...Object.entries(exec.headers)]) {
    setHeader(headers, name, renderOrRefuse(template, scope))
  }
  for (const parameter of exec.parameters) {
    const value = parameter.in === 'header' ? own(args, parameter.name) : undefined
    for (const [name, field] of fieldsOf(parameter, value)) {
      if (field !== undefined && field !== null) setHeader(headers, name, headerText(field, parameter))
    }
  }
  const cookies = exec.parameters
    .filter(({ in: place }) => place === 'cookie')
    .flatMap((parameter) => fieldsOf(parameter, own(args, parameter.name)))
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(asText(value))}`)
  if (cookies.length > 0) setHeader(headers, 'cookie', cookies.join('; '))
  return headers
}

/** A list in a header is written with commas (OpenAPI `simple`). */
function headerText(value: unknown, { style }: Parameter): string {
  return Array.isArray(value) && style !== 'json' ? value.map(asText).join(',') : asText(value)
}

/** An argument under its name on the wire, or, spread, its own fields under theirs. */
function fieldsOf({ name, wire, spread }: Parameter, value: unknown): [string, unknown][] {
  return spread && isObject(value) ? Object.entries(value) : [[wire ?? name, value]]
}

const renderOrRefuse = (template: string, scope: TemplateScope) =>
  orRefuse(() => renderTemplate(template, scope))

function orRefuse<T>(fill: () => T): T {
  try {
    return fill()
  } catch (error) {
    // What an earlier step did not return is for the steps to tell.
    if (!(error instanceof TemplateError) || error.field?.startsWith('steps.')) throw error
    const kind = error.field?.startsWith('input.') ? 'ToolArgumentsInvalid' : 'ConnectedAccountInvalid'
    throw new ApiError(kind, `The request cannot be built: ${error.message}`)
  }
}
