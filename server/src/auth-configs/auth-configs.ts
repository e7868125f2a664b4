/**
 * Auth configs: how the users of a project authenticate with a toolkit.
 *
 *     ENABLED  ⇄ DISABLED   PATCH /auth_configs/{id}/{status}
 *     either   → deleted    DELETE; the row stays, its credentials do not
 *
 * Accounts of a disabled or deleted config cannot be used. `default` configs use the operator's app, which is
 * read from the operator's file at each use, so that a new client secret there needs no change here.
 */
import {
  containing,
  and,
  count,
  desc,
  eq,
  ilike,
  inArray,
  isNull,
  not,
  or,
  sql,
  type SQL,
} from '../db/sql.ts'
import type { AuthScheme, CatalogToolkit } from '@patchbay/catalog'
import { newId } from '../db/ids.ts'
import type { Database } from '../db/database.ts'
import { keptRows } from '../db/kept-rows.ts'
import type { Deps } from '../deps.ts'
import type { EgressProxy } from '../egress/egress.ts'
import { pageRequest, pageResult, type Page } from '../http/contract.ts'
import { ApiError } from '../http/errors.ts'
import { disposeAccounts } from '../projects/dispose-accounts.job.ts'
import { findToolkit, isNoAuth, managedAuth, managedSchemes } from '../toolkits/toolkits.ts'
import { Secret } from '../vault/vault.ts'
import { readAuthFields, readScopes, readTexts, requireAuthScheme } from './auth-config-fields.ts'
import type { ChangeAuthConfig, CreateAuthConfig, ListAuthConfigs } from './auth-configs.contract.ts'
import { authConfigs, type AuthConfigRow, type ToolAccessConfig } from './auth-configs.table.ts'
import { scopesForTools } from './scopes-for-tools.ts'

export type { AuthConfigRow } from './auth-configs.table.ts'
/** For reading accounts along with their auth config in one query; nobody else writes it. */
export { authConfigs } from './auth-configs.table.ts'

type AuthConfigDeps = Pick<Deps, 'db' | 'vault' | 'catalog' | 'config' | 'clock'>

/** What is sealed in one piece. */
export interface StoredSecrets {
  fields: Record<string, string>
  shared: Record<string, string>
  proxyAuthKey?: string
}

export interface OpenAuthConfig {
  /** Fields that may be shown, `client_id` among them. */
  publicFields: Record<string, string>
  /** `client_secret` and the like; the operator's for a `default` config. */
  secret: Secret<Record<string, string>>
  /** Values that every account of this config inherits. */
  shared: Secret<Record<string, string>>
  /** What calls with accounts of this config go through. */
  proxy: EgressProxy | undefined
}

/**
 * The auth config of this id.
 * @throws {ApiError} AuthConfigNotFound, also for one of another project or a deleted one.
 */
export async function findAuthConfig(
  { db }: Pick<Deps, 'db'>,
  projectId: string,
  id: string,
): Promise<AuthConfigRow> {
  const [row] = await db.select().from(authConfigs).where(live(projectId, id))
  if (!row) throw notFound(id)
  return row
}

/** Auth configs by id, deleted ones included; ids of other projects are left out. */
export async function authConfigsById(
  { db }: Pick<Deps, 'db'>,
  projectId: string,
  ids: readonly string[],
): Promise<Map<string, AuthConfigRow>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .select()
    .from(authConfigs)
    .where(and(eq(authConfigs.projectId, projectId), inArray(authConfigs.id, [...new Set(ids)])))
  return new Map(rows.map((row) => [row.id, row]))
}

const kept = keptRows<ReadonlyMap<string, AuthConfigRow>>('auth_configs')

