/** A server with two projects that hold the same kinds of things, and every toolkit leading to a stand-in. */
import { inject } from 'vitest'

import { loadCatalog } from '../../server/src/startup/catalog/load-catalog.ts'
import { eq } from '../../server/src/db/sql.ts'
import { eventsOf, recordEvent } from '../../server/src/events/events.ts'
import { addDeliveries } from '../../server/src/webhook-subscriptions/deliveries.ts'
import {
  webhookDeliveries,
  webhookSubscriptions,
} from '../../server/src/webhook-subscriptions/webhook-subscriptions.table.ts'
import { createClaim } from '../../server/src/organization/organization-claims.ts'
import { testServer, type TestServer } from '../../server/test/harness.ts'
import { startUpstream } from '../rigs/upstream.ts'
import type { KeyHeader } from './requests.ts'

export type Ids = {
  authConfigs: string[]
  accounts: string[]
  sessions: string[]
  projects: string[]
  logs: string[]
  mcpServers: string[]
  webhookSubscriptions: string[]
  webhookDeliveries: string[]
  triggers: string[]
  webhookEndpoints: string[]
  policies: string[]
  /** Of which each call is asked about. */
  askingSessions: string[]
  /** Each of one of the sessions that ask; all of the same call. */
  approvals: string[]
  approvalHashes: string[]
  /** By which older clients know the accounts. */
  uuids: string[]
}

export type World = {
  readonly server: TestServer
  /** Things of the project that the requests are made with. */
  readonly own: Ids
  /** Things of the other project, whose names, users and secrets hold `canary`. */
  readonly foreign: Ids
  readonly foreignKey: string
  /** Slugs of claims to the organisation, for the person behind the user key. */
  readonly claims: readonly string[]
  /** The keys that requests are made with, one a kind. */
  readonly keys: Readonly<Record<KeyHeader, string>>
  close(): Promise<void>
}

/** Stands in everything of the other project that is not an id. No answer may hold it. */
export const canary = 'canary-5b7e91d2'

/** Starts it. Nothing that a request names leads off this machine: APIs and token endpoints are the stand-in. */
export async function startWorld(env: Record<string, string> = {}): Promise<World> {
  const [upstream, catalog] = await Promise.all([startUpstream(), loadCatalog(inject('cacheDir'), () => {})])
  const echo = `${upstream.url}/echo`
  const app = { client_id: 'operator-app', client_secret: 'operator-secret' }
  const endpoints = { authorize_url: echo, token_url: echo, ...app }
  const toolkits = Object.fromEntries(
    catalog.toolkits().map(({ slug }) => {
      const { auth = [] } = catalog.toolkit(slug) ?? {}
      const redirected = auth.filter(({ oauth2 }) => oauth2).map(({ mode }) => [mode, endpoints])
      return [slug, { base_url: echo, auth: Object.fromEntries(redirected) }]
    }),
  )
  const server = await testServer({
    config: { toolkits, egress: { allow_private: [new URL(upstream.url).host] } },
    deps: { catalog },
    env: { PATCHBAY_RATE_LIMIT: '100000000', ...env },
    listen: true,
  })
  const other = await server.otherProject()
  const foreignKey = other.key
  const spare = await spareProjects(server)
  const own = { ...(await fill(server, server.projectKey, 'own')), projects: spare }
  const foreign = { ...(await fill(server, foreignKey, canary)), projects: [other.projectId] }
  return {
    server,
    own,
    foreign,
    foreignKey,
    claims: await makeClaims(server),
    keys: {
      'x-api-key': server.projectKey,
      'x-user-api-key': server.userKey,
      'x-org-api-key': server.organizationKey,
    },
    close: async () => {
      await server.close()
      await upstream.close()
    },
  }
}

/** A webhook subscription, and a delivery of it to an address where nobody listens. */
async function subscribe(
  { deps }: TestServer,
  post: (path: string, body: object) => Promise<Record<string, unknown>>,
): Promise<Pick<Ids, 'webhookSubscriptions' | 'webhookDeliveries'>> {
  const body = {
    webhook_url: 'https://hooks.invalid/',
    enabled_events: ['composio.connected_account.expired'],
  }
  const id = String((await post('/webhook_subscriptions', body))['id'])
  const [row] = await deps.db.select().from(webhookSubscriptions).where(eq(webhookSubscriptions.id, id))
  if (!row) throw new Error('the subscription was made')
  const now = deps.clock.now()
  const type = 'composio.connected_account.expired' as const
  await recordEvent(deps.db, { projectId: row.projectId, type, subjectId: 'ca_x', data: {}, occurredAt: now })
  const events = await eventsOf(deps.db, row.projectId, 'ca_x')
  await addDeliveries(deps.db, row, events, now)
  const delivered = await deps.db
    .select({ id: webhookDeliveries.id })
    .from(webhookDeliveries)
    .where(eq(webhookDeliveries.subscriptionId, id))
  return { webhookSubscriptions: [id], webhookDeliveries: delivered.map((delivery) => delivery.id) }
}

/** Several, as one that is deleted is gone. */
async function makeTriggers(
  post: (path: string, body: object) => Promise<Record<string, unknown>>,
  userId: string,
): Promise<string[]> {
  const ids: string[] = []
  for (const interval of [60, 61, 62]) {
    const body = { user_id: userId, trigger_config: { interval } }
    ids.push(String((await post('/trigger_instances/GITHUB_FOLLOWER_EVENT/upsert', body))['trigger_id']))
  }
  return ids
}

