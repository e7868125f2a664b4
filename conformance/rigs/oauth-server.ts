import { generateKeyPairSync, randomBytes } from 'node:crypto'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { Provider } from 'oidc-provider'

import { escapeHtml } from './html-forms.ts'
import { listen } from './listen.ts'
import { isResourcePath, resourceApi } from './oauth-resource.ts'
import { OAuthStore } from './oauth-store.ts'
import { parseBody, readBody } from './read-body.ts'

export type OAuthClient = {
  clientId: string
  /** Leave it out for a public client. The server takes it in the body and as basic authentication. */
  clientSecret?: string
  redirectUris: string[]
  /** May get tokens of its own, that stand for no person. */
  clientCredentials?: boolean
}

/** One request of the token endpoint: `error` is the OAuth error code when it was refused. */
export type GrantEvent = { readonly grantType: string | undefined; readonly error?: string }

export type OAuthServer = {
  /** The issuer, and the origin of the protected API. */
  readonly url: string
  readonly authorizeUrl: string
  readonly tokenUrl: string
  readonly revokeUrl: string
  readonly registrationUrl: string
  /** Clients can come later than the server: their redirect URI often is known last. */
  registerClient(client: OAuthClient): void
  /** What a person does who removes the app in their settings; answers the number of ended grants. */
  revokeGrantsOf(login: string): number
  grants(): GrantEvent[]
  close(): Promise<void>
}

export type OAuthServerOptions = {
  clients?: OAuthClient[]
  /** Lifetime of access tokens; 300 seconds unless told. */
  accessTokenSeconds?: number
  /** Scopes that it knows beside its own. */
  scopes?: readonly string[]
}

/**
 * A strict OAuth 2.1 server: PKCE required (RFC 7636), exact redirect URIs, refresh tokens rotate and the reuse
 * of an old one ends the grant (RFC 9700 section 4.14), `iss` in the authorization response (RFC 9207), dynamic
 * registration (RFC 7591), revocation and introspection. Any login name exists; people log in without password.
 *
 * Scopes: `openid`, `offline_access`, `items:read`, `items:write`. A refresh token comes with every code.
 */
export async function startOAuthServer({
  clients = [],
  accessTokenSeconds = 300,
  scopes = [],
}: OAuthServerOptions = {}): Promise<OAuthServer> {
  const store = new OAuthStore()
  const events: GrantEvent[] = []
  let handler: RequestListener = notReady
  const { url, close } = await listen((req, res) => handler(req, res))
  const provider = new Provider(url, configuration(store, accessTokenSeconds, scopes))
  provider.on('grant.success', ({ oidc }) => void events.push({ grantType: oidc.params?.grant_type }))
  provider.on('grant.error', ({ oidc }, error) => {
    events.push({ grantType: oidc.params?.grant_type, error: error.message })
  })
  handler = router(provider)
  const registerClient = (client: OAuthClient): void => store.putClient(client.clientId, metadata(client))
  for (const client of clients) registerClient(client)
  return {
    url,
    authorizeUrl: `${url}/auth`,
    tokenUrl: `${url}/token`,
    revokeUrl: `${url}/token/revocation`,
    registrationUrl: `${url}/reg`,
    registerClient,
    revokeGrantsOf: (login) => store.revokeGrantsOf(login),
    grants: () => [...events],
    close,
  }
}

function notReady(_req: IncomingMessage, res: ServerResponse): void {
  res.writeHead(503).end()
}

