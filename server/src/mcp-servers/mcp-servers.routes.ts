/** Operations of MCP servers. Serving them is in `mcp/`. */
import { z } from 'zod'
import type { FastifyRequest } from 'fastify'
import { findConnectedAccount } from '../connected-accounts/connected-accounts.ts'
import { isUuid } from '../db/ids.ts'
import type { Deps } from '../deps.ts'
import { nothing, operation, type Operation } from '../http/operation.ts'
import { requestOrigin } from '../http/public-url.ts'
import { findToolkit } from '../toolkits/toolkits.ts'
import { createInstance, deleteInstance, listInstances, rememberUsers } from './instances.ts'
import {
  ChangeMcpServer,
  CreateCustomMcpServer,
  CreateMcpServer,
  CustomMcpServer,
  GeneratedMcpUrls,
  GenerateMcpUrls,
  InstanceContract,
  InstancePage,
  ListInstancesQuery,
  ListMcpServersQuery,
  McpServerContract,
  McpServerDetails,
  McpServerPage,
} from './mcp-servers.contract.ts'
import {
  changeMcpServer,
  createMcpServer,
  deleteMcpServer,
  findMcpServer,
  listMcpServers,
  mcpServerNotFound,
} from './mcp-servers.ts'
import { mcpServerUrl, presentInstance, presentMcpServer, withQuery } from './present-mcp-server.ts'

const tag = 'MCP'
/** Servers are named by UUID; any other text names none. */
const serverId = z.string().max(200)
const Id = z.object({ id: serverId })
const ServerId = z.object({ serverId })

function uuidOf(id: string): string {
  if (!isUuid(id)) throw mcpServerNotFound(id)
  return id
}

/** One page of servers; `toolkit` narrows to an app. */
async function page(
  deps: Deps,
  projectId: string,
  query: z.output<typeof ListMcpServersQuery>,
  request: FastifyRequest,
  toolkit?: string,
) {
  const { servers, total } = await listMcpServers(deps, projectId, {
    name: query.name,
    toolkits: toolkit === undefined ? query.toolkits : [toolkit],
    authConfigIds: query.auth_config_ids,
    orderBy: query.order_by,
    direction: query.order_direction,
    page: query.page_no,
    limit: query.limit,
  })
  return {
    items: servers.map((server) => presentMcpServer(deps, server, requestOrigin(request))),
    total_pages: Math.ceil(total / query.limit),
    current_page: query.page_no,
  }
}

