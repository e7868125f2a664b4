/**
 * Connected accounts: a user's account at a provider, and the credential for it. How an account goes from one
 * status to another is in `account-states.ts`.
 */
import { and, asc, count, desc, eq, gt, inArray, isNull, lte, or, type SQL } from '../db/sql.ts'
import { isUsable, type AuthConfigRow } from '../auth-configs/auth-configs.ts'
import type { Database } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import type { Deps } from '../deps.ts'
import { pageRequest, pageResult, type Page } from '../http/contract.ts'
import { ApiError } from '../http/errors.ts'
import { accountNotFound, asOf, enqueueExpiry, live } from './account-states.ts'
import {
  accountForCall,
  type AccountWithConfig,
  mostUserAccounts,
  readAccountWithConfig,
} from './account-with-config.ts'
import type { ConnectionValues } from './connection-fields.ts'
import type { ListConnectedAccounts } from './connected-accounts.contract.ts'
import {
  connectedAccounts,
  type AccountStatus,
  type ConnectedAccountRow,
  type UserInfo,
} from './connected-accounts.table.ts'
import { initiationMinutes } from './expire-connection.job.ts'
import { sealCredential } from './sealed-credential.ts'
import { readSharing, type SharingInput } from './sharing.ts'
import { newWordId } from './word-id.ts'

export type {
  ConnectedAccountRow,
  ConnectedAccountRow as ConnectedAccount,
} from './connected-accounts.table.ts'
export {
  accountNotFound,
  activateAccount,
  asOf,
  failAccount,
  reinitiateAccount,
  setAccountEnabled,
} from './account-states.ts'
export {
  accountIsUsable,
  type AccountWithConfig,
  newestForCall,
  readAccountsForCalls,
  usableAccounts,
} from './account-with-config.ts'
export { deleteAccount } from './disconnect-account.ts'
export {
  openAccount,
  openCredential,
  type Credential,
  type CredentialDeps,
  type OpenAccount,
} from './open-credential.ts'

/**
 * The account of this id, in its status as of now.
 * @throws {ApiError} ConnectedAccountNotFound, also for one of another project or a deleted one.
 */
export async function findConnectedAccount(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  projectId: string,
  id: string,
): Promise<ConnectedAccountRow> {
  const [row] = await db.select().from(connectedAccounts).where(live(projectId, id))
  if (!row) throw accountNotFound(id)
  return asOf(row, clock.now())
}

/**
 * The account of this id with its auth config, in one read.
 * @throws {ApiError} as `findConnectedAccount`
 */
export async function findAccountWithConfig(
  deps: Pick<Deps, 'db' | 'clock'>,
  projectId: string,
  id: string,
): Promise<AccountWithConfig> {
  const found = await readAccountWithConfig(deps, projectId, id)
  if (!found) throw accountNotFound(id)
  return { ...asOf(found, deps.clock.now()), authConfig: found.authConfig }
}

/**
 * As `findAccountWithConfig`, for a call: perhaps from memory, of a row that no change was heard of.
 * @throws {ApiError} as `findConnectedAccount`
 */
export async function findAccountForCall(
  deps: Pick<Deps, 'db' | 'clock'>,
  projectId: string,
  id: string,
): Promise<AccountWithConfig> {
  const found = await accountForCall(deps, projectId, id)
  if (!found) throw accountNotFound(id)
  const now = asOf(found, deps.clock.now())
  return now === found ? found : { ...now, authConfig: found.authConfig }
}

/** Those of the ids that are accounts of the project, deleted ones too: a rule for one does no harm. */
export async function knownAccounts(
  { db }: Pick<Deps, 'db'>,
  projectId: string,
  ids: readonly string[],
): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await db
    .select({ id: connectedAccounts.id })
    .from(connectedAccounts)
    .where(and(eq(connectedAccounts.projectId, projectId), inArray(connectedAccounts.id, [...ids])))
  return new Set(rows.map(({ id }) => id))
}

/** One page of a project's accounts; private ones unless asked otherwise. */
export async function listConnectedAccounts(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  projectId: string,
  filter: ListConnectedAccounts,
): Promise<Page<ConnectedAccountRow>> {
  const request = pageRequest(filter.cursor, filter.limit)
  const now = clock.now()
  const where = and(
    eq(connectedAccounts.projectId, projectId),
    isNull(connectedAccounts.deletedAt),
    ...conditions(filter, now),
  )
  const column = filter.order_by === 'updated_at' ? connectedAccounts.updatedAt : connectedAccounts.createdAt
  const direction = filter.order_direction === 'asc' ? asc : desc
  const [total] = await db.select({ rows: count() }).from(connectedAccounts).where(where)
  const rows = await db
    .select()
    .from(connectedAccounts)
    .where(where)
    .orderBy(direction(column), direction(connectedAccounts.id))
    .limit(request.limit)
    .offset(request.offset)
  return pageResult(
    rows.map((row) => asOf(row, now)),
    total?.rows ?? 0,
    request,
  )
}

