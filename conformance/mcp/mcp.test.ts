import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { testServer } from '../../server/test/harness.ts'
import { startInstallation, type Installation } from '../rigs/installation.ts'
import { Person } from '../rigs/person.ts'
import { newDatabaseUrl } from '../rigs/test-database.ts'

type Session = { session_id: string; mcp: { url: string } }
type Answer = { isError: boolean; data: Record<string, unknown>; error: string | null }

/** The plain 2025 handshake, and the stateless revision that needs none. */
const revisions = [
  { revision: '2025', versionNegotiation: { mode: 'legacy' } },
  { revision: '2026-07-28', versionNegotiation: { mode: { pin: '2026-07-28' } } },
] as const

let installation: Installation

beforeAll(async () => {
  installation = await startInstallation({ databaseUrl: await newDatabaseUrl() })
})
afterAll(() => installation?.stop())

async function createSession(
  { url, apiKey }: { url: string; apiKey: string },
  body: Record<string, unknown>,
): Promise<Session> {
  const response = await fetch(`${url}/api/v3.1/tool_router/session`, {
    method: 'POST',
    headers: { 'x-api-key': apiKey, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  expect(response.status).toBe(201)
  return (await response.json()) as Session
}

async function connect(
  url: string,
  headers: Record<string, string>,
  versionNegotiation: (typeof revisions)[number]['versionNegotiation'] = { mode: 'legacy' },
): Promise<Client> {
  const client = new Client({ name: 'conformance', version: '1' }, { versionNegotiation })
  await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } }))
  return client
}

async function call(client: Client, name: string, args: Record<string, unknown>): Promise<Answer> {
  const result = await client.callTool({ name, arguments: args })
  const [content] = result.content as { type: string; text: string }[]
  const { data, error } = JSON.parse(content?.text ?? '') as Omit<Answer, 'isError'>
  return { isError: result.isError === true, data, error }
}

