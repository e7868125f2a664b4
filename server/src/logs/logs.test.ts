import { eq } from '../db/sql.ts'
import { afterAll, expect, test } from 'vitest'
import { testServer } from '../../test/harness.ts'
import { purgePayloads, recordExecution } from './logs.ts'
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

test('what is not known is null, and durations are whole milliseconds', async () => {
  const id = await recordExecution(deps, execution)
  const [row] = await deps.db.select().from(toolExecutionLogs).where(eq(toolExecutionLogs.id, id))
  expect(row).toStrictEqual({
    id,
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
  const id = await recordExecution(deps, { ...execution, error: `a\0b${'x'.repeat(3_000)}` })
  const [row] = await deps.db.select().from(toolExecutionLogs).where(eq(toolExecutionLogs.id, id))
  expect(row?.error).toHaveLength(2_000)
  expect(row?.error?.startsWith('abx')).toBe(true)
})

test('what is no proper text is written all the same', async () => {
  const id = await recordExecution(deps, { ...execution, error: 'a\ud800', repairs: ['b\udc00'] })
  const [row] = await deps.db.select().from(toolExecutionLogs).where(eq(toolExecutionLogs.id, id))
  expect(row).toMatchObject({ error: 'a\ufffd', repairs: ['b\ufffd'] })
})

test('calls that end together are each answered when their row is there, and a bad one fails alone', async () => {
  const good = Array.from({ length: 40 }, (_, index) => ({ ...execution, tool: `TOGETHER_${index}` }))
  // No integer of Postgres: the statement that it is in fails.
  const bad = expect(recordExecution(deps, { ...execution, upstreamStatus: 2 ** 40 })).rejects.toThrow()
  const ids = await Promise.all(
    good.map(async (each) => {
      const id = await recordExecution(deps, each)
      const [row] = await deps.db.select().from(toolExecutionLogs).where(eq(toolExecutionLogs.id, id))
      expect(row?.tool).toBe(each.tool)
      return id
    }),
  )
  await bad
  expect(new Set(ids).size).toBe(40)
})

test('other statements of the same connection go on waiting for the disk', async () => {
  // The pool hands out the connection that was used last.
  await recordExecution(deps, execution)
  const { rows } = await deps.db.execute('show synchronous_commit')
  expect(rows).toStrictEqual([{ synchronous_commit: 'on' }])
})

test('arguments and results are kept as long as their project says, and the rows always', async () => {
  const { deps, projectId, call, otherProject, close } = await testServer()
  const careful = await otherProject()
  const set = (body: object) => call('PATCH', '/org/project/config', { body, key: careful.key })
  expect((await set({ log_data_retention_in_days: 2 })).status).toBe(200)
  const payload = { request: { name: 'Ada' } }
  for (const id of [projectId, careful.projectId])
    await recordExecution(deps, { ...execution, projectId: id, payload })
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
