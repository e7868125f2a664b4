/**
 * Telling a provider to forget a credential: by RFC 7009 at the scheme's `revoke_url`, or by the request that the
 * manifest declares as `revoke`.
 */
import type { AuthScheme } from '@patchbay/catalog'
import * as oauth from 'oauth4webapi'
import type { AuthConfigRow } from '../../auth-configs/auth-configs.ts'
import type { Deps } from '../../deps.ts'
import { EgressError, type EgressResponse } from '../../egress/egress.ts'
import { failureMessage } from '../../execution/response/failure.ts'
import { ApiError } from '../../http/errors.ts'
import type { ConnectionValues } from '../connection-fields.ts'
import { callContext } from '../obtain-tokens.ts'
import { sendAuthCall } from './auth-call.ts'
import { asProviderTakesIt, clientAuth, oauthApp, tokenTimeoutMs, type OAuthApp } from './oauth-client.ts'
import { renderEndpoint } from './oauth-endpoints.ts'
import { fromEgress, TokenError } from './token-error.ts'

type RevocationDeps = Pick<Deps, 'vault' | 'catalog' | 'config' | 'egress'>

/** The longest-lived first: with it most providers end the whole grant. */
export const tokenKinds = ['refresh_token', 'access_token'] as const
export type TokenKind = (typeof tokenKinds)[number]

export interface Revocation {
  /** Tokens that are dead at the provider, by this call or already. */
  revoked: TokenKind[]
  /** Why the others may live on, by name; undefined when none does. */
  problem: TokenError | undefined
}

/** Error names by which providers say that the token was dead already; RFC 7009 has them answer 200. */
const alreadyDead: ReadonlySet<string> = new Set([
  'invalid_token',
  'invalid_grant',
  'token_revoked',
  'token_expired',
  'account_inactive',
  'not_found',
])

const largestAnswer = 64 * 1024

/** Whether the provider offers a way to end a credential of this connection. */
export function canRevoke(scheme: AuthScheme, publicFields: Readonly<Record<string, string>>): boolean {
  return (
    scheme.revoke !== undefined ||
    scheme.oauth2?.revoke_url !== undefined ||
    publicFields['dcr_revoke_url'] !== undefined
  )
}

/**
 * Revokes every token of a connection that the provider can revoke. A provider's failure is in the result, so that
 * one token's does not hide another's success.
 */
export async function revokeTokens(
  deps: RevocationDeps,
  authConfig: AuthConfigRow,
  values: ConnectionValues,
): Promise<Revocation> {
  const revoked: TokenKind[] = []
  let problem: TokenError | undefined
  for (const [kind, revoke] of stepsOf(deps, authConfig, values)) {
    try {
      if (await revoke()) revoked.push(kind)
    } catch (error) {
      problem = problemOf(error)
    }
  }
  return { revoked, problem }
}

type Step = [kind: TokenKind, revoke: () => Promise<boolean>]

/** One call for each token; a call that the manifest declares ends the connection at once. */
function stepsOf(deps: RevocationDeps, authConfig: AuthConfigRow, values: ConnectionValues): Step[] {
  const { credential } = values
  const context = failing(() => callContext(deps, authConfig, values))
  if (context instanceof TokenError) return [['access_token', () => Promise.reject(context)]]
  if (context.scheme.revoke) return [['access_token', () => declared(deps, context)]]
  return tokenKinds.flatMap((kind) => {
    const token = credential[kind]
    if (token === undefined) return []
    return [[kind, () => standard(deps, authConfig, context, kind, token)] as Step]
  })
}

type Context = ReturnType<typeof callContext>

async function declared(deps: RevocationDeps, context: Context): Promise<boolean> {
  const { revoke } = context.scheme
  if (!revoke) return false
  const { status, json } = await sendAuthCall(deps, context, revoke)
  if (revoke.accept_statuses.includes(status)) return true
  return judge(context, status, json)
}

/** RFC 7009. @returns false where the provider does not revoke tokens of this kind. */
async function standard(
  deps: RevocationDeps,
  authConfig: AuthConfigRow,
  context: Context,
  kind: TokenKind,
  token: string,
): Promise<boolean> {
  const app = oauthApp(deps, authConfig, context.conn)
  const template = context.scheme.oauth2?.revoke_url
  const url =
    template === undefined
      ? new URL(context.conn['dcr_revoke_url'] ?? '')
      : renderEndpoint(template, context.scope, context.operatorApp)
  const answer = await send(deps, app, url, kind, token)
  return judge(context, answer.status, parse(answer))
}

async function send(
  { egress }: Pick<Deps, 'egress'>,
  app: OAuthApp,
  url: URL,
  kind: TokenKind,
  token: string,
): Promise<EgressResponse> {
  let answer: EgressResponse | undefined
  await oauth.revocationRequest(
    { issuer: url.origin, revocation_endpoint: url.href },
    { client_id: app.clientId },
    clientAuth(app),
    token,
    {
      additionalParameters: { token_type_hint: kind },
      [oauth.allowInsecureRequests]: true,
      [oauth.customFetch]: async (to, { method, headers, body }) => {
        answer = await egress.request({
          ...asProviderTakesIt(app, { url: to, method, headers, body: String(body) }),
          proxy: app.proxy,
          secretHeaders: ['authorization'],
          allowHosts: [url.hostname],
          maxRedirects: 0,
          maxResponseBytes: largestAnswer,
          timeouts: { totalMs: tokenTimeoutMs, headersMs: tokenTimeoutMs },
        })
        return new Response(null, { status: 200 })
      },
    },
  )
  if (!answer) throw new Error('a request has an answer')
  return answer
}

/** @throws {TokenError} when the token may live on. */
function judge({ toolkit }: Context, status: number, json: unknown): boolean {
  const name = errorName(json)
  if (name !== undefined && alreadyDead.has(name)) return true
  if (name === 'unsupported_token_type') return false
  if (status >= 500 || status === 429) throw new TokenError('unavailable', `status ${status}`)
  const isFailure =
    typeof json === 'object' &&
    json !== null &&
    failureMessage(json, [toolkit.http.failure], () => undefined) !== undefined
  if (status >= 200 && status < 300 && !isFailure) return true
  throw new TokenError('misconfigured', name ?? `status ${status}`)
}

/** An OAuth error code, or what a provider of its own mind (Slack) calls it; never a longer text of the provider's. */
function errorName(json: unknown): string | undefined {
  if (typeof json !== 'object' || json === null || !('error' in json)) return undefined
  const { error } = json
  return typeof error === 'string' && /^[a-z_]{1,40}$/.test(error) ? error : undefined
}

function parse({ body }: EgressResponse): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}

function failing<T>(build: () => T): T | TokenError {
  try {
    return build()
  } catch (error) {
    return problemOf(error)
  }
}

function problemOf(error: unknown): TokenError {
  if (error instanceof TokenError) return error
  if (error instanceof EgressError) return fromEgress(error)
  // The manifest or the auth config no longer has what the request needs.
  if (error instanceof ApiError) return new TokenError('misconfigured', error.kind)
  throw error
}
