/**
 * OAuth apps of an organisation. They serve its projects in place of the operator's, and nobody else's; where a
 * toolkit's endpoints are remains the operator's to say, so an app never chooses who is shown its secret.
 */
import type { CatalogToolkit } from '@patchbay/catalog'
import { withApp, type Config, type ManagedAuth } from '../config.ts'
import { and, asc, eq, sql } from '../db/sql.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import { findAuthScheme, findToolkit } from '../toolkits/toolkits.ts'
import { managedApps, type ManagedAppRow } from './managed-apps.table.ts'

export type { ManagedAppRow } from './managed-apps.table.ts'

export interface NewApp {
  client_id: string
  client_secret?: string | undefined
  scopes?: string[] | undefined
}

/**
 * The toolkit of this slug, if an OAuth app can be registered for it.
 * @throws {ApiError} ToolkitNotFound; NotSupported for a toolkit without OAUTH2.
 */
export function toolkitWithApp(deps: Pick<Deps, 'catalog' | 'config'>, slug: string): CatalogToolkit {
  const toolkit = findToolkit(deps, slug)
  if (findAuthScheme(toolkit, 'OAUTH2')?.oauth2) return toolkit
  const modes = toolkit.auth.map(({ mode }) => mode).join(', ')
  throw new ApiError('NotSupported', `Toolkit ${toolkit.slug} has no OAuth app: it authenticates by ${modes}`)
}

/** Registers an app, or replaces the one there is. @throws {ApiError} as `toolkitWithApp`. */
export async function saveApp(
  deps: Pick<Deps, 'db' | 'vault' | 'catalog' | 'config' | 'clock'>,
  orgId: string,
  slug: string,
  { client_id: clientId, client_secret, scopes }: NewApp,
): Promise<ManagedAppRow> {
  const toolkit = toolkitWithApp(deps, slug).slug
  return deps.db.transaction(async (tx) => {
    const now = deps.clock.now()
    // Two writers of one app would otherwise seal under the same version.
    await tx.execute(
      sql`select pg_advisory_xact_lock(hashtextextended(${`managed_apps/${orgId}/${toolkit}`}, 0))`,
    )
    const [before] = await tx.select().from(managedApps).where(of(orgId, toolkit))
    const credentialsVersion = (before?.credentialsVersion ?? 0) + 1
    const secrets = client_secret === undefined ? {} : { client_secret }
    const credentials = deps.vault.seal(sealContext({ orgId, toolkit, credentialsVersion }), secrets)
    const changed = { clientId, credentials, credentialsVersion, scopes: scopes ?? null, updatedAt: now }
    const [row] = await tx
      .insert(managedApps)
      .values({ orgId, toolkit, createdAt: now, ...changed })
      .onConflictDoUpdate({ target: [managedApps.orgId, managedApps.toolkit], set: changed })
      .returning()
    if (!row) throw new Error('insert returned no row')
    return row
  })
}

/** The organisation's apps, by toolkit. */
export async function listApps({ db }: Pick<Deps, 'db'>, orgId: string): Promise<ManagedAppRow[]> {
  return db.select().from(managedApps).where(eq(managedApps.orgId, orgId)).orderBy(asc(managedApps.toolkit))
}

/** Forgets an app and its secret; auth configs that used it say so from then on. @throws {ApiError} ManagedAppNotFound. */
export async function deleteApp({ db }: Pick<Deps, 'db'>, orgId: string, slug: string): Promise<void> {
  const toolkit = slug.toLowerCase()
  const gone = await db
    .delete(managedApps)
    .where(of(orgId, toolkit))
    .returning({ toolkit: managedApps.toolkit })
  if (gone.length > 0) return
  throw new ApiError('ManagedAppNotFound', `The organisation has no OAuth app for ${toolkit.slice(0, 64)}`)
}

const ofProject = (projectId: string) =>
  sql`${managedApps.orgId} = (select org_id from projects where id = ${projectId})`

/** Changes with every change of the apps that a project may use; empty when there are none. */
export async function stampOfApps({ db }: Pick<Deps, 'db'>, projectId: string): Promise<string> {
  const [row] = await db
    // Each write seals anew, so the sealed bytes differ.
    .select({ stamp: sql<string>`string_agg(toolkit || ':' || md5(credentials), ',' order by toolkit)` })
    .from(managedApps)
    .where(ofProject(projectId))
  return row?.stamp ?? ''
}

/** The config as a project of the organisation sees it: with the organisation's apps. */
export async function withAppsOfProject(
  { db, vault, config }: Pick<Deps, 'db' | 'vault' | 'config'>,
  projectId: string,
): Promise<Config> {
  let merged = config
  const rows = await db.select().from(managedApps).where(ofProject(projectId))
  for (const row of rows) merged = withApp(merged, row.toolkit, managedAuthOf(vault, row))
  return merged
}

/** As the operator's file has it. The secret is opened at each use and is in no copy or printout of the config. */
function managedAuthOf(vault: Deps['vault'], row: ManagedAppRow): ManagedAuth {
  const app: ManagedAuth = { client_id: row.clientId, ...(row.scopes && { scopes: row.scopes }) }
  const open = () =>
    vault.open<{ client_secret?: string }>(sealContext(row), row.credentials).reveal().client_secret
  return Object.defineProperty(app, 'client_secret', { get: open, enumerable: false })
}

const of = (orgId: string, toolkit: string) =>
  and(eq(managedApps.orgId, orgId), eq(managedApps.toolkit, toolkit))

function sealContext(row: Pick<ManagedAppRow, 'orgId' | 'toolkit' | 'credentialsVersion'>) {
  return {
    projectId: row.orgId,
    table: 'managed_apps',
    rowId: `${row.orgId}/${row.toolkit}`,
    column: 'credentials',
    version: row.credentialsVersion,
  }
}
