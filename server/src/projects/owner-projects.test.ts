import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CallOptions, testServer, type TestServer } from '../../test/harness.ts'

let server: TestServer

beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server.close())

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'

/** A call with the organisation's key. */
function owner(method: Method, path: string, body?: object) {
  const headers = { 'x-org-api-key': server.organizationKey }
  return server.call(method, `/org${path}`, { key: null, headers, ...(body && { body }) })
}

/** A call with the key of the administrator. */
function person(method: Method, path: string, options: CallOptions = {}) {
  return server.call(method, path, { key: null, headers: { 'x-user-api-key': server.userKey }, ...options })
}

const create = (name: string, more = {}) => owner('POST', '/owner/project/new', { name, ...more })

test('a new project has a key of its own, shown once, that acts in that project only', async () => {
  const { status, body } = await create('staging', { should_create_api_key: true })
  expect(status).toBe(200)
  expect(body).toStrictEqual({
    id: expect.stringMatching(/^pr_/),
    name: 'staging',
    api_key: expect.stringMatching(/^ak_/),
  })
  const session = await server.call('GET', '/auth/session/info', { key: body.api_key })
  expect(session.body.project).toMatchObject({ nano_id: body.id, name: 'staging' })
  const shown = await owner('GET', `/owner/project/${body.id}`)
  expect(shown.body.api_keys).toStrictEqual([
    { id: expect.any(String), name: 'default', key: 'ak_****', created_at: expect.any(String) },
  ])
  expect(await server.dump()).not.toContain(body.api_key)
})

test('without being asked for one, no key is made', async () => {
  expect((await create('keyless')).body.api_key).toBeNull()
})

test('a name is taken once in an organisation, also by two requests at once', async () => {
  const answers = await Promise.all([create('twice'), create('twice')])
  expect(answers.map(({ status }) => status).toSorted()).toStrictEqual([200, 400])
  const refused = answers.find(({ status }) => status === 400)
  expect(refused?.body.error).toMatchObject({
    slug: 'Project_Invalid',
    errors: [expect.stringMatching(/^name: /)],
  })
})

test.each(['ab', 'x'.repeat(76), 'has space', 'ümlaut', 'semi;colon', '$ab'])(
  'refuses the name %j',
  async (name) => {
    const { status, body } = await create(name)
    expect(status).toBe(400)
    expect(body.error.errors).toStrictEqual([expect.stringMatching(/^name: /)])
  },
)

test('lists the newest first, page by page', async () => {
  for (const name of ['page-a', 'page-b', 'page-c']) await create(name)
  const first = (await owner('GET', '/owner/project/list?limit=2')).body
  expect(first.data.map(({ name }: { name: string }) => name)).toStrictEqual(['page-c', 'page-b'])
  const second = (await owner('GET', `/owner/project/list?limit=2&cursor=${first.next_cursor}`)).body
  expect(second.data[0].name).toBe('page-a')
  expect(first.total_items).toBe(second.total_items)
})

test('a new key ends all earlier ones at once', async () => {
  const { body: project } = await create('rekeyed', { should_create_api_key: true })
  const { body } = await owner('POST', `/owner/project/${project.id}/regenerate_api_key`)
  expect(body.api_key.key).toMatch(/^ak_/)
  expect((await server.call('GET', '/auth/session/info', { key: project.api_key })).status).toBe(401)
  expect((await server.call('GET', '/auth/session/info', { key: body.api_key.key })).status).toBe(200)
  expect((await owner('GET', `/owner/project/${project.id}`)).body.api_keys).toHaveLength(1)
})

test('a person adds a key that works beside the others', async () => {
  const { body: project } = await create('shared-keys', { should_create_api_key: true })
  const added = await person('POST', `/org/project/${project.id}/api_keys/create`, {
    body: { name: 'laptop' },
  })
  expect(added.body).toMatchObject({ name: 'laptop', key: added.body.api_key })
  for (const key of [project.api_key, added.body.api_key]) {
    expect((await server.call('GET', '/auth/session/info', { key })).status).toBe(200)
  }
})

