import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { testServer, type TestServer } from '../../test/harness.ts'
import { sql } from '../db/sql.ts'
import { findConnectedAccount, openCredential } from './connected-accounts.ts'
import { refreshAccount } from './refresh-credential.ts'

/**
 * A provider that rotates refresh tokens: each works once. What it answers otherwise is set by each test.
 */
interface TokenEndpoint {
  url: string
  /** Refresh tokens in the order they came. */
  asked: string[]
  /** Instead of the rotating answer. */
  answer: ((res: ServerResponse) => void) | undefined
  delayMs: number
  close(): Promise<void>
}

let endpoint: TokenEndpoint
let server: TestServer
let config: string
let offset = 0

beforeAll(async () => {
  endpoint = await startTokenEndpoint()
  server = await testServer({
    config: {
      toolkits: {
        github: {
          auth: {
            OAUTH2: { authorize_url: `${endpoint.url}/authorize`, token_url: `${endpoint.url}/token` },
          },
        },
      },
      egress: { allow_private: [new URL(endpoint.url).host] },
    },
    deps: { clock: { now: () => new Date(Date.now() + offset) } },
  })
  const { body } = await server.call('POST', '/auth_configs', {
    body: {
      toolkit: { slug: 'github' },
      auth_config: {
        type: 'use_custom_auth',
        authScheme: 'OAUTH2',
        credentials: { client_id: 'app', client_secret: 'shh-secret' },
      },
    },
  })
  config = body.auth_config.id
})
afterAll(async () => {
  await server.close()
  await endpoint.close()
})
beforeEach(() => {
  endpoint.asked.length = 0
  endpoint.answer = undefined
  endpoint.delayMs = 0
})

/** An account with tokens that end in `expires_in` seconds. */
async function importTokens(val: Record<string, unknown>): Promise<{ projectId: string; id: string }> {
  const { status, body } = await server.call('POST', '/connected_accounts', {
    body: {
      auth_config: { id: config },
      connection: { user_id: 'u', state: { authScheme: 'OAUTH2', val: { access_token: 'at-0', ...val } } },
    },
  })
  expect(status).toBe(201)
  return { projectId: server.projectId, id: body.id }
}

const tokenOf = async (account: { projectId: string; id: string }) =>
  (await openCredential(server.deps, account)).reveal()['access_token']
const shown = async ({ id }: { id: string }) => (await server.call('GET', `/connected_accounts/${id}`)).body

test('uses a token that has a minute left as it is', async () => {
  const account = await importTokens({ refresh_token: 'rt-fresh', expires_in: 90 })
  expect(await tokenOf(account)).toBe('at-0')
  expect(endpoint.asked).toStrictEqual([])
})

test('refreshes a token that lives half a minute only in the second half of its life', async () => {
  const account = await importTokens({ refresh_token: 'rt-short', expires_in: 30 })
  endpoint.answer = (res) =>
    json(res, 200, { access_token: 'at-short', token_type: 'bearer', expires_in: 30 })
  await tokenOf(account)
  expect((await shown(account)).state.val).toMatchObject({ expires_in: '30' })
  offset += 10_000
  await tokenOf(account)
  expect(endpoint.asked).toStrictEqual(['rt-short'])
  offset += 7_000
  await tokenOf(account)
  expect(endpoint.asked).toStrictEqual(['rt-short', 'rt-short'])
})

test('forgets how long the old token lived when the provider does not say how long the new one does', async () => {
  const account = await importTokens({ refresh_token: 'rt-lasting', expires_in: 30 })
  endpoint.answer = (res) => json(res, 200, { access_token: 'at-30', token_type: 'bearer', expires_in: 30 })
  await tokenOf(account)
  endpoint.answer = (res) => json(res, 200, { access_token: 'at-lasting', token_type: 'bearer' })
  offset += 31_000
  expect(await tokenOf(account)).toBe('at-lasting')
  expect((await shown(account)).state.val).not.toHaveProperty('expires_in')
})

test('refreshes once for twenty callers at the same time', async () => {
  const account = await importTokens({ refresh_token: 'rt-many', expires_in: 30 })
  endpoint.delayMs = 50
  const tokens = await Promise.all(Array.from({ length: 20 }, () => tokenOf(account)))
  expect(endpoint.asked).toStrictEqual(['rt-many'])
  expect(new Set(tokens)).toStrictEqual(new Set(['at-after-rt-many']))
})