/** Several of what is decided or deleted once. */
async function makePolicies(
  post: (path: string, body: object) => Promise<Record<string, unknown>>,
  name: string,
): Promise<string[]> {
  const ids: string[] = []
  for (const priority of [1, 2, 3]) {
    const body = { name, effect: 'allow', match: { tools: ['RESEND_LIST_*'] }, priority }
    ids.push(String((await post('/policies', body))['id']))
  }
  return ids
}

async function makeApprovals(
  server: TestServer,
  key: string,
  post: (path: string, body: object) => Promise<Record<string, unknown>>,
  userId: string,
) {
  const made = { sessions: [] as string[], approvals: [] as string[], hashes: [] as string[] }
  const experimental = { permissions: { default: 'ask_every_call' } }
  for (const _ of [1, 2, 3]) {
    const id = String((await post('/tool_router/session', { user_id: userId, experimental }))['session_id'])
    const body = { tool_slug: 'RESEND_LIST_DOMAINS', arguments: {} }
    const asked = await server.call('POST', `/tool_router/session/${id}/execute`, { key, body })
    made.sessions.push(id)
    made.approvals.push(asked.body.data.approval.id)
    made.hashes = [asked.body.data.approval.hash]
  }
  return made
}

async function makeMcpServers(
  post: (path: string, body: object) => Promise<Record<string, unknown>>,
  authConfig: string,
): Promise<string[]> {
  const ids: string[] = []
  for (const name of ['mail', 'more mail', 'even more mail']) {
    ids.push(String((await post('/mcp/servers', { name, auth_config_ids: [authConfig] }))['id']))
  }
  return ids
}

/** A claim to the organisation for the person behind the user key. */
async function makeClaims(server: TestServer): Promise<string[]> {
  const { body } = await server.call('GET', '/auth/session/info')
  const orgId: string = body.project.org_id
  const { claimSlug } = await createClaim(server.deps, orgId, 'admin@localhost')
  return [claimSlug]
}

/** Projects of the caller's organisation that may be deleted: never the one that the requests are made in. */
async function spareProjects(server: TestServer): Promise<string[]> {
  const headers = { 'x-org-api-key': server.organizationKey }
  const ids: string[] = []
  for (const name of ['spare-one', 'spare-two', 'spare-three']) {
    const { body } = await server.call('POST', '/org/owner/project/new', {
      key: null,
      headers,
      body: { name },
    })
    ids.push(String(body.id))
  }
  return ids
}

/** An OAuth app, an API key, and a session, with accounts; `mark` is in every text that is free to choose. */
async function fill(server: TestServer, key: string, mark: string): Promise<Omit<Ids, 'projects'>> {
  const post = async (path: string, body: object) => {
    const { status, body: answer } = await server.call('POST', path, { body, key })
    if (status !== 201) throw new Error(`${path}: ${status} ${JSON.stringify(answer)}`)
    return answer as Record<string, unknown> & { auth_config?: { id: string } }
  }
  const make = async (toolkit: string, scheme: string, credentials: object): Promise<string> => {
    const auth_config = { type: 'use_custom_auth', name: mark, authScheme: scheme, credentials }
    const made = await post('/auth_configs', { toolkit: { slug: toolkit }, auth_config })
    return String(made.auth_config?.id)
  }
  const github = await make('github', 'OAUTH2', { client_id: mark, client_secret: mark })
  const resend = await make('resend', 'API_KEY', {})
  const connect = async (config: string, authScheme: string, val: object, alias: string) => {
    const connection = { user_id: `user-${mark}`, alias, state: { authScheme, val } }
    const made = await post('/connected_accounts', { auth_config: { id: config }, connection })
    uuids.push(String((made['deprecated'] as { uuid?: string }).uuid))
    return String(made['id'])
  }
  const uuids: string[] = []
  const active = { status: 'ACTIVE' }
  const accounts = [
    await connect(github, 'OAUTH2', { ...active, access_token: mark }, `github ${mark}`),
    await connect(resend, 'API_KEY', { ...active, generic_api_key: mark }, `resend ${mark}`),
  ]
  const link = { auth_config_id: github, user_id: `user-${mark}` }
  accounts.push(String((await post('/connected_accounts/link', link))['connected_account_id']))
  const session = await post('/tool_router/session', { user_id: `user-${mark}` })
  const mount = `/tool_router/session/${String(session['session_id'])}/mounts/files`
  const upload = await post(`${mount}/upload_url`, { mount_relative_path: 'notes.txt' })
  const { pathname, search } = new URL(String(upload['upload_url']))
  await server.app.inject({ method: 'PUT', url: pathname + search, payload: mark })
  const run = { key, body: { user_id: `user-${mark}`, arguments: {} } }
  const { body } = await server.call('POST', '/tools/execute/RESEND_LIST_DOMAINS', run)
  const ran = { key, body: { tool_slug: 'RESEND_LIST_DOMAINS', arguments: {} } }
  await server.call('POST', `/tool_router/session/${String(session['session_id'])}/execute`, ran)
  const asking = await makeApprovals(server, key, post, `user-${mark}`)
  return {
    authConfigs: [github, resend],
    accounts,
    sessions: [String(session['session_id'])],
    askingSessions: asking.sessions,
    approvals: asking.approvals,
    approvalHashes: asking.hashes,
    policies: await makePolicies(post, mark),
    logs: [String(body.log_id)],
    mcpServers: await makeMcpServers(post, resend),
    ...(await subscribe(server, post)),
    triggers: await makeTriggers(post, `user-${mark}`),
    webhookEndpoints: [
      String((await post('/webhook_endpoints', { toolkit_slug: 'slack', client_id: mark }))['id']),
    ],
    uuids,
  }
}
