/** Projects: what a caller may know about the project, the key and the person behind a request. */
import { eq, inArray } from '../db/sql.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import type { ProjectPrincipal } from '../http/principal.ts'
import {
  findMember,
  findOrganization,
  type MemberRow,
  type OrganizationRow,
} from '../organization/organization.ts'
import { apiKeys, type ApiKeyRow } from './api-keys.table.ts'
import { projects, type ProjectRow } from './projects.table.ts'

export interface SessionInfo {
  project: ProjectRow
  organization: OrganizationRow
  apiKey: ApiKeyRow
  member: MemberRow
}

/**
 * The project that a request acts in, its organisation, the key presented and the member whose key it is.
 * @throws {ApiError} Unauthorized when the key or the project went away since the request was admitted.
 */
export async function sessionInfo(
  { db }: Pick<Deps, 'db'>,
  principal: ProjectPrincipal,
): Promise<SessionInfo> {
  const [row] = await db
    .select({ project: projects, apiKey: apiKeys })
    .from(projects)
    .innerJoin(apiKeys, eq(apiKeys.id, principal.keyId))
    .where(eq(projects.id, principal.projectId))
  const organization = await findOrganization(db, principal.orgId)
  const member = row && (await findMember(db, principal.orgId, row.apiKey.memberId))
  if (!row || !organization || !member) throw new ApiError('Unauthorized', 'Invalid API key')
  return { ...row, organization, member }
}

/** A project stays in its organisation, so what was read holds for good. */
const organizationOfProject = new Map<string, string>()
const mostRemembered = 10_000

/** The organisation of a project. */
export async function organizationOf({ db }: Pick<Deps, 'db'>, projectId: string): Promise<string> {
  const known = organizationOfProject.get(projectId)
  if (known !== undefined) return known
  const [row] = await db.select({ orgId: projects.orgId }).from(projects).where(eq(projects.id, projectId))
  if (!row) throw new Error(`there is no project ${projectId}`)
  if (organizationOfProject.size >= mostRemembered) organizationOfProject.clear()
  organizationOfProject.set(projectId, row.orgId)
  return row.orgId
}

/** Organisations of projects, by project. */
export async function organizationsOf(
  { db }: Pick<Deps, 'db'>,
  projectIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await db
    .select({ id: projects.id, orgId: projects.orgId })
    .from(projects)
    .where(inArray(projects.id, [...projectIds]))
  return new Map(rows.map(({ id, orgId }) => [id, orgId]))
}

/** The name that a project's people gave it; undefined when there is no such project. */
export async function projectName({ db }: Pick<Deps, 'db'>, id: string): Promise<string | undefined> {
  const [row] = await db.select({ name: projects.name }).from(projects).where(eq(projects.id, id))
  return row?.name
}
