/** Operations on the policies of a project. */
import { z } from 'zod'
import { idOf, pageOf, pageRequest, queryLimit, queryString } from '../http/contract.ts'
import { nothing, operation, type Operation } from '../http/operation.ts'
import {
  changePolicy,
  createPolicy,
  deletePolicy,
  enabledPolicies,
  findPolicy,
  listPolicies,
  type PolicyRow,
} from './policies.ts'
import { PolicyMatch, policyEffects } from './policy-rules.ts'
import { testPolicies } from './test-policies.ts'

const tag = 'Permissions'
const Params = z.object({ id: idOf('policy') })

const Input = z.strictObject({
  name: z.string().trim().min(1).max(200),
  effect: z.enum(policyEffects),
  match: PolicyMatch.default({}),
  /** Lower ones are looked at first; of equals, the older. */
  priority: z.int().min(-1_000_000).max(1_000_000).default(0),
  enabled: z.boolean().default(true),
})

const Change = z.strictObject({
  name: Input.shape.name.optional(),
  effect: z.enum(policyEffects).optional(),
  match: PolicyMatch.optional(),
  priority: z.int().min(-1_000_000).max(1_000_000).optional(),
  enabled: z.boolean().optional(),
})

const Policy = z.object({
  id: z.string(),
  name: z.string(),
  effect: z.enum(policyEffects),
  match: PolicyMatch,
  priority: z.number(),
  enabled: z.boolean(),
  created_at: z.string(),
  updated_at: z.string(),
})

function present(row: PolicyRow): z.input<typeof Policy> {
  return {
    id: row.id,
    name: row.name,
    effect: row.effect,
    match: row.match,
    priority: row.priority,
    enabled: row.isEnabled,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  }
}

const TestBody = z.strictObject({
  /** Policies to try, in this order; those of the project when left out. */
  policies: z.array(Input).min(1).max(200).optional(),
  /** Calls not older than this. */
  since: z.iso.datetime({ offset: true, error: 'must be a moment such as 2026-01-31T12:00:00Z' }).optional(),
  /** How many of the latest calls. */
  limit: z.int().min(1).max(10_000).default(1_000),
})

const TestResult = z.object({
  /** Calls that were held against the policies. */
  tested: z.number(),
  /** By what would have become of them; `undecided`: the arguments would tell, and are not stored. */
  effects: z.object({
    allow: z.number(),
    ask: z.number(),
    deny: z.number(),
    unmatched: z.number(),
    undecided: z.number(),
  }),
  policies: z.array(
    z.object({
      id: z.string().nullable(),
      name: z.string(),
      effect: z.enum(policyEffects),
      matched: z.number(),
    }),
  ),
  /** The latest calls that would not simply have passed, at most 50. */
  samples: z.array(
    z.object({
      log_id: z.string(),
      tool_slug: z.string(),
      user_id: z.string().nullable(),
      created_at: z.string(),
      effect: z.enum(['ask', 'deny', 'undecided']),
      policy: z.string(),
    }),
  ),
})

export const policyRoutes: readonly Operation[] = [
  operation({
    method: 'GET',
    path: '/policies',
    operationId: 'getPolicies',
    tag,
    summary: 'List the policies of the project, in the order in which they are looked at',
    access: 'project',
    rateClass: 'standard',
    audit: 'none',
    params: nothing,
    query: z.object({ limit: queryLimit(200, 50), cursor: queryString }),
    body: nothing,
    success: { status: 200, body: pageOf(Policy) },
    errors: [400, 401, 500],
    handler: async ({ deps, principal, query }) => {
      const page = await listPolicies(deps, principal.projectId, pageRequest(query.cursor, query.limit))
      return { ...page, items: page.items.map(present) }
    },
  }),
  operation({
    method: 'POST',
    path: '/policies',
    operationId: 'postPolicies',
    tag,
    summary: 'Create a policy on tools and arguments',
    access: 'project',
    rateClass: 'standard',
    audit: 'policy.created',
    params: nothing,
    query: nothing,
    body: Input,
    success: { status: 201, body: Policy },
    errors: [400, 401, 500],
    handler: async ({ deps, principal, body: { enabled: isEnabled, ...policy } }) =>
      present(await createPolicy(deps, principal.projectId, { ...policy, isEnabled })),
  }),
  operation({
    method: 'GET',
    path: '/policies/:id',
    operationId: 'getPoliciesById',
    tag,
    summary: 'Get one policy',
    access: 'project',
    rateClass: 'standard',
    audit: 'none',
    params: Params,
    query: nothing,
    body: nothing,
    success: { status: 200, body: Policy },
    errors: [400, 401, 404, 500],
    handler: async ({ deps, principal, params }) =>
      present(await findPolicy(deps, principal.projectId, params.id)),
  }),
  operation({
    method: 'PATCH',
    path: '/policies/:id',
    operationId: 'patchPoliciesById',
    tag,
    summary: 'Change what is named of a policy',
    access: 'project',
    rateClass: 'standard',
    audit: 'policy.updated',
    params: Params,
    query: nothing,
    body: Change,
    success: { status: 200, body: Policy },
    errors: [400, 401, 404, 500],
    handler: async ({ deps, principal, params, body: { enabled: isEnabled, ...change } }) =>
      present(await changePolicy(deps, principal.projectId, params.id, { ...change, isEnabled })),
  }),
  operation({
    method: 'DELETE',
    path: '/policies/:id',
    operationId: 'deletePoliciesById',
    tag,
    summary: 'Delete a policy',
    access: 'project',
    rateClass: 'standard',
    audit: 'policy.deleted',
    params: Params,
    query: nothing,
    body: nothing,
    success: { status: 200, body: z.object({ id: z.string(), deleted: z.literal(true) }) },
    errors: [400, 401, 404, 500],
    handler: async ({ deps, principal, params }) => {
      await deletePolicy(deps, principal.projectId, params.id)
      return { id: params.id, deleted: true as const }
    },
  }),
  operation({
    method: 'POST',
    path: '/policies/test',
    operationId: 'postPoliciesTest',
    tag,
    summary: 'Hold policies against the calls of the log, and change nothing',
    access: 'project',
    rateClass: 'standard',
    audit: 'none',
    params: nothing,
    query: nothing,
    body: TestBody,
    success: { status: 200, body: TestResult },
    errors: [400, 401, 500],
    handler: async ({ deps, principal, body }) => {
      const given = body.policies?.map((policy, index) => ({ ...policy, id: null, index }))
      const ordered = given
        ?.filter(({ enabled }) => enabled)
        .toSorted((one, other) => one.priority - other.priority || one.index - other.index)
      const policies = ordered ?? (await enabledPolicies(deps, principal.projectId))
      const since = body.since === undefined ? undefined : new Date(body.since)
      return testPolicies(deps, principal.projectId, policies, { since, limit: body.limit })
    },
  }),
]
