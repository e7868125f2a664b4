/**
 * Projects and organisations never cross: every operation of `/openapi.json` is asked for the other project's
 * things, by path and by what else a request can name, and with a key that reaches for the other project.
 */
import fc from 'fast-check'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { flushExperience } from '../../server/src/tool-experience/tool-experience.ts'
import { sql } from '../../server/src/db/sql.ts'
import { knownTo } from '../fuzz/known.ts'
import { describedIn, requestsTo, type Described, type FuzzRequest } from '../fuzz/requests.ts'
import type { Schema } from '../fuzz/schema-values.ts'
import { namedThings, testedElsewhere, type NamedThing } from './named-things.ts'
import { canary, startWorld, type Ids, type World } from '../fuzz/world.ts'

/** Fixed, so that a failure comes again. */
const seed = 20_260_227
const samples = 12

/** What a path parameter names; undefined: nothing that belongs to a project. The first match counts. */
const kinds: readonly (readonly [place: RegExp, kind: keyof Ids | undefined])[] = [
  [/session_id$/, 'sessions'],
  [/^\/auth_configs\/.*nanoid$/i, 'authConfigs'],
  [/^\/(consumer\/)?connected_accounts\/.*nanoid$/i, 'accounts'],
  [/^\/org\/.*project\/.*nano_id$/, 'projects'],
  [/^\/mcp\/.*(server_?id| id)$/i, 'mcpServers'],
  [/^\/webhook_subscriptions\/.* id$/, 'webhookSubscriptions'],
  [/^\/webhook_endpoints\/.*nano_id$/, 'webhookEndpoints'],
  [/delivery_id$/, 'webhookDeliveries'],
  [/ triggerId$/, 'triggers'],
  [/^\/(logs|internal\/action_execution)\/.* id$/, 'logs'],
  // `internal-logs.test.ts` asks for another project's.
  [/^\/internal\/trigger\/.* id$/, undefined],
  [/^\/policies\/.* id$/, 'policies'],
  [/^\/approvals\/.* id$/, 'approvals'],
  [/ (slug|mount_id|tool_slug|toolkit|toolkit_slug|entity_type|status|instanceId|appKey)$/, undefined],
]

/** Fields whose name only looks like that of an id. */
const looksLikeAnId = new Set([
  'tools_for_connected_account_creation',
  'list_all_org_projects',
  'mask_secret_keys_in_connected_account',
  // Of a call: proof of what was seen, beside the approval's id.
  'hash',
  // An object, with the id in `id`.
  'auth_config',
])

/**
 * The server itself goes on delivering, polling and chaining audit rows for the other project: of these tables, the
 * columns it leaves alone.
 */
const settled: Readonly<Record<string, readonly string[]>> = {
  audit_events: 'id event org_id project_id key_id request_id path created_at'.split(' '),
  webhook_subscriptions: 'id project_id webhook_url enabled_events version secrets created_at'.split(' '),
  webhook_deliveries: ['id', 'project_id', 'subscription_id', 'event_id', 'created_at'],
  trigger_instances:
    'id project_id slug connected_account_id auth_config_id user_id config disabled_at disabled_by'.split(
      ' ',
    ),
}

let world: World
let described: Described[] = []
let before: Record<string, string>
/** The requests by path that are repeated by the owner in the end. */
const refused: { operation: Described; request: FuzzRequest }[] = []

beforeAll(async () => {
  world = await startWorld()
  const { body } = await world.server.app.inject('/openapi.json')
  const order = ['GET', 'POST', 'PATCH', 'DELETE']
  described = describedIn(JSON.parse(body)).toSorted(
    (a, b) => order.indexOf(a.method) - order.indexOf(b.method),
  )
  for (const [key, ids] of [
    [world.server.projectKey, world.own],
    [world.foreignKey, world.foreign],
  ] as const) {
    for (const id of ids.mcpServers) {
      const body = { mcp_server_id: id, managed_auth_by_composio: false, user_ids: ['user-own'] }
      await world.server.call('POST', '/mcp/servers/generate', { key, body })
    }
  }
  // What the other project's own calls have left in memory would be written later.
  await flushExperience(world.server.deps)
  before = await rowsOfTheOther()
})
afterAll(() => world?.close())