test('refreshes once for two processes, by the lease in the row', async () => {
  const account = await importTokens({ refresh_token: 'rt-two', expires_in: 30 })
  endpoint.delayMs = 300
  // A second copy of the module has its own map of running refreshes, as another process has.
  const copy = './refresh-credential.ts?copy'
  const other = (await import(copy)) as { refreshAccount: typeof refreshAccount }
  expect(other.refreshAccount).not.toBe(refreshAccount)
  const row = await findConnectedAccount(server.deps, account.projectId, account.id)
  const [one, two] = await Promise.all([tokenOf(account), other.refreshAccount(server.deps, row)])
  expect(endpoint.asked).toStrictEqual(['rt-two'])
  expect([one, two.outcome, two.row.credentialVersion]).toStrictEqual(['at-after-rt-two', 'refreshed', 2])
  expect(await tokenOf(account)).toBe('at-after-rt-two')
})

test('the control: without the lease in the row, both show the provider the same token', async () => {
  const account = await importTokens({ refresh_token: 'rt-race', expires_in: 30 })
  endpoint.delayMs = 300
  const copy = './refresh-credential.ts?control'
  const other = (await import(copy)) as { refreshAccount: typeof refreshAccount }
  const row = await findConnectedAccount(server.deps, account.projectId, account.id)
  const first = tokenOf(account)
  await vi.waitFor(() => expect(endpoint.asked).toHaveLength(1), { timeout: 20_000 })
  await server.deps.db.execute(
    sql`update connected_accounts set refresh_lease_until = null where id = ${account.id}`,
  )
  await Promise.allSettled([first, other.refreshAccount(server.deps, row)])
  expect(endpoint.asked).toStrictEqual(['rt-race', 'rt-race'])
})

test('stores the rotated refresh token, and uses it the next time', async () => {
  const account = await importTokens({ refresh_token: 'rt-rotate', expires_in: 30 })
  await tokenOf(account)
  offset += 3_600_000
  await tokenOf(account)
  expect(endpoint.asked).toStrictEqual(['rt-rotate', 'rt-rotate+'])
  expect(await server.dump()).not.toContain('rt-rotate')
})

test('keeps the refresh token when the provider sends none', async () => {
  const account = await importTokens({ refresh_token: 'rt-kept', expires_in: 30 })
  endpoint.answer = (res) => json(res, 200, { access_token: 'at-1', token_type: 'bearer', expires_in: 3600 })
  expect(await tokenOf(account)).toBe('at-1')
  offset += 3_600_000
  await tokenOf(account)
  expect(endpoint.asked).toStrictEqual(['rt-kept', 'rt-kept'])
})

test.each([
  ['as RFC 6749 says it', 400, { error: 'invalid_grant' }],
  ['as GitHub says it, with status 200', 200, { error: 'bad_refresh_token' }],
])('expires the account when the provider rejects the refresh token %s', async (_case, status, body) => {
  const account = await importTokens({ refresh_token: 'rt-dead', expires_in: 30 })
  endpoint.answer = (res) => json(res, status, body)
  await expect(openCredential(server.deps, account)).rejects.toMatchObject({
    kind: 'ConnectedAccountUnusable',
  })
  expect(await shown(account)).toMatchObject({
    status: 'EXPIRED',
    status_reason: 'Permanent auth error during token refresh',
  })
  endpoint.asked.length = 0
  await expect(openCredential(server.deps, account)).rejects.toMatchObject({
    kind: 'ConnectedAccountUnusable',
  })
  expect(endpoint.asked).toStrictEqual([])
})

test('does not expire an account that got other tokens while its refresh was rejected', async () => {
  const account = await importTokens({ refresh_token: 'rt-raced', expires_in: 30 })
  const { sql } = await import('drizzle-orm')
  endpoint.answer = (res) => {
    // The user connects again at this very moment.
    void server.deps.db
      .execute(
        sql`update connected_accounts set credential_version = credential_version + 1, credential = null where id = ${account.id}`,
      )
      .then(() => json(res, 400, { error: 'invalid_grant' }))
  }
  await openCredential(server.deps, account)
  expect((await shown(account)).status).toBe('ACTIVE')
})

