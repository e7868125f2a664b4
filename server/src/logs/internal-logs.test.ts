import { afterAll, beforeAll, expect, test } from 'vitest'
import { testServer, type TestServer } from '../../test/harness.ts'
import { recordEvent } from '../events/events.ts'
import { recordExecution } from './logs.ts'

let server: TestServer

beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server.close())

const search = (body: object, key?: string) =>
  server.call('POST', '/internal/action_execution/logs', { body, ...(key !== undefined && { key }) })

test('calls are found by fields in either spelling, page by page, and shown in full', async () => {
  const { projectId } = server
  for (const tool of ['RESEND_LIST_DOMAINS', 'GITHUB_GET_A_REPOSITORY', 'GITHUB_CREATE_AN_ISSUE']) {
    await recordExecution(server.deps, {
      projectId,
      tool,
      toolkit: tool.split('_')[0]?.toLowerCase(),
      userId: 'ada',
      status: tool.includes('CREATE') ? 'failed' : 'success',
      error: tool.includes('CREATE') ? '404 Not Found' : undefined,
      durationMs: 30,
      timings: { pick_account: 5, send: 25 },
      payload: { request: { owner: 'x' } },
    })
  }
  const first = await search({ cursor: null, limit: 2 })
  expect(first.status).toBe(200)
  expect(first.body.data.map((row: { actionKey: string }) => row.actionKey)).toStrictEqual([
    'GITHUB_CREATE_AN_ISSUE',
    'GITHUB_GET_A_REPOSITORY',
  ])
  const second = await search({ cursor: first.body.nextCursor, limit: 2 })
  expect(second.body).toMatchObject({ data: [{ actionKey: 'RESEND_LIST_DOMAINS' }], nextCursor: null })
  const params = [
    { field: 'appKey', operation: 'equals', value: 'github' },
    { field: 'status', operation: '==', value: 'failed' },
  ]
  const found = await search({ cursor: null, search_params: params })
  expect(found.body.data).toMatchObject([
    {
      app: { name: 'GitHub' },
      entityId: 'ada',
      status: 'failed',
      executionTime: 30,
      minimalResponse: '404 Not Found',
    },
  ])
  const lower = { field: 'actionKey', operation: 'contains', value: 'github' }
  expect((await search({ search_params: [lower], case_sensitive: true })).body.data).toStrictEqual([])
  expect((await search({ search_params: [lower] })).body.data).toHaveLength(2)

  const { body } = await server.call('GET', `/internal/action_execution/log/${found.body.data[0].id}`)
  expect(body).toMatchObject({
    actionId: 'GITHUB_CREATE_AN_ISSUE',
    status: 'error',
    payloadReceived: { owner: 'x' },
    totalDuration: '30ms',
    error: { message: '404 Not Found' },
    steps: [
      { type: 'fetch_connection_details', totalDuration: 5, status: 'success' },
      { type: 'tool_execution', totalDuration: 25, status: 'failure' },
    ],
  })
  expect(body.endTime - body.startTime).toBe(30)
})

test('a field that there is not is named, and the fields that there are can be listed', async () => {
  const { status, body } = await search({ search_params: [{ field: 'constructor', value: '1' }] })
  expect([status, body.error.errors]).toStrictEqual([400, ['search_params: there is no field constructor']])
  const { fields } = (await server.call('GET', '/internal/action_execution/fields')).body
  expect(fields.log).toContainEqual({ id: 'tool_slug', displayName: 'Tool', type: 'string' })
})

test('events of triggers are found by what they are about, and belong to their project', async () => {
  const { projectId } = server
  for (const [at, user] of ['ada', 'bob', 'ada'].entries()) {
    const data = {
      log_id: `log_${at}`,
      trigger_slug: 'GITHUB_FOLLOWER_EVENT',
      trigger_id: 'ti_1',
      connected_account_id: 'ca_1',
      auth_config_id: 'ac_1',
      user_id: user,
      payload: { login: `someone-${at}` },
    }
    const event = { projectId, type: 'composio.trigger.message' as const, subjectId: 'ti_1', data }
    await recordEvent(server.deps.db, { ...event, occurredAt: server.deps.clock.now() })
  }
  const find = (body: object, key = server.projectKey) =>
    server.call('POST', '/internal/trigger/logs', { body, key })
  const { body } = await find({ userId: 'ada', limit: 1, time: '5m' })
  expect(body.data).toMatchObject([
    {
      connectionId: 'ca_1',
      entityId: 'ada',
      status: 'success',
      appName: 'github',
      type: 'trigger',
      meta: { triggerName: 'GITHUB_FOLLOWER_EVENT', triggerProviderPayload: '{"login":"someone-2"}' },
    },
  ])
  const rest = await find({ userId: 'ada', limit: 1, cursor: body.nextCursor, include_payload: false })
  expect(rest.body.data).toHaveLength(1)
  expect(rest.body.data[0].meta).not.toHaveProperty('triggerProviderPayload')
  expect(rest.body.nextCursor).toBeNull()
  expect((await find({ search: 'SOMEONE-1' })).body.data).toHaveLength(1)
  expect((await find({ status: 'error' })).body.data).toStrictEqual([])

  const id = body.data[0].id
  expect((await server.call('GET', `/internal/trigger/log/${id}`)).body.log).toStrictEqual(body.data[0])
  const other = await server.otherProject()
  expect((await server.call('GET', `/internal/trigger/log/${id}`, { key: other.key })).status).toBe(404)
  expect((await find({}, other.key)).body.data).toStrictEqual([])
})
