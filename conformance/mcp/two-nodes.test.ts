/** A client's requests may reach any node of an installation: what one is told, the others act on. */
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { testServer, type TestServer } from '../../server/test/harness.ts'
import { clickLink } from '../rigs/click-link.ts'
import { listen } from '../rigs/listen.ts'
import { clientKinds, type McpClient } from './clients.ts'
import { type HangingProvider, startHangingProvider } from './hanging-provider.ts'

let server: TestServer
let other: Awaited<ReturnType<TestServer['secondNode']>>
let upstream: HangingProvider
let front: Awaited<ReturnType<typeof listen>>
/** Where the front sends each request: to the first node, or to the second. */
let isForSecond: (method: string, body: string) => boolean = () => false
let urls: [string, string]

beforeAll(async () => {
  upstream = await startHangingProvider(({ url }) =>
    url?.includes('/slow') ? undefined : { id: 'pg', data: [] },
  )
  server = await testServer({
    listen: true,
    config: {
      toolkits: { hackernews: { base_url: upstream.url }, resend: { base_url: upstream.url } },
      egress: { allow_private: ['127.0.0.1'] },
    },
  })
  other = await server.secondNode()
  await other.app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = other.app.server.address() as AddressInfo
  urls = [server.url, `http://127.0.0.1:${port}`]
  front = await listen((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8')
      const [first, second] = urls
      const node = isForSecond(request.method ?? '', body) ? second : first
      void pass(node, request, body, response)
    })
  })
})
afterAll(async () => {
  await front.close()
  await other.close()
  await server.close()
  await upstream.close()
})

type Handler = Parameters<typeof listen>[0]

/** Hands a request on to a node, and the answer back as it comes. */
async function pass(
  node: string,
  { method = 'GET', url = '', headers }: Parameters<Handler>[0],
  body: string,
  response: Parameters<Handler>[1],
): Promise<void> {
  const left = new AbortController()
  response.once('close', () => left.abort())
  const { host: _host, connection: _connection, 'content-length': _length, ...sent } = headers
  try {
    const answer = await fetch(node + url, {
      method,
      headers: sent as Record<string, string>,
      signal: left.signal,
      ...(body !== '' && { body }),
    })
    const {
      'content-encoding': _encoding,
      'transfer-encoding': _transfer,
      ...kept
    } = Object.fromEntries(answer.headers)
    response.writeHead(answer.status, kept)
    for await (const chunk of answer.body ?? []) response.write(chunk)
    response.end()
  } catch {
    response.destroy()
  }
}

async function session(extra: object = {}): Promise<string> {
  const { body } = await server.call('POST', '/tool_router/session', {
    body: {
      user_id: 'ada',
      toolkits: { enable: ['hackernews', 'resend'] },
      preload: { tools: ['HACKERNEWS_GET_USER', 'RESEND_LIST_DOMAINS'] },
      ...extra,
    },
  })
  return body.session_id
}
const pathOf = (id: string) => `/tool_router/v3/${id}/mcp`