test.each([
  ['answers 503', (res: ServerResponse) => json(res, 503, { error: 'invalid_grant' })],
  ['limits us', (res: ServerResponse) => json(res, 429, {})],
  ['closes the connection', (res: ServerResponse) => void res.destroy()],
  ['answers nonsense', (res: ServerResponse) => void res.end('<html>maintenance</html>')],
  ['no longer knows the app', (res: ServerResponse) => json(res, 401, { error: 'invalid_client' })],
])('uses the old token to its end when the provider %s', async (_case, answer) => {
  const account = await importTokens({ refresh_token: 'rt-away', expires_in: 30 })
  endpoint.answer = answer
  expect(await tokenOf(account)).toBe('at-0')
  expect(endpoint.asked).toHaveLength(1)
  // The process rests: no storm of retries while the provider is away.
  expect(await tokenOf(account)).toBe('at-0')
  expect(endpoint.asked).toHaveLength(1)
  offset += 31_000
  await expect(openCredential(server.deps, account)).rejects.toMatchObject({ kind: 'UpstreamUnreachable' })
  expect((await shown(account)).status).toBe('ACTIVE')
})

test('expires an account whose token has ended and that has no refresh token', async () => {
  const account = await importTokens({ expires_in: 30 })
  expect(await tokenOf(account)).toBe('at-0')
  offset += 31_000
  await expect(openCredential(server.deps, account)).rejects.toMatchObject({
    kind: 'ConnectedAccountUnusable',
  })
  expect((await shown(account)).status).toBe('EXPIRED')
})

test('uses no account that was deleted while its token was being refreshed', async () => {
  const account = await importTokens({ refresh_token: 'rt-gone', expires_in: 30 })
  endpoint.delayMs = 200
  const opening = openCredential(server.deps, account).catch((error: unknown) => error)
  await vi.waitFor(() => expect(endpoint.asked).toHaveLength(1))
  await server.call('DELETE', `/connected_accounts/${account.id}`)
  await opening
  expect(await server.dump()).not.toContain('at-after-rt-gone')
  const row = (await server.dump())
    .split(/\n|(?<=\))(?=\()/)
    .find((line) => line.startsWith(`(${account.id},`))
  expect(row).not.toContain('\\x01')
})

test.each([
  [
    'the account',
    async ({ id }: { id: string }) =>
      server.call('PATCH', `/connected_accounts/${id}/status`, { body: { enabled: false } }),
  ],
  ['its auth config', async () => server.call('PATCH', `/auth_configs/${config}/DISABLED`)],
])('uses no token when %s is disabled while it is being refreshed', async (_which, disable) => {
  const account = await importTokens({ refresh_token: 'rt-disabled', expires_in: 30 })
  endpoint.answer = (res) => {
    void disable(account).then(() =>
      json(res, 200, { access_token: 'at-late', token_type: 'bearer', expires_in: 60 }),
    )
  }
  const opening = openCredential(server.deps, account)
  await expect(opening).rejects.toMatchObject({ kind: 'ConnectedAccountUnusable' })
  await server.call('PATCH', `/auth_configs/${config}/ENABLED`)
})

test('refreshes on request, and offers a link when there is nothing to refresh with', async () => {
  const account = await importTokens({ refresh_token: 'rt-asked', expires_in: 3600 })
  const refreshed = await server.call('POST', `/connected_accounts/${account.id}/refresh`, { body: {} })
  expect(refreshed.body).toStrictEqual({ id: account.id, status: 'ACTIVE', redirect_url: null })
  expect(await tokenOf(account)).toBe('at-after-rt-asked')
  const lasting = await importTokens({})
  const linked = await server.call('POST', `/connected_accounts/${lasting.id}/refresh`)
  expect(linked.body).toStrictEqual({
    id: lasting.id,
    status: 'ACTIVE',
    redirect_url: expect.stringContaining('/link/lk_'),
  })
})

function json(res: ServerResponse, status: number, body: unknown): void {
  res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

async function startTokenEndpoint(): Promise<TokenEndpoint> {
  const used = new Set<string>()
  const http = createServer((req, res) => {
    void readForm(req).then(async (form) => {
      const token = form.get('refresh_token') ?? ''
      self.asked.push(token)
      await new Promise((resolve) => setTimeout(resolve, self.delayMs))
      if (self.answer) return self.answer(res)
      if (used.has(token)) return json(res, 400, { error: 'invalid_grant' })
      used.add(token)
      const tokens = { access_token: `at-after-${token}`, refresh_token: `${token}+`, expires_in: 3600 }
      return json(res, 200, { ...tokens, token_type: 'bearer' })
    })
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const self: TokenEndpoint = {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    asked: [],
    answer: undefined,
    delayMs: 0,
    async close() {
      http.closeAllConnections()
      await new Promise((resolve) => http.close(resolve))
    },
  }
  return self
}

async function readForm(req: IncomingMessage): Promise<URLSearchParams> {
  let text = ''
  for await (const chunk of req) text += String(chunk)
  return new URLSearchParams(text)
}
