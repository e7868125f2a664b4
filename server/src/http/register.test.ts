import { afterAll, describe, expect, test } from 'vitest'
import { testServer } from '../../test/harness.ts'

const server = await testServer({ env: { PATCHBAY_RATE_LIMIT: '500' } })
afterAll(() => server.close())

const envelope = (status: number, slug: string, message: unknown) => ({
  error: {
    message,
    code: expect.any(Number),
    slug,
    status,
    request_id: expect.stringMatching(/^req_/),
    suggested_fix: expect.stringMatching(/\w+ \w+/),
  },
})

describe('keys', () => {
  test('no key is a 401 that says which headers there are', async () => {
    const { status, body } = await server.call('GET', '/toolkits', { key: null })
    expect(status).toBe(401)
    expect(body).toStrictEqual(envelope(401, 'HTTP_Unauthorized', 'No API key was provided'))
  })

  test('two kinds of key at once are refused, even when both are right', async () => {
    const { status, body } = await server.call('GET', '/toolkits', {
      headers: { 'x-user-api-key': server.userKey },
    })
    expect(status).toBe(401)
    expect(body.error.message).toContain('Multiple authentication modes were provided')
  })

  test.each(['ak_unknown', '', 'x'.repeat(5000), 'ak_%00'])('the wrong key %j is a 401', async (key) => {
    const { status, body } = await server.call('GET', '/toolkits', { key })
    expect([status, body.error.message]).toStrictEqual([401, 'Invalid API key'])
  })

  test('a key in another kind’s header is unknown there', async () => {
    const headers = { 'x-user-api-key': server.projectKey }
    expect((await server.call('GET', '/toolkits', { key: null, headers })).status).toBe(401)
  })

  test('an organisation key cannot act in a project', async () => {
    const headers = { 'x-org-api-key': server.organizationKey }
    const { status, body } = await server.call('GET', '/toolkits', { key: null, headers })
    expect(status).toBe(401)
    expect(body.error.message).toContain('x-api-key')
  })

  test('a user key acts in the project it names, or in the first one', async () => {
    const named = { 'x-user-api-key': server.userKey, 'x-project-id': server.projectId }
    expect((await server.call('GET', '/toolkits', { key: null, headers: named })).status).toBe(200)
    const first = { 'x-user-api-key': server.userKey }
    expect((await server.call('GET', '/toolkits', { key: null, headers: first })).status).toBe(200)
  })

  test('a user key cannot name another organisation’s project', async () => {
    const { projectId } = await server.otherProject()
    const headers = { 'x-user-api-key': server.userKey, 'x-project-id': projectId }
    expect((await server.call('GET', '/toolkits', { key: null, headers })).status).toBe(401)
  })

  test('the database holds no key that could be used', async () => {
    const dump = await server.dump()
    for (const key of [server.projectKey, server.organizationKey, server.userKey])
      expect(dump).not.toContain(key)
  })
})

test('both prefixes of the API are the same operations', async () => {
  const older = await server.call('GET', '/api/v3/toolkits?limit=2')
  const newer = await server.call('GET', '/api/v3.1/toolkits?limit=2')
  expect(older.status).toBe(200)
  expect(older.body).toStrictEqual(newer.body)
})

test('every answer says how much of the rate limit is left', async () => {
  const { headers } = await server.call('GET', '/toolkits?limit=1')
  expect(headers).toMatchObject({ 'x-ratelimit': '500', 'x-ratelimit-window-size': '600s' })
  expect(Number(headers['x-ratelimit-remaining'])).toBeLessThan(500)
})

test('the request over the limit is a 429 with retry-after', async () => {
  const limited = await testServer({ env: { PATCHBAY_RATE_LIMIT: '1' } })
  await limited.call('GET', '/toolkits?limit=1')
  const { status, body, headers } = await limited.call('GET', '/toolkits?limit=1')
  expect([status, body.error.slug]).toStrictEqual([429, 'HTTP_TooManyRequests'])
  expect(Number(headers['retry-after'])).toBeGreaterThan(0)
  await limited.close()
})

function post(payload: string, type = 'application/json') {
  return server.app.inject({
    method: 'POST',
    url: '/api/v3.1/tool_router/session',
    headers: { 'x-api-key': server.projectKey, 'content-type': type },
    payload,
  })
}

