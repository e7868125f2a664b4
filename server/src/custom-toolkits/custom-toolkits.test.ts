/** A toolkit that a project brings along is everywhere where shipped ones are, for that project alone. */
import { afterAll, describe, expect, test } from 'vitest'
import { listen } from '../../../conformance/rigs/listen.ts'
import { startUpstream } from '../../../conformance/rigs/upstream.ts'
import { type CallResult, testServer } from '../../test/harness.ts'
import { compileInWorker } from './compile-in-worker.ts'

const upstream = await startUpstream({ apiKeys: { 'key-of-alice': 'alice' } })
const elsewhere = await startUpstream({})
let published: { status?: number; body: string } = { body: '{}' }
const publisher = await listen((_request, response) => {
  response.writeHead(published.status ?? 200, { 'content-type': 'application/json' })
  response.end(published.body)
})
const hosts = [upstream.url, elsewhere.url, publisher.url].map((url) => new URL(url).host)
const server = await testServer({
  config: {
    egress: { allow_private: hosts },
    // An operator's app for a toolkit that this catalog does not have yet.
    toolkits: {
      futurekit: { auth: { OAUTH2: { client_id: 'operator', client_secret: 'operators-secret' } } },
    },
  },
})
const other = await server.otherProject()
afterAll(async () => {
  await server.close()
  await Promise.all([upstream.close(), elsewhere.close(), publisher.close()])
})

const description = (more: object = {}) => ({
  openapi: '3.0.3',
  info: { title: 'Zebra herd API', description: 'Counting the zebras of a savannah.' },
  servers: [{ url: `${upstream.url}/` }],
  components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'x-api-key' } } },
  paths: {
    '/whoami': {
      get: { operationId: 'whoami', summary: 'Tell which ranger counts', responses: {} },
    },
    '/echo/zebras/{herd}': {
      post: {
        operationId: 'countZebras',
        summary: 'Count zebras of a herd',
        description: 'Counts the striped zebras that graze in a herd today.',
        parameters: [{ name: 'herd', in: 'path', required: true, schema: { type: 'string' } }],
        requestBody: {
          content: {
            'application/json': { schema: { type: 'object', properties: { stripes: { type: 'integer' } } } },
          },
        },
        responses: {},
      },
    },
    '/foreign': {
      get: { summary: 'Leave the herd', servers: [{ url: elsewhere.url }], responses: {} },
    },
  },
  ...more,
})

const upsert = (body: object, key?: string) =>
  server.call('POST', '/custom/toolkits/upsert', { body, ...(key !== undefined && { key }) })
const zebra = (more: object = {}) =>
  upsert({ slug: 'zebra', source: { type: 'openapi', document: description() }, ...more })
const slugs = ({ body }: CallResult) => body.items.map(({ slug }: { slug: string }) => slug)

async function connect() {
  const config = await server.call('POST', '/auth_configs', {
    body: {
      toolkit: { slug: 'zebra' },
      auth_config: { type: 'use_custom_auth', authScheme: 'API_KEY', credentials: {} },
    },
  })
  const account = await server.call('POST', '/connected_accounts', {
    body: {
      auth_config: { id: config.body.auth_config.id },
      connection: {
        user_id: 'alice',
        state: { authScheme: 'API_KEY', val: { status: 'ACTIVE', generic_api_key: 'key-of-alice' } },
      },
    },
  })
  return account.body.id as string
}

