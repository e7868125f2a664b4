/** Disconnects the accounts of a deleted project or auth config, and then forgets the secrets they hung on. */
import { and, eq, isNull } from '../db/sql.ts'
import { deleteAuthConfigsOf } from '../auth-configs/auth-configs.ts'
import { endChoiceLinks } from '../connect-link/choice-links.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import type { DisposeAccounts } from '../projects/dispose-accounts.job.ts'
import { connectedAccounts } from './connected-accounts.table.ts'
import { deleteAccount } from './disconnect-account.ts'
import { forgetAuthConfig, type ReceiptDeps } from './disconnections.ts'

const batch = 100

/** Every account gets its receipt, and its own job that tells the provider. Done again, it does what is left. */
export async function disposeOfAccounts(
  deps: ReceiptDeps,
  { projectId, authConfigId }: DisposeAccounts,
): Promise<void> {
  const cause = authConfigId === undefined ? 'project_deleted' : 'auth_config_deleted'
  if (authConfigId === undefined) await endChoiceLinks(deps, { project: projectId })
  let ids: string[]
  do {
    ids = await someAccounts(deps, projectId, authConfigId)
    for (const id of ids) await deleteAccount(deps, projectId, id, cause).catch(unlessGone)
  } while (ids.length > 0)
  const configs = authConfigId === undefined ? await deleteAuthConfigsOf(deps, projectId) : [authConfigId]
  for (const id of configs) await forgetAuthConfig(deps, projectId, id)
}

async function someAccounts(
  { db }: Pick<Deps, 'db'>,
  projectId: string,
  authConfigId: string | undefined,
): Promise<string[]> {
  const rows = await db
    .select({ id: connectedAccounts.id })
    .from(connectedAccounts)
    .where(
      and(
        eq(connectedAccounts.projectId, projectId),
        isNull(connectedAccounts.deletedAt),
        authConfigId === undefined ? undefined : eq(connectedAccounts.authConfigId, authConfigId),
      ),
    )
    .limit(batch)
  return rows.map(({ id }) => id)
}

/** Somebody else deleted it meanwhile. */
function unlessGone(error: unknown): void {
  if (!(error instanceof ApiError && error.kind === 'ConnectedAccountNotFound')) throw error
}
