/**
 * Tokens for a connection, by whatever protocol its scheme speaks: got when it is made, renewed when they end.
 *
 * | scheme                   | got by                       | renewed by                    |
 * | ------------------------ | ---------------------------- | ----------------------------- |
 * | OAUTH2, DCR_OAUTH        | the user's consent           | the refresh token, if any     |
 * | OAUTH1                   | the user's consent           | never: they do not end        |
 * | S2S_OAUTH2               | client credentials           | the same                      |
 * | with a `token_exchange`  | that exchange                | the same                      |
 * | any other                | what the user gave           | never                         |
 */
import type { AuthMode, AuthScheme, TemplateScope } from '@patchbay/catalog'
import { openAuthConfig, type AuthConfigRow } from '../auth-configs/auth-configs.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import { findToolkit } from '../toolkits/toolkits.ts'
import { schemeOf, type ConnectionValues } from './connection-fields.ts'
import { render, successOf, type CallContext } from './protocols/auth-call.ts'
import { capturesOfAnswer } from './protocols/captures.ts'
import { clientCredentials, oauthApp, refreshTokens, type TokenSet } from './protocols/oauth-client.ts'
import { TokenError } from './protocols/token-error.ts'
import { exchangeToken } from './protocols/token-exchange.ts'
import type { Credential } from './sealed-credential.ts'

type TokenDeps = Pick<Deps, 'vault' | 'catalog' | 'config' | 'egress' | 'clock'>

export type Renewal = 'refresh_token' | 'client_credentials' | 'exchange'

/** Modes in which the user consents on the provider's own page. */
const consentModes: ReadonlySet<AuthMode> = new Set(['OAUTH2', 'DCR_OAUTH', 'OAUTH1'])

export function needsConsent({ mode }: Pick<AuthScheme, 'mode'>): boolean {
  return consentModes.has(mode)
}

/** How the tokens of a connection are renewed; undefined when only the user can. */
export function renewalOf(scheme: AuthScheme, credential: Readonly<Credential>): Renewal | undefined {
  if (scheme.mode === 'OAUTH2' || scheme.mode === 'DCR_OAUTH')
    return credential['refresh_token'] === undefined ? undefined : 'refresh_token'
  if (scheme.mode === 'S2S_OAUTH2') return 'client_credentials'
  return scheme.token_exchange ? 'exchange' : undefined
}

/**
 * New tokens for a connection. When the provider refuses the refresh token and an earlier one is still kept, that
 * one is tried: a provider may have answered with a token that it then lost.
 * @throws {TokenError}
 */
export async function renewTokens(
  deps: TokenDeps,
  authConfig: AuthConfigRow,
  { publicFields, credential }: ConnectionValues,
): Promise<TokenSet> {
  const scheme = schemeOf(findToolkit(deps, authConfig.toolkit), authConfig.authScheme)
  const renewal = renewalOf(scheme, credential)
  if (renewal === undefined) throw new TokenError('rejected', 'no refresh token')
  if (renewal !== 'refresh_token') return ownTokens(deps, authConfig, { publicFields, credential })
  const app = oauthApp(deps, authConfig, { ...publicFields, ...credential })
  const { refresh_token: current = '', previous_refresh_token: previous } = credential
  try {
    return await refreshTokens(deps, app, current)
  } catch (error) {
    const isDead = error instanceof TokenError && error.code === 'rejected'
    if (!isDead || previous === undefined || previous === current) throw error
    return refreshTokens(deps, app, previous)
  }
}

/** A connection that is complete. */
export interface Completed {
  values: ConnectionValues
  tokenExpiresAt: Date | undefined
}

/**
 * Completes a connection with what the provider has to add: the tokens of schemes that need no consent, and what
 * it tells when asked. Waits for the provider, so call it outside a transaction.
 * @param tokens of the user's consent.
 * @throws {TokenError}
 */
