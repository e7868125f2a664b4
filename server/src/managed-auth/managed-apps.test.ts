import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { sealedValues } from '../keys/sealed-values.ts'
import { clickLink } from '../../../conformance/rigs/click-link.ts'
import { testServer } from '../../test/harness.ts'
import { injectedFetch } from '../../test/injected-fetch.ts'

const origin = 'https://patchbay.test'
const server = await testServer({
  env: { PATCHBAY_PUBLIC_URL: origin },
  config: {
    toolkits: { slack: { auth: { OAUTH2: { client_id: 'operators-slack', client_secret: 'operators' } } } },
  },
})
const other = await server.otherProject()
afterAll(() => server.close())

const secret = 'canary-app-secret-41c9'
const org = (method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown) =>
  server.call(method, `/org/managed_auth${path}`, {
    key: null,
    headers: { 'x-org-api-key': server.organizationKey },
    ...(body !== undefined && { body }),
  })
const save = (toolkit: string, body: object) => org('POST', `/${toolkit}`, body)
const managedOf = async (toolkit: string, key = server.projectKey): Promise<string[]> =>
  (await server.call('GET', `/toolkits/${toolkit}`, { key })).body.composio_managed_auth_schemes

/** The client id that a new user of a managed auth config is sent to the provider with. */
async function clientIdOf(toolkit: string, key = server.projectKey): Promise<string | null> {
  const body = { toolkit: { slug: toolkit }, auth_config: { type: 'use_composio_managed_auth' } }
  const made = await server.call('POST', '/auth_configs', { body, key })
  expect(made.status).toBe(201)
  const link = await server.call('POST', '/connected_accounts/link', {
    body: { auth_config_id: made.body.auth_config.id, user_id: 'alice' },
    key,
  })
  const { location } = await clickLink(link.body.redirect_url, { send: injectedFetch(server.app) })
  return new URL(location).searchParams.get('client_id')
}

beforeEach(async () => {
  for (const { toolkit } of (await org('GET', '')).body.items) await org('DELETE', `/${toolkit}`)
})

test('an app is listed with its callback URL, and its secret is nowhere', async () => {
  const made = await save('GitHub', { client_id: 'ours', client_secret: secret, scopes: ['repo'] })
  expect(made.status).toBe(200)
  expect(made.body).toMatchObject({
    toolkit: 'github',
    auth_scheme: 'OAUTH2',
    client_id: 'ours',
    scopes: ['repo'],
    callback_url: `${origin}/api/v3.1/toolkits/auth/callback`,
  })
  const listed = await org('GET', '')
  expect(listed.body.items).toStrictEqual([made.body])
  expect(JSON.stringify([made.body, listed.body])).not.toContain(secret)
  expect(await server.dump()).not.toContain(secret)
})

test('it is the managed auth of the organisation’s projects at once, and of no other organisation’s', async () => {
  expect(await managedOf('github')).toStrictEqual([])
  await save('github', { client_id: 'ours', client_secret: secret })
  expect(await managedOf('github')).toStrictEqual(['OAUTH2'])
  expect(await clientIdOf('github')).toBe('ours')
  expect(await managedOf('github', other.key)).toStrictEqual([])
  const body = { toolkit: { slug: 'github' }, auth_config: { type: 'use_composio_managed_auth' } }
  const refused = await server.call('POST', '/auth_configs', { key: other.key, body })
  expect(refused.status).toBe(400)
})

test('it takes the place of the operator’s, until it is forgotten', async () => {
  expect(await clientIdOf('slack')).toBe('operators-slack')
  await save('slack', { client_id: 'our-slack' })
  expect(await clientIdOf('slack')).toBe('our-slack')
  expect(await clientIdOf('slack', other.key)).toBe('operators-slack')
  expect((await org('DELETE', '/slack')).body).toStrictEqual({ toolkit: 'slack', deleted: true })
  expect(await clientIdOf('slack')).toBe('operators-slack')
})

test('a second registration replaces the first, scopes and secret too', async () => {
  await save('github', { client_id: 'first', client_secret: secret, scopes: ['repo'] })
  const again = await save('github', { client_id: 'second' })
  expect(again.body).toMatchObject({ client_id: 'second', scopes: null })
  expect(await clientIdOf('github')).toBe('second')
})

test('its secret is among those that a key rotation walks', async () => {
  await save('github', { client_id: 'ours', client_secret: secret })
  const found: string[] = []
  for await (const { context, sealed } of sealedValues(server.deps.db)) {
    if (context.table === 'managed_apps')
      found.push(JSON.stringify(server.deps.vault.open(context, sealed).reveal()))
  }
  expect(found).toStrictEqual([JSON.stringify({ client_secret: secret })])
})

test('writers at the same time leave an app that opens', async () => {
  const ids = ['a', 'b', 'c', 'd', 'e', 'f']
  const made = await Promise.all(ids.map((client_id) => save('github', { client_id, client_secret: secret })))
  expect(made.map(({ status }) => status)).toStrictEqual(ids.map(() => 200))
  expect(ids).toContain(await clientIdOf('github'))
})

describe('is refused with a message that names what is wrong', () => {
  test.each([
    ['an unknown toolkit', 'githob', { client_id: 'x' }, 404, 'githob'],
    ['a toolkit without OAuth', 'resend', { client_id: 'x' }, 400, 'no OAuth app'],
    ['no client id', 'github', { client_secret: 'x' }, 400, 'client_id'],
    ['an empty client id', 'github', { client_id: ' ' }, 400, 'client_id'],
    ['a field that is none', 'github', { client_id: 'x', token_url: 'https://evil.test' }, 400, 'token_url'],
  ])('%s', async (_, toolkit, body, status, words) => {
    const answer = await save(toolkit, body)
    expect(answer.status).toBe(status)
    expect(JSON.stringify(answer.body.error)).toContain(words)
  })

  test('a project key', async () => {
    const answer = await server.call('POST', '/org/managed_auth/github', { body: { client_id: 'x' } })
    expect(answer.status).toBe(401)
  })

  test('deleting what is not there', async () => {
    expect((await org('DELETE', '/github')).status).toBe(404)
  })
})
