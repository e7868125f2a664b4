/** A project that confirms its users: what another person completes never becomes the account of who sent the link. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { clickLink, openLink } from '../../../conformance/rigs/click-link.ts'
import {
  json,
  startScriptedProvider,
  type ScriptedProvider,
} from '../../../conformance/rigs/scripted-provider.ts'
import { testServer, type TestServer } from '../../test/harness.ts'
import { injectedFetch } from '../../test/injected-fetch.ts'
import { openCredential } from '../connected-accounts/connected-accounts.ts'
import { expireInitiated } from '../connected-accounts/expire-connection.job.ts'
import { panic } from '../connected-accounts/panic.ts'
import { sql } from '../db/sql.ts'
import { standIn } from '../egress/stand-in.ts'

const origin = 'http://patchbay.test'
const verifier = 'https://app.example/verify?from=patchbay'
const callbackUrl = 'https://app.example/done?x=1'

let provider: ScriptedProvider
let server: TestServer
let github: string
let resend: string
let offset = 0

beforeAll(async () => {
  provider = await startScriptedProvider()
  const endpoints = { authorize_url: `${provider.url}/authorize`, token_url: `${provider.url}/token` }
  server = await testServer({
    env: { PATCHBAY_PUBLIC_URL: origin },
    config: {
      toolkits: { github: { auth: { OAUTH2: endpoints } } },
      egress: { allow_private: [provider.host] },
    },
    deps: { clock: { now: () => new Date(Date.now() + offset) } },
  })
  github = await authConfig('github', 'OAUTH2', { client_id: 'app', client_secret: 'auth-sessions-secret' })
  resend = await authConfig('resend', 'API_KEY')
})
afterAll(async () => {
  await server.close()
  await provider.close()
})
beforeEach(async () => {
  offset = 0
  provider.reset()
  await verifyAt(verifier)
})

const verifyAt = (oauth_callback_verifier_url: string) =>
  server.call('PATCH', '/org/project/config', { body: { oauth_callback_verifier_url } })

async function authConfig(slug: string, authScheme: string, credentials = {}): Promise<string> {
  const { body } = await server.call('POST', '/auth_configs', {
    body: { toolkit: { slug }, auth_config: { type: 'use_custom_auth', authScheme, credentials } },
  })
  return body.auth_config.id
}

/** A link for a user, completed by whoever opens it; up to where the browser is sent from our last page. */
async function completed(user_id: string, auth_config_id = github) {
  const { body } = await server.call('POST', '/connected_accounts/link', {
    body: { auth_config_id, user_id, callback_url: callbackUrl },
  })
  const send = injectedFetch(server.app)
  const { location, cookie } = await clickLink(body.redirect_url, {
    send,
    fields: { generic_api_key: 're_key_that_is_held' },
  })
  const id = body.connected_account_id as string
  if (auth_config_id === resend) return { id, to: location, cookie, back: '' }
  const back = (await fetch(location, { redirect: 'manual' })).headers.get('location') ?? ''
  return { id, to: (await openLink(back, { send, cookie })).location, cookie, back }
}

const sessionUri = (to: string) => new URL(to).searchParams.get('session_uri') ?? ''
const confirm = (session_uri: string, user_id: string, key?: string) =>
  server.call('POST', '/connected_accounts/complete_auth', {
    body: { session_uri, user_id },
    ...(key !== undefined && { key }),
  })
const account = async (id: string) => (await server.call('GET', `/connected_accounts/${id}`)).body

test('the control: without a verifier, what a victim completes is the account of who sent the link', async () => {
  await verifyAt('')
  const { id, to } = await completed('attacker')
  expect(to).toBe(`${callbackUrl}&status=success&connected_account_id=${id}`)
  expect((await account(id)).status).toBe('ACTIVE')
})

test('holds the code until the project confirms the user, then exchanges it', async () => {
  const { id, to, back } = await completed('alice')
  expect(to).toMatch(
    /^https:\/\/app\.example\/verify\?from=patchbay&session_uri=urn%3Apatchbay%3Aauth-session%3A[\w-]{43}$/,
  )
  expect((await account(id)).status).toBe('INITIATED')
  expect(provider.requests('/token')).toStrictEqual([])
  const stored = await server.dump()
  expect(stored).not.toContain(new URL(back).searchParams.get('code'))
  expect(stored).not.toContain(sessionUri(to).slice(-43))
  const { status, body } = await confirm(sessionUri(to), 'alice')
  expect([status, body]).toStrictEqual([
    200,
    {
      connected_account_id: id,
      toolkit_slug: 'github',
      redirect_url: `${callbackUrl}&status=success&connected_account_id=${id}`,
    },
  ])
  expect((await account(id)).status).toBe('ACTIVE')
  expect(provider.requests('/token')).toHaveLength(1)
})

