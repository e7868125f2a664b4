/** Operations that read the tools. Executing them is the `execution` feature. */
import { z } from 'zod'
import { idOf, pageOf, queryFlag, queryLimit, queryList, queryString } from '../http/contract.ts'
import { nothing, operation, type Operation, WrittenJson } from '../http/operation.ts'
import { listTools, mostTools } from './list-tools.ts'
import { ScopeRequirements, ToolContract } from './present-tool.ts'
import { toolJson, toolPageJson } from './tool-json.ts'
import { requiredScopes } from './required-scopes.ts'
import { ToolkitVersions } from './toolkit-versions.ts'
import { findTool } from './tools.ts'

const tag = 'Tools'
const ToolParams = z.object({ tool_slug: z.string() })

const ListQuery = z.object({
  /** SDKs join several with commas. */
  toolkit_slug: queryList(z.string()),
  tool_slugs: queryList(z.string()),
  auth_config_ids: queryList(idOf('authConfig')),
  important: queryFlag,
  tags: queryList(z.string()),
  scopes: queryList(z.string()),
  query: queryString,
  /** The older name of `query`. */
  search: queryString,
  include_deprecated: queryFlag,
  /** `all`: tools too of toolkits that are off by default. Toolkits that are named are listed anyway. */
  include: queryString.pipe(z.enum(['all']).optional()),
  toolkit_versions: ToolkitVersions,
  limit: queryLimit(mostTools, 20),
  cursor: queryString,
})

const RequiredScopesBody = z.strictObject({
  tools: z.array(z.string().min(1)).min(1).max(mostTools),
  version: z.string().optional(),
})

const RequiredScopesResult = z.object({
  scopes_required: z.array(z.string()),
  per_tool_requirements: z.array(
    z.object({ tool: z.string(), scope_requirements: ScopeRequirements.nullable() }),
  ),
})

export const toolRoutes: readonly Operation[] = [
  operation({
    method: 'GET',
    path: '/tools',
    operationId: 'getTools',
    tag,
    summary: 'List available tools',
    access: 'project',
    rateClass: 'standard',
    audit: 'none',
    params: nothing,
    query: ListQuery,
    body: nothing,
    success: { status: 200, body: pageOf(ToolContract) },
    errors: [400, 401, 403, 404, 429, 500],
    handler: async ({ deps, principal, query }) => {
      const filter = { ...query, query: query.query ?? query.search }
      const page = await listTools(deps, principal.projectId, filter)
      return new WrittenJson(toolPageJson(deps, page, query.toolkit_versions))
    },
  }),
  operation({
    method: 'GET',
    path: '/tools/enum',
    operationId: 'getToolsEnum',
    tag,
    summary: 'Get tool enum list',
    access: 'project',
    rateClass: 'standard',
    audit: 'none',
    params: nothing,
    query: nothing,
    body: nothing,
    success: { status: 200, body: z.array(z.string()) },
    errors: [400, 401, 403, 404, 500],
    handler: ({ deps }) => deps.catalog.summaries().map(({ slug }) => slug),
  }),
  operation({
    method: 'GET',
    path: '/tools/:tool_slug',
    operationId: 'getToolsByToolSlug',
    tag,
    summary: 'Get tool by slug',
    access: 'project',
    rateClass: 'standard',
    audit: 'none',
    params: ToolParams,
    query: z.object({ version: queryString, toolkit_versions: ToolkitVersions }),
    body: nothing,
    success: { status: 200, body: ToolContract },
    errors: [400, 401, 404, 500],
    handler: ({ deps, params: { tool_slug: slug }, query }) =>
      new WrittenJson(toolJson(deps, slug, query.version ?? query.toolkit_versions)),
  }),
  operation({
    method: 'GET',
    path: '/tools/:tool_slug/get_latest_version',
    operationId: 'getToolsByToolSlugGetLatestVersion',
    tag,
    summary: 'Get the latest version of a tool (older clients)',
    access: 'project',
    rateClass: 'standard',
    audit: 'none',
    params: ToolParams,
    query: nothing,
    body: nothing,
    success: { status: 200, body: z.object({ tool_slug: z.string(), version: z.string() }) },
    errors: [401, 404, 500],
    handler: ({ deps, params }) => ({
      tool_slug: params.tool_slug.toUpperCase(),
      version: findTool(deps, params.tool_slug).version,
    }),
  }),
  operation({
    method: 'POST',
    path: '/tools/scopes/required',
    operationId: 'postToolsScopesRequired',
    tag,
    summary: 'Get required scopes for tools',
    access: 'project',
    rateClass: 'standard',
    audit: 'none',
    params: nothing,
    query: nothing,
    body: RequiredScopesBody,
    success: { status: 200, body: RequiredScopesResult },
    errors: [400, 401, 404, 500],
    handler: ({ deps, body }) => requiredScopes(deps, body.tools, body.version),
  }),
]
