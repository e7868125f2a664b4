/** API keys: making them, and finding out who presents one. */
import { hash, randomBytes } from 'node:crypto'
import { and, asc, eq, inArray, isNotNull, isNull, sql } from '../db/sql.ts'
import type { Database } from '../db/database.ts'
import { keptRows } from '../db/kept-rows.ts'
import { newApiKey, newId } from '../db/ids.ts'
import type { KeyScope } from '../http/key-limits.ts'
import type { FindPrincipal, PresentedKey, Principal, ProjectPrincipal } from '../http/principal.ts'
import type { Vault } from '../vault/vault.ts'
import { apiKeys, type ApiKeyRow } from './api-keys.table.ts'
import { projects } from './projects.table.ts'

export type { ApiKeyRow } from './api-keys.table.ts'

const keyPrefixes = { project: 'ak_', user: 'uak_', organization: 'oak_' } as const

/** All that can be shown of a key once it has been made. */
export function maskedKey(kind: ApiKeyRow['kind']): string {
  return `${keyPrefixes[kind]}****`
}

export interface NewKey {
  kind: Principal['kind']
  name: string
  orgId: string
  memberId: string
  /** For a project key. */
  projectId?: string
  /** Use this key instead of a random one. */
  key?: string
  scopes?: KeyScope[] | null
  allowedIps?: string[] | null
  expiresAt?: Date | null
}

export interface CreatedKey {
  row: ApiKeyRow
  /** This is the only time it can be read: the row keeps its keyed hash. */
  key: string
}

/** Not revoked, and not over. */
const isLive = and(
  isNull(apiKeys.deletedAt),
  sql`(${apiKeys.expiresAt} is null or ${apiKeys.expiresAt} > now())`,
)

/** Makes a key. */
export async function createApiKeyRow(
  db: Database,
  vault: Vault,
  { key: given, ...fields }: NewKey,
): Promise<CreatedKey> {
  const key = given ?? newApiKey(keyPrefixes[fields.kind])
  const [row] = await db
    .insert(apiKeys)
    .values({ ...fields, id: newId('apiKey'), hash: vault.hashApiKey(key) })
    .returning()
  if (!row) throw new Error('an insert returns its row')
  return { row, key }
}

/** Makes a key and returns it alone. */
export async function createApiKey(db: Database, vault: Vault, key: NewKey): Promise<string> {
  return (await createApiKeyRow(db, vault, key)).key
}

/**
 * Makes a key with the limits and for the person of another one. A project key makes none for users.
 * @param projectId of a project key; of the project that the other key acts in
 * @returns undefined when the other key is no longer live, or may not make one of this kind
 */
export async function createKeyLike(
  db: Database,
  vault: Vault,
  keyId: string,
  wanted: { kind: 'project' | 'user'; projectId: string | null; name: string },
): Promise<CreatedKey | undefined> {
  const [like] = await db
    .select()
    .from(apiKeys)
    .where(and(eq(apiKeys.id, keyId), isLive))
  if (!like || like.kind === 'organization') return undefined
  if (wanted.kind === 'user' && like.kind !== 'user') return undefined
  const { orgId, memberId, scopes, allowedIps, expiresAt } = like
  const project = wanted.kind === 'project' && wanted.projectId !== null && { projectId: wanted.projectId }
  return createApiKeyRow(db, vault, {
    kind: wanted.kind,
    name: wanted.name,
    orgId,
    memberId,
    scopes,
    allowedIps,
    expiresAt,
    ...project,
  })
}

/** The live keys of a project, oldest first. */
export async function listProjectKeys(db: Database, projectId: string): Promise<ApiKeyRow[]> {
  return db
    .select()
    .from(apiKeys)
    .where(and(eq(apiKeys.projectId, projectId), isNull(apiKeys.deletedAt)))
    .orderBy(asc(apiKeys.createdAt), asc(apiKeys.autoId))
}

/** Which of these keys have been revoked. */
export async function revokedKeys(db: Database, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const rows = await db
    .select({ id: apiKeys.id })
    .from(apiKeys)
    .where(and(inArray(apiKeys.id, [...ids]), isNotNull(apiKeys.deletedAt)))
  return rows.map(({ id }) => id)
}

