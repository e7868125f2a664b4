/** The projects of an organisation, as its owner manages them. */
import { and, count, desc, eq, isNull, sql } from '../db/sql.ts'
import type { Database } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import { newWords } from '../db/words.ts'
import type { Deps } from '../deps.ts'
import { type Page, type PageRequest, pageResult } from '../http/contract.ts'
import { ApiError } from '../http/errors.ts'
import { oldestMember } from '../organization/organization.ts'
import {
  createApiKeyRow,
  listProjectKeys,
  revokeProjectKeys,
  type CreatedKey,
  type NewKey,
} from './api-keys.ts'
import type { ApiKeyRow } from './api-keys.table.ts'
import { disposeAccounts } from './dispose-accounts.job.ts'
import type { ProjectConfigInput } from './project-config.ts'
import { projects, type ProjectRow } from './projects.table.ts'

type ProjectDeps = Pick<Deps, 'db' | 'vault'>

export interface NewProject {
  name: string
  withApiKey: boolean
  config: ProjectConfigInput
}

/**
 * Makes a project, and a key for it when asked; the key can be read only now.
 * @throws {ApiError} ProjectInvalid when the organisation has a project of this name.
 */
export async function createProject(
  { db, vault }: ProjectDeps,
  orgId: string,
  { name, withApiKey, config }: NewProject,
): Promise<{ project: ProjectRow; apiKey: string | null }> {
  return db.transaction(async (tx) => {
    await claimName(tx, orgId, name)
    const owner = await ownerOf(tx, orgId)
    const [project] = await tx
      .insert(projects)
      .values({ id: newId('project'), orgId, name, email: owner.email, config })
      .returning()
    if (!project) throw new Error('an insert returns its row')
    const key = {
      kind: 'project',
      name: 'default',
      orgId,
      memberId: owner.id,
      projectId: project.id,
    } as const
    return { project, apiKey: withApiKey ? (await createApiKeyRow(tx, vault, key)).key : null }
  })
}

/** One page of the organisation's projects, newest first. */
export async function listProjects(
  { db }: Pick<Deps, 'db'>,
  orgId: string,
  request: PageRequest,
): Promise<Page<ProjectRow>> {
  const where = and(eq(projects.orgId, orgId), isNull(projects.deletedAt))
  const [total] = await db.select({ rows: count() }).from(projects).where(where)
  const rows = await db
    .select()
    .from(projects)
    .where(where)
    .orderBy(desc(projects.createdAt), desc(projects.autoId))
    .limit(request.limit)
    .offset(request.offset)
  return pageResult(rows, total?.rows ?? 0, request)
}

/** @throws {ApiError} ProjectNotFound, also for a project of another organisation. */
export async function findProject({ db }: Pick<Deps, 'db'>, orgId: string, id: string): Promise<ProjectRow> {
  const [row] = await db
    .select()
    .from(projects)
    .where(and(eq(projects.orgId, orgId), eq(projects.id, id), isNull(projects.deletedAt)))
  if (!row) throw projectNotFound(id)
  return row
}

/**
 * Ids of the organisation's projects: those named, or all, deleted ones too, whose past use still counts.
 * @throws {ApiError} ProjectNotFound for a named one that is not the organisation's.
 */
export async function projectIdsOf(
  { db }: Pick<Deps, 'db'>,
  orgId: string,
  named?: readonly string[],
): Promise<string[]> {
  const rows = await db.select({ id: projects.id }).from(projects).where(eq(projects.orgId, orgId))
  const own = new Set(rows.map(({ id }) => id))
  const foreign = named?.find((id) => !own.has(id))
  if (foreign !== undefined) throw projectNotFound(foreign)
  return named ? [...named] : [...own]
}

/** A project with its live keys. @throws {ApiError} ProjectNotFound */
export async function findProjectWithKeys(
  { db }: Pick<Deps, 'db'>,
  orgId: string,
  id: string,
): Promise<{ project: ProjectRow; keys: ApiKeyRow[] }> {
  const project = await findProject({ db }, orgId, id)
  return { project, keys: await listProjectKeys(db, project.id) }
}

/**
 * Marks a project as deleted and revokes its keys in the same transaction: from then on nobody acts in it. A job
 * disconnects its accounts.
 * @throws {ApiError} ProjectNotFound
 */
export async function deleteProject(
  { db, jobs }: Pick<Deps, 'db' | 'jobs'>,
  orgId: string,
  id: string,
): Promise<void> {
  await db.transaction(async (tx) => {
    const [row] = await tx
      .update(projects)
      .set({ deletedAt: sql`now()`, updatedAt: sql`now()` })
      .where(and(eq(projects.orgId, orgId), eq(projects.id, id), isNull(projects.deletedAt)))
      .returning({ id: projects.id })
    if (!row) throw projectNotFound(id)
    await revokeProjectKeys(tx, id)
    await jobs.enqueue(tx, disposeAccounts, { projectId: id })
  })
}

/** Adds a key to a project; it can be read only now. @throws {ApiError} ProjectNotFound */
export async function addProjectKey(
  { db, vault }: ProjectDeps,
  orgId: string,
  id: string,
  {
    name = newKeyName(),
    ...limits
  }: Partial<Pick<NewKey, 'name' | 'scopes' | 'allowedIps' | 'expiresAt'>> = {},
): Promise<CreatedKey> {
  const project = await findProject({ db }, orgId, id)
  const { id: memberId } = await ownerOf(db, orgId)
  return createApiKeyRow(db, vault, {
    kind: 'project',
    name,
    orgId,
    memberId,
    projectId: project.id,
    ...limits,
  })
}

/** Revokes every key of a project and makes a new one, at once. @throws {ApiError} ProjectNotFound */
export async function regenerateProjectKey(
  { db, vault }: ProjectDeps,
  orgId: string,
  id: string,
): Promise<CreatedKey> {
  return db.transaction(async (tx) => {
    const project = await findProject({ db: tx }, orgId, id)
    const { id: memberId } = await ownerOf(tx, orgId)
    await revokeProjectKeys(tx, project.id)
    const name = newKeyName()
    return createApiKeyRow(tx, vault, { kind: 'project', name, orgId, memberId, projectId: project.id })
  })
}

/** Holds the organisation's names until the transaction ends, so that two requests cannot take one name. */
async function claimName(tx: Database, orgId: string, name: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${`project names of ${orgId}`}))`)
  const [taken] = await tx
    .select({ id: projects.id })
    .from(projects)
    .where(and(eq(projects.orgId, orgId), eq(projects.name, name), isNull(projects.deletedAt)))
  if (!taken) return
  throw new ApiError('ProjectInvalid', `name: the organisation has a project ${name} already`, {
    errors: ['name: is taken by another project of this organisation'],
    suggestedFix: `Choose another name, or use the project ${taken.id}.`,
  })
}

/** Keys are told apart by a name that says nothing: `misty-harbor`. */
const newKeyName = () => newWords(2)

async function ownerOf(db: Database, orgId: string) {
  const owner = await oldestMember(db, orgId)
  if (!owner) throw new Error('an organisation has a member from its first start on')
  return owner
}

function projectNotFound(id: string): ApiError {
  return new ApiError('ProjectNotFound', `Project ${id} not found`)
}
