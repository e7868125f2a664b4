/** Operations that read the toolkits. */
import { z } from 'zod'
import { pageOf, pageOfArray, pageRequest, queryFlag, queryLimit, queryString } from '../http/contract.ts'
import { nothing, operation, type Operation } from '../http/operation.ts'
import { listCategories, listToolkits, mostToolkits } from './list-toolkits.ts'
import { presentToolkitDetails, ToolkitDetails, ToolkitItem } from './present-toolkit.ts'
import { ToolkitChangelog, toolkitChangelogs } from './toolkit-changelogs.ts'
import { findToolkitVersion } from './toolkits.ts'

const tag = 'Toolkits'
const managers = ['composio', 'all', 'project'] as const
const orders = ['usage', 'alphabetically'] as const

const ListQuery = z.object({
  category: queryString,
  managed_by: queryString.pipe(z.enum(managers).optional()),
  sort_by: queryString.pipe(z.enum(orders).optional()),
  /** Accepted; no toolkit of the catalog is deprecated. */
  include_deprecated: queryFlag,
  search: queryString,
  /** `all`: those too that are off by default, the management interfaces of the large clouds. */
  include: queryString.pipe(z.enum(['all']).optional()),
  limit: queryLimit(mostToolkits, 100),
  cursor: queryString,
})

const MultiBody = z.strictObject({
  toolkits: z.array(z.string()).max(mostToolkits).optional(),
  category: z.string().optional(),
  managed_by: z.enum(managers).optional(),
  sort_by: z.enum(orders).optional(),
  limit: z.number().int().min(1).nullish(),
  cursor: z.string().optional(),
})

export const toolkitRoutes: readonly Operation[] = [
  operation({
    method: 'GET',
    path: '/toolkits',
    operationId: 'getToolkits',
    tag,
    summary: 'List available toolkits',
    access: 'project',
    rateClass: 'standard',
    audit: 'none',
    params: nothing,
    query: ListQuery,
    body: nothing,
    success: { status: 200, body: pageOf(ToolkitItem) },
    errors: [400, 401, 404, 500],
    handler: ({ deps, query }) => listToolkits(deps, query),
  }),
  operation({
    method: 'GET',
    path: '/toolkits/categories',
    operationId: 'getToolkitsCategories',
    tag,
    summary: 'List toolkit categories',
    access: 'project',
    rateClass: 'standard',
    audit: 'none',
    params: nothing,
    query: nothing,
    body: nothing,
    success: { status: 200, body: pageOf(z.object({ id: z.string(), name: z.string() })) },
    errors: [400, 401, 404, 500],
    // One page: an agent's catalog has some dozen categories.
    handler: ({ deps }) => pageOfArray(listCategories(deps), pageRequest(undefined, mostToolkits)),
  }),
  operation({
    method: 'GET',
    path: '/toolkits/changelog',
    operationId: 'getToolkitsChangelog',
    tag,
    summary: 'Get toolkits changelog',
    access: 'project',
    rateClass: 'standard',
    audit: 'none',
    params: nothing,
    query: nothing,
    body: nothing,
    success: { status: 200, body: z.object({ items: z.array(ToolkitChangelog) }) },
    errors: [400, 401, 404, 500],
    handler: ({ deps }) => ({ items: toolkitChangelogs(deps) }),
  }),
  operation({
    method: 'GET',
    path: '/toolkits/:slug',
    operationId: 'getToolkitsBySlug',
    tag,
    summary: 'Get toolkit by slug',
    access: 'project',
    rateClass: 'standard',
    audit: 'none',
    params: z.object({ slug: z.string() }),
    query: z.object({ version: queryString }),
    body: nothing,
    success: { status: 200, body: ToolkitDetails },
    errors: [400, 401, 404, 500],
    handler: ({ deps, params, query }) =>
      presentToolkitDetails(deps, findToolkitVersion(deps, params.slug, query.version)),
  }),
  operation({
    method: 'POST',
    path: '/toolkits/multi',
    operationId: 'postToolkitsMulti',
    tag,
    summary: 'Fetch multiple toolkits',
    access: 'project',
    rateClass: 'standard',
    audit: 'none',
    params: nothing,
    query: nothing,
    body: MultiBody,
    success: { status: 200, body: pageOf(ToolkitItem) },
    errors: [400, 401, 404, 500],
    handler: ({ deps, body }) =>
      listToolkits(deps, { ...body, limit: Math.min(body.limit ?? mostToolkits, mostToolkits) }),
  }),
]
