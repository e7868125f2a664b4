/** Log messages of calls, to the official clients of both generations. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { testServer, type TestServer } from '../../server/test/harness.ts'
import { listen } from '../rigs/listen.ts'
import { clientKinds, type McpClient } from './clients.ts'

const secret = 're_never_in_a_log_message_41'

let server: TestServer
let upstream: Awaited<ReturnType<typeof listen>>
let path: string
/** Answers of the provider that say that it is busy, still to come. */
let busy = 0

beforeAll(async () => {
  upstream = await listen((_request, response) => {
    const status = busy > 0 ? 503 : 200
    busy = Math.max(0, busy - 1)
    response.writeHead(status, { 'content-type': 'application/json', 'retry-after': '0' }).end('{"data":[]}')
  })
  server = await testServer({
    listen: true,
    config: {
      toolkits: { resend: { base_url: upstream.url }, hackernews: { base_url: upstream.url } },
      egress: { allow_private: ['127.0.0.1'] },
    },
  })
  const config = await server.call('POST', '/auth_configs', {
    body: {
      toolkit: { slug: 'resend' },
      auth_config: { type: 'use_custom_auth', authScheme: 'API_KEY', credentials: {} },
    },
  })
  const account = await server.call('POST', '/connected_accounts', {
    body: {
      auth_config: { id: config.body.auth_config.id },
      connection: {
        user_id: 'ada',
        state: { authScheme: 'API_KEY', val: { status: 'ACTIVE', generic_api_key: secret } },
      },
    },
  })
  expect(account.status, JSON.stringify(account.body)).toBe(201)
  const made = await server.call('POST', '/mcp/servers/custom', {
    body: { name: 'mails', toolkits: ['resend', 'hackernews'], allowed_tools: [] },
  })
  path = `/v3/mcp/${made.body.id}?user_id=ada`
})
afterAll(async () => {
  await server.close()
  await upstream.close()
})

describe.each(clientKinds)('$kind', (kind) => {
  type Said = { level: string; data: Record<string, unknown> }
  const isOf2026 = kind.kind.endsWith('2026-07-28')

  async function connect(to = path): Promise<{ client: McpClient; said: Said[] }> {
    const said: Said[] = []
    const onLog = (level: string, data: Record<string, unknown>) => void said.push({ level, data })
    return { client: await kind.connect(server.url + to, server.projectKey, undefined, { onLog }), said }
  }

  test('hears of waits and repairs on the call, and of no secret', async () => {
    const { client, said } = await connect()
    await client.setLogLevel('info')
    busy = 2
    await client.call('RESEND_LIST_DOMAINS', {})
    expect(said).toMatchObject([
      {
        level: 'warning',
        data: { event: 'retry', tool: 'RESEND_LIST_DOMAINS', attempt: 2, provider_status: 503 },
      },
      { level: 'warning', data: { event: 'retry', attempt: 3, wait_ms: 0 } },
    ])
    await client.call('HACKERNEWS_GET_FRONTPAGE', { page: '1' })
    expect(said[2]).toMatchObject({
      level: 'notice',
      data: { event: 'arguments_repaired', tool: 'HACKERNEWS_GET_FRONTPAGE' },
    })
    expect(JSON.stringify(said)).not.toContain(secret)
    await client.close()
  })

  test('hears from the level on that it names', async () => {
    const { client, said } = await connect()
    await client.setLogLevel('error')
    busy = 1
    await client.call('RESEND_LIST_DOMAINS', {})
    await client.setLogLevel('warning')
    busy = 1
    await client.call('RESEND_LIST_DOMAINS', {})
    await client.call('HACKERNEWS_GET_FRONTPAGE', { page: '1' })
    expect(said.map(({ level }) => level)).toStrictEqual(['warning'])
    await client.close()
  })

  test('one that names no level hears what is usual in its revision', async () => {
    const { client, said } = await connect()
    busy = 1
    await client.call('RESEND_LIST_DOMAINS', {})
    expect(said).toHaveLength(isOf2026 ? 0 : 1)
    await client.close()
  })

  test('hears of approvals in a session', async () => {
    const made = await server.call('POST', '/tool_router/session', {
      body: {
        user_id: 'ada',
        preload: { tools: ['HACKERNEWS_GET_USER'] },
        experimental: { permissions: { default: 'ask_every_call' } },
      },
    })
    const { client, said } = await connect(`/tool_router/v3/${made.body.session_id}/mcp`)
    await client.setLogLevel('info')
    await client.call('HACKERNEWS_GET_USER', { username: 'pg' })
    expect(said).toMatchObject([
      { level: 'notice', data: { event: 'approval_required', approval_id: expect.stringMatching(/^\w+/) } },
    ])
    await client.close()
  })

  test('hears of a result that is kept as a file, where a sandbox can read it', async () => {
    const made = await server.call('POST', '/tool_router/session', {
      body: { user_id: 'ada', toolkits: { enable: ['hackernews'] } },
    })
    const { client, said } = await connect(`/tool_router/v3/${made.body.session_id}/mcp`)
    await client.setLogLevel('info')
    await client.call('COMPOSIO_MULTI_EXECUTE_TOOL', {
      tools: [{ tool_slug: 'HACKERNEWS_GET_USER', arguments: { username: 'pg' } }],
      sync_response_to_workbench: true,
    })
    const { name } = await server.deps.workbench.provider()
    const kept = { level: 'info', data: { event: 'result_offloaded', tool: 'multi_execute' } }
    expect(said).toMatchObject(name === 'none' ? [] : [kept])
    await client.close()
  })
})

test('a call of 2025 comes as one JSON body, and as a stream once there is something to say before', async () => {
  async function call(failures: number) {
    busy = failures
    const params = { name: 'RESEND_LIST_DOMAINS', arguments: {} }
    const answer = await fetch(server.url + path, {
      method: 'POST',
      headers: {
        'x-api-key': server.projectKey,
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
      },
      body: JSON.stringify({ jsonrpc: '2.0', id: 7, method: 'tools/call', params }),
    })
    return { type: answer.headers.get('content-type'), text: await answer.text() }
  }
  const plain = await call(0)
  expect(plain.type).toMatch(/^application\/json/)
  expect(JSON.parse(plain.text)).toMatchObject({ id: 7, result: { isError: false } })
  const told = await call(1)
  expect(told.type).toMatch(/^text\/event-stream/)
  const said = [...told.text.matchAll(/^event: message\ndata: (.*)$/gm)].map(([, json]) =>
    JSON.parse(json ?? ''),
  )
  expect(said).toMatchObject([{ method: 'notifications/message' }, { id: 7, result: { isError: false } }])
})
