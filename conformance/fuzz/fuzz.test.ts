import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { listOperations, operations } from '../../server/src/app.ts'
import { sql } from '../../server/src/db/sql.ts'
import { knownTo } from './known.ts'
import { describedIn, requestsTo, type Described, type FuzzRequest } from './requests.ts'
import { problemsOf, type Answer } from './verdict.ts'
import { startWorld, type World } from './world.ts'

/** Fixed, so that a failure comes again; `PATCHBAY_FUZZ_SEED` and `PATCHBAY_FUZZ_RUNS` look elsewhere. */
const seed = Number(process.env['PATCHBAY_FUZZ_SEED'] ?? 20_260_131)
/** Requests to each operation; `npm run fuzz` sends four times as many, more than 20,000 in all. */
const numRuns = Number(process.env['PATCHBAY_FUZZ_RUNS'] ?? 40)
/** Where so many requests hit nothing that the operation could do, as many again are sent, up to so often. */
const mostRounds = Math.max(4, Math.floor(160 / numRuns))

let world: World
let described: Described[] = []
/** How often each operation answered with each status. */
const tally: Record<string, Record<number, number>> = {}
/** Rows of the audit trail by event, when the fuzzing began. */
let auditedBefore: Record<string, number> = {}

async function auditRows(): Promise<Record<string, number>> {
  const { rows } = await world.server.deps.db.execute<{ event: string; rows: number }>(
    sql`select event, count(*)::int as rows from audit_events where path like '/api/%' group by event`,
  )
  return Object.fromEntries(rows.map((row) => [row.event, row.rows]))
}

/** What changes and deletes things comes last, so that the others find them. */
const order = ['GET', 'POST', 'PATCH', 'DELETE']
const inOrder = listOperations().toSorted((a, b) => order.indexOf(a.method) - order.indexOf(b.method))

async function send(operationId: string, { method, url, headers, payload }: FuzzRequest): Promise<Answer> {
  const response = await world.server.app.inject({
    method,
    url,
    headers,
    ...(payload !== undefined && { payload }),
  })
  const answers = (tally[operationId] ??= {})
  answers[response.statusCode] = (answers[response.statusCode] ?? 0) + 1
  return {
    status: response.statusCode,
    contentType: String(response.headers['content-type'] ?? ''),
    text: response.body,
  }
}

/** Operations that are no events of administration. */
const unaudited: string[] = [
  // It writes rows of its own: one for each key that it ended.
  'postApiKeyRevocation',
  // A login that nobody has linked; linking and collecting write rows.
  'postCliCreateSession',
  // They read, with a body for what is wanted.
  'postToolkitsMulti',
  'postToolsScopesRequired',
  'postToolsExecuteByToolSlugInput',
  'postToolRouterSessionBySessionIdAttach',
  'postToolRouterSessionBySessionIdSearch',
  'postConsumerPermissionsResolve',
  'postOrgConsumerProjectResolve',
  'postPoliciesTest',
  'postMcpServersGenerate',
  'postLogsToolExecution',
  'postInternalActionExecutionLogs',
  'postInternalTriggerLogs',
  'postProjectUsageSummary',
  'postProjectUsageByEntityType',
  'postOrgUsageSummary',
  'postOrgUsageByEntityType',
  // What agents do is in the execution log; their files are listed.
  'postCliCodactFailures',
  'postToolsExecuteByToolSlug',
  'postToolsExecuteProxy',
  'postFilesUploadRequest',
  'postToolRouterSessionBySessionIdExecute',
  'postToolRouterSessionBySessionIdExecuteMeta',
  'postToolRouterSessionBySessionIdProxyExecute',
  'postToolRouterSessionBySessionIdMountsByMountIdUploadUrl',
  'postToolRouterSessionBySessionIdMountsByMountIdDownloadUrl',
  'postToolRouterSessionBySessionIdMountsByMountIdDelete',
]