test('another user than the link’s connects nothing, whatever is tried afterwards', async () => {
  const { id, to } = await completed('attacker')
  const { status, body } = await confirm(sessionUri(to), 'victim')
  expect([status, body.error.slug]).toStrictEqual([403, 'ConnectedAccount_AuthSessionOtherUser'])
  expect(JSON.stringify(body)).not.toContain('attacker')
  expect((await confirm(sessionUri(to), 'attacker')).status).toBe(404)
  expect(await account(id)).toMatchObject({
    status: 'FAILED',
    status_reason: 'The link was completed by another user than it was made for',
  })
  expect(provider.requests('/token')).toStrictEqual([])
})

test('a session works once, however many ask at the same time', async () => {
  const { to } = await completed('alice')
  const answers = await Promise.all(Array.from({ length: 10 }, () => confirm(sessionUri(to), 'alice')))
  expect(answers.map(({ status }) => status).toSorted()).toStrictEqual([200, ...Array(9).fill(404)])
  expect(provider.requests('/token')).toHaveLength(1)
})

test('another project can neither use a session nor end it, and learns nothing of it', async () => {
  const { key } = await server.otherProject()
  const { to } = await completed('alice')
  const theirs = await confirm(sessionUri(to), 'alice', key)
  const unknown = await confirm(`urn:patchbay:auth-session:${'a'.repeat(43)}`, 'alice', key)
  const malformed = await confirm('https://evil.example', 'alice', key)
  for (const { status, body } of [theirs, unknown, malformed]) {
    expect(status).toBe(404)
    expect({ ...body.error, request_id: '' }).toStrictEqual({ ...unknown.body.error, request_id: '' })
  }
  expect((await confirm(sessionUri(to), 'alice')).status).toBe(200)
})

test('a session ends with its link, and its row goes', async () => {
  const { id, to } = await completed('alice')
  offset = 10 * 60_000 + 1000
  expect((await confirm(sessionUri(to), 'alice')).status).toBe(404)
  await expireInitiated(server.deps, { projectId: server.projectId, accountId: id })
  const { rows } = await server.deps.db.execute(
    sql`select 1 from auth_sessions where connected_account_id = ${id}`,
  )
  expect(rows).toStrictEqual([])
  expect((await account(id)).status).toBe('EXPIRED')
})

test('a key that was typed in is held, too, and only sealed', async () => {
  const { id, to } = await completed('alice', resend)
  expect(to).toContain('/verify?from=patchbay&session_uri=')
  expect((await account(id)).status).toBe('INITIATED')
  expect(await server.dump()).not.toContain('re_key_that_is_held')
  expect((await confirm(sessionUri(to), 'alice')).status).toBe(200)
  const opened = await openCredential(server.deps, { projectId: server.projectId, id })
  expect(opened.reveal()).toStrictEqual({ generic_api_key: 're_key_that_is_held' })
})

test('a code that the provider does not take fails the account', async () => {
  const { id, to } = await completed('alice')
  provider.script('/token', (res) => json(res, 400, { error: 'invalid_grant' }))
  const { status, body } = await confirm(sessionUri(to), 'alice')
  expect([status, body.error.slug]).toStrictEqual([400, 'ConnectedAccount_Invalid'])
  expect((await account(id)).status).toBe('FAILED')
})

test.each([
  ['session_uri', { user_id: 'alice' }],
  ['session_uri', { session_uri: '', user_id: 'alice' }],
  ['user_id', { session_uri: 'urn:x', user_id: '' }],
])('names the field %s when it is wrong', async (field, body) => {
  const answer = await server.call('POST', '/connected_accounts/complete_auth', { body })
  expect([answer.status, answer.body.error.errors[0]]).toStrictEqual([400, expect.stringContaining(field)])
})

test('panic ends what is held, too, and what is still at the provider; a drill counts it and leaves it', async () => {
  const { id, to } = await completed('panicked', resend)
  const other = await completed('bystander', resend)
  const run = (drill: boolean) => {
    const deps = drill ? { ...server.deps, egress: standIn(server.deps.egress) } : server.deps
    return panic(deps, async () => deps, { user: 'panicked' }, drill)
  }
  const found = { connected_account_id: id, was_under_way: true, outcome: 'nothing_to_revoke' }
  expect((await run(true)).accounts).toMatchObject([found])
  expect((await account(id)).status).toBe('INITIATED')
  expect((await run(false)).accounts).toMatchObject([found])
  expect((await confirm(sessionUri(to), 'panicked')).status).toBe(404)
  expect((await account(id)).status).toBe('REVOKED')
  expect((await run(false)).accounts).toStrictEqual([])
  // The control: whom it does not concern completes as ever.
  expect((await confirm(sessionUri(other.to), 'bystander')).status).toBe(200)
  // At the provider's page when it happened: the code that comes back is for nobody.
  const { body } = await server.call('POST', '/connected_accounts/link', {
    body: { auth_config_id: github, user_id: 'panicked' },
  })
  const send = injectedFetch(server.app)
  const { location, cookie } = await clickLink(body.redirect_url, { send })
  expect(await run(false)).toMatchObject({ totals: { nothing_to_revoke: 1 } })
  const back = (await fetch(location, { redirect: 'manual' })).headers.get('location') ?? ''
  await openLink(back, { send, cookie })
  expect(provider.requests('/token')).toStrictEqual([])
  expect((await account(body.connected_account_id)).status).toBe('REVOKED')
})
