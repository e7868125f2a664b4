import { Client } from 'pg'
import { count, eq } from '../db/sql.ts'
import { afterAll, afterEach, describe, expect, inject, test, vi } from 'vitest'
import { startUpstream } from '../../../conformance/rigs/upstream.ts'
import { testServer } from '../../test/harness.ts'
import { heardChanges } from '../db/kept-rows.ts'
import { toolExecutionLogs } from '../logs/logs.table.ts'
import { loadCatalog } from '../startup/catalog/load-catalog.ts'
import { flushExperience } from '../tool-experience/tool-experience.ts'
import { withTestToolkit } from './test-toolkit.ts'

const key = 'sk_alice_0123456789abcdef'
const token = 'tok_alice_0123456789abcdef'
const upstream = await startUpstream({ apiKeys: { [key]: 'alice' }, bearerTokens: { [token]: 'alice' } })
const foreign = await startUpstream()
const shipped = await loadCatalog(inject('cacheDir'), () => {})
const server = await testServer({
  config: {
    toolkits: { slack: { base_url: `${upstream.url}/error` } },
    egress: { allow_private: [new URL(upstream.url).host, new URL(foreign.url).host] },
  },
  deps: { catalog: withTestToolkit(shipped, upstream.url, foreign.url) },
})
const byKey = await connect('alice', 'API_KEY', { generic_api_key: key })
const byToken = await connect('toni', 'BEARER_TOKEN', { token })

afterAll(async () => {
  await server.close()
  await upstream.close()
  await foreign.close()
})
afterEach(() => {
  upstream.clear()
  foreign.clear()
})

async function connect(
  userId: string,
  authScheme: string,
  val: object,
  authConfig: object = {},
): Promise<string> {
  const config = await server.call('POST', '/auth_configs', {
    body: {
      toolkit: { slug: 'testkit' },
      auth_config: { type: 'use_custom_auth', authScheme, credentials: {}, ...authConfig },
    },
  })
  const account = await server.call('POST', '/connected_accounts', {
    body: {
      auth_config: { id: config.body.auth_config.id },
      connection: { user_id: userId, state: { authScheme, val: { status: 'ACTIVE', ...val } } },
    },
  })
  expect(account.status, JSON.stringify(account.body)).toBe(201)
  return account.body.id
}

function execute(slug: string, body: object) {
  return server.call('POST', `/tools/execute/${slug}`, { body })
}

/** As Alice, who has an account. */
function call(slug: string, args: object = {}) {
  return execute(slug, { user_id: 'alice', arguments: args })
}

function customData(val: object, more: object = {}) {
  return { authScheme: 'API_KEY', toolkitSlug: 'testkit', val, ...more }
}

async function download(link: string): Promise<Buffer> {
  const { pathname, search } = new URL(link)
  return (await server.app.inject(pathname + search)).rawPayload
}

function proxy(body: object) {
  return server.call('POST', '/tools/execute/proxy', { body })
}

async function logOf(id: string) {
  await server.deps.executionLog.settled()
  const [row] = await server.deps.db.select().from(toolExecutionLogs).where(eq(toolExecutionLogs.id, id))
  return row
}

async function allLogs() {
  await server.deps.executionLog.settled()
  return server.deps.db.select().from(toolExecutionLogs)
}

async function logCount(): Promise<number> {
  await server.deps.executionLog.settled()
  const [row] = await server.deps.db.select({ rows: count() }).from(toolExecutionLogs)
  return row?.rows ?? 0
}