const pathNames = ({ parameters }: Described) =>
  parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name)

function kindOf({ path }: Described, name: string): keyof Ids | undefined {
  const place = `${path.replace('/api/v3.1', '')} ${name}`
  const found = kinds.find(([pattern]) => pattern.test(place))
  if (!found) throw new Error(`say in this test what ${place} names`)
  return found[1]
}

/** Requests with the right key whose path parameters name things of `path`, and everything else those of `rest`. */
function sample(operation: Described, path: Ids, rest: Ids): FuzzRequest[] {
  const names = new Set(pathNames(operation))
  const others = knownTo({ ...world, own: rest, foreign: rest }, operation)
  const known = (name: string) => {
    const kind = names.has(name) ? kindOf(operation, name) : undefined
    return kind ? path[kind] : others(name)
  }
  const { keyHeader } = operation
  const requests = fc.sample(requestsTo(operation, known, world.keys), { numRuns: samples, seed })
  return requests.map((request) => ({
    ...request,
    headers: {
      [keyHeader]: world.keys[keyHeader],
      ...(request.headers['content-type'] && { 'content-type': request.headers['content-type'] }),
    },
  }))
}

/** Names of the fields of a schema, nested ones too. */
function fieldsIn(schema: Schema | undefined): string[] {
  if (!schema) return []
  const { properties = {}, items, additionalProperties, anyOf = [], oneOf = [], allOf = [] } = schema
  const inner = [items, ...anyOf, ...oneOf, ...allOf, ...Object.values(properties)]
  if (typeof additionalProperties === 'object') inner.push(additionalProperties)
  return [...Object.keys(properties), ...inner.flatMap(fieldsIn)]
}

/** Fields and query parameters that take an id of something that belongs to a project. */
function idFields(operation: Described): string[] {
  const query = operation.parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name)
  const names = new Set([...query, ...fieldsIn(operation.body)])
  const known = knownTo({ ...world, own: world.foreign }, operation)
  const ids = new Set(Object.values(world.foreign).flat())
  return [...names].filter((name) => !looksLikeAnId.has(name) && known(name).some((value) => ids.has(value)))
}

/** What a filter answers when nothing fits, and a tool when it refuses. */
function emptyOf({ foreign, operationId }: NamedThing): object {
  if (foreign === 'refused in the result') return { error: expect.stringContaining('account: ') }
  if (operationId.endsWith('UsageSummary')) return { entities: { tool_calls: { event_count: 0 } } }
  return operationId.includes('Usage') ? { event_count: 0 } : { items: [] }
}

/** The request of the row with a thing of `ids`, and the caller's key. */
function ask({ request, operationId, kind, index = 0 }: NamedThing, ids: Ids) {
  const { method, path, body } = request(ids[kind][index] ?? '', world.own)
  const { keyHeader } = described.find((row) => row.operationId === operationId) ?? { keyHeader: 'x-api-key' }
  return send({
    method,
    url: `/api/v3.1${path}`,
    headers: {
      [keyHeader]: world.keys[keyHeader],
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { payload: JSON.stringify(body) }),
  })
}

function namesTheOther({ url }: FuzzRequest): boolean {
  return Object.values(world.foreign)
    .flat()
    .some((id) => url.includes(id))
}

async function send(request: FuzzRequest, headers: Readonly<Record<string, string>> = request.headers) {
  const { method, url, payload } = request
  const response = await world.server.app.inject({
    method,
    url,
    headers,
    ...(payload !== undefined && { payload }),
  })
  return { status: response.statusCode, text: response.body }
}