describe('a toolkit from a description', () => {
  test('a preview says what it would be, and publishes nothing', async () => {
    const { status, body } = await zebra({ preview: true })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      slug: 'zebra',
      name: 'Zebra herd API',
      published: false,
      auth_schemes: ['API_KEY'],
      hosts: [new URL(upstream.url).host],
      quality: { grade: expect.stringMatching(/^[ABCD]$/) },
      tools_count: 3,
    })
    expect((await server.call('GET', '/toolkits/zebra')).status).toBe(404)
  })

  test('is listed, found by search, shown and executed for its project, and nowhere for another', async () => {
    expect((await zebra()).body.published).toBe(true)
    const tool = 'ZEBRA_COUNT_ZEBRAS_OF_A_HERD'
    expect(slugs(await server.call('GET', '/toolkits?managed_by=project'))).toStrictEqual(['zebra'])
    expect(slugs(await server.call('GET', '/tools?toolkit_slug=zebra'))).toContain(tool)
    expect(slugs(await server.call('GET', '/tools?query=count+the+striped+zebras&limit=3'))[0]).toBe(tool)
    const shown = await server.call('GET', `/tools/${tool}`)
    expect(shown.body).toMatchObject({ slug: tool, toolkit: { slug: 'zebra' } })
    const session = await server.call('POST', '/tool_router/session', { body: { user_id: 'alice' } })
    const found = await server.call('POST', `/tool_router/session/${session.body.session_id}/search`, {
      body: { queries: [{ use_case: 'count the zebras of a herd' }] },
    })
    expect(JSON.stringify(found.body)).toContain(tool)
    const id = await connect()
    const executed = await server.call('POST', `/tools/execute/${tool}`, {
      body: { user_id: 'alice', arguments: { herd: 'a/b', stripes: 7 } },
    })
    expect(executed.body).toMatchObject({
      successful: true,
      data: { path: '/echo/zebras/a%2Fb', body: { stripes: 7 }, headers: { 'x-api-key': expect.anything() } },
    })
    expect(JSON.stringify(executed.body)).not.toContain('key-of-alice')

    const { key } = other
    const anotherSession = await server.call('POST', '/tool_router/session', {
      key,
      body: { user_id: 'alice' },
    })
    const foreign: [string, CallResult][] = []
    for (const [method, path, body] of [
      ['GET', '/toolkits?limit=1000', undefined],
      ['GET', '/toolkits?managed_by=project', undefined],
      ['GET', '/toolkits/zebra', undefined],
      ['GET', '/tools?toolkit_slug=zebra', undefined],
      ['GET', '/tools?query=count+zebras+of+a+herd&limit=50', undefined],
      ['GET', '/tools/enum', undefined],
      ['GET', `/tools/${tool}`, undefined],
      ['GET', '/custom/toolkits', undefined],
      ['GET', '/custom/toolkits/zebra', undefined],
      ['POST', '/custom/toolkits/zebra/review', { approve: 'all' }],
      ['POST', '/custom/toolkits/sync', { slug: 'zebra' }],
      ['DELETE', '/custom/toolkits/zebra', undefined],
      [
        'POST',
        '/auth_configs',
        {
          toolkit: { slug: 'zebra' },
          auth_config: { type: 'use_custom_auth', authScheme: 'API_KEY', credentials: {} },
        },
      ],
      [
        'POST',
        `/tools/execute/${tool}`,
        { user_id: 'alice', connected_account_id: id, arguments: { herd: 'x' } },
      ],
      [
        'POST',
        `/tool_router/session/${anotherSession.body.session_id}/search`,
        { queries: [{ use_case: 'count zebras' }] },
      ],
      [
        'POST',
        `/tool_router/session/${anotherSession.body.session_id}/execute`,
        { tool_slug: tool, arguments: {} },
      ],
    ] as const) {
      const options = body === undefined ? { key } : { key, body }
      foreign.push([`${method} ${path}`, await server.call(method, path, options)])
    }
    for (const [what, { status, body }] of foreign) {
      expect(status, what).not.toBe(500)
      if (status === 200) expect(JSON.stringify(body).toLowerCase(), what).not.toContain('zebra_')
      else expect(status, what).toBeLessThan(500)
    }
    expect((await server.call('GET', '/toolkits/zebra')).status).toBe(200)
  })

  test('published again as it is it keeps its version; changed it has the next', async () => {
    const version = async (more: object = {}) => (await zebra(more)).body.version as string
    const first = await version()
    expect(await version()).toBe(first)
    const overlay = [{ op: 'rename', tool: 'ZEBRA_TELL_WHICH_RANGER_COUNTS', to: 'ZEBRA_WHO' }]
    expect(await version({ overlay })).not.toBe(first)
    await zebra()
  })

  test('its credential goes to its own host only', async () => {
    elsewhere.clear()
    const result = await server.call('POST', '/tools/execute/ZEBRA_LEAVE_THE_HERD', {
      body: { user_id: 'alice', arguments: {} },
    })
    expect(result.body.error.slug).toMatch(/Destination/)
    expect(elsewhere.calls()).toStrictEqual([])
    // The control: once the project names the host, the same call goes out.
    await zebra({ allow_hosts: [new URL(elsewhere.url).hostname] })
  })

  test('an overlay is kept, applied again, and fails loudly when its target is gone', async () => {
    published = { body: JSON.stringify(description()) }
    const overlay = [{ op: 'rename', tool: 'ZEBRA_TELL_WHICH_RANGER_COUNTS', to: 'ZEBRA_WHO' }]
    const source = { type: 'openapi', url: `${publisher.url}/openapi.json` }
    expect((await zebra({ source, overlay })).status).toBe(200)
    const synced = await server.call('POST', '/custom/toolkits/sync', { body: { slug: 'zebra' } })
    expect(synced.body.tools.map(({ slug }: { slug: string }) => slug)).toContain('ZEBRA_WHO')
    const executed = await server.call('POST', '/tools/execute/ZEBRA_WHO', {
      body: { user_id: 'alice', arguments: {} },
    })
    expect(executed.body).toMatchObject({ successful: true, data: { owner: 'alice' } })

    published = {
      body: JSON.stringify(
        description({ paths: { '/empty': { get: { summary: 'Nothing', responses: {} } } } }),
      ),
    }
    const gone = await server.call('POST', '/custom/toolkits/sync', { body: { slug: 'zebra' } })
    expect(gone.status).toBe(422)
    expect(gone.body.error.message).toContain('ZEBRA_TELL_WHICH_RANGER_COUNTS')
    expect((await server.call('GET', '/tools/ZEBRA_WHO')).status).toBe(200)
  })

  test('deleting it takes it away', async () => {
    expect((await server.call('DELETE', '/custom/toolkits/zebra')).body).toStrictEqual({
      slug: 'zebra',
      deleted: true,
    })
    expect((await server.call('GET', '/toolkits/zebra')).status).toBe(404)
    expect((await server.call('DELETE', '/custom/toolkits/zebra')).status).toBe(404)
  })
})

