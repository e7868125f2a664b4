import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testServer, type TestServer } from '../../test/harness.ts'

let server: TestServer

beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server.close())

async function session(body: object = {}) {
  const made = await server.call('POST', '/tool_router/session', { body: { user_id: 'ada', ...body } })
  const path = `/tool_router/session/${made.body.session_id}`
  return {
    path,
    made: made.body,
    patch: (change: object) => server.call('PATCH', path, { body: change }),
    get: async () => (await server.call('GET', path)).body,
  }
}

test('changes what is named, leaves the rest, and counts the version up', async () => {
  const { patch, get } = await session({ tags: ['readOnlyHint'], toolkits: { disable: ['slack'] } })
  const { status, body } = await patch({ toolkits: { enable: ['GitHub', 'gmail'] } })
  expect(status).toBe(200)
  expect(body.config.toolkits).toStrictEqual({ enabled: ['github', 'gmail'] })
  expect(body.config.tags).toStrictEqual({ enabled: ['readOnlyHint'] })
  expect(body.config_version).toBe(2)
  expect(await get()).toStrictEqual(body)
})

test('changes single fields of a block of settings', async () => {
  const { patch } = await session({
    manage_connections: { callback_url: 'https://acme.example/done', enable_wait_for_connections: true },
    workbench: { enable: false, auto_offload_threshold: 10 },
  })
  const { config } = (
    await patch({
      manage_connections: { enable: false },
      workbench: { enable_proxy_execution: false },
      multi_account: { enable: true },
    })
  ).body
  expect(config.manage_connections).toMatchObject({
    enabled: false,
    callback_url: 'https://acme.example/done',
    enable_wait_for_connections: true,
  })
  expect(config.workbench).toStrictEqual({
    enable: false,
    proxy_execution_enabled: false,
    auto_offload_threshold: 10,
  })
  expect(config.multi_account).toStrictEqual({ enable: true })
})

test('null takes a block back to its default', async () => {
  const { patch, made } = await session({
    toolkits: { enable: ['github'] },
    multi_account: { enable: true },
    manage_connections: { enable: false },
    preload: { tools: ['GITHUB_CREATE_AN_ISSUE'] },
    tags: { disable: ['destructiveHint'] },
  })
  const { config } = (
    await patch({
      toolkits: null,
      multi_account: null,
      manage_connections: null,
      preload: null,
      tags: null,
    })
  ).body
  expect(Object.keys(config)).not.toContain('toolkits')
  expect(Object.keys(config)).not.toContain('multi_account')
  expect(Object.keys(config)).not.toContain('tags')
  expect(config.manage_connections.enabled).toBe(true)
  expect(config.preload).toStrictEqual({ tools: [] })
  expect(config.user_id).toBe(made.config.user_id)
})

test('a change made for another version is refused, once and for all', async () => {
  const { patch, get } = await session()
  await patch({ search: { enable: false } })
  const refused = await patch({ search: { enable: true }, expected_config_version: 1 })
  expect([refused.status, refused.headers['x-should-retry']]).toStrictEqual([409, 'false'])
  expect(refused.body.error.slug).toBe('ToolRouterSession_ConfigConflict')
  expect((await get()).config.search).toStrictEqual({ enable: false })
  expect((await patch({ search: { enable: true }, expected_config_version: 2 })).status).toBe(200)
})

test('of two changes at the same moment, none is lost without a word', async () => {
  const { patch, get } = await session()
  const answers = await Promise.all([
    patch({ search: { enable: false }, expected_config_version: 1 }),
    patch({ execute: { enable_multi_execute: false }, expected_config_version: 1 }),
  ])
  expect(answers.map(({ status }) => status).toSorted()).toStrictEqual([200, 409])
  expect((await get()).config_version).toBe(2)
})

test.each([
  ['a tool that does not exist', { tools: { github: { enable: ['GITHUB_FLY', 'GITHUB_SWIM'] } } }, 2],
  ['a toolkit that does not exist', { toolkits: { enable: ['nonesuch'] } }, 1],
])('refuses %s and changes nothing', async (_, change, problems) => {
  const { patch, get } = await session()
  const { status, body } = await patch(change)
  expect(status).toBe(400)
  expect(body.error.errors).toHaveLength(problems)
  expect((await get()).config_version).toBe(1)
})

test('keeps every configuration that was replaced, newest first', async () => {
  const { patch, path } = await session()
  for (const enable of [false, true, false]) await patch({ search: { enable } })
  const first = (await server.call('GET', `${path}/config_history?limit=2`)).body
  const second = (await server.call('GET', `${path}/config_history?limit=2&cursor=${first.next_cursor}`)).body
  const rows = [...first.items, ...second.items]
  expect(rows.map(({ version, is_current }) => [version, is_current])).toStrictEqual([
    [4, true],
    [3, false],
    [2, false],
    [1, false],
  ])
  expect(rows.map(({ config }) => config.search.enable)).toStrictEqual([false, true, false, true])
  expect(second.next_cursor).toBeNull()
})

test('a session of another project can be neither changed nor looked back on', async () => {
  const { path } = await session()
  const { key } = await server.otherProject()
  expect((await server.call('PATCH', path, { key, body: { tags: null } })).status).toBe(404)
  expect((await server.call('GET', `${path}/config_history`, { key })).status).toBe(404)
  expect((await server.call('POST', `${path}/attach`, { key, body: {} })).status).toBe(404)
})

describe('custom tools', () => {
  const schema = { type: 'object', properties: { name: { type: 'string' } } }
  const tool = { slug: 'find_customer', name: 'Find', description: 'Finds a customer.', input_schema: schema }
  const custom_tools = [
    { ...tool, extends_toolkit: 'gmail' },
    { ...tool, slug: 'ping', preload: true },
  ]
  const custom_toolkits = [{ slug: 'crm', name: 'CRM', description: 'Our customers.', tools: [tool] }]

  test('are echoed by create and attach under the slugs that the agent uses, and kept by neither', async () => {
    const { made, path, get } = await session({ experimental: { custom_tools, custom_toolkits } })
    expect(made.experimental.custom_tools).toStrictEqual([
      { ...custom_tools[0], slug: 'LOCAL_GMAIL_FIND_CUSTOMER', original_slug: 'find_customer' },
      { ...custom_tools[1], slug: 'LOCAL_PING', original_slug: 'ping' },
    ])
    expect(made.experimental.custom_toolkits).toStrictEqual([
      {
        ...custom_toolkits[0],
        tools: [{ ...tool, slug: 'LOCAL_CRM_FIND_CUSTOMER', original_slug: 'find_customer' }],
      },
    ])
    const attached = await server.call('POST', `${path}/attach`, { body: { experimental: { custom_tools } } })
    expect(attached.body.experimental.custom_tools).toStrictEqual(made.experimental.custom_tools)
    expect(await get()).not.toHaveProperty('experimental')
  })

  test.each([
    ['a toolkit that exists', { custom_toolkits: [{ ...custom_toolkits[0], slug: 'gmail' }] }],
    ['a toolkit to extend that does not', { custom_tools: [{ ...tool, extends_toolkit: 'nonesuch' }] }],
    ['the same slug twice', { custom_tools: [tool, tool] }],
    ['a slug that gets too long', { custom_tools: [{ ...tool, slug: 'x'.repeat(58) }] }],
    ['a schema that is no object', { custom_tools: [{ ...tool, input_schema: { type: 'string' } }] }],
  ])('refuse %s', async (_, experimental) => {
    const body = { user_id: 'ada', experimental }
    expect((await server.call('POST', '/tool_router/session', { body })).status).toBe(400)
  })
})
