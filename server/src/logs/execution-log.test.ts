import { spawnSync } from 'node:child_process'
import { appendFileSync } from 'node:fs'
import { mkdtemp, readdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test, vi } from 'vitest'
import { DiskNotes } from '../db/disk-notes.ts'
import { eq } from '../db/sql.ts'
import { testServer } from '../../test/harness.ts'
import { openExecutionLog } from './execution-log.ts'
import { recordExecution } from './logs.ts'
import { toolExecutionLogs } from './logs.table.ts'

const server = await testServer()
const { db } = server.deps
const errors: string[] = []
const log = { ...server.deps.log, error: (_fields: unknown, text?: string) => void errors.push(text ?? '') }
const execution = {
  projectId: server.projectId,
  tool: 'TEST_TOOL',
  status: 'success',
  durationMs: 1,
  timings: {},
} as const
let dataDir: string

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'patchbay-log-'))
  errors.length = 0
})
afterAll(() => server.close())

const open = () => openExecutionLog({ db, env: { ...server.deps.env, dataDir }, log })

async function isWritten(id: string): Promise<boolean> {
  const rows = await db.select().from(toolExecutionLogs).where(eq(toolExecutionLogs.id, id))
  return rows.length === 1
}

const files = () => readdir(join(dataDir, 'execution-log'))

async function lines(): Promise<string[]> {
  const names = await files()
  const texts = names.map((name) => readFile(join(dataDir, 'execution-log', name), 'utf8'))
  return (await Promise.all(texts)).join('').split('\n').filter(Boolean)
}

/** Runs `work` while Postgres has no such table. */
async function whileAway(work: () => Promise<void>): Promise<void> {
  await db.execute('alter table tool_execution_logs rename to away')
  await work().finally(() => db.execute('alter table away rename to tool_execution_logs'))
}

test('a row is on the disk when its call is answered, and leaves it when Postgres has it', async () => {
  const executionLog = await open()
  let id = ''
  await whileAway(async () => {
    id = await recordExecution({ db, executionLog }, execution)
    expect(await lines()).toStrictEqual([expect.stringContaining(id)])
    await expect(executionLog.settled()).rejects.toThrow()
    expect(await lines()).toHaveLength(1)
  })
  await executionLog.settled()
  expect(await isWritten(id)).toBe(true)
  expect(await lines()).toStrictEqual([])
  await executionLog.close()
  expect(await files()).toStrictEqual([])
})

test('nobody has to read the log for it to be written', async () => {
  const executionLog = await open()
  const id = await recordExecution({ db, executionLog }, execution)
  await vi.waitFor(async () => expect(await isWritten(id)).toBe(true))
  await executionLog.close()
})

test('what a process had answered for before it was killed is written at the next start, once', async () => {
  const row = (id: string) => JSON.stringify({ ...execution, id, createdAt: new Date().toISOString() })
  const killed = spawnSync(process.execPath, [
    '--input-type=module',
    '--eval',
    `import { DiskNotes } from ${JSON.stringify(new URL('../db/disk-notes.ts', import.meta.url).href)}
     const notes = new DiskNotes(${JSON.stringify(join(dataDir, 'execution-log'))})
     notes.add(${JSON.stringify(row('log_a'))})
     notes.add(${JSON.stringify(row('log_b'))})
     process.kill(process.pid, 'SIGKILL')`,
  ])
  expect(killed.signal).toBe('SIGKILL')
  const [left = ''] = await files()
  // The last line was cut off as it was written.
  appendFileSync(join(dataDir, 'execution-log', left), row('log_c').slice(0, 40))
  for (let start = 0; start < 2; start += 1) await (await open()).close()
  expect([await isWritten('log_a'), await isWritten('log_b'), await isWritten('log_c')]).toStrictEqual([
    true,
    true,
    false,
  ])
  expect(await files()).toStrictEqual([])
})

test('a row that Postgres refuses takes no other with it', async () => {
  const executionLog = await open()
  const deps = { db, executionLog }
  const before = await recordExecution(deps, execution)
  // No integer of Postgres.
  const bad = await recordExecution(deps, { ...execution, upstreamStatus: 2 ** 40 })
  const after = await recordExecution(deps, execution)
  await executionLog.settled()
  expect([await isWritten(before), await isWritten(bad), await isWritten(after)]).toStrictEqual([
    true,
    false,
    true,
  ])
  expect(errors).toStrictEqual(['a row of the execution log is none that Postgres takes'])
  await executionLog.close()
})

test('a disk that takes nothing makes a call wait for Postgres', async () => {
  const executionLog = await open()
  const full = vi.spyOn(DiskNotes.prototype, 'add').mockImplementation(() => {
    throw new Error('ENOSPC')
  })
  const id = await recordExecution({ db, executionLog }, execution)
  full.mockRestore()
  expect(await isWritten(id)).toBe(true)
  await executionLog.close()
})
