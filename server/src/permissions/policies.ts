/** Policies: what a project lets its agents do, kept as data and changed while the server runs. */
import { and, asc, count, eq } from '../db/sql.ts'
import { newId } from '../db/ids.ts'
import type { Deps } from '../deps.ts'
import { type Page, type PageRequest, pageResult } from '../http/contract.ts'
import { ApiError } from '../http/errors.ts'
import { permissionPolicies, type PolicyRow } from './policies.table.ts'
import type { PolicyEffect, PolicyMatch } from './policy-rules.ts'

export type { PolicyRow } from './policies.table.ts'

type PolicyDeps = Pick<Deps, 'db' | 'clock'>

/** Every call of the project is held against all of them. */
const mostPolicies = 200

export interface NewPolicy {
  name: string
  effect: PolicyEffect
  match: PolicyMatch
  priority: number
  isEnabled: boolean
}

const inOrder = [
  asc(permissionPolicies.priority),
  asc(permissionPolicies.createdAt),
  asc(permissionPolicies.id),
]

/** Adds a policy. @throws {ApiError} BadRequest when the project has too many. */
export async function createPolicy(
  { db, clock }: PolicyDeps,
  projectId: string,
  policy: NewPolicy,
): Promise<PolicyRow> {
  const [total] = await db
    .select({ rows: count() })
    .from(permissionPolicies)
    .where(eq(permissionPolicies.projectId, projectId))
  if ((total?.rows ?? 0) >= mostPolicies) {
    throw new ApiError('BadRequest', `A project has at most ${mostPolicies} policies`, {
      suggestedFix: 'Delete some, or put several globs into one.',
    })
  }
  const now = clock.now()
  const [row] = await db
    .insert(permissionPolicies)
    .values({ ...policy, id: newId('policy'), projectId, createdAt: now, updatedAt: now })
    .returning()
  if (!row) throw new Error('the insert returned no row')
  return row
}

/** The policy of this id. @throws {ApiError} PolicyNotFound */
export async function findPolicy(
  { db }: Pick<Deps, 'db'>,
  projectId: string,
  id: string,
): Promise<PolicyRow> {
  const [row] = await db.select().from(permissionPolicies).where(ofProject(projectId, id))
  if (!row) throw policyNotFound(id)
  return row
}

/** One page of a project's policies, in the order in which they are looked at. */
export async function listPolicies(
  { db }: Pick<Deps, 'db'>,
  projectId: string,
  request: PageRequest,
): Promise<Page<PolicyRow>> {
  const where = eq(permissionPolicies.projectId, projectId)
  const [total] = await db.select({ rows: count() }).from(permissionPolicies).where(where)
  const rows = await db
    .select()
    .from(permissionPolicies)
    .where(where)
    .orderBy(...inOrder)
    .limit(request.limit)
    .offset(request.offset)
  return pageResult(rows, total?.rows ?? 0, request)
}

/** The policies that hold, in the order in which they are looked at. */
export async function enabledPolicies({ db }: Pick<Deps, 'db'>, projectId: string): Promise<PolicyRow[]> {
  return db
    .select()
    .from(permissionPolicies)
    .where(and(eq(permissionPolicies.projectId, projectId), eq(permissionPolicies.isEnabled, true)))
    .orderBy(...inOrder)
}

/** Changes what is named. @throws {ApiError} PolicyNotFound */
export async function changePolicy(
  { db, clock }: PolicyDeps,
  projectId: string,
  id: string,
  change: { [K in keyof NewPolicy]?: NewPolicy[K] | undefined },
): Promise<PolicyRow> {
  const [row] = await db
    .update(permissionPolicies)
    .set({ ...change, updatedAt: clock.now() })
    .where(ofProject(projectId, id))
    .returning()
  if (!row) throw policyNotFound(id)
  return row
}

/** @throws {ApiError} PolicyNotFound */
export async function deletePolicy({ db }: Pick<Deps, 'db'>, projectId: string, id: string): Promise<void> {
  const rows = await db
    .delete(permissionPolicies)
    .where(ofProject(projectId, id))
    .returning({ id: permissionPolicies.id })
  if (rows.length === 0) throw policyNotFound(id)
}

const ofProject = (projectId: string, id: string) =>
  and(eq(permissionPolicies.projectId, projectId), eq(permissionPolicies.id, id))

function policyNotFound(id: string): ApiError {
  return new ApiError('PolicyNotFound', `Policy ${id} not found`)
}