/** Revokes every key of a project; the next request with one of them is refused. */
export async function revokeProjectKeys(db: Database, projectId: string): Promise<void> {
  await db
    .update(apiKeys)
    .set({ deletedAt: sql`now()` })
    .where(and(eq(apiKeys.projectId, projectId), isNull(apiKeys.deletedAt)))
}

/**
 * Revokes the keys that were presented in full, whosever they are: a leaked key is nobody's any more.
 * @returns those that this call ended
 */
export async function revokePresentedKeys(
  db: Database,
  vault: Vault,
  keys: readonly string[],
): Promise<Pick<ApiKeyRow, 'id' | 'orgId' | 'projectId'>[]> {
  const hashes = keys.map((key) => vault.hashApiKey(key))
  return db
    .update(apiKeys)
    .set({ deletedAt: sql`now()` })
    .where(and(inArray(apiKeys.hash, hashes), isNull(apiKeys.deletedAt)))
    .returning({ id: apiKeys.id, orgId: apiKeys.orgId, projectId: apiKeys.projectId })
}

interface FoundKey {
  principal: Principal
  /** Ends by the clock, of which no table tells. */
  expires: boolean
}

const keptKeys = keptRows<FoundKey>('api_keys', 'projects')
/** What is kept is found by a digest that means nothing outside this process; it costs a tenth of the keyed hash. */
const salt = randomBytes(16).toString('base64')

/**
 * The lookup that `http/principal.ts` authenticates with. What it finds is kept by a digest of the key until a key or
 * a project changes, wherever that is done, so that a deleted key is refused at once. The statement is built once and
 * named, so that a connection plans it once.
 */
export function principalFinder(db: Database, vault: Vault): FindPrincipal {
  const byHash = db
    .select({
      id: apiKeys.id,
      kind: apiKeys.kind,
      orgId: apiKeys.orgId,
      projectId: apiKeys.projectId,
      memberId: apiKeys.memberId,
      scopes: apiKeys.scopes,
      allowedIps: apiKeys.allowedIps,
      expiresAt: apiKeys.expiresAt,
    })
    .from(apiKeys)
    .where(and(eq(apiKeys.hash, sql.placeholder('hash')), isLive))
    .prepare('api_key_by_hash')

  async function find({ kind, key, projectId: project }: PresentedKey): Promise<FoundKey | undefined> {
    const [row] = await byHash.execute({ hash: vault.hashApiKey(key) })
    if (row?.kind !== kind) return undefined
    const principal = await toPrincipal(db, row, project)
    return principal && { principal, expires: row.expiresAt !== null }
  }

  return async function findPrincipal(presented) {
    const digest = hash('sha256', salt + presented.key, 'base64')
    const found = await keptKeys.read(
      db,
      `${presented.kind} ${digest} ${presented.projectId ?? ''}`,
      () => find(presented),
      ({ expires }) => !expires,
    )
    return found?.principal
  }
}

/** The project principal that a live key stands for; undefined once it is revoked or the project is gone. */
export async function principalOfKey(
  db: Database,
  keyId: string,
  projectId: string,
): Promise<ProjectPrincipal | undefined> {
  const [row] = await db
    .select()
    .from(apiKeys)
    .where(and(eq(apiKeys.id, keyId), isLive))
  const principal = row && (await toPrincipal(db, row, projectId))
  return principal !== undefined && principal.kind !== 'organization' && principal.projectId === projectId
    ? principal
    : undefined
}

async function toPrincipal(
  db: Database,
  row: Pick<ApiKeyRow, 'id' | 'kind' | 'orgId' | 'projectId' | 'memberId' | 'scopes' | 'allowedIps'>,
  namedProject: string | undefined,
): Promise<Principal | undefined> {
  const { id: keyId, orgId, memberId, scopes, allowedIps } = row
  const isLimited = scopes !== null || allowedIps !== null
  const key = { keyId, orgId, ...(isLimited && { limits: { scopes, allowedIps } }) }
  if (row.kind === 'organization') return { kind: 'organization', ...key }
  const projectId = row.kind === 'project' ? row.projectId : await projectOfUser(db, orgId, namedProject)
  if (projectId === null) return undefined
  return row.kind === 'project'
    ? { kind: 'project', ...key, projectId }
    : { kind: 'user', ...key, projectId, memberId }
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