export async function completeConnection(
  deps: TokenDeps,
  authConfig: AuthConfigRow,
  given: ConnectionValues,
  tokens?: TokenSet,
): Promise<Completed> {
  const got = tokens ?? (await ownTokens(deps, authConfig, given))
  const values = {
    publicFields: { ...given.publicFields, ...got.publicFields },
    credential: { ...given.credential, ...got.credential },
  }
  return { values: await askFurther(deps, authConfig, values), tokenExpiresAt: got.expiresAt }
}

/**
 * `completeConnection` for a caller of the API.
 * @throws {ApiError} ConnectedAccountInvalid when it does not take the credential; UpstreamUnreachable.
 */
export async function completeOrRefuse(
  deps: TokenDeps,
  authConfig: AuthConfigRow,
  values: ConnectionValues,
): Promise<Completed> {
  try {
    return await completeConnection(deps, authConfig, values)
  } catch (error) {
    if (!(error instanceof TokenError)) throw error
    const { code, detail } = error
    if (code === 'unavailable')
      throw new ApiError(
        'UpstreamUnreachable',
        `The provider of ${authConfig.toolkit} did not answer (${detail})`,
      )
    const problem = `the provider does not accept this credential (${detail})`
    throw new ApiError('ConnectedAccountInvalid', `Invalid connection: ${problem}`, {
      errors: [`connection.state.val: ${problem}`],
    })
  }
}

/** Tokens that need nobody's consent; none for schemes whose credential is what the user gave. */
async function ownTokens(
  deps: TokenDeps,
  authConfig: AuthConfigRow,
  given: ConnectionValues,
): Promise<TokenSet> {
  const context = callContext(deps, authConfig, given)
  const { scheme, conn } = context
  if (scheme.mode === 'S2S_OAUTH2')
    return clientCredentials(deps, oauthApp(deps, authConfig, conn), authConfig.scopes)
  if (scheme.token_exchange) return exchangeToken(deps, context, scheme.token_exchange, authConfig.scopes)
  return { credential: {}, publicFields: {}, expiresAt: undefined }
}

/** The manifest's `after_connect`; a call whose fields the user has given already is not made. */
async function askFurther(
  deps: TokenDeps,
  authConfig: AuthConfigRow,
  given: ConnectionValues,
): Promise<ConnectionValues> {
  let values = given
  const { scheme } = callContext(deps, authConfig, given)
  for (const call of scheme.after_connect ?? []) {
    const context = callContext(deps, authConfig, values)
    if (call.capture.every(({ field }) => context.conn[field] !== undefined)) continue
    const { publicFields, credential } = capturesOfAnswer(call.capture, await successOf(deps, context, call))
    values = {
      publicFields: { ...values.publicFields, ...publicFields },
      credential: { ...values.credential, ...credential },
    }
  }
  return values
}

/** What templates of a scheme may name, for one connection. */
export function callContext(
  deps: Pick<Deps, 'vault' | 'catalog' | 'config'>,
  authConfig: AuthConfigRow,
  { publicFields, credential }: ConnectionValues,
): CallContext & { scheme: AuthScheme; conn: Record<string, string>; scope: TemplateScope } {
  const toolkit = findToolkit(deps, authConfig.toolkit)
  const scheme = schemeOf(toolkit, authConfig.authScheme)
  const config = openAuthConfig(deps, authConfig)
  const conn = { ...config.shared.reveal(), ...publicFields, ...credential }
  const cfg = {
    ...config.publicFields,
    ...config.secret.reveal(),
    ...(authConfig.scopes.length > 0 && { scopes: authConfig.scopes.join(' ') }),
  }
  const operatorApp = authConfig.type === 'default'
  return { toolkit, scheme, conn, scope: { conn, cfg }, operatorApp, proxy: config.proxy }
}

/** Headers and query parameters by which a credential enters a request, as the manifest injects it. */
export function injected({ inject }: AuthScheme, scope: TemplateScope) {
  const fill = (templates: Readonly<Record<string, string>>) =>
    Object.entries(templates).map(([name, template]): [string, string] => [name, render(template, scope)])
  return { headers: Object.fromEntries(fill(inject.headers)), query: Object.fromEntries(fill(inject.query)) }
}
