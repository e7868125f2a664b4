import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sql } from '../db/sql.ts'
import { testServer, type TestServer } from '../../test/harness.ts'
import { chainAudit, exportAudit, recordAudit, recordCredentialEvent, verifyChains } from './audit.ts'

let server: TestServer

beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server.close())

/** A chain of its own for each test, with four rows. */
let chain: string
let tests = 0

beforeEach(async () => {
  chain = `pr_chain${(tests += 1)}`
  for (const path of ['/a', '/b', '/c', '/d'])
    await recordAudit(server.deps, {
      event: 'session.created',
      projectId: chain,
      keyId: 'key_1',
      requestId: 'r',
      path,
    })
  await chained()
})

/** The server's own loop may be at it. */
async function chained(): Promise<void> {
  await expect
    .poll(async () => {
      await chainAudit(server.deps)
      return (await server.deps.db.execute(sql`select 1 from audit_events where position = 0`)).rowCount
    })
    .toBe(0)
}

async function reportOf(name: string) {
  for await (const report of verifyChains(server.deps)) if (report.chain === name) return report
  return undefined
}

test('rows are chained in the order in which they came', async () => {
  expect(await reportOf(chain)).toMatchObject({
    intact: 4,
    brokenAt: undefined,
    hash: expect.stringMatching(/^[0-9a-f]{64}$/),
  })
  await recordAudit(server.deps, {
    event: 'session.deleted',
    projectId: chain,
    keyId: 'key_1',
    requestId: 'r',
    path: '/e',
  })
  await chained()
  expect(await reportOf(chain)).toMatchObject({ intact: 5, brokenAt: undefined })
})

describe('it shows when', () => {
  const change = (statement: ReturnType<typeof sql>) => server.deps.db.execute(statement)

  test.each([
    [
      'a row was changed',
      () => sql`update audit_events set key_id = 'key_2' where chain = ${chain} and position = 2`,
      2,
    ],
    [
      'the first row was taken out',
      () => sql`delete from audit_events where chain = ${chain} and position = 1`,
      1,
    ],
    [
      'the first row was changed',
      () => sql`update audit_events set event = 'x' where chain = ${chain} and position = 1`,
      1,
    ],
    [
      'all rows were taken out but the last',
      () => sql`delete from audit_events where chain = ${chain} and position < 4`,
      1,
    ],
    ['a row was taken out', () => sql`delete from audit_events where chain = ${chain} and position = 3`, 3],
    ['rows were cut off', () => sql`delete from audit_events where chain = ${chain} and position > 2`, 3],
    [
      'a row was put in',
      () => sql`insert into audit_events (event, key_id, request_id, path, created_at, chain, position, hash)
        select event, key_id, request_id, '/x', created_at, chain, 5, hash from audit_events where chain = ${chain} and position = 4`,
      5,
    ],
    [
      'two rows changed places',
      () =>
        sql`update audit_events set position = 5 - position where chain = ${chain} and position in (2, 3)`,
      2,
    ],
  ])('%s', async (_name, statement, at) => {
    await change(statement())
    expect(await reportOf(chain)).toMatchObject({ brokenAt: at })
  })
})

test('a call that changed something and a credential that expired both leave rows', async () => {
  const { body } = await server.call('POST', '/tool_router/session', { body: { user_id: 'ada' } })
  await recordCredentialEvent(server.deps, 'credential.expired', { projectId: server.projectId, id: 'ca_1' })
  const rows = []
  for await (const row of exportAudit(server.deps.db, { projectId: server.projectId })) rows.push(row)
  expect(body.session_id).toBeDefined()
  expect(rows.map(({ event, keyId, path }) => [event, keyId.slice(0, 4), path])).toStrictEqual([
    ['session.created', 'key_', '/api/v3.1/tool_router/session'],
    ['credential.expired', 'syst', '/connected_accounts/ca_1'],
  ])
  const later = []
  const since = new Date(Date.now() + 60_000)
  for await (const row of exportAudit(server.deps.db, { since })) later.push(row)
  expect(later).toStrictEqual([])
})
