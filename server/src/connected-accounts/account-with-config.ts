/**
 * An account and its auth config in one read: what an execution needs to know of both.
 */
import { authConfigs, type AuthConfigRow, isUsableConfig } from '../auth-configs/auth-configs.ts'
import type { Database } from '../db/database.ts'
import { keptRows } from '../db/kept-rows.ts'
import { builtOnce } from '../db/prepared.ts'
import { and, desc, eq, isNull, sql, type SQL } from '../db/sql.ts'
import type { Deps } from '../deps.ts'
import { connectedAccounts, type ConnectedAccountRow } from './connected-accounts.table.ts'
import { mayUse } from './sharing.ts'

export type AccountWithConfig = ConnectedAccountRow & { authConfig: AuthConfigRow }

export interface UsableFilter {
  /** Only accounts of this auth config. */
  authConfigId?: string
  /** Only these accounts; among them also shared ones of other users whose access list names this one. */
  ids?: readonly string[]
  /** At most this many, 200 unless told. */
  limit?: number
}

/** Accounts of one user at one toolkit that are looked at. */
export const mostUserAccounts = 200

/**
 * The account of this id as its row says, with its auth config, a disabled or deleted one too; undefined for an
 * account of another project or a deleted one.
 */
export async function readAccountWithConfig(
  { db }: Pick<Deps, 'db'>,
  projectId: string,
  id: string,
): Promise<AccountWithConfig | undefined> {
  const [found] = await statementsOf(db).byId.execute({ projectId, id })
  return found && { ...found.account, authConfig: found.authConfig }
}

type Rows = readonly AccountWithConfig[]

/** Their credentials stay sealed. */
const kept = keptRows<Rows>('connected_accounts', 'auth_configs')
const keptWith = new WeakMap<AccountWithConfig, Rows>()

/**
 * As `readAccountWithConfig`, perhaps from memory: for a call that says with `isOutdated` whether the row still holds
 * when it uses it.
 */
export async function accountForCall(
  deps: Pick<Deps, 'db'>,
  projectId: string,
  id: string,
): Promise<AccountWithConfig | undefined> {
  const rows = await readKept(deps, [projectId, id], async () => {
    const row = await readAccountWithConfig(deps, projectId, id)
    return row ? [row] : []
  })
  return rows[0]
}

/** Reads these accounts in one query, so that each `accountForCall` that follows at once finds its own in memory. */
export async function readAccountsForCalls(
  deps: Pick<Deps, 'db'>,
  named: readonly { projectId: string; id: string }[],
): Promise<void> {
  if (named.length < 2) return
  const missing: { projectId: string; id: string }[] = []
  // Begins when all keys have been looked up, in the same turn: no change can come in between unheard.
  const found = Promise.resolve().then(() => readByIds(deps, missing))
  await Promise.all(
    named.map(async (name) =>
      readKept(deps, [name.projectId, name.id], async () => {
        missing.push(name)
        return (await found).filter(({ projectId, id }) => projectId === name.projectId && id === name.id)
      }),
    ),
  )
}

async function readByIds(
  { db }: Pick<Deps, 'db'>,
  named: readonly { projectId: string; id: string }[],
): Promise<AccountWithConfig[]> {
  if (named.length === 0) return []
  const rows = await statementsOf(db).byIds.execute({
    projectIds: [...new Set(named.map(({ projectId }) => projectId))],
    ids: [...new Set(named.map(({ id }) => id))],
  })
  return rows.map(({ account, authConfig }) => ({ ...account, authConfig }))
}

/** The newest of `usableAccounts`, perhaps from memory as `accountForCall`. */
export async function newestForCall(
  deps: Pick<Deps, 'db'>,
  projectId: string,
  userId: string,
  toolkit: string,
  filter: Omit<UsableFilter, 'limit'>,
): Promise<AccountWithConfig | undefined> {
  const key = [projectId, userId, toolkit, filter.authConfigId ?? null, filter.ids ?? null]
  const rows = await readKept(deps, key, () =>
    usableAccounts(deps, projectId, userId, toolkit, { ...filter, limit: 1 }),
  )
  return rows[0]
}

/** Whether an account that was kept, or its auth config, may have changed since it was read. */
export function isOutdated({ db }: Pick<Deps, 'db'>, account: AccountWithConfig): boolean {
  const rows = keptWith.get(account)
  return rows !== undefined && kept.isOutdated(db, rows)
}

