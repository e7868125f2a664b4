/** A call that needs an account asks its client's person to open the connect link, where the client can. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { testServer, type TestServer } from '../../server/test/harness.ts'
import { clickLink } from '../rigs/click-link.ts'
import { startUpstream } from '../rigs/upstream.ts'
import { clientKinds } from './clients.ts'

let server: TestServer
let upstream: Awaited<ReturnType<typeof startUpstream>>
let serverId: string

beforeAll(async () => {
  upstream = await startUpstream()
  server = await testServer({
    listen: true,
    config: {
      toolkits: { resend: { base_url: `${upstream.url}/echo` } },
      egress: { allow_private: [new URL(upstream.url).host] },
    },
  })
  await server.call('POST', '/auth_configs', {
    body: {
      toolkit: { slug: 'resend' },
      auth_config: { type: 'use_custom_auth', authScheme: 'API_KEY', credentials: {} },
    },
  })
  const made = await server.call('POST', '/mcp/servers/custom', {
    body: { name: 'mails', toolkits: ['resend'], allowed_tools: ['RESEND_LIST_DOMAINS'] },
  })
  serverId = made.body.id
})
afterAll(async () => {
  await server.close()
  await upstream.close()
})

const connect = (url: unknown) => clickLink(String(url), { fields: { generic_api_key: 're_of_ada' } })
const capabilities = { elicitation: { form: {}, url: {} } }
type Asked = { mode: string; url: string; elicitationId: string }
type Result = { isError?: boolean; structuredContent: { successful: boolean; error: string } }

/** Where the tool is called: both need an account that the user does not have. */
const places = ['a server', 'a session', 'a batch of a session'] as const

type Call = [name: string, args: Record<string, unknown>]

async function placeFor(place: (typeof places)[number], user: string): Promise<{ url: string; call: Call }> {
  if (place === 'a server') {
    return {
      url: `${server.url}/v3/mcp/${serverId}?user_id=${user}&managed_auth=true`,
      call: ['RESEND_LIST_DOMAINS', {}],
    }
  }
  const { body } = await server.call('POST', '/tool_router/session', {
    body: { user_id: user, toolkits: { enable: ['resend'] }, preload: { tools: ['RESEND_LIST_DOMAINS'] } },
  })
  const batch = { tools: [{ tool_slug: 'RESEND_LIST_DOMAINS', arguments: {} }] }
  return {
    url: `${server.url}/tool_router/v3/${body.session_id}/mcp`,
    call: place === 'a session' ? ['RESEND_LIST_DOMAINS', {}] : ['COMPOSIO_MULTI_EXECUTE_TOOL', batch],
  }
}

const [first, second, stateless] = clientKinds

describe.each([first, second])('$kind', (kind) => {
  test.each(places)('%s answers with the link, and says when the account is connected', async (place) => {
    const { url, call } = await placeFor(place, `${kind?.kind} ${place}`)
    const complete: string[] = []
    const client = await kind?.connect(url, server.projectKey, () => {}, {
      capabilities,
      onElicit: () => ({ action: 'cancel' }),
      onComplete: (id) => void complete.push(id),
    })
    // The stream that is told on may open after the client says that it is connected: ask until it has heard.
    let asked: Asked | undefined
    await expect
      .poll(
        async () => {
          if (asked === undefined || complete.length === 0) {
            const refused = await client?.call(...call).catch((error: unknown) => error)
            const elicitations = (refused as { code?: number; data?: { elicitations: Asked[] } })?.data
              ?.elicitations
            if (elicitations?.[0]) {
              expect(refused).toMatchObject({ code: -32042 })
              asked = elicitations[0]
              await connect(asked?.url)
            }
          }
          return complete.length
        },
        { timeout: 30_000 },
      )
      .toBe(1)
    expect(asked).toMatchObject({ mode: 'url', url: expect.stringContaining('/link/lk_') })
    expect(complete).toStrictEqual([asked?.elicitationId])
    expect(await client?.call(...call)).toMatchObject({ structuredContent: { successful: true } })
    await client?.close()
  })
})

test.each(places)(
  'a client of 2026 is asked, and %s goes on once the account is connected',
  async (place) => {
    const { url, call } = await placeFor(place, `2026 ${place}`)
    const asked: unknown[] = []
    const client = await stateless?.connect(url, server.projectKey, undefined, {
      capabilities,
      async onElicit(params) {
        asked.push(params['mode'])
        await connect(params['url'])
        return { action: 'accept' }
      },
    })
    expect(await client?.call(...call)).toMatchObject({ structuredContent: { successful: true } })
    expect(asked).toStrictEqual(['url'])
    await client?.close()
  },
)

test('who does not open the link has the result that says so', async () => {
  const { url, call } = await placeFor('a server', 'eve')
  const client = await stateless?.connect(url, server.projectKey, undefined, {
    capabilities,
    onElicit: () => ({ action: 'decline' }),
  })
  const result = (await client?.call(...call)) as Result
  expect([result.isError, result.structuredContent.error]).toStrictEqual([
    true,
    expect.stringContaining('/link/lk_'),
  ])
  await client?.close()
})

test.each(clientKinds)('$kind, with forms alone or nothing, gets the link in the result', async (kind) => {
  const { url, call } = await placeFor('a server', 'bob')
  for (const parts of [{}, { capabilities: { elicitation: {} }, onElicit: () => ({ action: 'cancel' }) }]) {
    const client = await kind.connect(url, server.projectKey, undefined, parts)
    const result = (await client.call(...call)) as Result
    expect(result.isError).toBe(true)
    expect(result.structuredContent.error).toContain('/link/lk_')
    await client.close()
  }
})
