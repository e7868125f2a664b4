/** Operations that tell how much a project or an organisation used. */
import { z } from 'zod'
import { epochMilliseconds, idOf } from '../http/contract.ts'
import { nothing, operation, type Operation } from '../http/operation.ts'
import { projectIdsOf } from '../projects/owner-projects.ts'
import { usageBreakdown, usageSummary, type UsageScope } from './usage.ts'

const epoch = epochMilliseconds.optional()
const anyOf = <T extends z.ZodType>(item: T) => z.array(item).min(1).max(1_000).nullish()
const text = z.string().min(1)

const projectFilters = { user_id: anyOf(text), session_id: anyOf(text) }
const ProjectFilters = z.strictObject(projectFilters)
const OrgFilters = z.strictObject({ ...projectFilters, project_id: anyOf(idOf('project')) })

const range = { from: epoch, to: epoch }
const summary = { ...range, entity_types: z.array(text).min(1).max(20).optional() }
const breakdown = {
  ...range,
  group_by: text.optional(),
  order_by: z.enum(['key', 'total_quantity', 'event_count']).default('total_quantity'),
  order_direction: z.enum(['asc', 'desc']).default('desc'),
  limit: z.number().int().min(1, 'must be at least 1').max(1_000, 'must be at most 1000').default(100),
}

const Total = z.object({
  unit: z.string(),
  total_quantity: z.string(),
  event_count: z.number(),
})
const Summary = z.object({ entities: z.record(z.string(), Total) })
const Breakdown = Total.extend({
  entity_type: z.string(),
  groups: z.array(z.object({ key: z.string(), total_quantity: z.string(), event_count: z.number() })),
})

const EntityType = z.object({ entity_type: z.string() })

interface ScopeBody {
  from?: number | undefined
  to?: number | undefined
  filters?: { user_id?: string[] | null | undefined; session_id?: string[] | null | undefined } | undefined
}

function scopeOf(projectIds: readonly string[], { from, to, filters }: ScopeBody): UsageScope {
  return {
    projectIds,
    from,
    to,
    userIds: filters?.user_id ?? undefined,
    sessionIds: filters?.session_id ?? undefined,
  }
}

const optionsOf = (body: z.output<z.ZodObject<typeof breakdown>>) => ({
  groupBy: body.group_by,
  orderBy: body.order_by,
  direction: body.order_direction,
  limit: body.limit,
})

export const usageRoutes: readonly Operation[] = [
  operation({
    method: 'POST',
    path: '/project/usage/summary',
    operationId: 'postProjectUsageSummary',
    tag: 'Projects',
    summary: 'Project usage summary',
    access: 'project',
    rateClass: 'standard',
    audit: 'none',
    params: nothing,
    query: nothing,
    body: z.strictObject({ ...summary, filters: ProjectFilters.optional() }),
    success: { status: 200, body: Summary },
    errors: [400, 401, 403, 404, 500],
    handler: async ({ deps, principal, body }) => ({
      entities: await usageSummary(deps, scopeOf([principal.projectId], body), body.entity_types),
    }),
  }),
  operation({
    method: 'POST',
    path: '/project/usage/:entity_type',
    operationId: 'postProjectUsageByEntityType',
    tag: 'Projects',
    summary: 'Project usage breakdown',
    access: 'project',
    rateClass: 'standard',
    audit: 'none',
    params: EntityType,
    query: nothing,
    body: z.strictObject({ ...breakdown, filters: ProjectFilters.optional() }),
    success: { status: 200, body: Breakdown },
    errors: [400, 401, 403, 404, 500],
    handler: ({ deps, principal, params, body }) =>
      usageBreakdown(deps, scopeOf([principal.projectId], body), params.entity_type, optionsOf(body)),
  }),
  operation({
    method: 'POST',
    path: '/org/usage/summary',
    operationId: 'postOrgUsageSummary',
    tag: 'Organization',
    summary: 'Org usage summary',
    access: 'organization',
    rateClass: 'standard',
    audit: 'none',
    params: nothing,
    query: nothing,
    body: z.strictObject({ ...summary, filters: OrgFilters.optional() }),
    success: { status: 200, body: Summary },
    errors: [400, 401, 403, 404, 500],
    handler: async ({ deps, principal, body }) => {
      const projectIds = await projectIdsOf(deps, principal.orgId, body.filters?.project_id ?? undefined)
      return { entities: await usageSummary(deps, scopeOf(projectIds, body), body.entity_types) }
    },
  }),
  operation({
    method: 'POST',
    path: '/org/usage/:entity_type',
    operationId: 'postOrgUsageByEntityType',
    tag: 'Organization',
    summary: 'Org usage breakdown',
    access: 'organization',
    rateClass: 'standard',
    audit: 'none',
    params: EntityType,
    query: nothing,
    body: z.strictObject({ ...breakdown, filters: OrgFilters.optional() }),
    success: { status: 200, body: Breakdown },
    errors: [400, 401, 403, 404, 500],
    handler: async ({ deps, principal, params, body }) => {
      const projectIds = await projectIdsOf(deps, principal.orgId, body.filters?.project_id ?? undefined)
      return usageBreakdown(deps, scopeOf(projectIds, body), params.entity_type, optionsOf(body))
    },
  }),
]
