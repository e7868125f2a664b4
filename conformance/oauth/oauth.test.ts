import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { clickLink } from '../rigs/click-link.ts'
import { callbackPath, oauthApp, startInstallation, type Installation } from '../rigs/installation.ts'
import { freePort } from '../rigs/listen.ts'
import { startOAuthServer, type OAuthServer } from '../rigs/oauth-server.ts'
import { startPatchbay, type Patchbay } from '../rigs/patchbay.ts'
import { Person, type Page } from '../rigs/person.ts'
import { generations, type SdkClient } from '../rigs/sdk.ts'
import { newDatabaseUrl } from '../rigs/test-database.ts'

const SITE = 'http://127.0.0.1:9/connected'
/** Of the strict server's access tokens: a short-lived token is refreshed in the second half of its life. */
const TTL_SECONDS = 6
const DUE_MS = 3200
/** Of Google's: these really end. */
const GOOGLE_TTL_SECONDS = 2

function sdkOf({ url, apiKey }: Patchbay): Promise<SdkClient> {
  const [newest] = generations
  if (newest === undefined) throw new Error('No SDK generation is known')
  return newest.load({ apiKey, baseURL: url })
}

function outcomeOf(page: Page): Record<string, string> {
  return Object.fromEntries(new URL(page.url).searchParams)
}

/** After this, every access token that was issued before it is due. */
function untilTokensAreDue(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, DUE_MS))
}

