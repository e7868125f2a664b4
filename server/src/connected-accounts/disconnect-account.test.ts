/** Disconnected means dead: at a real authorization server, which is asked by introspection (RFC 7662). */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { freePort } from '../../../conformance/rigs/listen.ts'
import { startOAuthServer, type OAuthServer } from '../../../conformance/rigs/oauth-server.ts'
import { Person } from '../../../conformance/rigs/person.ts'
import { testServer, type TestServer } from '../../test/harness.ts'
import { createEgress, type Egress } from '../egress/egress.ts'
import { EgressError } from '../egress/egress-error.ts'
import { sql } from '../db/sql.ts'
import { openCredential } from './connected-accounts.ts'
import { markDeleted } from './account-states.ts'
import { revokeLater } from './disconnections.ts'
import { disposeOfAccounts } from './dispose-accounts.ts'

const app = { client_id: 'disconnect-app', client_secret: 'canary-client-secret' }
const site = 'http://127.0.0.1:9/connected'

let provider: OAuthServer
let server: TestServer
/** What happens to requests of the provider's revocation endpoint. */
let revocation: 'works' | 'unreachable' = 'works'
let config: string

beforeAll(async () => {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const redirectUris = [`${url}/api/v3.1/toolkits/auth/callback`]
  provider = await startOAuthServer({
    clients: [{ clientId: app.client_id, clientSecret: app.client_secret, redirectUris }],
  })
  const { host } = new URL(provider.url)
  const endpoints = {
    authorize_url: provider.authorizeUrl,
    token_url: provider.tokenUrl,
    revoke_url: provider.revokeUrl,
  }
  const scopes = ['openid', 'offline_access', 'items:read']
  server = await testServer({
    env: { PATCHBAY_PUBLIC_URL: url },
    config: {
      toolkits: { github: { base_url: provider.url, auth: { OAUTH2: { ...app, ...endpoints, scopes } } } },
      egress: { allow_private: [host] },
    },
    deps: { egress: breakable(createEgress({ allowPrivate: [host] })) },
  })
  await server.app.listen({ host: '127.0.0.1', port })
  config = await authConfig()
})
afterAll(async () => {
  await server?.close()
  await provider?.close()
})
beforeEach(() => void (revocation = 'works'))

function breakable(egress: Egress): Egress {
  return {
    ...egress,
    request: (options) =>
      revocation === 'unreachable' && String(options.url).startsWith(provider.revokeUrl)
        ? Promise.reject(new EgressError('connect_failed', 'connection refused'))
        : egress.request(options),
  }
}

async function authConfig(): Promise<string> {
  const { body } = await server.call('POST', '/auth_configs', { body: { toolkit: { slug: 'github' } } })
  return body.auth_config.id
}

interface Connected {
  id: string
  tokens: string[]
}

async function connect(user: string, authConfigId = config): Promise<Connected> {
  const { body } = await server.call('POST', '/connected_accounts/link', {
    body: { auth_config_id: authConfigId, user_id: user, callback_url: site },
  })
  await new Person().complete(body.redirect_url, { login: user, until: site })
  const id = body.connected_account_id
  const opened = await openCredential(server.deps, { projectId: server.projectId, id })
  const { access_token = '', refresh_token = '' } = opened.reveal()
  return { id, tokens: [refresh_token, access_token] }
}

/** Which of the tokens the provider still takes. */
async function alive({ tokens }: Connected): Promise<boolean[]> {
  const authorization = `Basic ${Buffer.from(`${app.client_id}:${app.client_secret}`).toString('base64')}`
  return Promise.all(
    tokens.map(async (token) => {
      const body = new URLSearchParams({ token })
      const answer = await fetch(`${provider.url}/token/introspection`, {
        method: 'POST',
        headers: { authorization },
        body,
      })
      return ((await answer.json()) as { active: boolean }).active
    }),
  )
}

const revoke = (id: string) => server.call('POST', `/connected_accounts/${id}/revoke`)
const remove = (id: string) => server.call('DELETE', `/connected_accounts/${id}`)

async function receipts(id: string) {
  const { rows } = await server.deps.db.execute(
    sql`select id, cause, outcome, revoked_tokens, credential from disconnections where connected_account_id = ${id}`,
  )
  return rows
}

async function sealedColumns(id: string) {
  const { rows } = await server.deps.db.execute(
    sql`select credential from connected_accounts where id = ${id}`,
  )
  return rows
}

test('revoked: dead at the provider, REVOKED here, the credential erased, and a receipt', async () => {
  const account = await connect('ada')
  expect(await alive(account)).toStrictEqual([true, true])
  expect(await revoke(account.id)).toMatchObject({
    status: 200,
    body: {
      revoked_tokens: ['refresh_token', 'access_token'],
      connected_account: { id: account.id, status: 'REVOKED' },
    },
  })
  expect(await alive(account)).toStrictEqual([false, false])
  const { body } = await server.call('GET', `/connected_accounts/${account.id}`)
  expect(body).toMatchObject({ status: 'REVOKED', status_reason: 'Revoked' })
  expect(await sealedColumns(account.id)).toStrictEqual([{ credential: null }])
  expect(await receipts(account.id)).toMatchObject([
    {
      cause: 'revoked',
      outcome: 'revoked',
      revoked_tokens: ['refresh_token', 'access_token'],
      credential: null,
    },
  ])
})