export const mcpServerRoutes: readonly Operation[] = [
  operation({
    method: 'GET',
    path: '/mcp/servers',
    operationId: 'getMcpServers',
    tag,
    summary: 'List MCP servers with optional filters and pagination',
    access: 'project',
    rateClass: 'standard',
    audit: 'none',
    params: nothing,
    query: ListMcpServersQuery,
    body: nothing,
    success: { status: 200, body: McpServerPage },
    errors: [400, 401, 403, 500],
    handler: ({ deps, principal, query, request }) => page(deps, principal.projectId, query, request),
  }),
  operation({
    method: 'GET',
    path: '/mcp/app/:appKey',
    operationId: 'getMcpAppByAppKey',
    tag,
    summary: 'List MCP servers for a specific app',
    access: 'project',
    rateClass: 'standard',
    audit: 'none',
    params: z.object({ appKey: z.string().max(200) }),
    query: ListMcpServersQuery,
    body: nothing,
    success: { status: 200, body: McpServerPage },
    errors: [400, 401, 403, 404, 500],
    handler: ({ deps, principal, params, query, request }) => {
      const { slug } = findToolkit(deps, params.appKey.toLowerCase())
      return page(deps, principal.projectId, query, request, slug)
    },
  }),
  operation({
    method: 'POST',
    path: '/mcp/servers',
    operationId: 'postMcpServers',
    tag,
    summary: 'Create a new MCP server',
    access: 'project',
    rateClass: 'standard',
    audit: 'mcp_server.created',
    params: nothing,
    query: nothing,
    body: CreateMcpServer,
    success: { status: 201, body: McpServerContract },
    errors: [400, 401, 403, 404, 500],
    handler: async ({ deps, principal, body, request }) => {
      const server = await createMcpServer(deps, principal.projectId, {
        name: body.name,
        authConfigIds: body.auth_config_ids,
        toolkits: body.no_auth_apps,
        allowedTools: body.allowed_tools,
        managedAuth: body.managed_auth_via_composio,
      })
      return presentMcpServer(deps, server, requestOrigin(request))
    },
  }),
  operation({
    method: 'POST',
    path: '/mcp/servers/custom',
    operationId: 'postMcpServersCustom',
    tag,
    summary: 'Create a new custom MCP server with multiple apps',
    access: 'project',
    rateClass: 'standard',
    audit: 'mcp_server.created',
    params: nothing,
    query: nothing,
    body: CreateCustomMcpServer,
    success: { status: 201, body: CustomMcpServer },
    // The published contract has no status for an auth config that does not exist; the sibling operation has.
    errors: [400, 401, 403, 404, 500],
    handler: async ({ deps, principal, body, request }) => {
      const server = await createMcpServer(deps, principal.projectId, {
        name: body.name,
        authConfigIds: body.auth_config_ids,
        toolkits: body.toolkits,
        allowedTools: body.allowed_tools ?? body.custom_tools ?? [],
        managedAuth: body.managed_auth_via_composio,
      })
      return presentMcpServer(deps, server, requestOrigin(request))
    },
  }),
  operation({
    method: 'POST',
    path: '/mcp/servers/generate',
    operationId: 'postMcpServersGenerate',
    tag,
    summary: 'Generate MCP URL with custom parameters',
    access: 'project',
    rateClass: 'standard',
    audit: 'none',
    params: nothing,
    query: nothing,
    body: GenerateMcpUrls,
    success: { status: 200, body: GeneratedMcpUrls },
    errors: [400, 401, 403, 404, 500],
    handler: async ({ deps, principal: { projectId }, body, request }) => {
      const server = await findMcpServer(deps, projectId, uuidOf(body.mcp_server_id))
      for (const id of body.connected_account_ids) await findConnectedAccount(deps, projectId, id)
      await rememberUsers(deps, server, body.user_ids)
      const url = mcpServerUrl(requestOrigin(request), server)
      const managed = body.managed_auth_by_composio ? withQuery(url, 'managed_auth', 'true') : url
      return {
        mcp_url: url,
        connected_account_urls: body.connected_account_ids.map((id) =>
          withQuery(managed, 'connected_account_id', id),
        ),
        user_ids_url: body.user_ids.map((id) => withQuery(managed, 'user_id', id)),
      }
    },
  }),
  operation({
    method: 'GET',
    path: '/mcp/servers/:serverId/instances',
    operationId: 'getMcpServersByServerIdInstances',
    tag,
    summary: 'List all instances for an MCP server',
    access: 'project',
    rateClass: 'standard',
    audit: 'none',
    params: ServerId,
    query: ListInstancesQuery,
    body: nothing,
    success: { status: 200, body: InstancePage },
    errors: [400, 401, 404, 500],
    handler: async ({ deps, principal, params, query }) => {
      const { server, instances, total } = await listInstances(
        deps,
        principal.projectId,
        uuidOf(params.serverId),
        {
          search: query.search,
          orderBy: query.order_by,
          direction: query.order_direction,
          page: query.page_no,
          limit: query.limit,
        },
      )
      return {
        instances: instances.map(presentInstance),
        server_id: server.id,
        server_name: server.name,
        total_pages: Math.ceil(total / query.limit),
        current_page: query.page_no,
      }
    },
  }),
  operation({
    method: 'POST',
    path: '/mcp/servers/:serverId/instances',
    operationId: 'postMcpServersByServerIdInstances',
    tag,
    summary: 'Create a new MCP server instance',
    access: 'project',
    rateClass: 'standard',
    audit: 'mcp_server.instance_created',
    params: ServerId,
    query: nothing,
    body: z.strictObject({ user_id: z.string().min(1, 'must not be empty').max(256) }),
    success: { status: 201, body: InstanceContract },
    errors: [400, 401, 403, 404, 409, 500],
    handler: async ({ deps, principal, params, body }) =>
      presentInstance(await createInstance(deps, principal.projectId, uuidOf(params.serverId), body.user_id)),
  }),
  operation({
    method: 'DELETE',
    path: '/mcp/servers/:serverId/instances/:instanceId',
    operationId: 'deleteMcpServersByServerIdInstancesByInstanceId',
    tag,
    summary: 'Delete an MCP server instance and associated connected accounts',
    access: 'project',
    rateClass: 'standard',
    audit: 'mcp_server.instance_deleted',
    params: ServerId.extend({ instanceId: z.string().max(300) }),
    query: nothing,
    body: nothing,
    success: { status: 200, body: z.object({ message: z.string(), deleted_connected_accounts: z.number() }) },
    errors: [400, 401, 404, 500],
    handler: async ({ deps, principal, params }) => {
      const id = uuidOf(params.serverId)
      const deleted = await deleteInstance(deps, principal.projectId, id, params.instanceId)
      return { message: 'Instance deleted', deleted_connected_accounts: deleted }
    },
  }),
  operation({
    method: 'GET',
    path: '/mcp/:id',
    operationId: 'getMcpById',
    tag,
    summary: 'Get MCP server details by ID',
    access: 'project',
    rateClass: 'standard',
    audit: 'none',
    params: Id,
    query: nothing,
    body: nothing,
    success: { status: 200, body: McpServerDetails },
    errors: [400, 401, 403, 404, 500],
    handler: async ({ deps, principal, params, request }) =>
      presentMcpServer(
        deps,
        await findMcpServer(deps, principal.projectId, uuidOf(params.id)),
        requestOrigin(request),
      ),
  }),
  operation({
    method: 'PATCH',
    path: '/mcp/:id',
    operationId: 'patchMcpById',
    tag,
    summary: 'Update MCP server configuration',
    access: 'project',
    rateClass: 'standard',
    audit: 'mcp_server.updated',
    params: Id,
    query: nothing,
    body: ChangeMcpServer,
    success: { status: 200, body: McpServerDetails },
    errors: [400, 401, 403, 404, 500],
    handler: async ({ deps, principal, params, body, request }) => {
      const allowedTools = body.allowed_tools ?? body.custom_tools
      const server = await changeMcpServer(deps, principal.projectId, uuidOf(params.id), {
        ...(body.name !== undefined && { name: body.name }),
        ...(body.toolkits && { toolkits: body.toolkits }),
        ...(body.auth_config_ids && { authConfigIds: body.auth_config_ids }),
        ...(allowedTools && { allowedTools }),
        ...(body.managed_auth_via_composio !== undefined && { managedAuth: body.managed_auth_via_composio }),
      })
      return presentMcpServer(deps, server, requestOrigin(request))
    },
  }),
  operation({
    method: 'DELETE',
    path: '/mcp/:id',
    operationId: 'deleteMcpById',
    tag,
    summary: 'Delete an MCP server',
    access: 'project',
    rateClass: 'standard',
    audit: 'mcp_server.deleted',
    params: Id,
    query: nothing,
    body: nothing,
    success: { status: 200, body: z.object({ id: z.string(), deleted: z.boolean() }) },
    errors: [400, 401, 403, 404, 500],
    handler: async ({ deps, principal, params }) => {
      await deleteMcpServer(deps, principal.projectId, uuidOf(params.id))
      return { id: params.id, deleted: true }
    },
  }),
]
