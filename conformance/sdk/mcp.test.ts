import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { startInstallation, type Installation } from '../rigs/installation.ts'
import { generations, type SdkClient } from '../rigs/sdk.ts'
import { newDatabaseUrl } from '../rigs/test-database.ts'
import { failOnTransformWarnings } from './transform-warnings.ts'

let installation: Installation

beforeAll(async () => {
  installation = await startInstallation({ databaseUrl: await newDatabaseUrl() })
})
afterAll(() => installation?.stop())

failOnTransformWarnings()

const tools = ['HACKERNEWS_GET_USER', 'HACKERNEWS_GET_FRONTPAGE']

async function connect(url: string, headers: Record<string, string> = {}): Promise<Client> {
  const client = new Client({ name: 'conformance', version: '1' })
  await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } }))
  return client
}

describe.each(generations)('core $version', ({ version, load }) => {
  const name = `news ${version.replaceAll('.', '-')}`
  let composio: SdkClient
  let id: string

  beforeAll(async () => {
    const { url, apiKey } = installation.patchbay
    composio = await load({ apiKey, baseURL: url })
    const options = {
      toolkits: [{ toolkit: 'hackernews' }],
      allowedTools: tools,
      manuallyManageConnections: false,
    }
    id = (await composio.mcp.create(name, options)).id
  })

  test('reads, lists and renames the server that it made', async () => {
    expect(await composio.mcp.get(id)).toMatchObject({ id, name, allowedTools: tools })
    const { items } = await composio.mcp.list({
      toolkits: ['hackernews'],
      authConfigs: [],
      limit: 10,
      page: 1,
    })
    expect(items.map((item) => item.id)).toContain(id)
    await composio.mcp.update(id, { name: `${name} too`, toolkits: ['hackernews'] })
    expect((await composio.mcp.get(id)).name).toBe(`${name} too`)
  })

  test('generates a URL at which an MCP client with the project’s key finds the tools', async () => {
    const { url } = await composio.mcp.generate('ada', id)
    const client = await connect(url, { 'x-api-key': installation.patchbay.apiKey })
    expect((await client.listTools()).tools.map((tool) => tool.name)).toStrictEqual(tools)
    await client.close()
  })

  test('deletes it', async () => {
    const made = await composio.mcp.create('short-lived', {
      toolkits: [{ toolkit: 'hackernews' }],
      allowedTools: tools,
      manuallyManageConnections: true,
    })
    expect(await composio.mcp.delete(made.id)).toMatchObject({ id: made.id, deleted: true })
  })
})

test('a URL alone opens nothing, until the project says that it does', async () => {
  const { url, apiKey } = installation.patchbay
  const send = (method: string, path: string, body: object) =>
    fetch(`${url}/api/v3.1${path}`, {
      method,
      headers: { 'x-api-key': apiKey, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const made = await send('POST', '/mcp/servers/custom', { name: 'open news', toolkits: ['hackernews'] })
  const { mcp_url } = (await made.json()) as { mcp_url: string }
  const own = `${mcp_url}?user_id=ada`
  await expect(connect(own)).rejects.toThrow(/401|Unauthorized|No API key/)
  await send('PATCH', '/org/project/config', { require_mcp_api_key: false })
  const client = await connect(own)
  expect((await client.listTools()).tools.length).toBeGreaterThan(2)
  await client.close()
  await send('PATCH', '/org/project/config', { require_mcp_api_key: true })
  await expect(connect(own)).rejects.toThrow()
})