/** A hash of the other project's and organisation's rows, by table. */
async function rowsOfTheOther(): Promise<Record<string, string>> {
  const { db } = world.server.deps
  const [projectId] = world.foreign.projects
  const columns = await db.execute<{ table_name: string; column_name: string }>(
    sql`select table_name, column_name from information_schema.columns
        where table_schema = 'public' and column_name in ('project_id', 'org_id')
          and table_name <> 'trigger_polls'`,
  )
  const hashes: Record<string, string> = {}
  for (const { table_name: table, column_name: column } of columns.rows) {
    const owner =
      column === 'project_id' ? sql`${projectId}` : sql`(select org_id from projects where id = ${projectId})`
    const isLeftAlone = settled[table] ? sql`key = any(${sql.param(settled[table])}::text[])` : sql`true`
    const kept = sql`(select string_agg(key || value::text, ',' order by key)
                      from jsonb_each(to_jsonb(t)) where ${isLeftAlone})`
    const { rows } = await db.execute<{ count: string; hash: string }>(
      sql`select count(*)::text as count, md5(coalesce(string_agg(distinct ${kept}, '|'), '')) as hash
          from ${sql.identifier(table)} t where ${sql.identifier(column)} = ${owner}`,
    )
    hashes[`${table}.${column}`] = `${rows[0]?.count} rows, ${rows[0]?.hash}`
  }
  return hashes
}

test('the other project has rows in every table that matters', () => {
  const empty = Object.entries(before).filter(([, rows]) => rows.startsWith('0 '))
  const filled = Object.keys(before).filter((name) => !empty.some(([other]) => other === name))
  expect(filled).toEqual(
    expect.arrayContaining([
      'auth_configs.project_id',
      'connected_accounts.project_id',
      'tool_router_sessions.project_id',
      'webhook_subscriptions.project_id',
      'mcp_servers.project_id',
      'api_keys.project_id',
      'projects.org_id',
    ]),
  )
})

test('a thing of the other project is not found, whatever is asked of it', async () => {
  const problems: string[] = []
  for (const operation of described) {
    if (!pathNames(operation).some((name) => kindOf(operation, name))) continue
    let found = 0
    for (const request of sample(operation, world.foreign, world.own)) {
      if (!namesTheOther(request)) continue
      const { status, text } = await send(request)
      const name = `${operation.operationId}: ${status} ${request.url}`
      if (text.includes(canary)) problems.push(`${name} tells of the other project`)
      // A body that is no JSON, or not what the operation takes, is refused before anything is looked for.
      if (![400, 401, 404, 413, 415].includes(status)) problems.push(name)
      if (status === 404) {
        found += 1
        refused.push({ operation, request })
      }
    }
    if (found === 0) problems.push(`${operation.operationId}: never got as far as looking`)
  }
  expect(problems).toStrictEqual([])
})

describe('a field or parameter that takes an id', () => {
  test('is in the table below, or tested elsewhere', () => {
    const listed = new Set([
      ...namedThings.map(({ operationId, field }) => `${operationId} ${field}`),
      ...testedElsewhere,
    ])
    const missing = described.flatMap((operation) =>
      idFields(operation).map((field) => `${operation.operationId} ${field}`),
    )
    expect(missing.filter((name) => !listed.has(name))).toStrictEqual([])
    expect([...listed].filter((name) => !missing.includes(name))).toStrictEqual([])
  })

  test.each(namedThings)('$operationId takes no $field of the other project', async (thing) => {
    const { status, text } = await ask(thing, world.foreign)
    expect(text).not.toContain(canary)
    if (thing.foreign === 404) expect(status).toBe(404)
    else expect(JSON.parse(text)).toMatchObject(emptyOf(thing))
    // Control: what is refused is the thing, as the same request with one of the caller's own is served.
    const control = await ask(thing, world.own)
    expect(control.text.slice(0, 300)).not.toContain('"error":{')
    if (thing.foreign !== 404) expect(JSON.parse(control.text)).not.toMatchObject(emptyOf(thing))
  })
})

/** What the MCP URLs of the first session and the first MCP server answer the caller's key. */
async function knockAtMcp({ sessions, mcpServers }: Ids): Promise<number[]> {
  const headers = {
    'x-api-key': world.keys['x-api-key'],
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
  }
  const initialize = {
    jsonrpc: '2.0',
    id: 1,
    method: 'initialize',
    params: {
      protocolVersion: '2025-06-18',
      capabilities: {},
      clientInfo: { name: 'a client', version: '1' },
    },
  }
  const payload = JSON.stringify(initialize)
  const statuses: number[] = []
  for (const url of [
    `/tool_router/v3/${sessions[0]}/mcp`,
    `/v3/mcp/${mcpServers[0]}/mcp?user_id=user-${canary}`,
  ])
    statuses.push((await send({ method: 'POST', url, headers, payload })).status)
  return statuses
}

