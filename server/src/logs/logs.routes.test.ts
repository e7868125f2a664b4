import { afterAll, beforeAll, expect, test } from 'vitest'
import { testServer, type TestServer } from '../../test/harness.ts'
import { recordExecution } from './logs.ts'

let server: TestServer

beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server.close())

/** Writes a row of a project of its own for each test, so that tests do not see each other's. */
async function project() {
  const { key, projectId } = await server.otherProject()
  return {
    record: (tool: string, more: object = {}) =>
      recordExecution(server.deps, {
        projectId,
        tool,
        status: 'success',
        durationMs: 12,
        timings: { send: 9 },
        ...more,
      }),
    search: async (body: object) => server.call('POST', '/logs/tool_execution', { body, key }),
    get: async (id: string) => server.call('GET', `/logs/tool_execution/${id}`, { key }),
  }
}

type Listed = { metadata: { tool_slug: string } }
const toolsOf = (body: { logs: Listed[] }) => body.logs.map(({ metadata }) => metadata.tool_slug)

test('shows a call with names, ids and times', async () => {
  const { record, get } = await project()
  const id = await record('SLACK_SEND_MESSAGE', {
    toolkit: 'slack',
    userId: 'ada',
    connectedAccountId: 'ca_1',
    authConfigId: 'ac_1',
    status: 'failed',
    error: '429 Too Many Requests',
    upstreamStatus: 429,
    requestId: 'req_1',
  })
  const { status, body } = await get(id)
  expect(status).toBe(200)
  expect(body).toStrictEqual({
    id,
    timestamp: expect.stringMatching(/Z$/),
    type: 'tool.execution',
    status: 'failed',
    level: 'error',
    message: '429 Too Many Requests',
    metadata: {
      tool_slug: 'SLACK_SEND_MESSAGE',
      toolkit_slug: 'slack',
      user_id: 'ada',
      connected_account_id: 'ca_1',
      auth_config_id: 'ac_1',
    },
    metrics: { duration_ms: 12, provider_status: 429 },
    parent: null,
    timings: { start_time: body.timings.end_time - 12, end_time: Date.parse(body.timestamp) },
    context: { request_id: 'req_1' },
    source: {},
    data: { steps_ms: { send: 9 }, error: '429 Too Many Requests' },
  })
})

test('pages through everything once, newest first, whatever is written meanwhile', async () => {
  const { record, search } = await project()
  for (let at = 0; at < 7; at += 1) await record(`T_${at}`)
  const seen: string[] = []
  let cursor: string | null = null
  do {
    const { body }: Awaited<ReturnType<typeof search>> = await search({ limit: 2, cursor })
    seen.push(...toolsOf(body))
    cursor = body.next_cursor
    await record('LATER')
  } while (cursor !== null)
  expect(seen.filter((tool) => tool !== 'LATER').toSorted()).toStrictEqual([
    'T_0',
    'T_1',
    'T_2',
    'T_3',
    'T_4',
    'T_5',
    'T_6',
  ])
})

test.each([
  ['==', 'MAIL_SEND', ['MAIL_SEND']],
  ['!=', 'MAIL_SEND', ['MAIL_100%', 'CHAT_POST']],
  ['contains', 'mail', ['MAIL_100%', 'MAIL_SEND']],
  ['contains', '%', ['MAIL_100%']],
  ['not_contains', 'MAIL', ['CHAT_POST']],
] as const)('filters tools by %s %s', async (operator, value, tools) => {
  const { record, search } = await project()
  for (const tool of ['MAIL_SEND', 'CHAT_POST', 'MAIL_100%']) await record(tool)
  const { body } = await search({ filters: [{ field: 'tool_slug', operator, value }] })
  expect(toolsOf(body).toSorted()).toStrictEqual([...tools].toSorted())
})

test('a call without a value passes !=, and all filters have to hold', async () => {
  const { record, search } = await project()
  await record('A', { userId: 'ada', status: 'failed' })
  await record('B', { userId: 'bob', status: 'failed' })
  await record('C')
  const notAda = { field: 'user_id', operator: '!=', value: 'ada' }
  const failed = { field: 'status', operator: '==', value: 'failed' }
  expect(toolsOf((await search({ filters: [notAda] })).body).toSorted()).toStrictEqual(['B', 'C'])
  expect(toolsOf((await search({ filters: [notAda, failed] })).body)).toStrictEqual(['B'])
})

test('keeps to a time range, its end not included', async () => {
  const { record, search, get } = await project()
  const at = (await get(await record('NOW'))).body.timings.end_time
  expect(toolsOf((await search({ time_range: { from: at, to: at + 1 } })).body)).toStrictEqual(['NOW'])
  expect(toolsOf((await search({ time_range: { from: at + 1, to: at + 1000 } })).body)).toStrictEqual([])
  expect((await search({ time_range: { from: 2, to: 1 } })).status).toBe(400)
})

test('is of one project alone', async () => {
  const [mine, theirs] = [await project(), await project()]
  const id = await theirs.record('SECRET')
  expect((await mine.get(id)).body.error.slug).toBe('Log_NotFound')
  const byId = { filters: [{ field: 'log_id', operator: '==', value: id }] }
  expect((await mine.search(byId)).body).toStrictEqual({ logs: [], next_cursor: null })
})

test.each(['MTox', 'x', '9999999999999999:a', ''])('refuses the cursor %j', async (cursor) => {
  const { search } = await project()
  expect((await search({ cursor })).status).toBe(400)
})