describe('broken requests', () => {
  test.each([
    ['malformed JSON', '{"user_id":', 400, 'HTTP_BadRequest'],
    ['a poisoned prototype', '{"__proto__": {"admin": true}, "user_id": "u"}', 400, 'HTTP_BadRequest'],
    ['deep nesting', '['.repeat(5000), 400, 'HTTP_BadRequest'],
    ['no body', '', 400, 'HTTP_BadRequest'],
    ['an array', '[]', 400, 'HTTP_BadRequest'],
    ['5 MB', JSON.stringify({ user_id: 'x'.repeat(5_000_000) }), 413, 'HTTP_PayloadTooLarge'],
  ])('%s is answered with the envelope', async (_name, payload, status, slug) => {
    const response = await post(payload)
    expect(response.statusCode).toBe(status)
    expect(response.json().error).toMatchObject({ slug, status, request_id: expect.any(String) })
    expect(response.body).not.toMatch(/node_modules|\.ts:|at \w+ \(/)
  })

  test.each([
    ['a NUL', '{"user_id": "a\\u0000b"}', 'user_id'],
    [
      'half a character, deep inside',
      '{"user_id": "u", "tools": {"gmail": {"enable": ["\\ud83d"]}}}',
      'tools.gmail.enable.0',
    ],
    ['a NUL in a name', '{"user_id": "u", "tools": {"a\\u0000": {"enable": []}}}', 'tools'],
  ])('%s is refused by the name of its field', async (_name, payload, field) => {
    const response = await post(payload)
    expect(response.statusCode).toBe(400)
    expect(response.json().error.errors).toStrictEqual([`${field}: holds a NUL or half of a surrogate pair`])
  })

  test('a whole character outside the basic plane is text', async () => {
    expect((await post('{"user_id": "\\ud83d\\ude00"}')).statusCode).toBe(201)
  })

  test.each(['/connected_accounts?user_ids=a%00b', '/toolkits/%00', '/tools/%E0%A4%A'])(
    'the URL %s is refused with the envelope',
    async (path) => {
      const { status, body } = await server.call('GET', path)
      expect([status, body.error.slug]).toStrictEqual([400, 'HTTP_BadRequest'])
    },
  )

  test('another content type is a 415', async () => {
    expect((await post('<user_id>u</user_id>', 'application/xml')).statusCode).toBe(415)
  })

  test('an unknown field and a wrong type are named', async () => {
    const { status, body } = await server.call('POST', '/tool_router/session', {
      body: { user_id: 7, toolkitz: ['github'] },
    })
    expect(status).toBe(400)
    expect(body.error.errors.join('\n')).toMatch(/user_id: .*string/)
    expect(body.error.errors.join('\n')).toContain('toolkitz')
  })

  test('an unknown path and a wrong method are 404 with the envelope', async () => {
    expect(await server.call('GET', '/nothing/here')).toMatchObject({
      status: 404,
      body: envelope(404, 'HTTP_NotFound', 'No operation GET /api/v3.1/nothing/here'),
    })
    expect((await server.call('PATCH', '/toolkits', { body: {} })).status).toBe(404)
  })
})

test('an unforeseen failure is a 500 that says nothing of the inside', async () => {
  const broken = await testServer()
  await broken.deps.db.execute('alter table tool_router_sessions rename to gone')
  const { status, body } = await broken.call('POST', '/tool_router/session', { body: { user_id: 'u' } })
  expect([status, body.error.message]).toStrictEqual([500, 'Something went wrong on our side'])
  expect(JSON.stringify(body)).not.toMatch(/tool_router_sessions|relation|select|insert/i)
  await broken.close()
})

test('a change leaves an audit row that names the key and not its value', async () => {
  await server.call('POST', '/tool_router/session', { body: { user_id: 'audited' } })
  const { rows } = await server.deps.db.execute('select * from audit_events order by id desc limit 1')
  expect(rows[0]).toMatchObject({
    event: 'session.created',
    project_id: server.projectId,
    key_id: expect.stringMatching(/^key_/),
    path: '/api/v3.1/tool_router/session',
  })
})

test('/openapi.json describes every operation with its statuses', async () => {
  const document = (await server.app.inject('/openapi.json')).json()
  const create = document.paths['/api/v3.1/tool_router/session'].post
  expect(create.operationId).toBe('postToolRouterSession')
  expect(Object.keys(create.responses)).toContain('201')
  expect(create.requestBody.content['application/json'].schema.required).toStrictEqual(['user_id'])
  expect(create.security).toStrictEqual([{ ApiKeyAuth: [] }, { UserApiKeyAuth: [] }])
  const limit = document.paths['/api/v3.1/toolkits'].get.parameters.find(
    ({ name }: { name: string }) => name === 'limit',
  )
  expect(limit).toMatchObject({ required: false, schema: { type: 'integer', maximum: 1000 } })
})

test('/openapi.json describes the realtime endpoints, which take a form and give a stream', async () => {
  const { paths } = (await server.app.inject('/openapi.json')).json()
  for (const place of ['internal/sdk', 'cli']) {
    const auth = paths[`/api/v3.1/${place}/realtime/auth`].post
    expect(Object.keys(auth.requestBody.content)).toStrictEqual(['application/x-www-form-urlencoded'])
    expect(paths[`/api/v3.1/${place}/realtime/credentials`].get.responses).toHaveProperty('200')
  }
  const stream = paths['/api/v3.1/events/stream'].get
  expect(Object.keys(stream.responses['200'].content)).toStrictEqual(['text/event-stream'])
  expect(stream.parameters.map(({ name }: { name: string }) => name)).toContain('last_event_id')
})