/** All accounts of a user at a toolkit in whatever status, newest first: to explain why none can be used. */
export async function listUserAccounts(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  projectId: string,
  userId: string,
  toolkit: string,
): Promise<ConnectedAccountRow[]> {
  const rows = await db
    .select()
    .from(connectedAccounts)
    .where(
      and(
        eq(connectedAccounts.projectId, projectId),
        eq(connectedAccounts.userId, userId),
        eq(connectedAccounts.toolkit, toolkit),
        isNull(connectedAccounts.deletedAt),
      ),
    )
    .orderBy(desc(connectedAccounts.createdAt), desc(connectedAccounts.id))
    .limit(mostUserAccounts)
  const now = clock.now()
  return rows.map((row) => asOf(row, now))
}

export interface NewAccount {
  projectId: string
  authConfig: AuthConfigRow
  userId: string
  alias?: string | undefined
  callbackUrl?: string | undefined
  experimental?: SharingInput | undefined
  values: ConnectionValues
  tokenExpiresAt?: Date | undefined
  userInfo?: UserInfo | undefined
  status: 'ACTIVE' | 'INITIATED'
}

/**
 * Adds an account, and with an INITIATED one the job that ends it. Call it in a transaction.
 * @throws {ApiError} ConnectedAccountAliasTaken; AclOnlyForShared; AuthConfigDisabled.
 */
export async function insertAccount(
  deps: Pick<Deps, 'db' | 'vault' | 'clock' | 'jobs'>,
  account: NewAccount,
): Promise<ConnectedAccountRow> {
  const { projectId, authConfig, userId, values } = account
  if (!isUsable(authConfig))
    throw new ApiError('AuthConfigDisabled', `Auth config ${authConfig.id} is disabled`)
  const alias = account.alias?.trim() || null
  const sharing = readSharing(account.experimental)
  if (alias !== null) await releaseAlias(deps, { projectId, userId, toolkit: authConfig.toolkit, alias })
  const id = newId('connectedAccount')
  const now = deps.clock.now()
  const hasCredential = Object.keys(values.credential).length > 0
  const [row] = await guardAlias(alias, () =>
    takenWordIds(deps.db, projectId, userId, authConfig.toolkit).then((taken) =>
      deps.db
        .insert(connectedAccounts)
        .values({
          id,
          projectId,
          authConfigId: authConfig.id,
          userId,
          toolkit: authConfig.toolkit,
          authScheme: authConfig.authScheme,
          status: account.status,
          wordId: newWordId(authConfig.toolkit, taken),
          alias,
          ...sharing,
          publicFields: values.publicFields,
          credential: hasCredential
            ? sealCredential(deps.vault, { projectId, id }, 1, values.credential)
            : null,
          credentialVersion: hasCredential ? 1 : 0,
          tokenExpiresAt: account.tokenExpiresAt ?? null,
          userInfo: account.userInfo ?? null,
          callbackUrl: account.callbackUrl ?? null,
          createdAt: now,
          updatedAt: now,
        })
        .returning(),
    ),
  )
  if (!row) throw new Error('insert returned no row')
  if (row.status === 'INITIATED') await enqueueExpiry(deps, row)
  return row
}

/** Keeps the fields that a user entered before going on to the provider. @throws {ApiError} when it was deleted. */
export async function setPublicFields(
  { db }: Pick<Deps, 'db'>,
  account: ConnectedAccountRow,
  publicFields: Record<string, string>,
): Promise<ConnectedAccountRow> {
  const [row] = await db
    .update(connectedAccounts)
    .set({ publicFields })
    .where(live(account.projectId, account.id))
    .returning()
  if (!row) throw accountNotFound(account.id)
  return row
}

