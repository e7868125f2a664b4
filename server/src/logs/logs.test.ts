import { eq } from '../db/sql.ts'
import { afterAll, expect, test } from 'vitest'
import { testServer } from '../../test/harness.ts'
import { type Execution, purgePayloads, recordExecution } from './logs.ts'
import { toolExecutionLogs } from './logs.table.ts'

const { deps, projectId, close } = await testServer()
afterAll(close)

const execution = {
  projectId,
  tool: 'TEST_TOOL',
  status: 'success',
  durationMs: 12.6,
  timings: { send: 1.25 },
} as const

async function recorded(what: Execution) {
  const id = await recordExecution(deps, what)
  await deps.executionLog.settled()
  const [row] = await deps.db.select().from(toolExecutionLogs).where(eq(toolExecutionLogs.id, id))
  return row
}

test('what is not known is null, and durations are whole milliseconds', async () => {
  expect(await recorded(execution)).toStrictEqual({
    id: expect.stringMatching(/^log_/),
    projectId,
    sessionId: null,
    userId: null,
    connectedAccountId: null,
    authConfigId: null,
    toolkit: null,
    tool: 'TEST_TOOL',
    toolVersion: null,
    status: 'success',
    upstreamStatus: null,
    error: null,
    durationMs: 13,
    timings: { send: 1.25 },
    requestId: null,
    createdAt: expect.any(Date),
    repairs: null,
    payload: null,
  })
})

test('long errors are cut, and NUL, which Postgres refuses, is left out', async () => {
  const row = await recorded({ ...execution, error: `a\0b${'x'.repeat(3_000)}` })
  expect(row?.error).toHaveLength(2_000)
  expect(row?.error?.startsWith('abx')).toBe(true)
})

test('what is no proper text is written all the same', async () => {
  const row = await recorded({ ...execution, error: 'a\ud800', repairs: ['b\udc00'] })
  expect(row).toMatchObject({ error: 'a\ufffd', repairs: ['b\ufffd'] })
})

test('arguments and results are kept as long as their project says, and the rows always', async () => {
  const { deps, projectId, call, otherProject, close } = await testServer()
  const careful = await otherProject()
  const set = (body: object) => call('PATCH', '/org/project/config', { body, key: careful.key })
  expect((await set({ log_data_retention_in_days: 2 })).status).toBe(200)
  const payload = { request: { name: 'Ada' } }
  for (const id of [projectId, careful.projectId])
    await recordExecution(deps, { ...execution, projectId: id, payload })
  await deps.executionLog.settled()
  const keptAfter = async (days: number) => {
    const clock = { now: () => new Date(Date.now() + days * 86_400_000) }
    const removed = await purgePayloads({ db: deps.db, clock })
    const rows = await deps.db.select().from(toolExecutionLogs)
    expect(rows).toHaveLength(2)
    return [removed, ...rows.filter((row) => row.payload !== null).map((row) => row.projectId)]
  }
  expect(await keptAfter(1.9)).toStrictEqual([0, expect.any(String), expect.any(String)])
  expect(await keptAfter(2.1)).toStrictEqual([1, projectId])
  expect(await keptAfter(29.9)).toStrictEqual([0, projectId])
  expect(await keptAfter(30.1)).toStrictEqual([1])
  await close()
})