/** Operations of which no request can succeed here. */
const used = new Set([
  // The world has used this one up: a project has one subscription.
  'postWebhookSubscriptions',
  // Chance hardly hits an account, a type and a configuration that fit; `reference.test.ts` asks for both.
  'postTriggerInstancesBySlugUpsert',
  'postWebhookEndpointsByNanoId',
  // Its triggers may be disabled by then, as their accounts have ended; `triggers.test.ts` sends events.
  'postTriggerInstancesManageByTriggerIdTest',
  // The user's accounts may have ended by then; `mcp-servers.test.ts` gives one an instance.
  'postMcpServersByServerIdInstances',
  // Nobody has connected at a provider; `auth-sessions.test.ts` does.
  'postConnectedAccountsCompleteAuth',
  // A credential ends once; the test of the operation does it at a real provider.
  'postConnectedAccountsByNanoidRevoke',
  // Chance writes no API description; the tests of custom toolkits bring some.
  'postCustomToolkitsUpsert',
  'postCustomToolkitsSync',
  'getCustomToolkitsBySlug',
  'postCustomToolkitsBySlugReview',
  'deleteCustomToolkitsBySlug',
  // The login of a command line client has an id that nobody can guess; `cli-clients.test.ts` makes one.
  'getCliGetSession',
  // No event has come; `internal-logs.test.ts` records some.
  'getInternalTriggerLogById',
])

function summary(): string {
  const total: Record<number, number> = {}
  for (const answers of Object.values(tally)) {
    for (const [status, count] of Object.entries(answers)) {
      total[Number(status)] = (total[Number(status)] ?? 0) + count
    }
  }
  const sent = Object.values(total).reduce((sum, count) => sum + count, 0)
  return `${sent} requests, answers by status: ${JSON.stringify(total)}\n`
}

beforeAll(async () => {
  world = await startWorld({ PATCHBAY_LOG_LEVEL: process.env['PATCHBAY_LOG_LEVEL'] ?? 'silent' })
  auditedBefore = await auditRows()
  const { body } = await world.server.app.inject('/openapi.json')
  described = describedIn(JSON.parse(body))
})

afterAll(async () => {
  process.stdout.write(summary())
  await world?.close()
})

/** Whether an operation has done nothing that it was asked for. */
function refused(operationId: string): boolean {
  const statuses = Object.keys(tally[operationId] ?? {})
  return !statuses.includes('200') && !statuses.includes('201')
}

describe('whatever is sent', () => {
  test.each(inOrder)('$operationId answers as documented', async ({ operationId }) => {
    const operation = described.find((row) => row.operationId === operationId)
    if (!operation) throw new Error(`${operationId} is not in /openapi.json`)
    const answers = fc.asyncProperty(
      requestsTo(operation, knownTo(world, operation), world.keys),
      async (request) => {
        expect(problemsOf(await send(operationId, request), operation.statuses)).toStrictEqual([])
      },
    )
    for (let round = 0; round < mostRounds && (round === 0 || refused(operationId)); round += 1) {
      await fc.assert(answers, { seed: seed + round, numRuns, endOnFailure: false })
      if (used.has(operationId)) break
    }
  })

  test('each operation was also asked for something that it could do', () => {
    const refusing = inOrder.filter(({ operationId }) => !used.has(operationId) && refused(operationId))
    expect(refusing.map(({ operationId }) => operationId)).toStrictEqual([])
  })

  test('each call that changed something has its row in the audit trail, and no other call has one', async () => {
    const changes: Record<string, number> = {}
    for (const { operationId, audit } of operations) {
      const { 200: ok = 0, 201: created = 0 } = tally[operationId] ?? {}
      if (audit !== 'none') changes[audit] = (changes[audit] ?? 0) + ok + created
    }
    const after = await auditRows()
    const written = Object.keys(changes).map((event) => [
      event,
      (after[event] ?? 0) - (auditedBefore[event] ?? 0),
    ])
    expect(Object.fromEntries(written)).toStrictEqual(changes)
    expect(Object.values(changes).filter((count) => count > 0).length).toBeGreaterThan(20)
  })

  test('operations without a row change nothing that is administered, or say so themselves', () => {
    const silent = operations.filter(({ method, audit }) => method !== 'GET' && audit === 'none')
    expect(silent.map(({ operationId }) => operationId).toSorted()).toStrictEqual(unaudited.toSorted())
    expect(operations.filter(({ method, audit }) => method === 'GET' && audit !== 'none')).toStrictEqual([])
  })

  test('nothing was put on the prototype of all objects', () => {
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
    expect(Object.keys(Object.prototype)).toStrictEqual([])
  })

  test('the other project has everything that it had', async () => {
    const { server, foreign, foreignKey: key } = world
    const rows = [
      ...foreign.authConfigs.map((id) => `/auth_configs/${id}`),
      ...foreign.accounts.map((id) => `/connected_accounts/${id}`),
      ...foreign.sessions.map((id) => `/tool_router/session/${id}`),
    ]
    const statuses = await Promise.all(
      rows.map(async (path) => (await server.call('GET', path, { key })).status),
    )
    expect(statuses).toStrictEqual(rows.map(() => 200))
  })
})