function configuration(
  store: OAuthStore,
  accessTokenSeconds: number,
  scopes: readonly string[],
): Record<string, unknown> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const day = 24 * 60 * 60
  return {
    adapter: (model: string) => store.adapter(model),
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'rig', use: 'sig', alg: 'ES256' }] },
    cookies: { keys: [randomBytes(16).toString('hex')] },
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    scopes: ['openid', 'offline_access', 'items:read', 'items:write', ...scopes],
    features: {
      devInteractions: { enabled: false },
      revocation: { enabled: true },
      introspection: { enabled: true },
      registration: { enabled: true },
      clientCredentials: { enabled: true },
    },
    renderError: (
      ctx: { type: string; body: string },
      out: { error: string; error_description?: string },
    ) => {
      ctx.type = 'html'
      ctx.body = page('Refused', `<p>${escapeHtml(`${out.error}: ${out.error_description ?? ''}`)}</p>`)
    },
    findAccount: (_ctx: unknown, accountId: string) => ({ accountId, claims: () => ({ sub: accountId }) }),
    interactions: { url: (_ctx: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    pkce: { required: () => true },
    rotateRefreshToken: true,
    issueRefreshToken: () => true,
    expiresWithSession: () => false,
    ttl: {
      AccessToken: accessTokenSeconds,
      AuthorizationCode: 60,
      ClientCredentials: accessTokenSeconds,
      Grant: day,
      IdToken: 3600,
      Interaction: 600,
      RefreshToken: day,
      Session: day,
    },
  }
}

function metadata({
  clientId,
  clientSecret,
  redirectUris,
  clientCredentials,
}: OAuthClient): Record<string, unknown> {
  const secret = clientSecret === undefined ? {} : { client_secret: clientSecret }
  return {
    client_id: clientId,
    ...secret,
    redirect_uris: redirectUris,
    grant_types: [
      'authorization_code',
      'refresh_token',
      ...(clientCredentials === true ? ['client_credentials'] : []),
    ],
    response_types: ['code'],
    token_endpoint_auth_method: clientSecret === undefined ? 'none' : 'client_secret_basic',
  }
}

function router(provider: Provider): RequestListener {
  const oauth = provider.callback()
  const resource = resourceApi(
    async (token) => (await provider.AccessToken.find(token)) ?? provider.ClientCredentials.find(token),
  )
  return (req, res) => {
    const path = new URL(req.url ?? '/', 'http://rig').pathname
    const served = isResourcePath(path)
      ? resource(req, res, path)
      : path.startsWith('/interaction/')
        ? interaction(provider, req, res)
        : oauth(req, res)
    Promise.resolve(served).catch((error: unknown) => {
      if (!res.headersSent) res.writeHead(500, { 'content-type': 'text/plain' })
      res.end(String(error))
    })
  }
}

/** Login and consent: a page on GET, the person's answer on POST. */
async function interaction(provider: Provider, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const details = await provider.interactionDetails(req, res)
  const isLogin = details.prompt.name === 'login'
  if (req.method !== 'POST') {
    res.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    res.end(isLogin ? loginPage(details.uid) : consentPage(details.uid, details.params.client_id))
    return
  }
  const form = parseBody(await readBody(req), 'application/x-www-form-urlencoded') as Record<string, string>
  const result = await decide(provider, details, form)
  await provider.interactionFinished(req, res, result, { mergeWithLastSubmission: !isLogin })
}

async function decide(
  provider: Provider,
  { prompt, params, session }: Awaited<ReturnType<Provider['interactionDetails']>>,
  form: Record<string, string>,
): Promise<Record<string, unknown>> {
  if (form['decision'] === 'deny') {
    return { error: 'access_denied', error_description: 'The person said no' }
  }
  if (prompt.name === 'login') return { login: { accountId: form['login'] ?? '' } }
  const grant = new provider.Grant({ accountId: session?.accountId ?? '', clientId: params.client_id })
  grant.addOIDCScope(params.scope ?? '')
  return { consent: { grantId: await grant.save() } }
}

function loginPage(uid: string): string {
  return page(
    'Sign in',
    `<form method="post" action="/interaction/${escapeHtml(uid)}">
      <label for="login">Login</label> <input id="login" name="login" value="" autofocus required>
      <button type="submit">Sign in</button>
    </form>`,
  )
}

function consentPage(uid: string, clientId: string): string {
  const action = `/interaction/${escapeHtml(uid)}`
  const choice = (decision: string, label: string): string =>
    `<form method="post" action="${action}"><input type="hidden" name="decision" value="${decision}">
      <button type="submit">${label}</button></form>`
  return page(`Authorize ${escapeHtml(clientId)}`, choice('allow', 'Allow') + choice('deny', 'Deny'))
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title></head>
    <body><main><h1>${title}</h1>${body}</main></body></html>`
}
