/** The first start: makes the organisation, its first project, an administrator and the keys to begin with. */
import { sql } from '../db/sql.ts'
import type { Database } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import { anyOrganization, createMember, createOrganization } from '../organization/organization.ts'
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
    if (await anyOrganization(tx)) return undefined

    const email = 'admin@localhost'
    const orgId = await createOrganization(tx, 'My organization')
    const memberId = await createMember(tx, { orgId, email, name: 'Administrator', role: 'ADMIN' })
    const projectId = newId('project')
    await tx.insert(projects).values({ id: projectId, orgId, name: 'My project', email })

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
