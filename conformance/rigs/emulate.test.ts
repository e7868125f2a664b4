import { createHash, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { consent, startEmulate, type ProviderStandIn } from './emulate.ts'
import { providerProfiles, type ProviderName } from './provider-profiles.ts'

const callback = 'http://127.0.0.1:9/callback'
const app = { client_id: 'client-1', client_secret: 'secret-1', name: 'App', redirect_uris: [callback] }
const people = [
  { email: 'ada@example.com', name: 'Ada' },
  { email: 'bob@example.com', name: 'Bob' },
]

/** Per service: a seed with two people, who picks consent, and where it says whose token is used. */
const cases: Record<
  ProviderName,
  { seed: Record<string, unknown>; login: string; scope: string; me: string; tells: string; post?: string }
> = {
  github: {
    seed: { users: [{ login: 'ada' }, { login: 'bob' }], oauth_apps: [app] },
    login: 'bob',
    scope: 'repo',
    me: '/user',
    tells: '"login":"bob"',
  },
  google: {
    seed: { users: people, oauth_clients: [app] },
    login: 'bob@example.com',
    scope: 'openid email',
    me: '/oauth2/v2/userinfo',
    tells: '"email":"bob@example.com"',
  },
  slack: {
    seed: {
      users: [
        { name: 'ada', email: 'ada@example.com' },
        { name: 'bob', email: 'bob@example.com' },
      ],
      oauth_apps: [{ ...app, scopes: ['chat:write', 'channels:read'] }],
    },
    login: 'bob',
    scope: 'chat:write',
    me: '/api/auth.test',
    tells: '"ok":true',
    post: '{}',
  },
  linear: {
    seed: {
      users: [
        { email: 'ada@example.com', name: 'Ada', admin: true },
        { email: 'bob@example.com', name: 'Bob' },
      ],
      oauth_apps: [{ ...app, scopes: ['read', 'write'] }],
    },
    login: 'bob@example.com',
    scope: 'read',
    me: '/graphql',
    tells: '"email":"bob@example.com"',
    post: '{"query":"{ viewer { email } }"}',
  },
  microsoft: {
    seed: { users: people, oauth_clients: [app] },
    login: 'bob@example.com',
    scope: 'openid User.Read offline_access',
    me: '/v1.0/me',
    tells: 'bob@example.com',
  },
}

describe.each(Object.keys(cases) as ProviderName[])('%s', (service) => {
  const { seed, login, scope, me, tells, post } = cases[service]
  const profile = providerProfiles[service]
  let standIn: ProviderStandIn

  beforeAll(async () => {
    standIn = await startEmulate(service, { seed })
  })
  afterAll(() => standIn.close())

  async function codeWithPkce(): Promise<{ code: string; verifier: string }> {
    const verifier = randomBytes(32).toString('base64url')
    const url = new URL(standIn.authorizeUrl)
    url.search = new URLSearchParams({
      response_type: 'code',
      client_id: app.client_id,
      redirect_uri: callback,
      scope,
      state: 's-1',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    }).toString()
    const redirected = new URL(await consent(url.href, login))
    expect(redirected.origin + redirected.pathname).toBe(callback)
    expect(redirected.searchParams.get('state')).toBe('s-1')
    return { code: redirected.searchParams.get('code') ?? '', verifier }
  }

  async function exchange(fields: Record<string, string>): Promise<Record<string, unknown>> {
    const { client_id, client_secret } = app
    const response = await fetch(standIn.tokenUrl, {
      method: 'POST',
      headers: { accept: 'application/json' },
      body: new URLSearchParams({ client_id, client_secret, redirect_uri: callback, ...fields }),
    })
    return (await response.json()) as Record<string, unknown>
  }

  test('consent picks the person whose token the code buys', async () => {
    const { code, verifier } = await codeWithPkce()
    const issued = await exchange({ grant_type: 'authorization_code', code, code_verifier: verifier })
    expect(issued).toHaveProperty('access_token')
    expect('refresh_token' in issued).toBe(profile.refresh !== false)
    const response = await fetch(standIn.url + me, {
      method: post === undefined ? 'GET' : 'POST',
      headers: {
        authorization: `Bearer ${String(issued['access_token'])}`,
        'content-type': 'application/json',
      },
      ...(post === undefined ? {} : { body: post }),
    })
    expect(await response.text()).toContain(tells)
  })

  test(`a wrong code verifier is ${profile.pkce ? 'refused' : 'not noticed'}`, async () => {
    const { code } = await codeWithPkce()
    const issued = await exchange({ grant_type: 'authorization_code', code, code_verifier: 'x'.repeat(43) })
    expect('access_token' in issued).toBe(!profile.pkce)
  })

  test('a wrong client secret is refused', async () => {
    const { code, verifier } = await codeWithPkce()
    const grant = { grant_type: 'authorization_code', code, code_verifier: verifier }
    expect(await exchange({ ...grant, client_secret: 'wrong' })).not.toHaveProperty('access_token')
  })

  test('an unregistered redirect URI gets an error page, not a redirect', async () => {
    const url = new URL(standIn.authorizeUrl)
    url.search = new URLSearchParams({
      response_type: 'code',
      client_id: app.client_id,
      redirect_uri: 'http://127.0.0.1:9/elsewhere',
      scope,
    }).toString()
    await expect(consent(url.href, login)).rejects.toThrow(/answered 400/)
  })

  if (profile.refresh !== false) {
    test(`a refresh ${profile.refresh} the refresh token`, async () => {
      const { code, verifier } = await codeWithPkce()
      const first = await exchange({ grant_type: 'authorization_code', code, code_verifier: verifier })
      const refresh_token = String(first['refresh_token'])
      const second = await exchange({ grant_type: 'refresh_token', refresh_token })
      expect(second['access_token']).not.toBe(first['access_token'])
      expect('refresh_token' in second).toBe(profile.refresh === 'rotates')
      const again = await exchange({ grant_type: 'refresh_token', refresh_token })
      expect('access_token' in again).toBe(profile.refresh === 'keeps')
    })
  }
})

test('an unknown token is taken for the first user, the reason for the token ledger', async () => {
  const github = await startEmulate('github', { seed: { users: [{ login: 'ada' }] } })
  const response = await fetch(`${github.url}/user`, { headers: { authorization: 'Bearer invented' } })
  expect(await response.json()).toMatchObject({ login: 'ada' })
  await github.close()
})