/** That there is no account is not kept: most likely there soon is one. */
async function readKept({ db }: Pick<Deps, 'db'>, key: unknown, read: () => Promise<Rows>): Promise<Rows> {
  const rows = await kept.read(db, JSON.stringify(key), read, (found) => found.length > 0)
  for (const row of rows ?? []) keptWith.set(row, rows ?? [])
  return rows ?? []
}

/**
 * The accounts that can be used for a toolkit now, newest first: active, enabled, of an auth config that is
 * enabled. A shared account of somebody else is found only when `ids` names it.
 */
export async function usableAccounts(
  { db }: Pick<Deps, 'db'>,
  projectId: string,
  userId: string,
  toolkit: string,
  { authConfigId, ids, limit = mostUserAccounts }: UsableFilter = {},
): Promise<AccountWithConfig[]> {
  if (ids?.length === 0) return []
  const statements = statementsOf(db)
  const chosen = { projectId, toolkit, authConfigId: authConfigId ?? null }
  const found = ids
    ? await statements.usableAmong.execute({ ...chosen, ids: [...ids] })
    : await statements.usableOfUser.execute({ ...chosen, userId, limit })
  return found
    .filter(({ account }) => mayUse(account, userId))
    .slice(0, limit)
    .map(({ account, authConfig }) => ({ ...account, authConfig }))
}

/** SQL: whether the account of these columns can be used. */
export function accountIsUsable(projectId: SQL, id: SQL): SQL {
  return sql`exists (
    select from ${connectedAccounts}
    join ${authConfigs} on ${authConfigs.projectId} = ${connectedAccounts.projectId}
      and ${authConfigs.id} = ${connectedAccounts.authConfigId}
    where ${connectedAccounts.projectId} = ${projectId} and ${connectedAccounts.id} = ${id}
      and ${connectedAccounts.status} = 'ACTIVE' and not ${connectedAccounts.isDisabled}
      and ${connectedAccounts.deletedAt} is null and ${isUsableConfig()})`
}

function prepareStatements(db: Database) {
  const { projectId, userId, toolkit, accountType, id } = connectedAccounts
  const newest = [desc(connectedAccounts.createdAt), desc(connectedAccounts.id)]
  const usable = and(
    eq(projectId, sql.placeholder('projectId')),
    eq(toolkit, sql.placeholder('toolkit')),
    eq(connectedAccounts.status, 'ACTIVE'),
    eq(connectedAccounts.isDisabled, false),
    isNull(connectedAccounts.deletedAt),
    isUsableConfig(),
    sql`(${sql.placeholder('authConfigId')}::text is null
      or ${connectedAccounts.authConfigId} = ${sql.placeholder('authConfigId')})`,
  )
  return {
    byId: withConfig(db)
      .where(
        and(
          eq(projectId, sql.placeholder('projectId')),
          eq(id, sql.placeholder('id')),
          isNull(connectedAccounts.deletedAt),
        ),
      )
      .prepare('connected_account_by_id'),
    byIds: withConfig(db)
      .where(
        and(
          sql`${projectId} = any(${sql.placeholder('projectIds')}::text[])`,
          sql`${id} = any(${sql.placeholder('ids')}::text[])`,
          isNull(connectedAccounts.deletedAt),
        ),
      )
      .prepare('connected_accounts_by_ids'),
    usableOfUser: withConfig(db)
      .where(and(usable, eq(userId, sql.placeholder('userId')), eq(accountType, 'PRIVATE')))
      .orderBy(...newest)
      .limit(sql.placeholder('limit'))
      .prepare('connected_accounts_usable_of_user'),
    usableAmong: withConfig(db)
      .where(and(usable, sql`${id} = any(${sql.placeholder('ids')}::text[])`))
      .orderBy(...newest)
      .limit(mostUserAccounts)
      .prepare('connected_accounts_usable_among'),
  }
}

function withConfig(db: Database) {
  return db
    .select({ account: connectedAccounts, authConfig: authConfigs })
    .from(connectedAccounts)
    .innerJoin(
      authConfigs,
      and(
        eq(authConfigs.projectId, connectedAccounts.projectId),
        eq(authConfigs.id, connectedAccounts.authConfigId),
      ),
    )
}

const statementsOf = builtOnce(prepareStatements)