/** Writes columns of an account that are not its credential. @throws {ApiError} ConnectedAccountAliasTaken. */
export async function updateAccount(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  account: ConnectedAccountRow,
  columns: Partial<Pick<ConnectedAccountRow, 'alias' | 'sharedAcl'>>,
): Promise<void> {
  const { alias, projectId, userId, toolkit } = { ...account, ...columns }
  if (columns.alias && alias) await releaseAlias({ db }, { projectId, userId, toolkit, alias }, account.id)
  const touched = account.status === 'INITIATED' ? {} : { updatedAt: clock.now() }
  if (Object.keys({ ...columns, ...touched }).length === 0) return
  await guardAlias(alias, () =>
    db
      .update(connectedAccounts)
      .set({ ...columns, ...touched })
      .where(live(projectId, account.id)),
  )
}

interface AliasScope {
  projectId: string
  userId: string
  toolkit: string
  alias: string
}

/** Takes an alias back from attempts that never became a connection, so that a retry may use it. */
async function releaseAlias({ db }: Pick<Deps, 'db'>, scope: AliasScope, exceptId?: string): Promise<void> {
  const held = await db
    .select({ id: connectedAccounts.id })
    .from(connectedAccounts)
    .where(
      and(
        eq(connectedAccounts.projectId, scope.projectId),
        eq(connectedAccounts.userId, scope.userId),
        eq(connectedAccounts.toolkit, scope.toolkit),
        eq(connectedAccounts.alias, scope.alias),
        isNull(connectedAccounts.credential),
        inArray(connectedAccounts.status, ['INITIATED', 'FAILED', 'EXPIRED']),
        isNull(connectedAccounts.deletedAt),
      ),
    )
  const ids = held.map(({ id }) => id).filter((id) => id !== exceptId)
  if (ids.length === 0) return
  await db
    .update(connectedAccounts)
    .set({ alias: null })
    .where(and(eq(connectedAccounts.projectId, scope.projectId), inArray(connectedAccounts.id, ids)))
}

async function takenWordIds(
  db: Database,
  projectId: string,
  userId: string,
  toolkit: string,
): Promise<ReadonlySet<string>> {
  const rows = await db
    .select({ wordId: connectedAccounts.wordId })
    .from(connectedAccounts)
    .where(
      and(
        eq(connectedAccounts.projectId, projectId),
        eq(connectedAccounts.userId, userId),
        eq(connectedAccounts.toolkit, toolkit),
        isNull(connectedAccounts.deletedAt),
      ),
    )
    .limit(1000)
  return new Set(rows.map(({ wordId }) => wordId))
}

/** The unique index decides, so that two requests at once cannot both get an alias. */
async function guardAlias<T>(alias: string | null, write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    const cause = error instanceof Error ? (error.cause as { constraint?: string } | undefined) : undefined
    if (cause?.constraint !== 'connected_accounts_alias') throw error
    throw new ApiError('ConnectedAccountAliasTaken', `alias: ${alias} is already an account of this user`, {
      errors: ['alias: already used by this user for this toolkit'],
    })
  }
}

function conditions(filter: ListConnectedAccounts, now: Date): (SQL | undefined)[] {
  const accountType = filter.account_type ?? 'PRIVATE'
  return [
    filter.toolkit_slugs &&
      inArray(
        connectedAccounts.toolkit,
        filter.toolkit_slugs.map((slug) => slug.toLowerCase()),
      ),
    filter.user_ids && inArray(connectedAccounts.userId, filter.user_ids),
    filter.auth_config_ids && inArray(connectedAccounts.authConfigId, filter.auth_config_ids),
    filter.connected_account_ids && inArray(connectedAccounts.id, filter.connected_account_ids),
    accountType === 'ALL' ? undefined : eq(connectedAccounts.accountType, accountType),
    filter.statuses && or(...filter.statuses.map((status) => hasStatus(status, now))),
  ]
}

/** The status as reads tell it, see `asOf`. */
function hasStatus(status: AccountStatus, now: Date): SQL | undefined {
  const stored = eq(connectedAccounts.status, status)
  const since = new Date(now.getTime() - initiationMinutes * 60_000)
  if (status === 'INITIATED') return and(stored, gt(connectedAccounts.updatedAt, since))
  if (status !== 'EXPIRED') return stored
  return or(stored, and(eq(connectedAccounts.status, 'INITIATED'), lte(connectedAccounts.updatedAt, since)))
}

/** Id of the connected account that older clients know by this UUID. */
export async function accountIdOf(
  { db }: Pick<Deps, 'db'>,
  projectId: string,
  uuid: string,
): Promise<string | undefined> {
  const [row] = await db
    .select({ id: connectedAccounts.id })
    .from(connectedAccounts)
    .where(
      and(
        eq(connectedAccounts.projectId, projectId),
        eq(connectedAccounts.uuid, uuid),
        isNull(connectedAccounts.deletedAt),
      ),
    )
  return row?.id
}
