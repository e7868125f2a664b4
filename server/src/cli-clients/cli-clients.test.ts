import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testServer, type TestServer } from '../../test/harness.ts'

let offset = 0
let server: TestServer

beforeAll(async () => {
  server = await testServer({ deps: { clock: { now: () => new Date(Date.now() + offset) } } })
})
afterAll(() => server.close())

const begin = async (body: object = {}) =>
  (await server.call('POST', '/cli/create-session', { key: null, body })).body
const ask = (id: string) => server.call('GET', `/cli/get-session?id=${id}`, { key: null })
const show = (id: string) => server.app.inject({ method: 'GET', url: `/?cliKey=${id}` })
const link = (id: string, key: string) =>
  server.app.inject({
    method: 'POST',
    url: `/?cliKey=${id}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: `key=${key}`,
  })
const works = async (key: string) => {
  const headers = { [key.startsWith('uak_') ? 'x-user-api-key' : 'x-api-key']: key }
  return (await server.call('GET', '/auth/session/info', { key: null, headers })).status
}

test('a person lets a client in on the page, and it collects a key of its own, once', async () => {
  const session = await begin({ source: 'a laptop' })
  expect(session).toStrictEqual({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    code: expect.stringMatching(/^[0-9a-f]{6}$/),
    expiresAt: expect.stringMatching(/Z$/),
    scope: 'project',
    status: 'pending',
  })
  expect((await ask(session.id)).body).toStrictEqual({ ...session, api_key: null, account: null })
  const page = await show(session.id)
  expect(page.body).toContain(session.code)
  expect(page.body).toContain('a laptop')
  expect(page.headers['content-security-policy']).toContain("frame-ancestors 'none'")

  expect((await link(session.id, server.projectKey)).statusCode).toBe(200)
  const { body } = await ask(session.id)
  expect(body).toMatchObject({
    status: 'linked',
    api_key: expect.stringMatching(/^ak_/),
    account: { id: expect.stringMatching(/^om_/), email: 'admin@localhost', name: 'Administrator' },
  })
  expect(body.api_key).not.toBe(server.projectKey)
  expect(await works(body.api_key)).toBe(200)
  expect((await ask(session.id)).body).toMatchObject({ status: 'linked', api_key: null })
  const stored = await server.dump()
  expect(stored).not.toContain(body.api_key)
  expect(stored).not.toContain(session.id)
})

test('a session for a person gets a user key, and a project key gives none', async () => {
  const session = await begin({ scope: 'user' })
  expect((await link(session.id, server.projectKey)).statusCode).toBe(401)
  expect((await link(session.id, 'uak_nobody')).statusCode).toBe(401)
  expect((await ask(session.id)).body.status).toBe('pending')
  expect((await link(session.id, server.userKey)).statusCode).toBe(200)
  const { api_key } = (await ask(session.id)).body
  expect(api_key).toMatch(/^uak_/)
  expect(await works(api_key)).toBe(200)
})

describe('nobody gets a key', () => {
  test('by the code, which can be guessed', async () => {
    const session = await begin()
    await link(session.id, server.projectKey)
    const { body } = await ask(session.code)
    expect(body).toMatchObject({ id: session.code, status: 'linked', api_key: null, account: null })
    expect((await ask(session.id)).body.api_key).toMatch(/^ak_/)
  })

  test('after ten minutes, or for an id that nobody made', async () => {
    const session = await begin()
    await link(session.id, server.projectKey)
    offset += 10 * 60_000 + 1
    expect((await ask(session.id)).body.error).toMatchObject({ slug: 'Cli_SessionNotFound', status: 404 })
    expect((await show(session.id)).statusCode).toBe(410)
    expect((await ask('0b8e6f9c-0000-4000-8000-000000000000')).status).toBe(404)
  })

  test('once the key that was shown is revoked', async () => {
    const session = await begin()
    const made = await begin()
    await link(made.id, server.projectKey)
    const { api_key: spare } = (await ask(made.id)).body
    await link(session.id, spare)
    const revoked = await server.call('POST', '/api_key_revocation', {
      key: null,
      body: { api_keys: [spare] },
    })
    expect(revoked.body).toStrictEqual({ received: true })
    expect(await works(spare)).toBe(401)
    expect((await ask(session.id)).status).toBe(404)
  })
})

test('a limited key gives a key with the same limits, and none where it may not manage', async () => {
  const { body: info } = await server.call('GET', '/auth/session/info')
  const make = async (body: object) =>
    (
      await server.call('POST', `/org/project/${info.project.nano_id}/api_keys/create`, {
        key: null,
        headers: { 'x-user-api-key': server.userKey },
        body,
      })
    ).body.api_key
  const reading = await begin()
  expect((await link(reading.id, await make({ scopes: ['read'] }))).statusCode).toBe(401)
  const session = await begin()
  await link(session.id, await make({ scopes: ['manage'] }))
  const { api_key: key } = (await ask(session.id)).body
  expect((await server.call('GET', '/toolkits', { key })).status).toBe(403)
})

test('the root is nothing without a login', async () => {
  expect((await server.app.inject('/')).statusCode).toBe(404)
})

describe('a person’s own project', () => {
  const asPerson = (method: 'GET' | 'POST', path: string, more: object = {}) =>
    server.call(method, path, { key: null, headers: { 'x-user-api-key': server.userKey, ...more } })

  test('is resolved, with the user that they are there', async () => {
    const { body: info } = await asPerson('GET', '/auth/session/info')
    const { status, body } = await asPerson('POST', '/org/consumer/project/resolve')
    expect(status).toBe(200)
    expect(body).toStrictEqual({
      project_id: info.project.id,
      project_nano_id: info.project.nano_id,
      project_name: info.project.name,
      org_id: info.project.org_id,
      project_type: 'CONSUMER',
      consumer_user_id: `consumer-${info.org_member.id}`,
    })
  })

  test('tells what a user has connected', async () => {
    const config = await server.call('POST', '/auth_configs', {
      body: {
        toolkit: { slug: 'resend' },
        auth_config: { type: 'use_custom_auth', authScheme: 'API_KEY', credentials: {} },
      },
    })
    const state = { authScheme: 'API_KEY', val: { status: 'ACTIVE', generic_api_key: 'k' } }
    await server.call('POST', '/connected_accounts', {
      body: { auth_config: { id: config.body.auth_config.id }, connection: { user_id: 'ada', state } },
    })
    const of = async (user: string) =>
      (await asPerson('GET', `/org/consumer/connected_toolkits?user_id=${user}`)).body
    expect(await of('ada')).toStrictEqual({ toolkits: ['resend'] })
    expect(await of('bob')).toStrictEqual({ toolkits: [] })
  })

  test('is not that of another organisation', async () => {
    const { status, body } = await asPerson('GET', '/org/list', { 'x-org-id': 'ok_another' })
    expect([status, body.error?.slug]).toStrictEqual([401, 'HTTP_Unauthorized'])
  })

  test('takes reports of failures, without what looks secret', async () => {
    const { status, body } = await server.call('POST', '/cli/codact_failures', {
      key: null,
      headers: { 'x-user-api-key': server.userKey },
      body: {
        failure_type: 'wrong_tool_slug',
        tool_info: { toolkit: 'github', tool: { slug: 'GITHUB_NO', version: '20260101_00' } },
        ctx: { api_key: 'very-secret-value' },
        session: {},
      },
    })
    expect([status, body]).toStrictEqual([200, { tracked: true, id: expect.stringMatching(/^cdf_/) }])
    const stored = await server.dump()
    expect(stored).toContain('GITHUB_NO')
    expect(stored).not.toContain('very-secret-value')
  })
})
