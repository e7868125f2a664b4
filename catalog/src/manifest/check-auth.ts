/** The rules of an auth scheme that span several fields. */
import { RE2JS } from 're2js'
import type { AuthCall, AuthMode, AuthScheme, Capture } from './auth-scheme.ts'
import { checkTemplate, checkTemplates, type Report } from './check-template.ts'

type Block = 'oauth2' | 'oauth1' | 'dcr' | 'token_exchange'

/** What a mode is nothing without. */
const neededBlock: Partial<Record<AuthMode, Block>> = {
  OAUTH2: 'oauth2',
  S2S_OAUTH2: 'oauth2',
  OAUTH1: 'oauth1',
  DCR_OAUTH: 'dcr',
  GOOGLE_SERVICE_ACCOUNT: 'token_exchange',
  SERVICE_ACCOUNT: 'token_exchange',
  BILLCOM_AUTH: 'token_exchange',
}

const scopes = ['conn', 'cfg'] as const

/** Names of the tokens themselves: nothing that passes through a browser may set them. */
const tokenFields: ReadonlySet<string> = new Set([
  'access_token',
  'refresh_token',
  'token',
  'oauth_token',
  'oauth_token_secret',
])

/** Reports every fault of a scheme, below `path`. */
export function checkAuth(scheme: AuthScheme, path: string, report: Report): void {
  const needed = neededBlock[scheme.mode]
  if (needed && !scheme[needed]) report(path, `the mode ${scheme.mode} needs ${needed}`)
  checkTemplates(scheme.inject.headers, scopes, `${path}.inject.headers`, report)
  checkTemplates(scheme.inject.query, scopes, `${path}.inject.query`, report)
  for (const key of ['auth_config_fields', 'connected_account_fields'] as const) {
    const names = scheme[key].map(({ name }) => name)
    if (new Set(names).size !== names.length) report(`${path}.${key}`, 'a field name appears twice')
  }
  checkOAuth2(scheme, `${path}.oauth2`, report)
  checkOAuth1(scheme, `${path}.oauth1`, report)
  checkDynamic(scheme, `${path}.dcr`, report)
  checkCalls(scheme, path, report)
}

function checkOAuth2({ mode, oauth2 }: AuthScheme, path: string, report: Report): void {
  if (!oauth2) return
  if (mode === 'OAUTH2' && oauth2.authorize_url === undefined) report(path, 'OAUTH2 needs an authorize_url')
  for (const key of ['authorize_url', 'token_url', 'refresh_url', 'revoke_url'] as const) {
    const url = oauth2[key]
    if (url) checkTemplate(url, scopes, `${path}.${key}`, report)
  }
  checkCallbackCaptures(oauth2.callback_capture, `${path}.callback_capture`, report)
  checkCaptures(oauth2.token_capture, `${path}.token_capture`, report)
}

function checkOAuth1({ oauth1 }: AuthScheme, path: string, report: Report): void {
  if (!oauth1) return
  for (const key of ['request_token_url', 'authorize_url', 'access_token_url'] as const) {
    checkTemplate(oauth1[key], scopes, `${path}.${key}`, report)
  }
  checkCallbackCaptures(oauth1.callback_capture, `${path}.callback_capture`, report)
  checkCaptures(oauth1.token_capture, `${path}.token_capture`, report)
}

function checkDynamic({ dcr }: AuthScheme, path: string, report: Report): void {
  if (!dcr) return
  if (dcr.resource === undefined && dcr.issuer === undefined) report(path, 'needs a resource or an issuer')
  for (const key of ['resource', 'issuer'] as const) {
    const url = dcr[key]
    if (url !== undefined) checkTemplate(url, scopes, `${path}.${key}`, report)
  }
}

function checkCalls(
  { token_exchange, after_connect = [], revoke }: AuthScheme,
  path: string,
  report: Report,
) {
  if (token_exchange) {
    const at = `${path}.token_exchange`
    checkCall(token_exchange, at, report)
    checkCaptures(token_exchange.capture, `${at}.capture`, report)
    const { assertion } = token_exchange
    if (assertion) {
      checkTemplates(assertion.claims, scopes, `${at}.assertion.claims`, report)
      checkTemplate(assertion.key, scopes, `${at}.assertion.key`, report)
    }
  }
  for (const [index, call] of after_connect.entries()) {
    checkCall(call, `${path}.after_connect.${index}`, report)
    checkCaptures(call.capture, `${path}.after_connect.${index}.capture`, report)
  }
  if (revoke) checkCall(revoke, `${path}.revoke`, report)
}

function checkCall(call: AuthCall, path: string, report: Report): void {
  checkTemplate(call.url, scopes, `${path}.url`, report)
  for (const key of ['headers', 'query', 'body'] as const) {
    checkTemplates(call[key], scopes, `${path}.${key}`, report)
  }
  if (call.method === 'GET' && Object.keys(call.body).length > 0) report(`${path}.body`, 'GET has no body')
}

function checkCallbackCaptures(captures: readonly Capture[] | undefined, path: string, report: Report): void {
  checkCaptures(captures, path, report)
  for (const { field } of captures ?? []) {
    if (tokenFields.has(field)) report(path, `${field} cannot come through the user's browser`)
  }
}

function checkCaptures(captures: readonly Capture[] | undefined, path: string, report: Report): void {
  for (const { field, pattern } of captures ?? []) {
    if (pattern === undefined) continue
    try {
      RE2JS.compile(pattern)
    } catch {
      report(`${path}.${field}`, `the pattern ${pattern} is not one of RE2`)
    }
  }
}