describe.each(clientKinds)('$kind', (kind) => {
  const clients: McpClient[] = []
  afterAll(() => Promise.all(clients.map((client) => client.close())))

  async function connect(...given: Parameters<typeof kind.connect>): Promise<McpClient> {
    const client = await kind.connect(...given)
    clients.push(client)
    return client
  }

  test('a client that listens on one node hears of changes made on the other', async () => {
    isForSecond = () => false
    const id = await session()
    const made = await server.call('POST', '/mcp/servers/custom', {
      body: { name: 'news', toolkits: ['hackernews'], allowed_tools: ['HACKERNEWS_GET_USER'] },
    })
    const told = { session: 0, server: 0 }
    await connect(urls[0] + pathOf(id), server.projectKey, () => (told.session += 1))
    const own = `/v3/mcp/${made.body.id}?user_id=ada`
    await connect(urls[0] + own, server.projectKey, () => (told.server += 1))
    let at = 0
    // A stream may be opened after the client says that it is connected: change until it has heard.
    await expect
      .poll(
        async () => {
          const more = (at += 1) % 2 ? ['HACKERNEWS_GET_FRONTPAGE'] : []
          const tools = ['HACKERNEWS_GET_USER', ...more]
          await other.call('PATCH', `/tool_router/session/${id}`, { body: { preload: { tools } } })
          await other.call('PATCH', `/mcp/${made.body.id}`, { body: { allowed_tools: tools } })
          return told.session > 0 && told.server > 0
        },
        { timeout: 60_000 },
      )
      .toBe(true)
  })

  test('a call is cancelled through whichever node', async () => {
    isForSecond = (_method, body) => body.includes('notifications/cancelled')
    const client = await connect(front.url + pathOf(await session()), server.projectKey)
    const cancel = new AbortController()
    const reached = upstream.reached()
    const call = client.call('HACKERNEWS_GET_USER', { username: 'slow' }, cancel.signal)
    const refused = expect(call).rejects.toThrow()
    await reached
    cancel.abort(new Error('enough'))
    await refused
    await upstream.dropped()
  })

  test('a person’s answer to a form is taken by whichever node', async () => {
    isForSecond = (_method, body) => body.includes('"action"')
    const permissions = { default: 'ask_every_call' }
    const client = await connect(
      front.url + pathOf(await session({ experimental: { permissions } })),
      server.projectKey,
      undefined,
      {
        capabilities: { elicitation: { form: {} } },
        onElicit: () => ({ action: 'accept', content: { decision: 'allow_once' } }),
      },
    )
    expect(await client.call('HACKERNEWS_GET_USER', { username: 'pg' })).toMatchObject({
      structuredContent: { successful: true },
    })
  })
})

test.each(clientKinds.slice(0, 2))(
  '$kind: a level that one node was told holds on the other',
  async (kind) => {
    isForSecond = (_method, body) => body.includes('logging/setLevel')
    const said: string[] = []
    const permissions = { default: 'ask_every_call' }
    const client = await kind.connect(
      front.url + pathOf(await session({ experimental: { permissions } })),
      server.projectKey,
      undefined,
      { onLog: (level) => void said.push(level) },
    )
    await client.setLogLevel('error')
    // The word to the other node is on its way when the client has its answer.
    await expect
      .poll(async () => {
        said.length = 0
        await client.call('HACKERNEWS_GET_USER', { username: 'pg' })
        return said.length
      })
      .toBe(0)
    await client.close()
  },
)

test.each(clientKinds.slice(0, 2))(
  '$kind: hears on one node of a connection that the other asked for',
  async (kind) => {
    await server.call('POST', '/auth_configs', {
      body: {
        toolkit: { slug: 'resend' },
        auth_config: { type: 'use_custom_auth', authScheme: 'API_KEY', credentials: {} },
      },
    })
    isForSecond = (_method, body) => body.includes('tools/call')
    const complete: string[] = []
    const client = await kind.connect(
      front.url + pathOf(await session({ user_id: kind.kind })),
      server.projectKey,
      () => {},
      {
        capabilities: { elicitation: { url: {} } },
        onElicit: () => ({ action: 'cancel' }),
        onComplete: (id) => void complete.push(id),
      },
    )
    const links: { url: string; elicitationId: string }[] = []
    // Until the stream is open nobody hears that a link was asked for.
    await expect
      .poll(
        async () => {
          if (complete.length > 0) return true
          const refused = await client.call('RESEND_LIST_DOMAINS', {}).catch((error: unknown) => error)
          const { data } = refused as { data?: { elicitations: typeof links } }
          if (data) links.push(...data.elicitations)
          const link = links.at(-1)
          if (data && link) await clickLink(link.url, { fields: { generic_api_key: 're_of_ada' } })
          return complete.length > 0
        },
        { timeout: 60_000 },
      )
      .toBe(true)
    expect(links.map(({ elicitationId }) => elicitationId)).toContain(complete[0])
    await client.close()
  },
)