describe('a key with limits', () => {
  const limited = async (body: object) => {
    const { body: added } = await person('POST', `/org/project/${server.projectId}/api_keys/create`, { body })
    return added.api_key as string
  }
  const read = async (key: string) => (await server.call('GET', '/tools?limit=1', { key })).status
  const createSession = async (key: string) =>
    (await server.call('POST', '/tool_router/session', { key, body: { user_id: 'ada' } })).status
  const removeAccount = async (key: string) =>
    (await server.call('DELETE', '/connected_accounts/ca_none', { key })).status

  test.each([
    [['read'], [200, 403, 403]],
    [
      ['read', 'execute'],
      [200, 201, 403],
    ],
    [['manage'], [403, 403, 404]],
    [undefined, [200, 201, 404]],
  ])('for %j does that and no more', async (scopes, statuses) => {
    const key = await limited({ scopes })
    expect([await read(key), await createSession(key), await removeAccount(key)]).toStrictEqual(statuses)
  })

  test.each([
    [['127.0.0.1'], 200],
    [['10.0.0.0/8', '127.0.0.0/8'], 200],
    [['10.0.0.0/8'], 401],
    [['2001:db8::/32'], 401],
  ])('for addresses %j', async (allowed_ips, status) => {
    expect(await read(await limited({ allowed_ips }))).toBe(status)
  })

  test('ends when its time is over', async () => {
    const key = await limited({ expires_at: new Date(Date.now() + 3_600_000).toISOString() })
    expect(await read(key)).toBe(200)
    await server.deps.db.execute(`update api_keys set expires_at = now() where expires_at is not null`)
    expect(await read(key)).toBe(401)
  })

  test.each([
    [{ scopes: ['all'] }, 'scopes'],
    [{ allowed_ips: ['home'] }, 'allowed_ips'],
    [{ allowed_ips: ['10.0.0.0/33'] }, 'allowed_ips'],
    [{ expires_at: '2020-01-01T00:00:00Z' }, 'expires_at'],
    [{ expires_at: 'soon' }, 'expires_at'],
  ])('%j is refused by name', async (body, field) => {
    const answer = await person('POST', `/org/project/${server.projectId}/api_keys/create`, { body })
    expect([answer.status, answer.body.error.errors.join()]).toStrictEqual([
      400,
      expect.stringContaining(field),
    ])
  })
})

test('a deleted project is gone with its keys, and its name is free again', async () => {
  const { body: project } = await create('doomed', { should_create_api_key: true })
  expect((await owner('DELETE', `/owner/project/${project.id}`)).body).toStrictEqual({ status: 'success' })
  expect((await server.call('GET', '/tools?limit=1', { key: project.api_key })).status).toBe(401)
  for (const [method, path] of [
    ['GET', ''],
    ['DELETE', ''],
    ['POST', '/regenerate_api_key'],
  ] as const) {
    expect((await owner(method, `/owner/project/${project.id}${path}`)).status).toBe(404)
  }
  const asProject = { 'x-user-api-key': server.userKey, 'x-project-id': project.id }
  expect((await server.call('GET', '/tools?limit=1', { key: null, headers: asProject })).status).toBe(401)
  expect((await create('doomed')).status).toBe(200)
})

test('a project of another organisation does not exist, and nothing happens to it', async () => {
  const other = await server.otherProject()
  const path = `/owner/project/${other.projectId}`
  expect((await owner('GET', path)).status).toBe(404)
  expect((await owner('DELETE', path)).status).toBe(404)
  expect((await owner('POST', `${path}/regenerate_api_key`)).status).toBe(404)
  expect((await person('POST', `/org/project/${other.projectId}/api_keys/create`)).status).toBe(404)
  expect((await server.call('GET', '/auth/session/info', { key: other.key })).status).toBe(200)
})

test('only an organisation key manages projects', async () => {
  for (const options of [{}, { key: null, headers: { 'x-user-api-key': server.userKey } }, { key: null }]) {
    expect((await server.call('GET', '/org/owner/project/list', options)).status).toBe(401)
  }
})

test('whoever holds a leaked key can end it, and learns nothing about others', async () => {
  const { body: project } = await create('leaky', { should_create_api_key: true })
  const api_keys = [project.api_key, 'ak_never_existed']
  const { status, body } = await server.call('POST', '/api_key_revocation', { key: null, body: { api_keys } })
  expect([status, body]).toStrictEqual([200, { received: true }])
  expect((await server.call('GET', '/auth/session/info', { key: project.api_key })).status).toBe(401)
})