describe('a strict OAuth 2.1 server', () => {
  let provider: OAuthServer
  let patchbay: Patchbay
  let composio: SdkClient
  let config: string

  beforeAll(async () => {
    const port = await freePort()
    provider = await startOAuthServer({
      accessTokenSeconds: TTL_SECONDS,
      clients: [
        {
          clientId: oauthApp.client_id,
          clientSecret: oauthApp.client_secret,
          redirectUris: [`http://127.0.0.1:${port}${callbackPath}`],
        },
      ],
    })
    patchbay = await startPatchbay({
      port,
      databaseUrl: await newDatabaseUrl(),
      // GitHub's manifest, led to this server: it has no toolkit of its own.
      config: {
        toolkits: {
          github: {
            base_url: provider.url,
            auth: {
              OAUTH2: {
                ...oauthApp,
                authorize_url: provider.authorizeUrl,
                token_url: provider.tokenUrl,
                scopes: ['openid', 'offline_access', 'items:read', 'items:write'],
              },
            },
          },
        },
        egress: { allow_private: [new URL(provider.url).host] },
      },
    })
    composio = await sdkOf(patchbay)
    config = (await composio.authConfigs.create('github')).id
  })
  afterAll(async () => {
    await patchbay?.stop()
    await provider?.close()
  })

  async function link(user: string) {
    const request = await composio.connectedAccounts.link(user, config, { callbackUrl: SITE })
    return { id: request.id, url: request.redirectUrl ?? '' }
  }

  function api(method: string, path: string, body: object): Promise<Response> {
    return fetch(`${patchbay.url}/api/v3.1${path}`, {
      method,
      headers: { 'x-api-key': patchbay.apiKey, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  }

  const settings = (change: object) => api('PATCH', '/org/project/config', change)

  async function connect(user: string): Promise<string> {
    const { id, url } = await link(user)
    const end = await new Person().complete(url, { login: user, until: SITE })
    expect(outcomeOf(end)).toStrictEqual({ status: 'success', connected_account_id: id })
    return id
  }

  function get(accountId: string, endpoint: string) {
    return composio.tools.proxyExecute({ connectedAccountId: accountId, endpoint, method: 'GET' })
  }

  test('the flow passes PKCE, exact redirects and the issuer check, and the right person is connected', async () => {
    const ada = await connect('ada')
    const bob = await connect('bob')
    expect(await get(ada, '/me')).toMatchObject({ status: 200, data: { login: 'ada' } })
    expect(await get(bob, '/me')).toMatchObject({ status: 200, data: { login: 'bob' } })
    expect(provider.grants().filter(({ error }) => error !== undefined)).toStrictEqual([])
  })

  test('the authorization request carries PKCE S256 and a state, and the scopes of the configuration', async () => {
    const { url } = await link('carol')
    const { location } = await clickLink(url)
    const target = new URL(location)
    expect(target.origin + target.pathname).toBe(provider.authorizeUrl)
    expect(Object.fromEntries(target.searchParams)).toMatchObject({
      response_type: 'code',
      client_id: oauthApp.client_id,
      redirect_uri: `${patchbay.url}${callbackPath}`,
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
      state: expect.stringMatching(/^.{32,}$/),
    })
    expect(target.searchParams.get('scope')?.split(' ')).toContain('items:write')
  })

  test('a token that is due is refreshed once, however many calls need it at that moment', async () => {
    const id = await connect('dora')
    const before = provider.grants().length
    await untilTokensAreDue()
    const answers = await Promise.all(Array.from({ length: 8 }, () => get(id, '/me')))
    expect(answers.map(({ status }) => status)).toStrictEqual(Array(8).fill(200))
    expect(provider.grants().slice(before)).toStrictEqual([{ grantType: 'refresh_token' }])
  })

  test('a person who removed the app is EXPIRED at the next refresh, and can connect again', async () => {
    const id = await connect('erin')
    expect(provider.revokeGrantsOf('erin')).toBe(1)
    await untilTokensAreDue()
    const failure = await get(id, '/me').catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(Error)
    expect(await composio.connectedAccounts.get(id)).toMatchObject({
      status: 'EXPIRED',
      statusReason: expect.any(String),
    })
    const waited = await composio.connectedAccounts
      .waitForConnection(id, 5000)
      .catch((error: unknown) => error)
    expect(waited).toMatchObject({ name: 'ConnectionRequestFailedError' })
    const again = await connect('erin')
    expect(await get(again, '/me')).toMatchObject({ status: 200 })
  })

  test('saying no is FAILED, and the client’s site hears of it', async () => {
    const { id, url } = await link('fred')
    const end = await new Person().complete(url, { login: 'fred', decision: 'deny', until: SITE })
    expect(outcomeOf(end)).toStrictEqual({ status: 'failed', connected_account_id: id })
    expect(await composio.connectedAccounts.get(id)).toMatchObject({
      status: 'FAILED',
      statusReason: expect.stringContaining('access_denied'),
    })
  })

  test('a link that was used does not work again', async () => {
    const { url } = await link('gina')
    await new Person().complete(url, { login: 'gina', until: SITE })
    expect((await fetch(url, { redirect: 'manual' })).status).toBe(404)
  })

  test('a project that confirms its users: the wait of the SDK ends when its backend has said who it was', async () => {
    await settings({ oauth_callback_verifier_url: `${SITE}/verify` })
    try {
      const { id, url } = await link('hugo')
      const end = await new Person().complete(url, { login: 'hugo', until: SITE })
      const session_uri = outcomeOf(end)['session_uri']
      expect((await composio.connectedAccounts.get(id)).status).toBe('INITIATED')
      const waiting = composio.connectedAccounts.waitForConnection(id, 20_000)
      const confirmed = await api('POST', '/connected_accounts/complete_auth', {
        session_uri,
        user_id: 'hugo',
      })
      expect(confirmed.status).toBe(200)
      expect(await waiting).toMatchObject({ id, status: 'ACTIVE' })
      const attacker = await link('mallory')
      const lured = await new Person().complete(attacker.url, { login: 'hugo', until: SITE })
      const refused = await api('POST', '/connected_accounts/complete_auth', {
        session_uri: outcomeOf(lured)['session_uri'],
        user_id: 'hugo',
      })
      expect(refused.status).toBe(403)
      expect((await composio.connectedAccounts.get(attacker.id)).status).toBe('FAILED')
    } finally {
      await settings({ oauth_callback_verifier_url: '' })
    }
  })

  test('a callback in another browser than the link’s connects nothing', async () => {
    const { id, url } = await link('mallory')
    const { location } = await clickLink(url)
    const end = await new Person().complete(location, { login: 'victim', until: SITE })
    expect(end.status).toBe(403)
    expect((await composio.connectedAccounts.get(id)).status).not.toBe('ACTIVE')
  })
})

describe('the stand-ins of GitHub and Google', () => {
  let installation: Installation
  let composio: SdkClient

  beforeAll(async () => {
    installation = await startInstallation({
      databaseUrl: await newDatabaseUrl(),
      googleTtlSeconds: GOOGLE_TTL_SECONDS,
    })
    composio = await sdkOf(installation.patchbay)
  })
  afterAll(() => installation?.stop())

  async function connect(user: string, toolkit: string, login: string): Promise<string> {
    const { items } = await composio.authConfigs.list({ toolkit })
    const config = items[0]?.id ?? (await composio.authConfigs.create(toolkit)).id
    const request = await composio.connectedAccounts.link(user, config, { callbackUrl: SITE })
    await new Person().complete(request.redirectUrl ?? '', { login, until: SITE })
    return request.id
  }

  function execute(user: string, slug: string, args: Record<string, unknown>) {
    return composio.tools.execute(slug, { userId: user, arguments: args, dangerouslySkipVersionCheck: true })
  }

  test('two users of GitHub each reach it with their own token', async () => {
    const { ledger } = installation.github
    await connect('user-ada', 'github', 'ada')
    await connect('user-bob', 'github', 'bob')
    ledger.clear()
    const ada = await execute('user-ada', 'GITHUB_GET_THE_AUTHENTICATED_USER', {})
    const bob = await execute('user-bob', 'GITHUB_GET_THE_AUTHENTICATED_USER', {})
    expect([ada.data['login'], bob.data['login']]).toStrictEqual(['ada', 'bob'])
    expect(ledger.calls().map(({ user, path, status }) => ({ user, path, status }))).toStrictEqual([
      { user: 'ada', path: '/user', status: 200 },
      { user: 'bob', path: '/user', status: 200 },
    ])
  })

  test('a token that GitHub withdrew is the provider’s refusal, told to the caller', async () => {
    const { ledger } = installation.github
    await connect('user-late', 'github', 'bob')
    ledger.expire(ledger.tokens().at(-1)?.token ?? '')
    const result = await execute('user-late', 'GITHUB_GET_THE_AUTHENTICATED_USER', {})
    expect(result).toMatchObject({ successful: false, error: expect.stringContaining('401') })
  })

  test('Google’s token is refreshed before it is used, and stays the same person’s', async () => {
    const { ledger } = installation.google
    await connect('user-bob', 'gmail', 'bob@example.com')
    const first = ledger.tokens().at(-1)
    await expect.poll(() => ledger.tokens().at(-1)?.live, { timeout: 8000 }).toBe(false)
    const result = await execute('user-bob', 'GMAIL_SEND_EMAIL', {
      recipient_email: 'ada@example.com',
      subject: 'Hello',
      body: 'Hello Ada',
    })
    expect(result).toMatchObject({ successful: true, error: null })
    const renewed = ledger.tokens().at(-1)
    expect(renewed).toMatchObject({ user: 'bob@example.com', grantType: 'refresh_token', live: true })
    expect(ledger.calls().at(-1)).toMatchObject({
      token: renewed?.token,
      user: 'bob@example.com',
      status: 200,
    })
    expect(ledger.calls(first?.token ?? '')).toStrictEqual([])
  })
})