test('revoking again reaches nobody and says so', async () => {
  const account = await connect('bob')
  await revoke(account.id)
  revocation = 'unreachable'
  expect((await revoke(account.id)).body.revoked_tokens).toStrictEqual([])
})

test('the control: an account that is only marked as deleted is alive at the provider', async () => {
  const account = await connect('carol')
  await markDeleted(server.deps, server.projectId, account.id)
  expect(await alive(account)).toStrictEqual([true, true])
})

test('deleted: dead at the provider by the time of the answer, which says what was revoked', async () => {
  const account = await connect('dora')
  expect((await remove(account.id)).body).toStrictEqual({
    success: true,
    revoked_tokens: ['refresh_token', 'access_token'],
  })
  expect(await alive(account)).toStrictEqual([false, false])
  expect(await receipts(account.id)).toMatchObject([
    { cause: 'deleted', outcome: 'revoked', credential: null },
  ])
})

test('deleted while the provider is away: gone here at once, and there when it is back', async () => {
  const account = await connect('erin')
  revocation = 'unreachable'
  expect((await remove(account.id)).body).toStrictEqual({ success: true, revoked_tokens: [] })
  expect((await server.call('GET', `/connected_accounts/${account.id}`)).status).toBe(404)
  expect(await sealedColumns(account.id)).toStrictEqual([{ credential: null }])
  const [receipt] = await receipts(account.id)
  expect(receipt).toMatchObject({ outcome: 'pending' })
  const job = { projectId: server.projectId, disconnectionId: String(receipt?.['id']) }
  await expect(revokeLater(server.deps, job)).rejects.toThrow('tried again later')
  revocation = 'works'
  await revokeLater(server.deps, job)
  expect(await alive(account)).toStrictEqual([false, false])
  expect(await receipts(account.id)).toMatchObject([{ outcome: 'revoked', credential: null }])
})

test('a provider that hears nothing of it fails the request, and the account stays as it was', async () => {
  const account = await connect('fred')
  revocation = 'unreachable'
  const failed = await revoke(account.id)
  expect(failed).toMatchObject({
    status: 500,
    body: { error: { slug: 'ConnectedAccount_RevocationFailed' } },
  })
  expect(JSON.stringify(failed.body)).not.toContain(account.tokens[0])
  expect((await server.call('GET', `/connected_accounts/${account.id}`)).body.status).toBe('ACTIVE')
  revocation = 'works'
  expect((await revoke(account.id)).status).toBe(200)
})

test('what cannot be revoked is refused: another scheme, another status, another project', async () => {
  const { body } = await server.call('POST', '/auth_configs', {
    body: {
      toolkit: { slug: 'resend' },
      auth_config: { type: 'use_custom_auth', authScheme: 'API_KEY', credentials: {} },
    },
  })
  const state = { authScheme: 'API_KEY', val: { generic_api_key: 'canary-key-5521' } }
  const made = await server.call('POST', '/connected_accounts', {
    body: { auth_config: { id: body.auth_config.id }, connection: { user_id: 'gina', state } },
  })
  expect(await revoke(made.body.id)).toMatchObject({
    status: 400,
    body: { error: { slug: 'ConnectedAccount_RevocationNotSupported' } },
  })
  const link = await server.call('POST', '/connected_accounts/link', {
    body: { auth_config_id: config, user_id: 'gina' },
  })
  expect(await revoke(link.body.connected_account_id)).toMatchObject({
    status: 409,
    body: { error: { slug: 'ConnectedAccount_NotRevokable' } },
  })
  const { key } = await server.otherProject()
  const foreign = await server.call('POST', `/connected_accounts/${made.body.id}/revoke`, { key })
  expect(foreign.status).toBe(404)
})

test('a deleted auth config takes its accounts with it, and then its own secrets', async () => {
  const own = await authConfig()
  const accounts = [await connect('hugo', own), await connect('ines', own)]
  expect((await server.call('DELETE', `/auth_configs/${own}`)).status).toBe(200)
  await disposeOfAccounts(server.deps, { projectId: server.projectId, authConfigId: own })
  for (const { id } of accounts) {
    const [receipt] = await receipts(id)
    expect(receipt).toMatchObject({ cause: 'auth_config_deleted' })
    await revokeLater(server.deps, { projectId: server.projectId, disconnectionId: String(receipt?.['id']) })
  }
  expect(await Promise.all(accounts.map(alive))).toStrictEqual([
    [false, false],
    [false, false],
  ])
  const { rows } = await server.deps.db.execute(sql`select credentials from auth_configs where id = ${own}`)
  expect(rows).toStrictEqual([{ credentials: null }])
})

test('a deleted project leaves nothing alive', async () => {
  const account = await connect('jane')
  const path = `/org/owner/project/${server.projectId}`
  const headers = { 'x-org-api-key': server.organizationKey }
  expect((await server.call('DELETE', path, { key: null, headers })).status).toBe(200)
  await expect
    .poll(() => receipts(account.id), { timeout: 10_000 })
    .toMatchObject([{ cause: 'project_deleted' }])
  const [receipt] = await receipts(account.id)
  await revokeLater(server.deps, { projectId: server.projectId, disconnectionId: String(receipt?.['id']) })
  expect(await alive(account)).toStrictEqual([false, false])
  await expect
    .poll(async () => {
      const { rows } = await server.deps.db.execute(
        sql`select id from auth_configs where credentials is not null`,
      )
      return rows
    })
    .toStrictEqual([])
})
