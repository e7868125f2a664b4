/**
 * Whether a provider knows an OAuth app: its token endpoint is asked to redeem a code that cannot exist. A server
 * judges the client first (RFC 6749 section 5.2), so what it complains about tells how far the app got.
 */
import { randomBytes } from 'node:crypto'
import type { AuthScheme, CatalogToolkit } from '@patchbay/catalog'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import { exchangeCode, TokenError } from '../connected-accounts/protocols/oauth-client.ts'
import type { OAuthApp } from '../connected-accounts/protocols/oauth-app.ts'
import { renderEndpoint } from '../connected-accounts/protocols/oauth-endpoints.ts'
import { Secret } from '../vault/vault.ts'

export interface AppCredentials {
  clientId: string
  clientSecret: string | undefined
}

/**
 * - `known`: the provider takes the app and only refuses the code
 * - `refused`: it does not know the client id, or the secret is wrong
 * - `redirect`: it knows the app, but not this server's callback URL
 * - `unclear`: it said something else; `detail` is its error code
 * - `unreachable`: no answer
 */
export interface AppTest {
  result: 'known' | 'refused' | 'redirect' | 'unclear' | 'unreachable'
  detail: string
}

const refusals: ReadonlySet<string> = new Set([
  'invalid_client',
  'unauthorized_client',
  'incorrect_client_credentials',
  'invalid_client_id',
  'bad_client_secret',
])

/**
 * Tests an app of an OAUTH2 scheme. Makes one request and stores nothing.
 * @throws {ApiError} NotSupported when the scheme has no app, or its endpoints depend on the account.
 */
export async function testApp(
  deps: Pick<Deps, 'egress' | 'clock'>,
  toolkit: CatalogToolkit,
  scheme: AuthScheme,
  credentials: AppCredentials,
  redirectUri: string,
): Promise<AppTest> {
  const app = appOf(toolkit, scheme, credentials)
  const code = `patchbay-app-test-${randomBytes(12).toString('hex')}`
  const callback = new URLSearchParams({ code })
  const verifier = randomBytes(32).toString('base64url')
  try {
    await exchangeCode(deps, app, { callback, redirectUri, verifier })
    return { result: 'unclear', detail: 'the provider redeemed a code that does not exist' }
  } catch (error) {
    if (!(error instanceof TokenError)) throw error
    return judge(error)
  }
}

function judge({ code, detail }: TokenError): AppTest {
  if (code === 'unavailable') return { result: 'unreachable', detail }
  if (code === 'rejected') return { result: 'known', detail }
  if (refusals.has(detail)) return { result: 'refused', detail }
  return { result: detail.includes('redirect') ? 'redirect' : 'unclear', detail }
}

function appOf(
  toolkit: CatalogToolkit,
  scheme: AuthScheme,
  { clientId, clientSecret }: AppCredentials,
): OAuthApp {
  const { oauth2 } = scheme
  const isFixed = oauth2 && ![oauth2.authorize_url ?? '', oauth2.token_url].join(' ').includes('{{')
  if (!oauth2?.authorize_url || !isFixed) {
    throw new ApiError(
      'NotSupported',
      `An app of ${toolkit.slug} can only be tested by connecting an account`,
    )
  }
  const tokenUrl = renderEndpoint(oauth2.token_url, {}, true)
  return {
    toolkit,
    scheme,
    // What comes with a real callback does not come with this one.
    oauth2: { ...oauth2, callback_capture: [], token_capture: [], sends_issuer: false },
    clientId,
    clientSecret: new Secret<Record<string, string>>(
      clientSecret === undefined ? {} : { client_secret: clientSecret },
    ),
    authorizeUrl: renderEndpoint(oauth2.authorize_url, {}, true),
    tokenUrl,
    refreshUrl: tokenUrl,
    redirectUri: undefined,
  }
}
