import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import { testServer, type TestServer } from '../../server/test/harness.ts'
import { startUpstream } from '../rigs/upstream.ts'
import { type ClientKind, clientKinds, type McpClient } from './clients.ts'

let server: TestServer
let upstream: Awaited<ReturnType<typeof startUpstream>>
const clients: McpClient[] = []

beforeAll(async () => {
  upstream = await startUpstream()
  server = await testServer({
    listen: true,
    config: {
      toolkits: { hackernews: { base_url: `${upstream.url}/echo` } },
      egress: { allow_private: [new URL(upstream.url).host] },
    },
  })
})
afterAll(async () => {
  await server.close()
  await upstream.close()
})
beforeEach(() => upstream.clear())
afterEach(async () => {
  for (const client of clients.splice(0)) await client.close()
})

type Result = { content: { text: string }[]; isError?: boolean }
type Answer = { action: 'accept' | 'decline' | 'cancel'; content?: Record<string, string> }

/** A client of a new session that asks at every call; `answer` is what its person does with a form. */
async function open(kind: ClientKind, answer?: (message: string) => Answer) {
  const made = await server.call('POST', '/tool_router/session', {
    body: {
      user_id: 'ada',
      preload: { tools: ['HACKERNEWS_GET_USER'] },
      experimental: { permissions: { default: 'ask_every_call' } },
    },
  })
  const asked: string[] = []
  const client = await kind.connect(
    `${server.url}/tool_router/v3/${made.body.session_id}/mcp`,
    server.projectKey,
    undefined,
    answer && {
      capabilities: { elicitation: { form: {} } },
      onElicit({ message }) {
        asked.push(String(message))
        return answer(String(message))
      },
    },
  )
  clients.push(client)
  const call = async (name: string, args: Record<string, unknown>) => {
    const { content, isError } = (await client.call(name, args)) as Result
    const [text] = content
    return { isError, ...JSON.parse(text?.text ?? '{}') }
  }
  return { call, asked, session: made.body.session_id as string }
}

const user = { username: 'pg' }
const allow = (decision: string) => (): Answer => ({ action: 'accept', content: { decision } })

describe.each(clientKinds)('$kind', (kind) => {
  const connect = (answer?: (message: string) => Answer) => open(kind, answer)

  test('a person is shown the call and its arguments, and allows it', async () => {
    const { call, asked } = await connect(allow('allow_once'))
    const result = await call('HACKERNEWS_GET_USER', user)
    expect(result.error).toBeNull()
    expect(asked).toHaveLength(1)
    expect(asked[0]).toMatch(/^Allow HACKERNEWS_GET_USER\? Asked because the session asks.*"pg"/s)
    expect(upstream.calls()).toHaveLength(1)
    await call('HACKERNEWS_GET_USER', user)
    expect(asked).toHaveLength(2)
  })

  test('an answer for the session is asked for once', async () => {
    const { call, asked } = await connect(allow('allow_session'))
    await call('HACKERNEWS_GET_USER', user)
    await call('HACKERNEWS_GET_USER', { username: 'sama' })
    expect(asked).toHaveLength(1)
    expect(upstream.calls()).toHaveLength(2)
  })

  test('who declines has the call refused, who cancels leaves it open, and what is no answer decides nothing', async () => {
    const declined = await connect(() => ({ action: 'decline' }))
    expect((await declined.call('HACKERNEWS_GET_USER', user)).error).toContain('the person said no')
    for (const answer of [(): Answer => ({ action: 'cancel' }), allow('whatever')]) {
      const { call, asked, session } = await connect(answer)
      expect((await call('HACKERNEWS_GET_USER', user)).data.approval_required).toBe(true)
      expect(asked).toHaveLength(1)
      const { body } = await server.call('GET', `/approvals?status=pending&session_id=${session}`)
      expect(body.total_items).toBe(1)
    }
    expect(upstream.calls()).toStrictEqual([])
  })

  test('a batch is asked about call by call, and made once', async () => {
    const { call, asked } = await connect((message) =>
      message.includes('"eve"')
        ? { action: 'decline' }
        : { action: 'accept', content: { decision: 'allow_once' } },
    )
    const tools = ['pg', 'eve'].map((username) => ({
      tool_slug: 'HACKERNEWS_GET_USER',
      arguments: { username },
    }))
    const result = await call('COMPOSIO_MULTI_EXECUTE_TOOL', { tools })
    expect(asked).toHaveLength(2)
    expect(result.data).toMatchObject({ success_count: 1, error_count: 1 })
    expect(upstream.calls()).toHaveLength(1)
  })

  test('a client without forms is told of the approval', async () => {
    const { call } = await connect()
    const result = await call('HACKERNEWS_GET_USER', user)
    expect(result.isError).toBe(true)
    expect(result.data.approval.decide).toContain('/decide')
    expect(upstream.calls()).toStrictEqual([])
  })
})
