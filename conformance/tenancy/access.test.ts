/** Who may call what: every operation of `/openapi.json` with every kind of key, right and wrong. */
import { afterAll, beforeAll, expect, test } from 'vitest'

import { sql } from '../../server/src/db/sql.ts'
import { testServer, type TestServer } from '../../server/test/harness.ts'

type Kind = 'ApiKeyAuth' | 'UserApiKeyAuth' | 'OrgApiKeyAuth'
type Row = { operationId: string; method: 'GET' | 'POST' | 'PATCH' | 'DELETE'; path: string; takes: Kind[] }
type Document = {
  paths: Record<string, Record<string, { operationId: string; security: Record<string, unknown>[] }>>
}

const headers: Record<Kind, string> = {
  ApiKeyAuth: 'x-api-key',
  UserApiKeyAuth: 'x-user-api-key',
  OrgApiKeyAuth: 'x-org-api-key',
}
const kinds = Object.keys(headers) as Kind[]

let server: TestServer
let keys: Record<Kind, string>
let rows: Row[]

beforeAll(async () => {
  server = await testServer()
  keys = {
    ApiKeyAuth: server.projectKey,
    UserApiKeyAuth: server.userKey,
    OrgApiKeyAuth: server.organizationKey,
  }
  const { paths } = JSON.parse((await server.app.inject('/openapi.json')).body) as Document
  rows = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId, security }]) => ({
      operationId,
      method: method.toUpperCase() as Row['method'],
      path: path.replaceAll(/\{\w+\}/g, 'x'),
      takes: security.flatMap((scheme) => Object.keys(scheme) as Kind[]),
    })),
  )
})
afterAll(() => server.close())

/** Nothing that is sent is whole enough to change anything. What follows the status is not waited for: a stream may not end. */
async function statusOf({ method, path }: Row, sent: Record<string, string>): Promise<number> {
  // Who asks for no channel of the project is refused with 403, whatever the key.
  const channel = { socket_id: '1.1', channel_name: `private-${server.projectId}_triggers` }
  const form = path.endsWith('/realtime/auth') && {
    payload: new URLSearchParams(channel).toString(),
    headers: { ...sent, 'content-type': 'application/x-www-form-urlencoded' },
  }
  const answer = await server.app.inject({
    method,
    url: path,
    headers: sent,
    payloadAsStream: true,
    ...form,
  })
  answer.stream().destroy()
  return answer.statusCode
}

/** The operations that answer something else than a refusal. */
async function letIn(sentTo: (row: Row) => Record<string, string>[]): Promise<string[]> {
  const found: string[] = []
  for (const row of rows.filter(({ takes }) => takes.length > 0)) {
    for (const sent of sentTo(row)) {
      const status = await statusOf(row, sent)
      if (![401, 403].includes(status))
        found.push(`${row.operationId} ${Object.keys(sent).join()}: ${status}`)
    }
  }
  return found
}

test('no operation but those for everybody is open without a key', async () => {
  expect(rows.length).toBeGreaterThan(95)
  expect(await letIn(() => [{}])).toStrictEqual([])
  // The key in question is in the body: whoever has found one can end it. A login begins without a key.
  const open = rows.filter(({ takes }) => takes.length === 0).map(({ operationId }) => operationId)
  expect(open.toSorted()).toStrictEqual(['getCliGetSession', 'postApiKeyRevocation', 'postCliCreateSession'])
})

test('no operation takes a key that nobody has, or one under the name of another kind', async () => {
  const unknown = kinds.map((kind) => ({ [headers[kind]]: `${keys[kind].split('_')[0]}_0123456789abcdef` }))
  expect(await letIn(() => unknown)).toStrictEqual([])
  const swapped = kinds.flatMap((kind) =>
    kinds.filter((other) => other !== kind).map((other) => ({ [headers[kind]]: keys[other] })),
  )
  expect(await letIn(() => swapped)).toStrictEqual([])
})

test('no operation takes a key of a kind that it does not name', async () => {
  const others = ({ takes }: Row) => kinds.filter((kind) => !takes.includes(kind))
  expect(await letIn((row) => others(row).map((kind) => ({ [headers[kind]]: keys[kind] })))).toStrictEqual([])
})

test('control: each takes the keys that it names', async () => {
  const refused: string[] = []
  for (const row of rows) {
    for (const kind of row.takes) {
      const status = await statusOf(row, { [headers[kind]]: keys[kind] })
      if ([401, 403].includes(status)) refused.push(`${row.operationId} ${kind}: ${status}`)
    }
  }
  expect(refused).toStrictEqual([])
})

test('the control: were the kind of a key not kept with it, every operation would take it', async () => {
  const { deps, projectId } = server
  const ofAProject = rows.filter(({ takes }) => takes.includes('ApiKeyAuth'))
  const asProject = { [headers.ApiKeyAuth]: keys.OrgApiKeyAuth }
  await deps.db.execute(
    sql`update api_keys set kind = 'project', project_id = ${projectId} where kind = 'organization'`,
  )
  const refused: string[] = []
  for (const row of ofAProject)
    if ([401, 403].includes(await statusOf(row, asProject))) refused.push(row.operationId)
  expect(refused).toStrictEqual([])
  expect(ofAProject.length).toBeGreaterThan(20)
})
