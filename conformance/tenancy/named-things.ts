/**
 * A request for each field and query parameter that takes an id, right but for that id: with a thing of the caller's
 * it succeeds, so that a refusal of the other project's has no other cause.
 */
import type { Method } from '../fuzz/requests.ts'
import type { Ids } from '../fuzz/world.ts'

export type Naming = {
  readonly method: Method
  readonly path: string
  readonly body?: unknown
}

export type NamedThing = {
  readonly operationId: string
  /** The field or parameter, by its name alone. */
  readonly field: string
  readonly kind: keyof Ids
  /** Which of the caller's things of that kind. The first one, unless said. */
  readonly index?: number
  request(id: string, own: Ids): Naming
  /**
   * How the other project's thing is answered: with this status, by filters of lists and sums as if nothing fitted,
   * or, where a model reads the answer, as an error within it.
   */
  readonly foreign: 404 | 'nothing' | 'refused in the result'
}

const get =
  (path: string, name: string) =>
  (id: string): Naming => ({ method: 'GET', path: `${path}?${name}=${id}` })

const post =
  (path: string, body: (id: string, own: Ids) => object) =>
  (id: string, own: Ids): Naming => ({ method: 'POST', path, body: body(id, own) })

const everything = { from: 0, to: 4_000_000_000_000 }
const session = { user_id: 'user-own' }