describe('what a project may not bring along', () => {
  const named = (slug: string, document: object | string = description()) =>
    upsert({ slug, source: { type: 'openapi', document } })

  test.each(['github', 'composio', 'composio_search', 'futurekit', 'local'])(
    'a toolkit called %s',
    async (slug) => {
      const { status, body } = await named(slug)
      expect([status, body.error.slug]).toStrictEqual([400, 'CustomToolkit_NameTaken'])
    },
  )

  test('a tool of a shipped one', async () => {
    const document = description({ paths: { '/x': { get: { summary: 'get user', responses: {} } } } })
    const overlay = [{ op: 'alias', tool: 'HACKERNEWS_GET_USER', aliases: ['HACKERNEWS_GET_USER'] }]
    const { status } = await upsert({ slug: 'hackernews', source: { type: 'openapi', document }, overlay })
    expect(status).toBeGreaterThanOrEqual(400)
    expect((await server.call('GET', '/tools/HACKERNEWS_GET_USER')).body.toolkit.slug).toBe('hackernews')
  })

  test.each(['Github', 'a b', '../x', '', '__proto__', 'x'.repeat(60)])('a slug like %j', async (slug) => {
    expect((await named(slug)).status).toBe(400)
  })

  test.each([
    ['a private address', 'http://127.0.0.1:9/openapi.json'],
    ['the metadata service', 'http://169.254.169.254/latest/meta-data'],
    ['another scheme', 'file:///etc/passwd'],
  ])('a description at %s', async (_what, url) => {
    const { status, body } = await upsert({ slug: 'evil', source: { type: 'openapi', url } })
    expect([400, 422]).toContain(status)
    expect(JSON.stringify(body)).not.toContain('root:')
  })

  test.each([
    ['no OpenAPI', { hello: 1 }],
    ['no server', description({ servers: [] })],
    ['no operation', description({ paths: {} })],
    ['text that is nothing', ':::\n\t- ['],
    [
      'an anchor bomb',
      `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghi'
        .split('')
        .map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghi'[index]}`).join(',')}]`)
        .join('\n')}`,
    ],
  ])('a description that is %s', async (_what, document) => {
    const { status, body } = await upsert({ slug: 'broken', source: { type: 'openapi', document } })
    expect([status, body.error.slug]).toStrictEqual([422, 'CustomToolkit_Invalid'])
    expect((await server.call('GET', '/toolkits/broken')).status).toBe(404)
  })

  test('cycles, wrong types and names of the prototype end as data or are dropped', async () => {
    const node = {
      type: 'object',
      properties: { next: { $ref: '#/components/schemas/Node' }, constructor: { type: 'string' } },
    }
    const document = JSON.stringify(
      description({
        components: { schemas: { Node: node } },
        paths: {
          '/a/{b}': { get: { summary: 'Bad path', parameters: 7, responses: null } },
          '/ok': {
            post: {
              summary: 'Good',
              requestBody: {
                content: { 'application/json': { schema: { $ref: '#/components/schemas/Node' } } },
              },
            },
          },
        },
      }),
    ).replace('"constructor"', '"__proto__"')
    const { status, body } = await named('odd', document)
    expect(status).toBe(200)
    expect(body).toMatchObject({ tools_count: 1, report: { dropped_count: 1 } })
    expect(({} as { type?: unknown }).type).toBeUndefined()
  })

  test('a description that costs more than the budget', async () => {
    const properties = Object.fromEntries(
      Array.from({ length: 400 }, (_unused, index) => [`p${index}`, { type: 'string' }]),
    )
    const content = { 'application/json': { schema: { type: 'object', properties } } }
    const post = { requestBody: { content } }
    const paths = Object.fromEntries(
      Array.from({ length: 1_000 }, (_unused, index) => [`/p${index}`, { post }]),
    )
    const text = JSON.stringify(description({ paths }))
    await expect(
      compileInWorker(text, { toolkit: 'big' }, { milliseconds: 300, megabytes: 256 }),
    ).rejects.toThrow(/longer than 300 ms/)
  })
})