test('nor is an MCP server or a session at its MCP URL', async () => {
  expect(await knockAtMcp(world.foreign)).toStrictEqual([404, 404])
  expect(await knockAtMcp(world.own)).toStrictEqual([200, 200])
})

test('a user key does not act in a project of another organisation', async () => {
  const [project = ''] = world.foreign.projects
  const headers = { 'x-user-api-key': world.keys['x-user-api-key'], 'x-project-id': project }
  const statuses: Record<string, number> = {}
  for (const operation of described) {
    if (operation.keyHeader === 'x-org-api-key' || !operation.statuses.includes(401)) continue
    const url = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      const kind = kindOf(operation, name)
      return (kind && world.foreign[kind][0]) ?? 'x'
    })
    const { status } = await send({ method: operation.method, url, headers })
    if (status !== 401) statuses[operation.operationId] = status
  }
  expect(statuses).toStrictEqual({})
})

test('no row of the other project or organisation has changed', async () => {
  expect(await rowsOfTheOther()).toStrictEqual(before)
})

/** Has every reading query that names a project find the rows of all others, until what it returns is called. */
function forgetProjects(): () => void {
  const { $client: pool } = world.server.deps.db as unknown as { $client: pg.Pool }
  const query = pool.query.bind(pool) as (statement: unknown, ...rest: unknown[]) => unknown
  const anyProject = (text: string) =>
    /^update|^insert|^delete/.test(text)
      ? text
      : text.replaceAll(/"project_id" = (\$\d+)/g, '"project_id" <> $1 || \'!\'')
  pool.query = ((statement: string | pg.QueryConfig, ...rest: unknown[]) => {
    if (typeof statement === 'string') return query(anyProject(statement), ...rest)
    const { name: _, ...unnamed } = statement
    return query({ ...unnamed, text: anyProject(statement.text) }, ...rest)
  }) as typeof pool.query
  return () => void Reflect.deleteProperty(pool, 'query')
}

test('the control: were the project left out of the queries, the same requests would show all of it', async () => {
  const remember = forgetProjects()
  const { authConfigs, accounts, policies } = world.foreign
  const headers = { 'x-api-key': world.keys['x-api-key'] }
  for (const path of [
    `/auth_configs/${authConfigs[0]}`,
    `/connected_accounts/${accounts[0]}`,
    `/policies/${policies[0]}`,
  ]) {
    const { status, text } = await send({ method: 'GET', url: `/api/v3.1${path}`, headers })
    expect([path, status]).toStrictEqual([path, 200])
    expect(text).toContain(canary)
  }
  expect((await knockAtMcp(world.foreign))[0]).toBe(200)
  remember()
})

test('the control: an MCP server whose owner asks for no key is open to whoever knows its URL', async () => {
  const body = { require_mcp_api_key: false }
  const changed = await world.server.call('PATCH', '/org/project/config', { key: world.foreignKey, body })
  expect(changed.status).toBe(200)
  expect((await knockAtMcp(world.foreign))[1]).toBe(200)
})

/** What makes the test find nothing when nothing is there to find: asked by their owner, the same requests leak and change. */
test('control: their owner gets what was refused, and changes it', async () => {
  const reached = new Set<string>()
  let isShown = false
  for (const { operation, request } of refused) {
    if (operation.keyHeader !== 'x-api-key' || reached.has(operation.operationId)) continue
    const { status, text } = await send(request, { ...request.headers, 'x-api-key': world.foreignKey })
    if (status !== 404) reached.add(operation.operationId)
    isShown ||= text.includes(canary)
  }
  const asked = new Set(
    refused
      .filter(({ operation }) => operation.keyHeader === 'x-api-key')
      .map(({ operation }) => operation.operationId),
  )
  expect([...asked].filter((id) => !reached.has(id))).toStrictEqual([])
  expect(isShown).toBe(true)
  expect(await rowsOfTheOther()).not.toStrictEqual(before)
})
