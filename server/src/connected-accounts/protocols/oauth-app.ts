/** The OAuth app behind an auth config or a connection, with the endpoints as that connection reaches them. */
import { OAuth2, type AuthScheme, type CatalogToolkit } from '@patchbay/catalog'
import { openAuthConfig, type AuthConfigRow } from '../../auth-configs/auth-configs.ts'
import type { Deps } from '../../deps.ts'
import type { EgressProxy } from '../../egress/egress.ts'
import { ApiError } from '../../http/errors.ts'
import { findToolkit } from '../../toolkits/toolkits.ts'
import { Secret } from '../../vault/vault.ts'
import { schemeOf } from '../connection-fields.ts'
import { renderEndpoint } from './oauth-endpoints.ts'
import type { Registration } from './registration-fields.ts'

type AppDeps = Pick<Deps, 'vault' | 'catalog' | 'config'>

export interface OAuthApp {
  toolkit: CatalogToolkit
  scheme: AuthScheme
  oauth2: OAuth2
  clientId: string
  /** `client_secret`, unless the app is a public client. */
  clientSecret: Secret<Record<string, string>>
  /** Undefined for S2S_OAUTH2, which has no page. */
  authorizeUrl: URL | undefined
  tokenUrl: URL
  refreshUrl: URL
  /** The redirect URI that the auth config names instead of this server's own. */
  redirectUri: string | undefined
  proxy?: EgressProxy | undefined
}

/**
 * The app that a connection with these fields uses. A dynamically registered one is in `conn` itself, see
 * `dynamic-client.ts`; for S2S_OAUTH2 the user may have brought it.
 * @throws {ApiError} AuthConfigInvalid; ConnectedAccountInvalid when a field that an endpoint needs is missing.
 */
export function oauthApp(
  deps: AppDeps,
  row: AuthConfigRow,
  conn: Readonly<Record<string, string>>,
): OAuthApp {
  const toolkit = findToolkit(deps, row.toolkit)
  const scheme = schemeOf(toolkit, row.authScheme)
  const { publicFields, secret, proxy } = openAuthConfig(deps, row)
  if (scheme.mode === 'DCR_OAUTH') return { ...registeredApp(toolkit, scheme, conn), proxy }
  const owner = publicFields['client_id'] === undefined && scheme.mode === 'S2S_OAUTH2' ? conn : undefined
  const clientId = (owner ?? publicFields)['client_id']
  if (!scheme.oauth2 || clientId === undefined) {
    throw new ApiError('AuthConfigInvalid', `Auth config ${row.id} has no OAuth app`)
  }
  const scope = { conn, cfg: publicFields }
  const operatorApp = row.type === 'default'
  const { authorize_url, token_url, refresh_url } = scheme.oauth2
  return {
    toolkit,
    scheme,
    oauth2: scheme.oauth2,
    clientId,
    clientSecret: owner ? secretOf(owner) : secret,
    authorizeUrl: authorize_url === undefined ? undefined : renderEndpoint(authorize_url, scope, operatorApp),
    tokenUrl: renderEndpoint(token_url, scope, operatorApp),
    refreshUrl: renderEndpoint(refresh_url ?? token_url, scope, operatorApp),
    redirectUri: publicFields['oauth_redirect_uri'],
    proxy,
  }
}

/** The app that `conn` says was registered for this connection. @throws {ApiError} ConnectedAccountInvalid. */
export function registeredApp(
  toolkit: CatalogToolkit,
  scheme: AuthScheme,
  conn: Readonly<Record<string, string>>,
): OAuthApp {
  const { client_id: clientId, dcr_authorize_url: authorize, dcr_token_url: token } = conn as Registration
  if (clientId === undefined || authorize === undefined || token === undefined) {
    throw new ApiError('ConnectedAccountInvalid', 'The connection has no registered OAuth app')
  }
  const resource = conn['dcr_resource']
  const ofResource: Record<string, string> = resource === undefined ? {} : { resource }
  const oauth2 = OAuth2.parse({
    authorize_url: authorize,
    token_url: token,
    issuer: conn['dcr_issuer'],
    sends_issuer: conn['dcr_sends_issuer'] === 'true',
    client_auth: conn['dcr_client_auth'] ?? 'none',
    default_scopes: conn['dcr_scopes']?.split(' ') ?? [],
    // RFC 8707: the token is for this resource alone.
    authorize_params: ofResource,
    token_params: ofResource,
  })
  return {
    toolkit,
    scheme,
    oauth2,
    clientId,
    clientSecret: secretOf(conn),
    authorizeUrl: new URL(authorize),
    tokenUrl: new URL(token),
    refreshUrl: new URL(token),
    redirectUri: undefined,
  }
}

function secretOf({ client_secret }: Readonly<Record<string, string>>): Secret<Record<string, string>> {
  return new Secret<Record<string, string>>(client_secret === undefined ? {} : { client_secret })
}
