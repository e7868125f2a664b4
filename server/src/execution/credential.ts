/** Step "open credential", the last part: what the manifest injects, put on the request as the last thing. */
import { renderTemplate, TemplateError, type AuthScheme, type TemplateScope } from '@patchbay/catalog'
import type { EgressProxy } from '../egress/egress.ts'
import { ApiError } from '../http/errors.ts'
import type { Secret } from '../vault/secret.ts'
import { setHeader } from './request/headers.ts'
import type { OutgoingRequest } from './request/outgoing-request.ts'

/** A credential ready for use. The plaintext is inside `fields` and `secrets` only. */
export interface Credential {
  inject: AuthScheme['inject']
  fields: Secret<TemplateScope>
  /** Texts that must not come back in a result, an error or a log. */
  secrets: Secret<readonly string[]>
  /** Headers and query parameters that the caller of the API adds by itself; they win over `inject`. */
  extra: Secret<ExtraParameters>
  /** What requests with this credential go through. */
  proxy?: EgressProxy | undefined
  /** Signs the finished request (OAuth 1.0a); gives the value of its `authorization` header. */
  sign?: ((request: OutgoingRequest) => string) | undefined
  /** Gets a new token, for when the provider refuses this one; absent or empty-handed when there is none. */
  renew?: (() => Promise<Credential | undefined>) | undefined
}

export type ExtraParameters = readonly { name: string; in: 'header' | 'query'; value: string }[]

/**
 * A copy of the request with the credential on it. Headers and query parameters of the request that have the
 * same names are replaced, so no argument can take the credential's place.
 * @throws {ApiError} ConnectedAccountUnusable when the account lacks a field that is injected.
 */
export function withCredential(request: OutgoingRequest, credential: Credential): OutgoingRequest {
  const extra = credential.extra.reveal()
  const isInUrl =
    Object.keys(credential.inject.query).length > 0 || extra.some(({ in: place }) => place === 'query')
  const url = isInUrl ? new URL(request.url) : request.url
  const headers = { ...request.headers }
  const scope = credential.fields.reveal()
  for (const [name, template] of Object.entries(credential.inject.headers)) {
    setHeader(headers, name, render(template, scope).trim())
  }
  for (const [name, template] of Object.entries(credential.inject.query)) {
    url.searchParams.set(name, render(template, scope))
  }
  for (const { name, in: place, value } of extra) {
    if (place === 'header') setHeader(headers, name, value)
    else url.searchParams.set(name, value)
  }
  const signed = { ...request, url, headers }
  if (credential.sign) setHeader(headers, 'authorization', credential.sign(signed))
  return signed
}

function render(template: string, scope: TemplateScope): string {
  try {
    return renderTemplate(template, scope)
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error
    throw new ApiError('ConnectedAccountUnusable', `The credential is incomplete: ${error.message}`)
  }
}
