/** Asks the provider whose account was connected, after the user has gone on. Whether it answers decides nothing. */
import { eq, and } from '../db/sql.ts'
import { findAuthConfig } from '../auth-configs/auth-configs.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import { jobQueue } from '../jobs/jobs.ts'
import { live } from './account-states.ts'
import { connectedAccounts, type ConnectedAccountRow, type UserInfo } from './connected-accounts.table.ts'
import { askCurrentUser } from './current-user.ts'
import { openSealed } from './sealed-credential.ts'

export interface ReadUserInfo {
  projectId: string
  accountId: string
}

export const readUserInfo = jobQueue<ReadUserInfo>('read-user-info', { retryLimit: 3 })

/** Enqueues it where the manifest says what names an account. Call it in the transaction that connects. */
export async function readUserInfoSoon(
  { db, jobs, catalog }: Pick<Deps, 'db' | 'jobs' | 'catalog'>,
  { projectId, id, toolkit }: Pick<ConnectedAccountRow, 'projectId' | 'id' | 'toolkit'>,
): Promise<void> {
  if (!catalog.toolkit(toolkit)?.current_user?.display) return
  await jobs.enqueue(db, readUserInfo, { projectId, accountId: id })
}

/** Keeps what the provider says, unless the account has other credentials by then. */
export async function keepUserInfo(
  deps: Pick<Deps, 'db' | 'vault' | 'catalog' | 'config' | 'egress' | 'clock'>,
  { projectId, accountId }: ReadUserInfo,
): Promise<void> {
  const [account] = await deps.db.select().from(connectedAccounts).where(live(projectId, accountId))
  if (account?.status !== 'ACTIVE') return
  const credential = openSealed(deps.vault, account)?.reveal() ?? {}
  const { userInfo } = await askOrNothing(deps, account, credential)
  if (!userInfo) return
  await deps.db
    .update(connectedAccounts)
    .set({ userInfo })
    .where(
      and(live(projectId, accountId), eq(connectedAccounts.credentialVersion, account.credentialVersion)),
    )
}

async function askOrNothing(
  deps: Parameters<typeof keepUserInfo>[0],
  account: ConnectedAccountRow,
  credential: Record<string, string>,
): Promise<{ userInfo?: UserInfo | undefined }> {
  try {
    const authConfig = await findAuthConfig(deps, account.projectId, account.authConfigId)
    return await askCurrentUser(deps, authConfig, { publicFields: account.publicFields, credential })
  } catch (error) {
    if (error instanceof ApiError) return {}
    throw error
  }
}
