/** Projects: what a caller may know about the project, the key and the person behind a request. */
import { eq } from 'drizzle-orm'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import type { ProjectPrincipal } from '../http/principal.ts'
// One join with the caller's organisation and member; a query for each would be three round trips.
// oxlint-disable-next-line no-restricted-imports
import {
  members,
  organizations,
  type MemberRow,
  type OrganizationRow,
} from '../organization/organization.table.ts'
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
    .select({ project: projects, organization: organizations, apiKey: apiKeys, member: members })
    .from(projects)
    .innerJoin(organizations, eq(organizations.id, projects.orgId))
    .innerJoin(apiKeys, eq(apiKeys.id, principal.keyId))
    .innerJoin(members, eq(members.id, apiKeys.memberId))
    .where(eq(projects.id, principal.projectId))
  if (!row) throw new ApiError('Unauthorized', 'Invalid API key')
  return row
}
