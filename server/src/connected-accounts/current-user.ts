/** The toolkit's current-user call: whether a credential works, and whose account it is. */
import type { CatalogToolkit } from '@patchbay/catalog'
import type { AuthConfigRow } from '../auth-configs/auth-configs.ts'
import type { Deps } from '../deps.ts'
import { EgressError } from '../egress/egress.ts'
import { failureMessage } from '../execution/response/failure.ts'
import { ApiError } from '../http/errors.ts'
import { findToolkit } from '../toolkits/toolkits.ts'
import type { ConnectionValues } from './connection-fields.ts'
import type { UserInfo } from './connected-accounts.table.ts'
import { callContext, injected } from './obtain-tokens.ts'
import { render } from './protocols/auth-call.ts'
import { textAt } from './protocols/captures.ts'
import { consumerKeys } from './protocols/oauth1-client.ts'
import { authorizationHeader } from './protocols/oauth1.ts'
import { renderEndpoint } from './protocols/oauth-endpoints.ts'
import { TokenError } from './protocols/token-error.ts'

type UserDeps = Pick<Deps, 'vault' | 'catalog' | 'config' | 'egress' | 'clock'>

/** `refused`: the provider does not take the credential. `unknown`: it did not answer, or with something else. */
export interface CurrentUser {
  credential: 'valid' | 'refused' | 'unknown'
  userInfo?: UserInfo | undefined
}

const timeoutMs = 10_000
const largestAnswer = 256 * 1024
const longestDisplay = 200

/**
 * Asks the provider who the credential belongs to.
 * @throws {ApiError} NotSupported when the toolkit names no such call.
 */
export async function askCurrentUser(
  deps: UserDeps,
  authConfig: AuthConfigRow,
  values: ConnectionValues,
): Promise<CurrentUser> {
  const { toolkit, scheme, scope, conn, operatorApp, proxy } = callContext(deps, authConfig, values)
  const call = toolkit.current_user
  if (!call) {
    throw new ApiError(
      'NotSupported',
      `Toolkit ${toolkit.slug} names no call that could prove a credential`,
      {
        errors: ['validate_credentials: must be false or left out for this toolkit'],
      },
    )
  }
  try {
    const { headers, query } = injected(scheme, scope)
    const url = renderEndpoint(toolkit.http.base_url + call.path, scope, operatorApp)
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
    const keys = scheme.oauth1?.sign_requests ? consumerKeys(flat(scope.cfg), flat(scope.cfg)) : undefined
    const signature = keys && {
      authorization: authorizationHeader(
        { method: call.method, url },
        { ...keys, token: conn['oauth_token'], tokenSecret: conn['oauth_token_secret'] },
        { method: scheme.oauth1?.signature_method, timestamp: deps.clock.now().getTime() / 1000 },
      ),
    }
    const answer = await deps.egress.request({
      url,
      method: call.method,
      headers: {
        accept: 'application/json',
        ...apiHeaders(toolkit, scope),
        ...(call.body && { 'content-type': 'application/json' }),
        ...headers,
        ...signature,
      },
      ...(call.body && { body: JSON.stringify(call.body) }),
      proxy,
      allowHosts: [url.hostname],
      maxRedirects: 0,
      maxResponseBytes: largestAnswer,
      timeouts: { totalMs: timeoutMs, headersMs: timeoutMs },
    })
    return judge(toolkit, answer.status, parse(answer.body))
  } catch (error) {
    if (error instanceof EgressError) return { credential: 'unknown' }
    if (error instanceof TokenError) return { credential: 'refused' }
    throw error
  }
}

/**
 * Whether the provider, asked whose a typed-in key is, refused it. A provider that does not answer, and a toolkit
 * without such a call, say nothing against the key.
 */
export async function isRefusedKey(
  deps: UserDeps,
  authConfig: AuthConfigRow,
  values: ConnectionValues,
): Promise<boolean> {
  if (!findToolkit(deps, authConfig.toolkit).current_user) return false
  return (await askCurrentUser(deps, authConfig, values)).credential === 'refused'
}

/**
 * Refuses a credential that the provider does not take.
 * @throws {ApiError} ConnectedAccountInvalid; UpstreamUnreachable when the provider does not say; NotSupported.
 */
export async function requireValid(
  deps: UserDeps,
  authConfig: AuthConfigRow,
  values: ConnectionValues,
): Promise<UserInfo | undefined> {
  const { credential, userInfo } = await askCurrentUser(deps, authConfig, values)
  if (credential === 'valid') return userInfo
  if (credential === 'unknown')
    throw new ApiError(
      'UpstreamUnreachable',
      `The provider of ${authConfig.toolkit} did not confirm the credential`,
    )
  const problem = 'the provider does not accept this credential'
  throw new ApiError('ConnectedAccountInvalid', `Invalid connection: ${problem}`, {
    errors: [`connection.state.val: ${problem}`],
    suggestedFix: 'Check the credential at the provider: it may be mistyped, expired, or of another account.',
  })
}

function judge({ http, current_user }: CatalogToolkit, status: number, json: unknown): CurrentUser {
  const fails = failureMessage(json, [http.failure], () => undefined) !== undefined
  if (status === 401 || status === 403 || (status === 200 && fails)) return { credential: 'refused' }
  if (status < 200 || status >= 300) return { credential: 'unknown' }
  for (const path of current_user?.display ?? []) {
    const display = textAt(json, path)
    if (display !== undefined)
      return { credential: 'valid', userInfo: { display: display.slice(0, longestDisplay) } }
  }
  return { credential: 'valid' }
}

function apiHeaders({ http }: CatalogToolkit, scope: Parameters<typeof render>[1]) {
  return Object.fromEntries(
    Object.entries(http.headers).map(([name, template]) => [name, render(template, scope)]),
  )
}

function flat(fields: Readonly<Record<string, unknown>> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)]))
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}
