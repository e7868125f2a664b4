import { afterAll, beforeAll, expect, test } from 'vitest'
import { testServer, type TestServer } from '../../test/harness.ts'
import { recordExecution } from '../logs/logs.ts'

let server: TestServer

beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server.close())

const record = (projectId: string, tool: string, userId: string) =>
  recordExecution(server.deps, { projectId, tool, userId, status: 'success', durationMs: 1, timings: {} })

const ask = (path: string, body: object, key?: string) =>
  server.call('POST', path, { body, ...(key !== undefined && { key }) })

const askOrg = (path: string, body: object) =>
  server.call('POST', `/org/usage${path}`, {
    body,
    key: null,
    headers: { 'x-org-api-key': server.organizationKey },
  })

test('counts every call once, also when many are written at the same time', async () => {
  const { key, projectId } = await server.otherProject()
  await Promise.all(Array.from({ length: 200 }, (_, at) => record(projectId, `T_${at % 2}`, `u${at % 4}`)))
  const { body } = await ask('/project/usage/summary', {}, key)
  expect(body.entities).toStrictEqual({
    tool_calls: { unit: 'call', total_quantity: '200', event_count: 200 },
    sessions: { unit: 'session', total_quantity: '0', event_count: 0 },
  })
})

test('breaks down by tool, and by whatever else is asked for', async () => {
  const { key, projectId } = await server.otherProject()
  for (const tool of ['A', 'B', 'B']) await record(projectId, tool, 'ada')
  await record(projectId, 'C', 'bob')
  const breakdown = async (body: object) => {
    const answer = await ask('/project/usage/tool_calls', body, key)
    return answer.body.groups.map((group: { key: string; event_count: number }) => [
      group.key,
      group.event_count,
    ])
  }
  expect(await breakdown({})).toStrictEqual([
    ['B', 2],
    ['A', 1],
    ['C', 1],
  ])
  expect(await breakdown({ group_by: 'user_id', order_direction: 'asc' })).toStrictEqual([
    ['bob', 1],
    ['ada', 3],
  ])
  expect(await breakdown({ order_by: 'key', order_direction: 'desc', limit: 1 })).toStrictEqual([['C', 1]])
  expect(await breakdown({ filters: { user_id: ['bob'] } })).toStrictEqual([['C', 1]])
})

test('counts only what lies in the range', async () => {
  const { key, projectId } = await server.otherProject()
  await record(projectId, 'A', 'ada')
  const now = Date.now()
  const count = async (range: object) =>
    (await ask('/project/usage/summary', { ...range, entity_types: ['tool_calls'] }, key)).body.entities
      .tool_calls.event_count
  expect(await count({ from: now - 60_000, to: now + 60_000 })).toBe(1)
  expect(await count({ to: now - 60_000 })).toBe(0)
  expect((await ask('/project/usage/summary', { from: 2, to: 1 }, key)).body.error.errors).toStrictEqual([
    'from: must not be after to (1)',
  ])
})

test('sessions are counted by user', async () => {
  const { key } = await server.otherProject()
  for (const user_id of ['ada', 'ada', 'bob']) await ask('/tool_router/session', { user_id }, key)
  const { body } = await ask('/project/usage/sessions', {}, key)
  expect(body).toMatchObject({ entity_type: 'sessions', unit: 'session', total_quantity: '3' })
  expect(body.groups[0]).toStrictEqual({ key: 'ada', total_quantity: '2', event_count: 2 })
})

test('an organisation sees the sum of its own projects and of no other', async () => {
  const other = await server.otherProject()
  await record(other.projectId, 'THEIRS', 'x')
  await record(server.projectId, 'OURS', 'x')
  const { body } = await askOrg('/tool_calls', {})
  expect(body.groups).toStrictEqual([{ key: 'OURS', total_quantity: '1', event_count: 1 }])
  expect(
    (await askOrg('/tool_calls', { filters: { project_id: [server.projectId] } })).body.event_count,
  ).toBe(1)
  expect((await askOrg('/summary', { filters: { project_id: [other.projectId] } })).status).toBe(404)
})

test.each([
  ['/project/usage/nothing', {}, 'entity_type'],
  ['/project/usage/summary', { entity_types: ['constructor'] }, 'entity_types'],
  ['/project/usage/tool_calls', { group_by: '__proto__' }, 'group_by'],
  ['/project/usage/tool_calls', { limit: 1001 }, 'limit'],
])('%s %j is refused, naming %s', async (path, body, field) => {
  const answer = await ask(path, body)
  expect(answer.status).toBe(400)
  expect(answer.body.error.errors[0]).toMatch(new RegExp(`^${field}: `))
})