/** As `authConfigsById`, for a call: from memory as long as no auth config was changed. */
export async function authConfigsForCall(
  deps: Pick<Deps, 'db'>,
  projectId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, AuthConfigRow>> {
  const key = JSON.stringify([projectId, ids])
  const known = await kept.read(deps.db, key, () => authConfigsById(deps, projectId, ids))
  return known ?? new Map()
}

/** Whether accounts of this config may be used. */
export function isUsable(row: AuthConfigRow | undefined): boolean {
  return row !== undefined && row.status === 'ENABLED' && row.deletedAt === null
}

/** `isUsable` as a condition of a query that joins auth configs. */
export function isUsableConfig(): SQL | undefined {
  return and(eq(authConfigs.status, 'ENABLED'), isNull(authConfigs.deletedAt))
}

/** One page of a project's auth configs, newest first. */
export async function listAuthConfigs(
  { db }: Pick<Deps, 'db'>,
  projectId: string,
  filter: ListAuthConfigs,
): Promise<Page<AuthConfigRow>> {
  const request = pageRequest(filter.cursor, filter.limit)
  const where = and(
    eq(authConfigs.projectId, projectId),
    isNull(authConfigs.deletedAt),
    ...conditions(filter),
  )
  const [total] = await db.select({ rows: count() }).from(authConfigs).where(where)
  const rows = await db
    .select()
    .from(authConfigs)
    .where(where)
    .orderBy(desc(authConfigs.createdAt), desc(authConfigs.id))
    .limit(request.limit)
    .offset(request.offset)
  return pageResult(rows, total?.rows ?? 0, request)
}

/**
 * Makes an auth config; without `auth_config` in the request, a managed one.
 * @throws {ApiError} ToolkitNotFound; ManagedAuthUnavailable; AuthConfigInvalid naming fields; NotSupported.
 */
export async function createAuthConfig(
  deps: AuthConfigDeps,
  projectId: string,
  createdBy: string,
  { toolkit: { slug }, auth_config }: CreateAuthConfig,
): Promise<AuthConfigRow> {
  const toolkit = findToolkit(deps, slug.toLowerCase())
  const wanted = auth_config ?? { type: 'use_composio_managed_auth' as const }
  const parts =
    wanted.type === 'use_custom_auth' ? customParts(toolkit, wanted) : managedParts(deps, toolkit, wanted)
  const access = toolAccess(wanted)
  const derived = scopesForTools(deps, toolkit, parts.scheme, access.tools_for_connected_account_creation)
  return insertAuthConfig(deps, {
    projectId,
    createdBy,
    toolkit: toolkit.slug,
    name: wanted.name?.trim() || toolkit.name,
    type: parts.type,
    authScheme: parts.scheme.mode,
    publicFields: parts.publicFields,
    scopes: parts.scopes ?? derived,
    userScopes: parts.userScopes ?? [],
    proxyUrl: parts.proxy?.proxy_url ?? null,
    toolAccessConfig: access,
    isEnabledForToolRouter: wanted.is_enabled_for_tool_router ?? true,
    secrets: {
      fields: parts.secretFields,
      shared: readTexts('shared_credentials', wanted.shared_credentials ?? {}),
      ...(parts.proxy?.proxy_auth_key !== undefined && { proxyAuthKey: parts.proxy.proxy_auth_key }),
    },
  })
}

/**
 * Changes what the request names and leaves the rest.
 * @throws {ApiError} AuthConfigNotFound; AuthConfigInvalid, also when `type` is not the config's.
 */
export async function changeAuthConfig(
  deps: AuthConfigDeps,
  projectId: string,
  id: string,
  change: ChangeAuthConfig,
): Promise<AuthConfigRow> {
  return deps.db.transaction(async (tx) => {
    const [row] = await tx.select().from(authConfigs).where(live(projectId, id)).for('update')
    if (!row) throw notFound(id)
    if (row.type !== change.type) {
      throw new ApiError('AuthConfigInvalid', `type: this auth config is of type ${row.type}`, {
        errors: [`type: must be ${row.type}`],
      })
    }
    const changed = changedColumns(deps, row, change)
    const [saved] = await tx.update(authConfigs).set(changed).where(live(projectId, id)).returning()
    return saved ?? row
  })
}

/** Enables or disables an auth config. @throws {ApiError} AuthConfigNotFound. */
export async function setAuthConfigStatus(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  projectId: string,
  id: string,
  status: AuthConfigRow['status'],
): Promise<AuthConfigRow> {
  const [row] = await db
    .update(authConfigs)
    .set({ status, updatedAt: clock.now() })
    .where(live(projectId, id))
    .returning()
  if (!row) throw notFound(id)
  return row
}

/**
 * Deletes an auth config, and enqueues that its accounts are disconnected. Its credentials are erased when no
 * account needs them any more to be revoked; the row stays for the records.
 * @throws {ApiError} AuthConfigNotFound.
 */
export async function deleteAuthConfig(
  { db, clock, jobs }: Pick<Deps, 'db' | 'clock' | 'jobs'>,
  projectId: string,
  id: string,
): Promise<void> {
  await db.transaction(async (tx) => {
    const [row] = await tx
      .update(authConfigs)
      .set({ deletedAt: clock.now(), updatedAt: clock.now() })
      .where(live(projectId, id))
      .returning({ id: authConfigs.id })
    if (!row) throw notFound(id)
    await jobs.enqueue(tx, disposeAccounts, { projectId, authConfigId: id })
  })
}

/** Marks every auth config of a deleted project as deleted. @returns the ids of all of them. */
export async function deleteAuthConfigsOf(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  projectId: string,
): Promise<string[]> {
  const rows = await db
    .update(authConfigs)
    .set({ deletedAt: sql`coalesce(${authConfigs.deletedAt}, ${clock.now().toISOString()})` })
    .where(eq(authConfigs.projectId, projectId))
    .returning({ id: authConfigs.id })
  return rows.map(({ id }) => id)
}

/** Erases the credentials of an auth config that was deleted; of one that was not, nothing. */
export async function eraseIfDeleted({ db }: Pick<Deps, 'db'>, projectId: string, id: string): Promise<void> {
  await db
    .update(authConfigs)
    .set({ credentials: null, publicFields: {} })
    .where(
      and(eq(authConfigs.projectId, projectId), eq(authConfigs.id, id), not(isNull(authConfigs.deletedAt))),
    )
}

/**
 * Opens the credentials of an auth config; those of a `default` one come from the operator's file.
 * @throws {ApiError} ManagedAuthUnavailable when the operator has since removed the app.
 */
export function openAuthConfig(deps: Pick<Deps, 'vault' | 'config'>, row: AuthConfigRow): OpenAuthConfig {
  const stored = openStoredSecrets(deps, row)
  const { fields, shared, proxyAuthKey } = stored.reveal()
  const opened = {
    shared: new Secret(shared),
    proxy:
      row.proxyUrl === null
        ? undefined
        : { url: row.proxyUrl, key: proxyAuthKey === undefined ? undefined : new Secret(proxyAuthKey) },
  }
  if (row.type === 'custom' || row.authScheme === 'DCR_OAUTH')
    return { ...opened, publicFields: row.publicFields, secret: new Secret(fields) }
  const app = managedAuth(deps, row.toolkit, row.authScheme)
  if (app?.client_id === undefined) throw managedUnavailable(row.toolkit)
  return {
    ...opened,
    publicFields: { ...row.publicFields, client_id: app.client_id },
    secret: new Secret(
      app.client_secret === undefined ? fields : { ...fields, client_secret: app.client_secret },
    ),
  }
}

/**
 * The auth config by which a session connects a toolkit: the newest one that is enabled, for sessions too; else
 * a new managed one, or a NO_AUTH one for a toolkit that needs no account.
 * @throws {ApiError} ToolkitNotFound; ManagedAuthUnavailable when neither exists nor can be made.
 */
export async function authConfigForToolkit(
  deps: AuthConfigDeps,
  projectId: string,
  toolkitSlug: string,
): Promise<AuthConfigRow> {
  const toolkit = findToolkit(deps, toolkitSlug)
  const known = await newestForSessions(deps.db, projectId, toolkit.slug)
  if (known) return known
  return deps.db.transaction(async (tx) => {
    // Two sessions that start together shall share one config.
    await tx.execute(
      sql`select pg_advisory_xact_lock(hashtextextended(${`${projectId}/${toolkit.slug}`}, 0))`,
    )
    const made = await newestForSessions(tx, projectId, toolkit.slug)
    if (made) return made
    const request = { toolkit: { slug: toolkit.slug } }
    return createAuthConfig({ ...deps, db: tx }, projectId, 'tool_router', request)
  })
}

/** Slugs of the toolkits that `authConfigForToolkit` finds an auth config for. */
export async function toolkitsWithAuthConfig(
  { db }: Pick<Deps, 'db'>,
  projectId: string,
): Promise<Set<string>> {
  const rows = await db
    .select({ toolkit: authConfigs.toolkit })
    .from(authConfigs)
    .where(
      and(
        eq(authConfigs.projectId, projectId),
        eq(authConfigs.isEnabledForToolRouter, true),
        isUsableConfig(),
      ),
    )
    .groupBy(authConfigs.toolkit)
  return new Set(rows.map(({ toolkit }) => toolkit))
}

async function newestForSessions(
  db: Database,
  projectId: string,
  toolkit: string,
): Promise<AuthConfigRow | undefined> {
  const [row] = await db
    .select()
    .from(authConfigs)
    .where(
      and(
        eq(authConfigs.projectId, projectId),
        eq(authConfigs.toolkit, toolkit),
        eq(authConfigs.status, 'ENABLED'),
        eq(authConfigs.isEnabledForToolRouter, true),
        isNull(authConfigs.deletedAt),
      ),
    )
    .orderBy(desc(authConfigs.createdAt), desc(authConfigs.id))
    .limit(1)
  return row
}

type Wanted = NonNullable<CreateAuthConfig['auth_config']>

interface Parts {
  type: AuthConfigRow['type']
  scheme: AuthScheme
  publicFields: Record<string, string>
  secretFields: Record<string, string>
  scopes?: string[] | undefined
  userScopes?: string[] | undefined
  proxy?: { proxy_url: string; proxy_auth_key?: string | undefined } | null | undefined
}

function customParts(toolkit: CatalogToolkit, wanted: Extract<Wanted, { type: 'use_custom_auth' }>): Parts {
  const scheme = requireAuthScheme(toolkit, wanted.authScheme)
  return {
    type: 'custom',
    scheme,
    ...readAuthFields(scheme, wanted.credentials ?? {}),
    proxy: wanted.proxy_config,
  }
}

function managedParts(
  deps: Pick<Deps, 'config'>,
  toolkit: CatalogToolkit,
  wanted: Extract<Wanted, { type: 'use_composio_managed_auth' }>,
): Parts {
  const nothing = { publicFields: {}, secretFields: {} }
  if (isNoAuth(toolkit)) return { type: 'custom', scheme: requireAuthScheme(toolkit, 'NO_AUTH'), ...nothing }
  const [mode] = managedSchemes(deps, toolkit)
  if (mode === undefined) throw managedUnavailable(toolkit.slug)
  return {
    type: 'default',
    scheme: requireAuthScheme(toolkit, mode),
    ...nothing,
    scopes: readScopes(wanted.credentials?.['scopes']),
    userScopes: readScopes(wanted.credentials?.['user_scopes']),
  }
}

function toolAccess(
  given: Pick<Wanted, 'tool_access_config' | 'restrict_to_following_tools'>,
  current?: ToolAccessConfig,
): ToolAccessConfig {
  const access = given.tool_access_config
  return {
    tools_for_connected_account_creation:
      access?.tools_for_connected_account_creation ?? current?.tools_for_connected_account_creation ?? [],
    tools_available_for_execution:
      access?.tools_available_for_execution ??
      given.restrict_to_following_tools ??
      current?.tools_available_for_execution ??
      [],
  }
}

type NewAuthConfig = Omit<typeof authConfigs.$inferInsert, 'id' | 'credentials'> & { secrets: StoredSecrets }

async function insertAuthConfig(deps: AuthConfigDeps, values: NewAuthConfig): Promise<AuthConfigRow> {
  const { secrets, ...columns } = values
  const id = newId('authConfig')
  const now = deps.clock.now()
  const context = sealContext({ id, projectId: columns.projectId, credentialsVersion: 1 })
  const [row] = await deps.db
    .insert(authConfigs)
    .values({
      ...columns,
      id,
      credentials: deps.vault.seal(context, secrets),
      credentialsVersion: 1,
      createdAt: now,
      updatedAt: now,
    })
    .returning()
  if (!row) throw new Error('insert returned no row')
  return row
}

function changedColumns(deps: AuthConfigDeps, row: AuthConfigRow, change: ChangeAuthConfig) {
  const toolkit = findToolkit(deps, row.toolkit)
  const access = toolAccess(change, row.toolAccessConfig)
  const fields = changedFields(deps, row, toolkit, change)
  const tools = change.tool_access_config?.tools_for_connected_account_creation
  const derive = (slugs: readonly string[]) =>
    scopesForTools(deps, toolkit, requireAuthScheme(toolkit, row.authScheme), slugs)
  return {
    ...fields,
    ...(tools && fields.scopes === undefined && { scopes: derive(tools) }),
    ...(change.name !== undefined && { name: change.name.trim() }),
    ...(change.is_enabled_for_tool_router !== undefined && {
      isEnabledForToolRouter: change.is_enabled_for_tool_router,
    }),
    toolAccessConfig: access,
    updatedAt: deps.clock.now(),
  }
}

/** Columns that hold credentials and scopes, after the change. A field set to null is removed. */
function changedFields(
  deps: AuthConfigDeps,
  row: AuthConfigRow,
  toolkit: CatalogToolkit,
  change: ChangeAuthConfig,
): Partial<typeof authConfigs.$inferInsert> {
  const stored = openStoredSecrets(deps, row).reveal()
  const shared = change.shared_credentials
    ? readTexts('shared_credentials', { ...stored.shared, ...change.shared_credentials })
    : stored.shared
  const credentialsVersion = row.credentialsVersion + 1
  const seal = (secrets: StoredSecrets) =>
    deps.vault.seal(sealContext({ ...row, credentialsVersion }), secrets)
  if (change.type === 'default') {
    const scopes = readScopes(change.scopes)
    const userScopes = readScopes(change.user_scopes)
    const credentials = seal({ ...stored, shared })
    return { credentials, credentialsVersion, ...(scopes && { scopes }), ...(userScopes && { userScopes }) }
  }
  const scheme = requireAuthScheme(toolkit, row.authScheme)
  const read = readAuthFields(scheme, { ...row.publicFields, ...stored.fields, ...change.credentials })
  const proxy = change.proxy_config
  const { proxyAuthKey: keptKey } = stored
  const proxyAuthKey = proxy === undefined ? keptKey : (proxy?.proxy_auth_key ?? undefined)
  return {
    credentials: seal({
      fields: read.secretFields,
      shared,
      ...(proxyAuthKey !== undefined && { proxyAuthKey }),
    }),
    credentialsVersion,
    publicFields: read.publicFields,
    ...(read.scopes && { scopes: read.scopes }),
    ...(read.userScopes && { userScopes: read.userScopes }),
    ...(proxy !== undefined && { proxyUrl: proxy?.proxy_url ?? null }),
  }
}

/** The sealed fields of a config as they are stored; `openAuthConfig` is what a caller wants. */
export function openStoredSecrets({ vault }: Pick<Deps, 'vault'>, row: AuthConfigRow): Secret<StoredSecrets> {
  const { credentials } = row
  if (credentials === null || holdNothing.has(credentials)) return new Secret({ fields: {}, shared: {} })
  const opened = vault.open<StoredSecrets>(sealContext(row), credentials)
  if (isEmpty(opened.reveal())) holdNothing.add(credentials)
  return opened
}

/** Sealed values, as they were read with their rows, that were opened and hold no secret: most configs without an app. */
const holdNothing = new WeakSet<Buffer>()

function isEmpty({ fields, shared, proxyAuthKey }: StoredSecrets): boolean {
  return proxyAuthKey === undefined && [fields, shared].every((each) => Object.keys(each).length === 0)
}

function sealContext(row: Pick<AuthConfigRow, 'id' | 'projectId' | 'credentialsVersion'>) {
  return {
    projectId: row.projectId,
    table: 'auth_configs',
    rowId: row.id,
    column: 'credentials',
    version: row.credentialsVersion,
  }
}

function conditions(filter: ListAuthConfigs): SQL[] {
  const found: (SQL | undefined)[] = [
    filter.toolkit_slug &&
      inArray(
        authConfigs.toolkit,
        filter.toolkit_slug.map((slug) => slug.toLowerCase()),
      ),
    filter.deprecated_app_id === undefined
      ? undefined
      : eq(authConfigs.toolkit, filter.deprecated_app_id.toLowerCase()),
    filter.is_composio_managed === undefined
      ? undefined
      : eq(authConfigs.type, filter.is_composio_managed ? 'default' : 'custom'),
    filter.deprecated_status && eq(authConfigs.status, filter.deprecated_status),
    filter.show_disabled || filter.deprecated_status ? undefined : eq(authConfigs.status, 'ENABLED'),
    filter.search === undefined ? undefined : matching(filter.search),
  ]
  return found.filter((condition) => condition !== undefined)
}

function matching(search: string): SQL | undefined {
  const pattern = containing(search)
  return or(ilike(authConfigs.name, pattern), ilike(authConfigs.id, pattern))
}

function live(projectId: string, id: string): SQL | undefined {
  return and(eq(authConfigs.projectId, projectId), eq(authConfigs.id, id), isNull(authConfigs.deletedAt))
}

function notFound(id: string): ApiError {
  return new ApiError('AuthConfigNotFound', `Auth config ${id} not found`)
}

function managedUnavailable(toolkit: string): ApiError {
  return new ApiError('ManagedAuthUnavailable', `This server manages no OAuth app for ${toolkit}`)
}

/** Id of the auth config that older clients know by this UUID. */
export async function authConfigIdOf(
  { db }: Pick<Deps, 'db'>,
  projectId: string,
  uuid: string,
): Promise<string | undefined> {
  const [row] = await db
    .select({ id: authConfigs.id })
    .from(authConfigs)
    .where(
      and(eq(authConfigs.projectId, projectId), eq(authConfigs.uuid, uuid), isNull(authConfigs.deletedAt)),
    )
  return row?.id
}
