/** Requests of a manifest's auth schemes: to get a token, to complete a connection, to end it. */
import {
  renderTemplate,
  TemplateError,
  type AuthCall,
  type CatalogToolkit,
  type TemplateScope,
} from '@patchbay/catalog'
import type { Deps } from '../../deps.ts'
import { EgressError, type EgressProxy, type EgressResponse } from '../../egress/egress.ts'
import { failureMessage } from '../../execution/response/failure.ts'
import { renderEndpoint } from './oauth-endpoints.ts'
import { tokenTimeoutMs } from './oauth-client.ts'
import { fromEgress, TokenError } from './token-error.ts'

const largestAnswer = 256 * 1024

export interface AuthAnswer {
  status: number
  /** Undefined when the body is not JSON. */
  json: unknown
}

/** Where and as whom a call is made. */
export interface CallContext {
  toolkit: CatalogToolkit
  scope: TemplateScope
  /** The auth config uses the operator's app: no field of the user's may name a whole host. */
  operatorApp: boolean
  proxy?: EgressProxy | undefined
}

/**
 * Sends a call and gives whatever the provider answered.
 * @throws {TokenError} no answer; or `rejected` when a field that the call needs is missing.
 * @throws {ApiError} ConnectedAccountInvalid when the fields make no address.
 */
export async function sendAuthCall(
  { egress }: Pick<Deps, 'egress'>,
  { toolkit, scope, operatorApp, proxy }: CallContext,
  call: AuthCall,
): Promise<AuthAnswer> {
  const template = /^(https?:|\{\{)/.test(call.url) ? call.url : toolkit.http.base_url + call.url
  const url = renderEndpoint(template, scope, operatorApp)
  for (const [name, value] of rendered(call.query, scope)) url.searchParams.set(name, value)
  const headers = Object.fromEntries([['accept', 'application/json'], ...rendered(call.headers, scope)])
  const body = bodyOf(call, scope)
  try {
    const answer = await egress.request({
      url,
      method: call.method,
      headers: { ...headers, ...(body && { 'content-type': body.type }) },
      ...(body && { body: body.text }),
      proxy,
      allowHosts: [url.hostname],
      maxRedirects: 0,
      maxResponseBytes: largestAnswer,
      timeouts: { totalMs: tokenTimeoutMs, headersMs: tokenTimeoutMs },
    })
    return { status: answer.status, json: parse(answer) }
  } catch (error) {
    if (error instanceof EgressError) throw fromEgress(error)
    throw error
  }
}

/**
 * `sendAuthCall`, and the JSON of a success.
 * @throws {TokenError} also `rejected` for a 4xx or what the toolkit calls a failure, `malformed` for no JSON.
 */
export async function successOf(
  deps: Pick<Deps, 'egress'>,
  context: CallContext,
  call: AuthCall,
): Promise<object> {
  const { status, json } = await sendAuthCall(deps, context, call)
  if (status >= 500 || status === 429) throw new TokenError('unavailable', `status ${status}`)
  if (status >= 400) throw new TokenError('rejected', `status ${status}`)
  if (status >= 300 || typeof json !== 'object' || json === null)
    throw new TokenError('malformed', 'not JSON')
  if (failureMessage(json, [context.toolkit.http.failure], () => undefined) !== undefined) {
    throw new TokenError('rejected', 'the answer is a failure')
  }
  return json
}

/** Values that render to nothing are left out: optional fields have `|default:`. */
function rendered(templates: Readonly<Record<string, string>>, scope: TemplateScope): [string, string][] {
  return Object.entries(templates)
    .map(([name, template]): [string, string] => [name, render(template, scope)])
    .filter(([, value]) => value !== '')
}

function bodyOf({ body, body_type }: AuthCall, scope: TemplateScope) {
  const fields = rendered(body, scope)
  if (fields.length === 0) return undefined
  if (body_type === 'form') {
    return { type: 'application/x-www-form-urlencoded', text: new URLSearchParams(fields).toString() }
  }
  const json: Record<string, unknown> = {}
  for (const [path, value] of fields) place(json, path.split('.'), value)
  return { type: 'application/json', text: JSON.stringify(json) }
}

function place(into: Record<string, unknown>, [key = '', ...rest]: string[], value: string): void {
  if (rest.length === 0) {
    into[key] = value
    return
  }
  const inner = (into[key] ??= {}) as Record<string, unknown>
  place(inner, rest, value)
}

function parse({ body }: EgressResponse): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}

/** Fills in a template. @throws {TokenError} `rejected`, naming the field that is missing. */
export function render(template: string, scope: TemplateScope): string {
  try {
    return renderTemplate(template, scope)
  } catch (error) {
    if (error instanceof TemplateError)
      throw new TokenError('rejected', `no ${error.field ?? 'usable field'}`)
    throw error
  }
}
