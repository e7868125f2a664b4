/** API keys: making them, and finding out who presents one. */
import { and, asc, eq, isNull, sql } from '../db/sql.ts'
import type { Database } from '../db/database.ts'
import { newApiKey, newId } from '../db/ids.ts'
import type { FindPrincipal, PresentedKey, Principal } from '../http/principal.ts'
import type { Vault } from '../vault/vault.ts'
import { apiKeys, type ApiKeyRow } from './api-keys.table.ts'
import { projects } from './projects.table.ts'

const keyPrefixes = { project: 'ak_', user: 'uak_', organization: 'oak_' } as const

export interface NewKey {
  kind: Principal['kind']
  name: string
  orgId: string
  memberId: string
  /** For a project key. */
  projectId?: string
  /** Use this key instead of a random one. */
  key?: string
}

/** Makes a key and returns it. This is the only time it can be read: the row keeps its keyed hash. */
export async function createApiKey(db: Database, vault: Vault, { key, ...fields }: NewKey): Promise<string> {
  const secret = key ?? newApiKey(keyPrefixes[fields.kind])
  await db.insert(apiKeys).values({ ...fields, id: newId('apiKey'), hash: vault.hashApiKey(secret) })
  return secret
}

/**
 * The lookup that `http/principal.ts` authenticates with. It asks Postgres at every request, so that a deleted key
 * is refused at once; the statement is built once and named, so that a connection plans it once.
 */
export function principalFinder(db: Database, vault: Vault): FindPrincipal {
  const byHash = db
    .select({
      id: apiKeys.id,
      kind: apiKeys.kind,
      orgId: apiKeys.orgId,
      projectId: apiKeys.projectId,
      memberId: apiKeys.memberId,
    })
    .from(apiKeys)
    .where(and(eq(apiKeys.hash, sql.placeholder('hash')), isNull(apiKeys.deletedAt)))
    .prepare('api_key_by_hash')
  return async function findPrincipal(presented) {
    const [row] = await byHash.execute({ hash: vault.hashApiKey(presented.key) })
    if (row?.kind !== presented.kind) return undefined
    return toPrincipal(db, row, presented)
  }
}

async function toPrincipal(
  db: Database,
  row: Pick<ApiKeyRow, 'id' | 'kind' | 'orgId' | 'projectId' | 'memberId'>,
  presented: PresentedKey,
): Promise<Principal | undefined> {
  const { id: keyId, orgId, memberId } = row
  if (row.kind === 'organization') return { kind: 'organization', keyId, orgId }
  const projectId =
    row.kind === 'project' ? row.projectId : await projectOfUser(db, orgId, presented.projectId)
  if (projectId === null) return undefined
  return row.kind === 'project'
    ? { kind: 'project', keyId, orgId, projectId }
    : { kind: 'user', keyId, orgId, projectId, memberId }
}

/** The project that a user key names, if it is the organisation's; without a name, the oldest one. */
async function projectOfUser(db: Database, orgId: string, named: string | undefined): Promise<string | null> {
  const [project] = await db
    .select({ id: projects.id })
    .from(projects)
    .where(
      and(
        eq(projects.orgId, orgId),
        isNull(projects.deletedAt),
        named === undefined ? undefined : eq(projects.id, named),
      ),
    )
    .orderBy(asc(projects.createdAt))
    .limit(1)
  return project?.id ?? null
}
