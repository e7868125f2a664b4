/** What clients of both generations, and the Inspector's command line, can rely on. */
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { testServer, type TestServer } from '../../server/test/harness.ts'
import { clientKinds, type McpClient } from './clients.ts'
import { connectAndLeave } from './cycles.ts'
import { type HangingProvider, startHangingProvider } from './hanging-provider.ts'

let server: TestServer
let upstream: HangingProvider
let sessionUrl: string
let sessionId: string
let mcpServerId: string

beforeAll(async () => {
  upstream = await startHangingProvider(({ url }) =>
    url?.includes('/answering') ? { id: 'answering' } : undefined,
  )
  server = await testServer({
    listen: true,
    config: {
      toolkits: { hackernews: { base_url: upstream.url } },
      egress: { allow_private: ['127.0.0.1'] },
    },
  })
  const { body } = await server.call('POST', '/tool_router/session', {
    body: {
      user_id: 'ada',
      toolkits: { enable: ['hackernews'] },
      preload: { tools: ['HACKERNEWS_GET_USER'] },
    },
  })
  sessionId = body.session_id
  sessionUrl = `${server.url}/tool_router/v3/${sessionId}/mcp`
  const made = await server.call('POST', '/mcp/servers/custom', {
    body: { name: 'news', toolkits: ['hackernews'], allowed_tools: ['HACKERNEWS_GET_USER'] },
  })
  mcpServerId = made.body.id
})
afterAll(async () => {
  // A stream that somebody still has open does not hold it up: it would for ten minutes.
  await server.close()
  await upstream.close()
})

describe.each(clientKinds)('$kind', ({ connect }) => {
  const clients: McpClient[] = []
  let told = { session: 0, server: 0 }

  beforeAll(async () => {
    told = { session: 0, server: 0 }
    const serverUrl = `${server.url}/v3/mcp/${mcpServerId}?user_id=ada`
    clients.push(
      await connect(sessionUrl, server.projectKey, () => (told.session += 1)),
      await connect(serverUrl, server.projectKey, () => (told.server += 1)),
    )
  })
  afterAll(() => Promise.all(clients.map((client) => client.close())))

  test('finds and calls the tools of a session and of a server', async () => {
    const [session, own] = clients
    expect(await session?.toolNames()).toContain('COMPOSIO_SEARCH_TOOLS')
    expect((await own?.toolNames())?.[0]).toBe('HACKERNEWS_GET_USER')
    const answer = { structuredContent: { data: { id: 'answering' }, successful: true } }
    const args = { username: 'answering' }
    expect(await session?.call('HACKERNEWS_GET_USER', args)).toMatchObject(answer)
    expect(await own?.call('HACKERNEWS_GET_USER', args)).toMatchObject(answer)
  })

  test('hears when the session or the server is given other tools, and of nothing else', async () => {
    const preload = { tools: ['HACKERNEWS_GET_USER', 'HACKERNEWS_GET_FRONTPAGE'] }
    // A stream may be opened after the client says that it is connected: change until it has heard.
    await expect
      .poll(async () => {
        await server.call('PATCH', `/tool_router/session/${sessionId}`, { body: { preload } })
        return told.session
      })
      .toBeGreaterThan(0)
    expect(told.server).toBe(0)
    let at = 0
    await expect
      .poll(async () => {
        const more = (at += 1) % 2 ? ['HACKERNEWS_GET_FRONTPAGE'] : []
        const allowed_tools = ['HACKERNEWS_GET_USER', ...more]
        await server.call('PATCH', `/mcp/${mcpServerId}`, { body: { allowed_tools } })
        return told.server
      })
      .toBeGreaterThan(0)
    expect(await clients[0]?.toolNames()).toContain('HACKERNEWS_GET_FRONTPAGE')
  })

  test.each(['a session', 'a server'])(
    'cancelling a call through %s ends the request to the provider',
    async (of) => {
      const client = of === 'a session' ? clients[0] : clients[1]
      const cancel = new AbortController()
      const reached = upstream.reached()
      const call = client?.call('HACKERNEWS_GET_USER', { username: 'slow' }, cancel.signal)
      const refused = expect(call).rejects.toThrow()
      await reached
      cancel.abort(new Error('enough'))
      await refused
      await upstream.dropped()
    },
  )
})

test('the Inspector’s command line lists and calls tools', async () => {
  const run = (...args: string[]) => inspector(sessionUrl, server.projectKey, args)
  const { tools } = await run('--method', 'tools/list')
  expect(tools.map(({ name }: { name: string }) => name)).toContain('HACKERNEWS_GET_USER')
  const call = ['--method', 'tools/call', '--tool-name', 'HACKERNEWS_GET_USER']
  const { structuredContent } = await run(...call, '--tool-arg', 'username=answering')
  expect(structuredContent).toMatchObject({ successful: true, data: { id: 'answering' } })
  expect((await run('--method', 'prompts/list')).prompts).toMatchObject([{ name: 'assistive_prompt' }])
})

test('connections that come and go leave nothing behind', async () => {
  const { growth } = await connectAndLeave(sessionUrl, server.projectKey, { cycles: 25, warmUp: 10 })
  // A connection that stayed would hold a server with its handlers: some 100 KB.
  expect(growth).toBeLessThan(4 * 1024 * 1024)
  expect(upstream.server.listening).toBe(true)
})

// The package is a program: it exports nothing.
const program = join(
  dirname(createRequire(import.meta.url).resolve('@modelcontextprotocol/inspector/package.json')),
  'clients/launcher/build/index.js',
)

async function inspector(url: string, key: string, args: readonly string[]) {
  const home = await mkdtemp(join(tmpdir(), 'inspector-'))
  const transport = ['--transport', 'http', '--header', `x-api-key: ${key}`]
  const child = spawn(process.execPath, [program, '--cli', url, ...transport, ...args], {
    env: { PATH: process.env['PATH'], HOME: home },
  })
  let [out, problems] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString('utf8')))
  child.stderr.on('data', (chunk: Buffer) => (problems += chunk.toString('utf8')))
  const code = await new Promise((done) => child.once('close', done))
  await rm(home, { recursive: true, force: true })
  if (code !== 0) throw new Error(`${out}\n${problems}`)
  return JSON.parse(out)
}