describe('executing a tool', () => {
  test('answers with data, and the provider gets arguments and credential', async () => {
    const { status, body } = await execute('TESTKIT_ECHO', {
      user_id: 'alice',
      arguments: { id: 'a/b', q: 'x y' },
    })
    expect(status).toBe(200)
    expect(body).toStrictEqual({
      data: expect.objectContaining({ method: 'GET', path: '/echo/a%2Fb', query: { q: 'x y' } }),
      error: null,
      successful: true,
      session_info: null,
      log_id: expect.stringMatching(/^log_/),
    })
    expect(upstream.calls()[0]?.headers).toMatchObject({ 'x-api-key': key, 'x-api-version': '7' })
  })

  test('knows a tool by an older name, in any letter case, and takes entity_id for user_id', async () => {
    const { body } = await execute('testkit_old_echo', { entity_id: 'alice', arguments: { id: '1' } })
    expect(body.successful).toBe(true)
  })

  test('takes a credential that the provider repeats out of the answer', async () => {
    const { body } = await execute('TESTKIT_ECHO', { user_id: 'toni', arguments: { id: '1' } })
    expect(upstream.calls()[0]?.headers['authorization']).toBe(`Bearer ${token}`)
    expect(upstream.calls()[0]?.query).toStrictEqual({ api_key: token })
    expect(body.data.headers.authorization).toBe('Bearer REDACTED')
    expect(JSON.stringify(body)).not.toContain(token)
  })

  test('repairs what can only mean one thing, and says so in a header', async () => {
    const { body, headers } = await call('TESTKIT_ECHO', { id: 'x', size: ' 5 ' })
    expect(upstream.calls()[0]?.query).toStrictEqual({ size: '5' })
    expect(headers['x-patchbay-repairs']).toBe('size: text read as a number')
    expect(Object.keys(body)).not.toContain('repairs')
    expect((await call('TESTKIT_ECHO', { id: 'x', size: 5 })).headers).not.toHaveProperty(
      'x-patchbay-repairs',
    )
  })

  test('an argument cannot take the place of the credential', async () => {
    await execute('TESTKIT_CREATE', { user_id: 'alice', arguments: { title: 't', key: 'mine' } })
    expect(upstream.calls()[0]).toMatchObject({ headers: { 'x-api-key': key }, body: { title: 't' } })
  })

  test('uses the newest of several accounts, and the named one when one is named', async () => {
    const older = await connect('carol', 'API_KEY', { generic_api_key: 'sk_carol_older_000000' })
    await connect('carol', 'API_KEY', { generic_api_key: 'sk_carol_newer_000000' })
    await execute('TESTKIT_ECHO', { user_id: 'carol', arguments: { id: '1' } })
    await execute('TESTKIT_ECHO', { user_id: 'carol', connected_account_id: older, arguments: { id: '1' } })
    const keys = upstream.calls().map(({ headers }) => headers['x-api-key'])
    expect(keys).toStrictEqual(['sk_carol_newer_000000', 'sk_carol_older_000000'])
  })

  test.each([
    ['the user', { user_id: 'alice' }],
    ['the account', { connected_account_id: byKey }],
  ])('asks the database nothing when it repeats another, when %s is named', async (_, choice) => {
    const call = () => execute('TESTKIT_ECHO', { ...choice, arguments: { id: '1' } })
    const { answer, statements } = await repeated(call)
    expect(answer.body.successful).toBe(true)
    expect(statements).toStrictEqual([])
  })

  test('asks the database nothing when it repeats a reading one over MCP', async () => {
    const made = await server.call('POST', '/mcp/servers/custom', {
      body: { name: 'echoes', toolkits: ['testkit'], allowed_tools: ['TESTKIT_LIST_NOTES'] },
    })
    const params = { name: 'TESTKIT_LIST_NOTES', arguments: {} }
    const call = () =>
      server.app.inject({
        method: 'POST',
        url: `/v3/mcp/${made.body.id}?user_id=alice`,
        headers: { 'x-api-key': server.projectKey, accept: 'application/json, text/event-stream' },
        payload: { jsonrpc: '2.0', id: 1, method: 'tools/call', params },
      })
    const { answer, statements } = await repeated(call)
    expect(answer.statusCode).toBe(200)
    expect(upstream.calls()).not.toHaveLength(0)
    expect(statements).toStrictEqual([])
  })

  /** The second answer of two, and the statements that it took. */
  async function repeated<T>(call: () => Promise<T>): Promise<{ answer: T; statements: string[] }> {
    // What earlier calls left to be written is written later, which may be now.
    await server.deps.executionLog.settled()
    await flushExperience(server.deps)
    // The first may find the listening connection unasked for a while; from then on key and account are kept.
    await vi.waitFor(() => expect(heardChanges(server.deps.db)?.areHeard).toBe(true))
    await call()
    // Jobs, deliveries and the look for changed toolkits go on beside the call, at times of their own.
    const isOurs = (text: string) =>
      !/webhook_|trigger_|"events"|pgboss|with\s+next|advisory|audit_|rate_windows|tool_execution_logs|^(?:begin|commit)|string_agg\(|pg_backend_pid|"permission_policies" where/i.test(
        text,
      )
    const query = vi.spyOn(Client.prototype, 'query')
    const answer = await call()
    const sent = (query.mock.calls as unknown[][]).map(([first]) =>
      typeof first === 'string' ? first : ((first as { text?: string }).text ?? ''),
    )
    query.mockRestore()
    return { answer, statements: sent.filter((text) => text !== '' && isOurs(text)) }
  }

  test('a tool that needs no account runs without one', async () => {
    const { body } = await execute('TESTKIT_OPEN', {})
    expect(body.successful).toBe(true)
    expect(upstream.calls()[0]?.headers).not.toHaveProperty('x-api-key')
  })

  test.each([['latest'], ['00000000_00'], ['20260101_00']])(
    'version %s is the current one',
    async (version) => {
      expect((await execute('TESTKIT_OPEN', { version })).body.successful).toBe(true)
    },
  )
})

describe('what is wrong with a call is an error of the API', () => {
  test.each([
    ['an unknown tool', 'TESTKIT_NOPE', { user_id: 'alice' }, 404, /TESTKIT_NOPE not found/],
    ['an unknown version', 'TESTKIT_OPEN', { version: '19990101_00' }, 404, /19990101_00/],
    [
      'a user without an account',
      'TESTKIT_ECHO',
      { user_id: 'nobody', arguments: { id: '1' } },
      404,
      /testkit.*nobody/,
    ],
    ['nobody named', 'TESTKIT_ECHO', { arguments: { id: '1' } }, 400, /user_id: is required/],
    [
      'an account that does not exist',
      'TESTKIT_ECHO',
      { connected_account_id: 'ca_none' },
      404,
      /ca_none not found/,
    ],
    ['a missing argument', 'TESTKIT_CREATE', { user_id: 'alice', arguments: {} }, 400, /title: is required/],
    [
      'an unknown argument',
      'TESTKIT_ECHO',
      { user_id: 'alice', arguments: { id: '1', sizes: 1 } },
      400,
      /did you mean size/,
    ],
    ['text', 'TESTKIT_ECHO', { user_id: 'alice', text: 'sing it' }, 422, /language model.*sing/],
    ['text beside arguments', 'TESTKIT_ECHO', { text: 'do', arguments: { id: '1' } }, 400, /together/],
    ['an unknown field', 'TESTKIT_ECHO', { user: 'alice' }, 400, /user/],
    ['a meta tool', 'COMPOSIO_SEARCH_TOOLS', { user_id: 'alice' }, 400, /session/],
  ])('%s', async (_what, slug, call, status, message) => {
    const response = await execute(slug, call)
    expect(response.status).toBe(status)
    expect(response.body.error.message).toMatch(message)
    expect(upstream.calls()).toStrictEqual([])
  })

  test('no account has the code that the SDKs look for, and says how to get one', async () => {
    const { body } = await execute('TESTKIT_ECHO', { user_id: 'nobody', arguments: { id: '1' } })
    expect(body.error).toMatchObject({
      code: 1803,
      suggested_fix: expect.stringContaining('connected_accounts/link'),
    })
  })

  test('another user’s account is not found, like another project’s', async () => {
    const other = await execute('TESTKIT_ECHO', {
      user_id: 'bob',
      connected_account_id: byKey,
      arguments: { id: '1' },
    })
    expect(other.status).toBe(404)
    expect(other.body.error.message).toBe(`Connected account ${byKey} not found`)
    const { key: otherKey } = await server.otherProject()
    const body = { connected_account_id: byKey, arguments: { id: '1' } }
    const foreignProject = await server.call('POST', '/tools/execute/TESTKIT_ECHO', { body, key: otherKey })
    expect(foreignProject.body.error.message).toBe(`Connected account ${byKey} not found`)
    expect(upstream.calls()).toStrictEqual([])
  })

  test('the control: with no user named there is none to check, and the same account is used', async () => {
    const { body } = await execute('TESTKIT_WHOAMI', { connected_account_id: byKey })
    expect(body.data).toMatchObject({ owner: 'alice' })
  })

  test('a disabled account is unusable and says so', async () => {
    const id = await connect('dan', 'API_KEY', { generic_api_key: 'sk_dan_0123456789' })
    await server.call('PATCH', `/connected_accounts/${id}/status`, { body: { enabled: false } })
    for (const choice of [{ user_id: 'dan' }, { connected_account_id: id }]) {
      const { status, body } = await execute('TESTKIT_ECHO', { ...choice, arguments: { id: '1' } })
      expect(status).toBe(422)
      expect(body.error.message).toContain(`The testkit account ${id} is`)
    }
  })

  test('an account of a disabled auth config is unusable and names the config', async () => {
    const id = await connect('dora', 'API_KEY', { generic_api_key: 'sk_dora_0123456789' })
    const { body: account } = await server.call('GET', `/connected_accounts/${id}`)
    await server.call('PATCH', `/auth_configs/${account.auth_config.id}/DISABLED`)
    for (const choice of [{ user_id: 'dora' }, { connected_account_id: id }]) {
      const { body } = await execute('TESTKIT_ECHO', { ...choice, arguments: { id: '1' } })
      expect(body.error.message).toBe(`Auth config ${account.auth_config.id} of account ${id} is disabled`)
    }
    expect(upstream.calls()).toStrictEqual([])
  })

  test('an account of another toolkit is not used', async () => {
    const body = { connected_account_id: byKey, arguments: { channel: 'C1' } }
    const { status, body: answer } = await execute('SLACK_SEND_MESSAGE', body)
    expect(status).toBe(404)
    expect(answer.error.message).toContain('it is an account of testkit')
  })

  test('a tool that the auth config does not open is forbidden', async () => {
    await connect(
      'erin',
      'API_KEY',
      { generic_api_key: 'sk_erin_0123456789' },
      {
        tool_access_config: { tools_available_for_execution: ['TESTKIT_WHOAMI'] },
      },
    )
    expect((await execute('TESTKIT_ECHO', { user_id: 'erin', arguments: { id: '1' } })).status).toBe(403)
    expect((await execute('TESTKIT_WHOAMI', { user_id: 'erin' })).status).toBe(200)
  })

  test('a tool that leads to a foreign host is refused, and nothing is sent there', async () => {
    const { status, body } = await execute('TESTKIT_FOREIGN', { user_id: 'alice' })
    expect(status).toBe(400)
    expect(body.error.slug).toBe('Egress_DestinationRefused')
    expect(foreign.calls()).toStrictEqual([])
  })
})

describe('what the provider says is a result', () => {
  test('a refused credential: the user has to connect again', async () => {
    const { status, body } = await execute('TESTKIT_WHOAMI', { user_id: 'erin' })
    expect(status).toBe(200)
    expect(body).toMatchObject({ successful: false, data: { status_code: 401 } })
    expect(body.error).toMatch(/^401 Unauthorized: .*connect it again$/)
  })

  test('an error status: the provider’s message', async () => {
    const { body } = await call('TESTKIT_ERROR', { shape: 'no-such-shape' })
    expect(body).toMatchObject({
      successful: false,
      data: { message: 'No error shape no-such-shape', status_code: 404 },
      error: '404 Not Found: No error shape no-such-shape',
    })
  })

  test('a failure with status 200, by the manifest’s rule', async () => {
    const { body } = await call('TESTKIT_ECHO', { id: 'fails' })
    expect(body).toMatchObject({ successful: false, data: { status_code: 200 } })
  })

  test('nothing', async () => {
    expect((await call('TESTKIT_EMPTY')).body).toMatchObject({ data: {}, error: null, successful: true })
  })

  test('a file, kept behind a link', async () => {
    const { body } = await call('TESTKIT_BINARY', { bytes: 3 })
    expect(body.data).toStrictEqual({
      name: 'file',
      mimetype: 'image/png',
      size: 3,
      s3url: expect.stringMatching(/^http:\/\/localhost[^/]*\/storage\//),
      s3key: expect.stringContaining(`projects/${server.projectId}/responses/testkit/TESTKIT_BINARY/`),
    })
    expect(await download(body.data.s3url)).toStrictEqual(Buffer.from('paWl', 'base64'))
  })

  test.each([
    ['TESTKIT_HUGE', { bytes: 11 * 1024 * 1024 }],
    ['TESTKIT_BOMB', { bytes: 50 * 1024 * 1024 }],
  ])('an answer beyond 10 MiB (%s): how to ask for less', async (slug, args) => {
    const { status, body } = await call(slug, args)
    expect(status).toBe(200)
    expect(body).toMatchObject({ successful: false, error: expect.stringContaining('fewer items') })
  })

  test('a broken connection: a read is tried three times', async () => {
    const { body } = await call('TESTKIT_CUT')
    expect(body.successful).toBe(false)
    expect(upstream.calls()).toHaveLength(3)
  })

  test('a redirect to another host is followed without the credential', async () => {
    const { body } = await call('TESTKIT_REDIRECT', { to: `${foreign.url}/echo/y` })
    expect(body.successful).toBe(true)
    expect(foreign.calls()).toHaveLength(1)
    expect(JSON.stringify(foreign.calls())).not.toContain(key)
  })

  test('the control: a client that follows redirects by itself takes the credential along', async () => {
    const url = `${upstream.url}/redirect?to=${encodeURIComponent(`${foreign.url}/echo/y`)}`
    await fetch(url, { headers: { 'x-api-key': key } })
    expect(foreign.calls()[0]?.headers['x-api-key']).toBe(key)
  })
})

describe('credentials that the caller brings', () => {
  test('custom_connection_data is injected like a stored one, under either name of the field', async () => {
    for (const name of ['generic_api_key', 'api_key']) {
      const custom_connection_data = customData({ [name]: 'sk_custom_0123456789' })
      const { body } = await execute('TESTKIT_ECHO', { custom_connection_data, arguments: { id: '1' } })
      expect(upstream.calls().at(-1)?.headers['x-api-key']).toBe('sk_custom_0123456789')
      expect(JSON.stringify(body)).not.toContain('sk_custom_0123456789')
    }
  })

  test.each([
    ['of another toolkit', customData({}, { toolkitSlug: 'github' }), 400],
    ['of a scheme the toolkit does not have', customData({}, { authScheme: 'OAUTH2' }), 400],
    ['without its field', customData({}), 422],
  ])('custom_connection_data %s is refused', async (_what, custom_connection_data, status) => {
    const response = await execute('TESTKIT_ECHO', { custom_connection_data, arguments: { id: '1' } })
    expect(response.status).toBe(status)
    expect(upstream.calls()).toStrictEqual([])
  })

  test('custom_auth_params are added as header and query, and no account is needed', async () => {
    const custom_auth_params = {
      parameters: [
        { name: 'X-Api-Key', in: 'header', value: 'sk_own_0123456789' },
        { name: 'tenant', in: 'query', value: 7 },
      ],
      body: { signature: 'abc' },
    }
    const { body } = await execute('TESTKIT_CREATE', { custom_auth_params, arguments: { title: 't' } })
    expect(body.successful).toBe(true)
    expect(upstream.calls()[0]).toMatchObject({
      headers: { 'x-api-key': 'sk_own_0123456789' },
      query: { tenant: '7' },
      body: { title: 't', signature: 'abc' },
    })
    expect(JSON.stringify(body)).not.toContain('sk_own_0123456789')
  })

  test('a custom base URL gets what the caller brings and never the stored credential', async () => {
    const custom_auth_params = {
      base_url: foreign.url,
      parameters: [{ name: 'x-own', in: 'header', value: 'yes' }],
    }
    const { body } = await execute('TESTKIT_ECHO', {
      connected_account_id: byKey,
      custom_auth_params,
      arguments: { id: '1' },
    })
    expect(body.successful).toBe(true)
    expect(upstream.calls()).toStrictEqual([])
    expect(foreign.calls()[0]?.headers).toMatchObject({ 'x-own': 'yes' })
    expect(JSON.stringify(foreign.calls())).not.toContain(key)
  })

  test.each([['http://169.254.169.254'], ['http://127.0.0.1:1'], ['https://localhost']])(
    'a custom base URL %s is refused',
    async (base_url) => {
      const call = { custom_auth_params: { base_url }, arguments: { id: '1' } }
      const { status, body } = await execute('TESTKIT_ECHO', call)
      expect([status, body.error.slug]).toStrictEqual([400, 'Egress_DestinationRefused'])
    },
  )

  test('a header with a line break is refused', async () => {
    const custom_auth_params = { parameters: [{ name: 'x-a', in: 'header', value: 'a\r\nx-b: c' }] }
    const { status } = await execute('TESTKIT_ECHO', { custom_auth_params, arguments: { id: '1' } })
    expect(status).toBe(400)
    expect(upstream.calls()).toStrictEqual([])
  })
})

describe('a preview', () => {
  const preview = (body: object) => execute('TESTKIT_CREATE', { ...body, preview: true })
  const args = { title: 'Hello', key: 'mine' }

  test('shows the request without the credential, and sends nothing', async () => {
    const { status, body } = await preview({ user_id: 'alice', arguments: args })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      successful: true,
      data: {
        preview: true,
        request: {
          method: 'POST',
          url: `${upstream.url}/echo/create`,
          headers: { 'x-api-key': 'REDACTED', 'x-api-version': '7' },
          body: '{"title":"Hello"}',
        },
        account: { id: byKey, user_id: 'alice' },
        scopes: { needed: [], missing: null },
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    })
    expect(JSON.stringify(body)).not.toContain(key)
    expect(upstream.calls()).toStrictEqual([])
  })

  test('what is sent then is what was shown', async () => {
    const { body } = await preview({ user_id: 'alice', arguments: { title: 'Hello' } })
    await execute('TESTKIT_CREATE', { user_id: 'alice', arguments: { title: 'Hello' } })
    const [sent] = upstream.calls()
    expect(JSON.stringify(sent?.body)).toBe(body.data.request.body)
    expect(sent?.method).toBe(body.data.request.method)
  })

  test('a credential in the query is not shown', async () => {
    const { body } = await preview({ user_id: 'toni', arguments: args })
    expect(body.data.request.url).toContain('api_key=REDACTED')
    expect(JSON.stringify(body)).not.toContain(token)
  })

  test('the hash stands for this call, and no other', async () => {
    const hashes = []
    for (const [user_id, title] of [
      ['alice', 'a'],
      ['alice', 'a'],
      ['alice', 'b'],
      ['toni', 'a'],
    ]) {
      hashes.push((await preview({ user_id, arguments: { title } })).body.data.hash)
    }
    expect(hashes[0]).toBe(hashes[1])
    expect(new Set(hashes).size).toBe(3)
  })

  test('what could not be executed cannot be previewed', async () => {
    expect((await preview({ user_id: 'alice', arguments: {} })).status).toBe(400)
    expect((await preview({ user_id: 'nobody', arguments: args })).status).toBe(404)
  })
})

describe('a failure says what to do', () => {
  test.each([
    [400, 'validation', false],
    [401, 'auth', false],
    [403, 'scope', false],
    [429, 'rate_limit', true],
    [500, 'provider_down', false],
  ])('a provider’s %i is %s', async (status, kind, retryable) => {
    const { body } = await call('TESTKIT_ERROR', { shape: 'message', status })
    expect(body.successful).toBe(false)
    expect(body.data.failure).toStrictEqual({
      kind,
      retryable,
      retry_after: null,
      provider_status: status,
      provider_message: body.error,
      suggested_fix: expect.stringMatching(/\w{10}|TESTKIT_ERROR/),
    })
  })
})

describe('the log', () => {
  const shown = async (id: string) => (await server.call('GET', `/logs/tool_execution/${id}`)).body.data

  test('arguments and result, without the credential in them and cut to a size', async () => {
    const { body } = await execute('TESTKIT_ECHO', {
      user_id: 'toni',
      arguments: { id: '1', q: `my key is ${token} ${'x'.repeat(6_000)}` },
    })
    const data = await shown(body.log_id)
    expect(data.request.q).toMatch(/^my key is REDACTED x+…$/)
    expect(data.response).toMatchObject({ method: 'GET', path: '/echo/1' })
    expect(JSON.stringify(data)).not.toContain(token)
    expect(JSON.stringify(data).length).toBeLessThan(40_000)
  })

  test('repairs are named', async () => {
    const { body } = await call('TESTKIT_ECHO', { id: '1', size: '5' })
    expect((await shown(body.log_id)).repairs).toStrictEqual(['size: text read as a number'])
  })

  test('no data where the project wants none stored, from the moment it says so', async () => {
    const set = (log_visibility_setting: string) =>
      server.call('PATCH', '/org/project/config', { body: { log_visibility_setting } })
    expect((await set('dont_store_data')).status).toBe(200)
    const { body } = await call('TESTKIT_ECHO', { id: 'kept-to-myself' })
    await set('show_all')
    expect(Object.keys(await shown(body.log_id)).toSorted()).toStrictEqual(['error', 'steps_ms'])
    expect(JSON.stringify(await logOf(body.log_id))).not.toContain('kept-to-myself')
  })

  test('no argument that was refused', async () => {
    const before = new Set((await allLogs()).map(({ id }) => id))
    await call('TESTKIT_ECHO', { id: 5, q: 'secret-in-the-wrong-place' })
    const [row] = (await allLogs()).filter(({ id }) => !before.has(id))
    expect(row).toMatchObject({ status: 'failed', payload: null })
    expect(JSON.stringify(row)).not.toContain('secret-in-the-wrong-place')
  })

  test('a success: who, what and how long', async () => {
    const { body } = await execute('TESTKIT_ECHO', {
      user_id: 'alice',
      arguments: { id: '1' },
    })
    const row = await logOf(body.log_id)
    expect(row).toMatchObject({
      projectId: server.projectId,
      sessionId: null,
      userId: 'alice',
      connectedAccountId: byKey,
      toolkit: 'testkit',
      tool: 'TESTKIT_ECHO',
      toolVersion: '20260101_00',
      status: 'success',
      upstreamStatus: 200,
      error: null,
    })
    expect(Object.keys(row?.timings ?? {})).toStrictEqual(
      expect.arrayContaining([
        'resolve_tool',
        'pick_account',
        'validate_arguments',
        'open_credential',
        'send',
      ]),
    )
  })

  test('a provider’s refusal: its status and scrubbed message', async () => {
    const { body } = await execute('TESTKIT_ERROR', { user_id: 'alice', arguments: { shape: 'none' } })
    expect(await logOf(body.log_id)).toMatchObject({
      status: 'failed',
      upstreamStatus: 404,
      error: body.error,
    })
  })

  test('a call that was refused before anything was sent', async () => {
    const before = await logCount()
    await execute('TESTKIT_NOPE', { user_id: 'alice' })
    await execute('TESTKIT_CREATE', { user_id: 'alice', arguments: {} })
    expect(await logCount()).toBe(before + 2)
  })

  test('names of any length do not stop it', async () => {
    const before = await logCount()
    await execute('TESTKIT_ECHO', { user_id: `ab${'x'.repeat(250)}`, arguments: { id: '1' } })
    await execute(`A${'_'.repeat(200)}`, {})
    expect(await logCount()).toBe(before + 2)
  })
})

describe('the proxy', () => {
  const me = { connected_account_id: byKey }

  test('sends method, parameters and body with the account’s credential', async () => {
    const { status, body } = await proxy({
      ...me,
      endpoint: '/echo/p?a=1',
      method: 'PATCH',
      body: { x: [1] },
      parameters: [
        { name: 'b', value: '2', type: 'query' },
        { name: 'Accept-Language', value: 'de', type: 'header' },
      ],
    })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      status: 200,
      data: { method: 'PATCH', path: '/echo/p', query: { a: '1', b: '2' } },
    })
    expect(body.headers['content-type']).toContain('json')
    expect(upstream.calls()[0]).toMatchObject({
      headers: { 'x-api-key': key, 'accept-language': 'de', 'content-type': 'application/json' },
      body: { x: [1] },
    })
    expect(JSON.stringify(body)).not.toContain(key)
  })

  test('takes an absolute URL on the toolkit’s host', async () => {
    const { body } = await proxy({ ...me, endpoint: `${upstream.url}/whoami`, method: 'GET', parameters: [] })
    expect(body).toMatchObject({ status: 200, data: { owner: 'alice', scheme: 'header' } })
  })

  test.each([
    ['an absolute URL elsewhere', () => ({ endpoint: `${foreign.url}/echo/x` }), 'Egress_DestinationRefused'],
    [
      'user information in the URL',
      () => ({ endpoint: upstream.url.replace('://', '://a:b@') }),
      'Egress_DestinationRefused',
    ],
    ['cloud metadata', () => ({ endpoint: 'http://169.254.169.254/latest' }), 'Egress_DestinationRefused'],
    ['a path out of the base', () => ({ endpoint: 'http://' }), 'HTTP_BadRequest'],
    ['a body with GET', () => ({ endpoint: '/echo', body: { a: 1 } }), 'HTTP_BadRequest'],
    [
      'two bodies',
      () => ({ endpoint: '/echo', method: 'POST', body: {}, binary_body: { base64: 'AA==' } }),
      'HTTP_BadRequest',
    ],
    [
      'broken base64',
      () => ({ endpoint: '/echo', method: 'POST', binary_body: { base64: '!!!' } }),
      'HTTP_BadRequest',
    ],
    [
      'a Host header',
      () => ({ endpoint: '/echo', parameters: [{ name: 'Host', value: 'evil', type: 'header' }] }),
      'HTTP_BadRequest',
    ],
  ])('%s is refused', async (_what, call, slug) => {
    const { status, body } = await proxy({ ...me, method: 'GET', ...call() })
    expect([status, body.error.slug]).toStrictEqual([400, slug])
    expect(foreign.calls()).toStrictEqual([])
  })

  test('however an endpoint is spelled, a credential that is sent arrives at the toolkit’s host', async () => {
    const { host } = new URL(foreign.url)
    const own = new URL(upstream.url)
    const endpoints = [
      `//${host}/x`,
      `///${host}/x`,
      `/\\${host}/x`,
      `\\\\${host}/x`,
      `/\t/${host}/x`,
      `http:${host}/x`,
      `http:/${host}/x`,
      `HTTP://${host}/x`,
      ` http://${host}/x`,
      `http:\\\\${host}\\x`,
      `@${host}/x`,
      `:@${host}/x`,
      `${own.href}@${host}`,
      `http://${own.host}@${host}/x`,
      `http://${own.host}:@${host}/x`,
      `http://${host}#${own.host}`,
      `http://${host}?${own.host}`,
      `http://${host}\\@${own.host}/x`,
      `/../../${host}/x`,
      `/%2e%2e//${host}/x`,
      `/redirect?to=http://${host}/echo/x`,
      '/echo/x',
    ]
    const sent: string[] = []
    for (const endpoint of endpoints) {
      upstream.clear()
      const { status } = await proxy({ ...me, endpoint, method: 'GET' })
      expect(status, endpoint).toBeLessThan(500)
      if (upstream.calls().some(({ headers }) => headers['x-api-key'] === key)) sent.push(endpoint)
    }
    expect(JSON.stringify(foreign.calls())).not.toContain(key)
    // The control: what is at home arrives, with the credential.
    expect(sent).toEqual(expect.arrayContaining(['/echo/x']))
  })

  test('the caller’s own Authorization header does not replace an injected one', async () => {
    const parameters = [{ name: 'Authorization', value: 'Bearer mine', type: 'header' }]
    await proxy({ connected_account_id: byToken, endpoint: '/echo/x', method: 'GET', parameters })
    expect(upstream.calls()[0]?.headers['authorization']).toBe(`Bearer ${token}`)
  })

  test('the control: where none is injected, the caller’s own Authorization header is sent', async () => {
    const parameters = [{ name: 'Authorization', value: 'Bearer mine', type: 'header' }]
    await proxy({ ...me, endpoint: '/echo/x', method: 'GET', parameters })
    expect(upstream.calls()[0]?.headers['authorization']).toBe('Bearer mine')
  })

  test('any status of the provider is an answer', async () => {
    const { status, body } = await proxy({ ...me, endpoint: '/nowhere', method: 'GET' })
    expect(status).toBe(200)
    expect(body).toMatchObject({ status: 404, data: { message: 'No route /nowhere' } })
  })

  test('HEAD and an empty answer have no data', async () => {
    for (const [method, endpoint] of [
      ['HEAD', '/echo/x'],
      ['GET', '/empty'],
    ]) {
      expect((await proxy({ ...me, endpoint, method })).body.data).toBeNull()
    }
  })

  test('a binary body is sent as bytes; one behind a URL is fetched without the credential', async () => {
    const url = `${foreign.url}/echo/file`
    await proxy({
      ...me,
      endpoint: '/echo/x',
      method: 'POST',
      binary_body: { base64: 'aGVsbG8=', content_type: 'text/plain' },
    })
    await proxy({ ...me, endpoint: '/echo/x', method: 'PUT', binary_body: { url } })
    expect(upstream.calls()[0]).toMatchObject({
      headers: { 'content-type': 'text/plain', 'content-length': '5' },
    })
    expect(upstream.calls()[1]).toMatchObject({ method: 'PUT', body: { path: '/echo/file' } })
    expect(JSON.stringify(foreign.calls())).not.toContain(key)
  })

  test('takes custom connection data in place of an account, and needs one of them', async () => {
    const custom_connection_data = { authScheme: 'API_KEY', toolkitSlug: 'testkit', val: { api_key: key } }
    const { body } = await proxy({ custom_connection_data, endpoint: '/whoami', method: 'GET' })
    expect(body.data).toStrictEqual({ owner: 'alice', scheme: 'header' })
    expect((await proxy({ endpoint: '/whoami', method: 'GET' })).body.error.message).toContain(
      'connected_account_id',
    )
  })

  test('another project’s account is not found', async () => {
    const { key: otherKey } = await server.otherProject()
    const body = { ...me, endpoint: '/whoami', method: 'GET' }
    expect((await server.call('POST', '/tools/execute/proxy', { body, key: otherKey })).status).toBe(404)
  })

  test('an unreachable provider is 502, and the call is in the log', async () => {
    const before = await logCount()
    const { status } = await proxy({ ...me, endpoint: '/cut', method: 'POST', body: {} })
    expect(status).toBe(502)
    expect(upstream.calls()).toHaveLength(1)
    expect(await logCount()).toBe(before + 1)
  })
})

test('no credential is anywhere in the database but sealed', async () => {
  const dump = await server.dump()
  expect(dump).not.toContain(key)
  expect(dump).not.toContain(token)
})
