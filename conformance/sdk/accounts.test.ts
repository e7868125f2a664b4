import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { startInstallation, type Installation } from '../rigs/installation.ts'
import { Person } from '../rigs/person.ts'
import { generations, type SdkClient } from '../rigs/sdk.ts'
import { newDatabaseUrl } from '../rigs/test-database.ts'
import { thrown } from './thrown.ts'
import { failOnTransformWarnings } from './transform-warnings.ts'

/** A site of the client's own; the walk ends when the browser is sent there. */
const SITE = 'http://127.0.0.1:9/connected'

let installation: Installation

beforeAll(async () => {
  installation = await startInstallation({ databaseUrl: await newDatabaseUrl() })
})
afterAll(() => installation?.stop())

failOnTransformWarnings()

type AccountQuery = Parameters<SdkClient['connectedAccounts']['list']>[0]

async function idsOf({ connectedAccounts }: SdkClient, query: AccountQuery): Promise<string[]> {
  return (await connectedAccounts.list(query)).items.map(({ id }) => id)
}

describe.each(generations)('core $version', ({ version, load }) => {
  const user = `user-${version}`
  let composio: SdkClient

  beforeAll(async () => {
    const { url, apiKey } = installation.patchbay
    composio = await load({ apiKey, baseURL: url })
  })

  async function resendConfig(): Promise<string> {
    const created = await composio.authConfigs.create('resend', {
      type: 'use_custom_auth',
      name: `Resend for ${version}`,
      authScheme: 'API_KEY',
      credentials: {},
    })
    return created.id
  }

  async function githubConfig(): Promise<string> {
    const created = await composio.authConfigs.create('github', {
      type: 'use_composio_managed_auth',
      name: `GitHub for ${version}`,
    })
    return created.id
  }

  function connectWithKey(authConfigId: string, apiKey = 're_canary_key_0123456789') {
    return composio.connectedAccounts.initiate(user, authConfigId, {
      allowMultiple: true,
      config: { authScheme: 'API_KEY', val: { status: 'ACTIVE', generic_api_key: apiKey } },
    })
  }

  describe('auth configs', () => {
    test('a custom one is made, read back without its secret, listed, changed, switched and deleted', async () => {
      const created = await composio.authConfigs.create('github', {
        type: 'use_custom_auth',
        name: 'Our GitHub app',
        authScheme: 'OAUTH2',
        credentials: { client_id: 'own-client', client_secret: 'own-client-secret-value', scopes: 'repo' },
      })
      expect(created).toMatchObject({ authScheme: 'OAUTH2', isComposioManaged: false, toolkit: 'github' })

      const config = await composio.authConfigs.get(created.id)
      expect(config).toMatchObject({ name: 'Our GitHub app', status: 'ENABLED', isComposioManaged: false })
      expect(config.credentials?.['client_id']).toBe('own-client')
      expect(JSON.stringify(config)).not.toContain('own-client-secret-value')

      const { items } = await composio.authConfigs.list({ toolkit: 'github', isComposioManaged: false })
      expect(items.map(({ id }) => id)).toContain(created.id)

      await composio.authConfigs.update(created.id, {
        type: 'custom',
        credentials: { client_id: 'new-client', client_secret: 'own-client-secret-value' },
      })
      const changed = await composio.authConfigs.get(created.id)
      expect(changed.credentials?.['client_id']).toBe('new-client')

      await composio.authConfigs.disable(created.id)
      expect((await composio.authConfigs.get(created.id)).status).toBe('DISABLED')
      await composio.authConfigs.enable(created.id)
      expect((await composio.authConfigs.get(created.id)).status).toBe('ENABLED')

      await composio.authConfigs.delete(created.id)
      expect((await thrown(composio.authConfigs.get(created.id))).message).toContain('404')
    })

    test('a managed one needs no credentials and does not show the operator’s', async () => {
      const id = await githubConfig()
      const config = await composio.authConfigs.get(id)
      expect(config).toMatchObject({ isComposioManaged: true, authScheme: 'OAUTH2' })
      expect(JSON.stringify(config)).not.toContain('patchbay-client')
      await composio.authConfigs.update(id, { type: 'default', scopes: 'repo' })
      await composio.authConfigs.delete(id)
    })

    test('a managed one is refused where the operator registered no app', async () => {
      const error = await thrown(
        composio.authConfigs.create('slack', { type: 'use_composio_managed_auth', name: 'x' }),
      )
      expect(error.message).toContain('400')
      expect(error.message).toContain('PATCHBAY_CONFIG')
    })
  })

  describe('connected accounts', () => {
    test('an API key connects at once and is never shown again', async () => {
      const request = await connectWithKey(await resendConfig())
      expect(request).toMatchObject({ status: 'ACTIVE', redirectUrl: null })
      const account = await request.waitForConnection(5000)
      expect(account).toMatchObject({ id: request.id, status: 'ACTIVE', toolkit: { slug: 'resend' } })
      const shown = await composio.connectedAccounts.get(request.id)
      expect(JSON.stringify(shown)).not.toContain('re_canary_key_0123456789')
    })

    test('accounts are listed by user, auth config, toolkit and status', async () => {
      const config = await resendConfig()
      const { id } = await connectWithKey(config)
      expect(
        await idsOf(composio, { userIds: [user], authConfigIds: [config], statuses: ['ACTIVE'] }),
      ).toStrictEqual([id])
      expect(await idsOf(composio, { userIds: [user], toolkitSlugs: ['resend'] })).toContain(id)
      expect(await idsOf(composio, { userIds: ['somebody-else'] })).toStrictEqual([])
      expect(await idsOf(composio, { authConfigIds: [config], statuses: ['EXPIRED'] })).toStrictEqual([])
    })

    test('a second account needs allowMultiple', async () => {
      const config = await resendConfig()
      await connectWithKey(config)
      const refused = await thrown(
        composio.connectedAccounts.initiate(user, config, {
          config: { authScheme: 'API_KEY', val: { status: 'ACTIVE', generic_api_key: 're_second' } },
        }),
      )
      expect(refused.name).toBe('ComposioMultipleConnectedAccountsError')
      expect((await connectWithKey(config)).status).toBe('ACTIVE')
    })

    test('an account can be disabled, enabled and deleted', async () => {
      const { id } = await connectWithKey(await resendConfig())
      await composio.connectedAccounts.disable(id)
      expect(await composio.connectedAccounts.get(id)).toMatchObject({ status: 'INACTIVE', isDisabled: true })
      await composio.connectedAccounts.enable(id)
      expect(await composio.connectedAccounts.get(id)).toMatchObject({ status: 'ACTIVE', isDisabled: false })
      await composio.connectedAccounts.delete(id)
      expect((await thrown(composio.connectedAccounts.get(id))).message).toContain('404')
      expect((await thrown(composio.connectedAccounts.waitForConnection(id, 5000))).name).toBe(
        'ComposioConnectedAccountNotFoundError',
      )
    })

    test('a link leads a person to the provider and back, and the wait ends', async () => {
      const request = await composio.connectedAccounts.link(user, await githubConfig(), {
        callbackUrl: `${SITE}?from=app`,
        allowMultiple: true,
      })
      expect(new URL(request.redirectUrl ?? '').origin).toBe(installation.patchbay.url)
      const waiting = request.waitForConnection(20_000)
      const end = await new Person().complete(request.redirectUrl ?? '', { login: 'ada', until: SITE })
      expect(Object.fromEntries(new URL(end.url).searchParams)).toMatchObject({
        from: 'app',
        status: 'success',
        connected_account_id: request.id,
      })
      expect(await waiting).toMatchObject({ status: 'ACTIVE', toolkit: { slug: 'github' } })
      const account = await composio.connectedAccounts.get(request.id)
      const token = installation.github.ledger.tokens().at(-1)?.token ?? 'no token was issued'
      expect(JSON.stringify(account)).not.toContain(token)
    })

    test('initiate without tokens gives a link as well', async () => {
      const request = await composio.connectedAccounts.initiate(user, await githubConfig(), {
        allowMultiple: true,
      })
      expect(request.status).toMatch(/^(INITIATED|INITIALIZING)$/)
      await new Person().complete(request.redirectUrl ?? '', { login: 'bob' })
      expect((await request.waitForConnection(20_000)).status).toBe('ACTIVE')
    })

    test('a person who comes back with an error makes the wait fail at once', async () => {
      const request = await composio.connectedAccounts.link(user, await githubConfig(), {
        callbackUrl: SITE,
        allowMultiple: true,
      })
      const person = new Person()
      const consentPage = await person.press(await person.open(request.redirectUrl ?? ''))
      const state = new URL(consentPage.url).searchParams.get('state') ?? ''
      const back = new URL('/api/v3.1/toolkits/auth/callback', installation.patchbay.url)
      back.search = new URLSearchParams({ error: 'access_denied', state }).toString()
      const end = await person.open(back.href, SITE)
      expect(new URL(end.url).searchParams.get('status')).toBe('failed')
      expect((await thrown(request.waitForConnection(5000))).name).toBe('ConnectionRequestFailedError')
    })

    test('a refresh answers for an account that has nothing to refresh', async () => {
      const { id } = await connectWithKey(await resendConfig())
      expect((await thrown(composio.connectedAccounts.refresh(id))).message).toMatch(/4\d\d/)
    })

    test('toolkits.authorize makes the auth config when there is none', async () => {
      const before = await composio.authConfigs.list({ toolkit: 'googlecalendar' })
      const request = await composio.toolkits.authorize(user, 'googlecalendar')
      const after = await composio.authConfigs.list({ toolkit: 'googlecalendar' })
      expect(after.items.length).toBe(Math.max(1, before.items.length))
      await new Person().complete(request.redirectUrl ?? '', { login: 'ada@example.com' })
      expect((await request.waitForConnection(20_000)).status).toBe('ACTIVE')
    })

    test('an OAuth account with a refresh token can be refreshed by hand', async () => {
      const request = await composio.toolkits.authorize(user, 'gmail')
      await new Person().complete(request.redirectUrl ?? '', { login: 'bob@example.com' })
      await request.waitForConnection(20_000)
      const issued = installation.google.ledger.tokens().length
      await composio.connectedAccounts.refresh(request.id)
      expect(installation.google.ledger.tokens().length).toBe(issued + 1)
      expect((await composio.connectedAccounts.get(request.id)).status).toBe('ACTIVE')
    })
  })
})
