/** The first start: makes the organisation, its first project, an administrator and the keys to begin with. */
import { sql } from 'drizzle-orm'
import type { Database } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import { members, organizations } from '../organization/organization.table.ts'
import type { Vault } from '../vault/vault.ts'
import { createApiKey } from './api-keys.ts'
import { projects } from './projects.table.ts'

export interface BootstrapKeys {
  projectKey: string
  organizationKey: string
  userKey: string
}

/** Serialises first starts of several nodes on one database. Arbitrary constant. */
const bootstrapLock = 7_246_392

/**
 * Sets an empty installation up. Returns the keys, which can be read only now; undefined when there is an
 * organisation already.
 */
export async function bootstrap(
  db: Database,
  vault: Vault,
  given: { apiKey: string | undefined; orgApiKey: string | undefined },
): Promise<BootstrapKeys | undefined> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${bootstrapLock})`)
    const existing = await tx.select({ id: organizations.id }).from(organizations).limit(1)
    if (existing.length > 0) return undefined

    const orgId = newId('organization')
    const memberId = newId('member')
    const projectId = newId('project')
    await tx.insert(organizations).values({ id: orgId, name: 'My organization' })
    await tx.insert(members).values({ id: memberId, orgId, email: 'admin@localhost', name: 'Administrator', role: 'ADMIN' })
    await tx.insert(projects).values({ id: projectId, orgId, name: 'default', email: 'admin@localhost' })

    const owner = { orgId, memberId, name: 'first start' }
    return {
      projectKey: await createApiKey(tx, vault, {
        ...owner,
        kind: 'project',
        projectId,
        ...(given.apiKey !== undefined && { key: given.apiKey }),
      }),
      organizationKey: await createApiKey(tx, vault, {
        ...owner,
        kind: 'organization',
        ...(given.orgApiKey !== undefined && { key: given.orgApiKey }),
      }),
      userKey: await createApiKey(tx, vault, { ...owner, kind: 'user' }),
    }
  })
}