describe.each(revisions)('revision $revision', ({ revision, versionNegotiation }) => {
  const user = `user-of-${revision}`
  let client: Client

  beforeAll(async () => {
    const { patchbay } = installation
    const session = await createSession(patchbay, {
      user_id: user,
      toolkits: { enable: ['github', 'hackernews'] },
      preload: { tools: ['HACKERNEWS_GET_USER'] },
    })
    client = await connect(session.mcp.url, { 'x-api-key': patchbay.apiKey }, versionNegotiation)
  })
  afterAll(() => client?.close())

  test('lists the meta tools and the preloaded one, with schemas and hints', async () => {
    const { tools } = await client.listTools()
    expect(tools.map(({ name }) => name)).toStrictEqual([
      'COMPOSIO_SEARCH_TOOLS',
      'COMPOSIO_GET_TOOL_SCHEMAS',
      'COMPOSIO_MANAGE_CONNECTIONS',
      'COMPOSIO_MULTI_EXECUTE_TOOL',
      'COMPOSIO_REMOTE_WORKBENCH',
      'COMPOSIO_REMOTE_BASH_TOOL',
      'HACKERNEWS_GET_USER',
    ])
    expect(tools.at(-1)).toMatchObject({
      inputSchema: { type: 'object', required: ['username'] },
      annotations: { readOnlyHint: true, destructiveHint: false },
    })
  })

  test('finds a tool and says that its app is not connected', async () => {
    const { isError, data } = await call(client, 'COMPOSIO_SEARCH_TOOLS', {
      queries: [{ use_case: 'create an issue in a github repository' }],
    })
    expect(isError).toBe(false)
    expect(data['results']).toMatchObject([
      { primary_tool_slugs: expect.arrayContaining(['GITHUB_CREATE_AN_ISSUE']) },
    ])
    expect(data['toolkit_connection_statuses']).toContainEqual(
      expect.objectContaining({ toolkit: 'github', has_active_connection: false }),
    )
  })

  test('says no where no app does it, and names what comes nearest', async () => {
    const { isError, data } = await call(client, 'COMPOSIO_SEARCH_TOOLS', {
      queries: [{ use_case: 'water the plants on the balcony' }],
    })
    expect(isError).toBe(false)
    expect(data['results']).toMatchObject([
      { primary_tool_slugs: [], execution_guidance: expect.stringMatching(/^No tool /), error: null },
    ])
  })

  test('gives a link, and acts as the person who followed it', async () => {
    const { data } = await call(client, 'COMPOSIO_MANAGE_CONNECTIONS', { toolkits: ['github'] })
    const { github } = data['results'] as { github: { status: string; redirect_url: string } }
    expect(github.status).toBe('initiated')
    await new Person().complete(github.redirect_url, { login: 'ada' })
    const title = `Login fails, says MCP ${revision}`
    const answer = await call(client, 'COMPOSIO_MULTI_EXECUTE_TOOL', {
      tools: [{ tool_slug: 'GITHUB_CREATE_AN_ISSUE', arguments: { owner: 'ada', repo: 'shop', title } }],
    })
    expect(answer).toMatchObject({ isError: false, error: null, data: { success_count: 1 } })
    expect(installation.github.ledger.calls().at(-1)).toMatchObject({
      user: 'ada',
      status: 201,
      body: { title },
    })
    const again = await call(client, 'COMPOSIO_MANAGE_CONNECTIONS', { toolkits: ['github'] })
    expect(again.data['results']).toMatchObject({ github: { status: 'active' } })
  })

  test('runs a preloaded tool by its own name', async () => {
    const answer = await call(client, 'HACKERNEWS_GET_USER', { username: 'pg' })
    expect(answer).toMatchObject({ isError: false, error: null, data: { path: '/echo/users/pg' } })
  })

  test.each([
    ['wrong arguments', 'HACKERNEWS_GET_USER', { username: 7 }, 'username'],
    ['wrong arguments of a meta tool', 'COMPOSIO_SEARCH_TOOLS', { queries: [] }, 'queries'],
    ['a tool that does not exist', 'GITHUB_NO_SUCH_TOOL', {}, 'not found'],
    ['a tool of an app that is not enabled', 'RESEND_LIST_DOMAINS', {}, 'not found'],
  ])('%s are a result that the model can read', async (_name, slug, args, text) => {
    const { isError, error } = await call(client, slug, args)
    expect([isError, error]).toStrictEqual([true, expect.stringContaining(text)])
  })

  test('a provider’s refusal is an error result with its message', async () => {
    const { isError, error } = await call(client, 'COMPOSIO_MULTI_EXECUTE_TOOL', {
      tools: [{ tool_slug: 'GITHUB_GET_A_REPOSITORY', arguments: { owner: 'ada', repo: 'nowhere' } }],
    })
    expect([isError, error]).toStrictEqual([true, '1 out of 1 tools failed'])
  })
})

describe('the door', () => {
  const initialize = {
    jsonrpc: '2.0',
    id: 1,
    method: 'initialize',
    params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'x', version: '1' } },
  }

  async function knock(url: string, headers: Record<string, string>): Promise<number> {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        ...headers,
      },
      body: JSON.stringify(initialize),
    })
    await response.text()
    return response.status
  }

  test('no key and a wrong key are 401, the key as bearer token is let in', async () => {
    const { patchbay } = installation
    const { mcp } = await createSession(patchbay, { user_id: 'u' })
    expect(await knock(mcp.url, {})).toBe(401)
    expect(await knock(mcp.url, { 'x-api-key': 'ak_wrong_wrong_wrong_wrong' })).toBe(401)
    expect(await knock(mcp.url, { authorization: `Bearer ${patchbay.apiKey}` })).toBe(200)
  })

  test('a session that does not exist is 404', async () => {
    const { url, apiKey } = installation.patchbay
    expect(await knock(`${url}/tool_router/v3/trs_doesNotExist0/mcp`, { 'x-api-key': apiKey })).toBe(404)
  })

  test('another project’s session is 404', async () => {
    const server = await testServer({ listen: true })
    const { mcp } = await createSession({ url: server.url, apiKey: server.projectKey }, { user_id: 'u' })
    const other = await server.otherProject()
    expect(await knock(mcp.url, { 'x-api-key': server.projectKey })).toBe(200)
    expect(await knock(mcp.url, { 'x-api-key': other.key })).toBe(404)
    await server.close()
  })
})