export const namedThings: readonly NamedThing[] = [
  // Filters.
  ...['auth_config_ids', 'connected_account_ids'].flatMap((field) => [
    {
      operationId: 'getConnectedAccounts',
      field,
      kind: field === 'auth_config_ids' ? ('authConfigs' as const) : ('accounts' as const),
      request: get('/connected_accounts', field),
      foreign: 'nothing' as const,
    },
    {
      operationId: 'getTriggerInstancesActive',
      field,
      kind: field === 'auth_config_ids' ? ('authConfigs' as const) : ('accounts' as const),
      request: get('/trigger_instances/active', field),
      foreign: 'nothing' as const,
    },
  ]),
  ...['trigger_ids', 'triggerIds'].map((field) => ({
    operationId: 'getTriggerInstancesActive',
    field,
    kind: 'triggers' as const,
    request: get('/trigger_instances/active', field),
    foreign: 'nothing' as const,
  })),
  {
    operationId: 'getApprovals',
    field: 'session_id',
    kind: 'askingSessions',
    request: get('/approvals', 'session_id'),
    foreign: 'nothing',
  },
  {
    operationId: 'getTools',
    field: 'auth_config_ids',
    kind: 'authConfigs',
    request: get('/tools', 'auth_config_ids'),
    foreign: 404,
  },
  {
    operationId: 'getMcpServers',
    field: 'auth_config_ids',
    kind: 'authConfigs',
    index: 1,
    request: get('/mcp/servers', 'auth_config_ids'),
    foreign: 'nothing',
  },
  {
    operationId: 'getMcpAppByAppKey',
    field: 'auth_config_ids',
    kind: 'authConfigs',
    index: 1,
    request: get('/mcp/app/resend', 'auth_config_ids'),
    foreign: 'nothing',
  },
  {
    operationId: 'getMigrationGetNanoid',
    field: 'uuid',
    kind: 'uuids',
    request: (id) => ({ method: 'GET', path: `/migration/get-nanoid?type=CONNECTED_ACCOUNT&uuid=${id}` }),
    foreign: 404,
  },
  ...(['project', 'org'] as const).flatMap((scope) => {
    const operation = scope === 'project' ? 'postProjectUsage' : 'postOrgUsage'
    return [
      {
        operationId: `${operation}Summary`,
        field: 'session_id',
        kind: 'sessions' as const,
        request: post(`/${scope}/usage/summary`, (id) => ({
          ...everything,
          entity_types: ['tool_calls'],
          filters: { session_id: [id] },
        })),
        foreign: 'nothing' as const,
      },
      {
        operationId: `${operation}ByEntityType`,
        field: 'session_id',
        kind: 'sessions' as const,
        request: post(`/${scope}/usage/tool_calls`, (id) => ({
          ...everything,
          filters: { session_id: [id] },
        })),
        foreign: 'nothing' as const,
      },
    ]
  }),
  {
    operationId: 'postOrgUsageSummary',
    field: 'project_id',
    kind: 'projects',
    request: post('/org/usage/summary', (id) => ({
      ...everything,
      entity_types: ['tool_calls'],
      filters: { project_id: [id] },
    })),
    foreign: 404,
  },
  {
    operationId: 'postOrgUsageByEntityType',
    field: 'project_id',
    kind: 'projects',
    request: post('/org/usage/tool_calls', (id) => ({ ...everything, filters: { project_id: [id] } })),
    foreign: 404,
  },
  // What is made for, or done with, another thing.
  {
    operationId: 'postConnectedAccounts',
    field: 'id',
    kind: 'authConfigs',
    index: 1,
    request: post('/connected_accounts', (id) => ({
      auth_config: { id },
      connection: {
        user_id: 'user-named',
        state: { authScheme: 'API_KEY', val: { status: 'ACTIVE', generic_api_key: 'own' } },
      },
    })),
    foreign: 404,
  },
  {
    operationId: 'postConnectedAccountsLink',
    field: 'auth_config_id',
    kind: 'authConfigs',
    request: post('/connected_accounts/link', (id) => ({ auth_config_id: id, user_id: 'user-named' })),
    foreign: 404,
  },
  {
    operationId: 'postToolsExecuteByToolSlug',
    field: 'connected_account_id',
    kind: 'accounts',
    index: 1,
    request: post('/tools/execute/RESEND_LIST_DOMAINS', (id) => ({
      connected_account_id: id,
      user_id: 'user-own',
      arguments: {},
    })),
    foreign: 404,
  },
  {
    operationId: 'postToolsExecuteProxy',
    field: 'connected_account_id',
    kind: 'accounts',
    index: 1,
    request: post('/tools/execute/proxy', (id) => ({
      connected_account_id: id,
      endpoint: '/x',
      method: 'GET',
    })),
    foreign: 404,
  },
  {
    operationId: 'postToolRouterSession',
    field: 'auth_configs',
    kind: 'authConfigs',
    request: post('/tool_router/session', (id) => ({ ...session, auth_configs: { github: id } })),
    foreign: 404,
  },
  {
    operationId: 'postToolRouterSession',
    field: 'connected_accounts',
    kind: 'accounts',
    request: post('/tool_router/session', (id) => ({ ...session, connected_accounts: { github: [id] } })),
    foreign: 404,
  },
  {
    operationId: 'postToolRouterSession',
    field: 'recording_session_id',
    kind: 'sessions',
    request: post('/tool_router/session', (id) => ({
      ...session,
      experimental: { recording_session_id: id },
    })),
    foreign: 404,
  },
  {
    operationId: 'patchToolRouterSessionBySessionId',
    field: 'recording_session_id',
    kind: 'sessions',
    request: (id, own) => ({
      method: 'PATCH',
      path: `/tool_router/session/${own.sessions[0]}`,
      body: { experimental: { recording_session_id: id } },
    }),
    foreign: 404,
  },
  {
    operationId: 'patchToolRouterSessionBySessionId',
    field: 'auth_configs',
    kind: 'authConfigs',
    request: (id, own) => ({
      method: 'PATCH',
      path: `/tool_router/session/${own.sessions[0]}`,
      body: { auth_configs: { github: id } },
    }),
    foreign: 404,
  },
  {
    operationId: 'patchToolRouterSessionBySessionId',
    field: 'connected_accounts',
    kind: 'accounts',
    request: (id, own) => ({
      method: 'PATCH',
      path: `/tool_router/session/${own.sessions[0]}`,
      body: { connected_accounts: { github: [id] } },
    }),
    foreign: 404,
  },
  {
    operationId: 'postToolRouterSessionBySessionIdExecute',
    field: 'account',
    kind: 'accounts',
    index: 1,
    request: (id, own) => ({
      method: 'POST',
      path: `/tool_router/session/${own.sessions[0]}/execute`,
      body: { tool_slug: 'RESEND_LIST_DOMAINS', arguments: {}, account: id },
    }),
    foreign: 'refused in the result',
  },
  {
    operationId: 'postConsumerPermissionsResolve',
    field: 'connected_account_ids',
    kind: 'accounts',
    index: 1,
    request: post('/consumer/permissions/resolve', (id) => ({
      connected_account_ids: [id],
    })),
    foreign: 404,
  },
  {
    operationId: 'postConsumerPermissionsResolve',
    field: 'connected_accounts',
    kind: 'accounts',
    index: 1,
    request: post('/consumer/permissions/resolve', (id) => ({
      connected_accounts: { resend: [id] },
    })),
    foreign: 404,
  },
  {
    operationId: 'postMcpServers',
    field: 'auth_config_ids',
    kind: 'authConfigs',
    request: post('/mcp/servers', (id) => ({ name: 'named', auth_config_ids: [id] })),
    foreign: 404,
  },
  {
    operationId: 'postMcpServersCustom',
    field: 'auth_config_ids',
    kind: 'authConfigs',
    request: post('/mcp/servers/custom', (id) => ({ name: 'named too', auth_config_ids: [id] })),
    foreign: 404,
  },
  {
    operationId: 'patchMcpById',
    field: 'auth_config_ids',
    kind: 'authConfigs',
    request: (id, own) => ({
      method: 'PATCH',
      path: `/mcp/${own.mcpServers[0]}`,
      body: { auth_config_ids: [id] },
    }),
    foreign: 404,
  },
  {
    operationId: 'postMcpServersGenerate',
    field: 'mcp_server_id',
    kind: 'mcpServers',
    request: post('/mcp/servers/generate', (id) => ({ mcp_server_id: id, managed_auth_by_composio: false })),
    foreign: 404,
  },
  {
    operationId: 'postMcpServersGenerate',
    field: 'connected_account_ids',
    kind: 'accounts',
    index: 1,
    request: post('/mcp/servers/generate', (id, own) => ({
      mcp_server_id: own.mcpServers[0],
      managed_auth_by_composio: false,
      connected_account_ids: [id],
    })),
    foreign: 404,
  },
  {
    operationId: 'postTriggerInstancesBySlugUpsert',
    field: 'connected_account_id',
    kind: 'accounts',
    request: post('/trigger_instances/GITHUB_FOLLOWER_EVENT/upsert', (id) => ({
      connected_account_id: id,
      trigger_config: { interval: 90 },
    })),
    foreign: 404,
  },
]

/** Fields that take an id and are tested where what they need is at hand. */
export const testedElsewhere = [
  // It reads a remote source with the account: `server/src/custom-toolkits/remote-toolkits.test.ts`.
  'postCustomToolkitsSync connected_account_id',
  // Of a login, which belongs to no project: `server/src/cli-clients/cli-clients.test.ts`.
  'getCliGetSession id',
]
