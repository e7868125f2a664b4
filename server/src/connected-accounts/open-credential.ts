/** The credential of an account, ready to be used: checked again at this moment, and refreshed when it must be. */
import { and, eq, isNull } from '../db/sql.ts'
import { authConfigsById, isUsable, openAuthConfig } from '../auth-configs/auth-configs.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import { Secret } from '../vault/vault.ts'
import { connectedAccounts, type ConnectedAccountRow } from './connected-accounts.table.ts'
import { expireAccount, refreshAccount } from './refresh-credential.ts'
import { openSealed, type Credential } from './sealed-credential.ts'

export type { Credential } from './sealed-credential.ts'

type CredentialDeps = Pick<Deps, 'db' | 'vault' | 'catalog' | 'config' | 'egress' | 'clock' | 'log'>

/** A token is refreshed at most this long before its end, so that it outlives the call it is used for. */
const longestAheadMs = 60_000

/**
 * Opens an account's credential with its public fields and what its auth config shares. Reads the row again, so
 * that an account that was disabled or deleted since it was picked is not used.
 * @throws {ApiError} ConnectedAccountNotFound; ConnectedAccountUnusable; UpstreamUnreachable when the token has
 * ended and the provider does not answer the refresh.
 */
export async function openCredential(
  deps: CredentialDeps,
  { projectId, id }: Pick<ConnectedAccountRow, 'projectId' | 'id'>,
): Promise<Secret<Credential>> {
  const { db } = deps
  const [row] = await db
    .select()
    .from(connectedAccounts)
    .where(
      and(
        eq(connectedAccounts.projectId, projectId),
        eq(connectedAccounts.id, id),
        isNull(connectedAccounts.deletedAt),
      ),
    )
  if (!row) throw new ApiError('ConnectedAccountNotFound', `Connected account ${id} not found`)
  const authConfig = (await authConfigsById(deps, projectId, [row.authConfigId])).get(row.authConfigId)
  if (!authConfig || !isUsable(authConfig)) throw unusable(row, 'its auth config is disabled')
  requireActive(row)
  const current = await upToDate(deps, row)
  const shared = openAuthConfig(deps, authConfig).shared.reveal()
  const own = openSealed(deps.vault, current)?.reveal() ?? {}
  return new Secret({ ...shared, ...current.publicFields, ...own })
}

/** The row itself, or as it is after a refresh that was due. */
async function upToDate(deps: CredentialDeps, row: ConnectedAccountRow): Promise<ConnectedAccountRow> {
  const now = deps.clock.now().getTime()
  const end = row.tokenExpiresAt?.getTime()
  if (row.authScheme !== 'OAUTH2' || end === undefined || end - longestAheadMs > now) return row
  const credential = openSealed(deps.vault, row)?.reveal() ?? {}
  if (end - aheadMs(credential) > now) return row
  const ended = end <= now
  if (credential['refresh_token'] === undefined) {
    if (!ended) return row
    await expireAccount(deps, row, 'The access token has expired, and the provider gave no refresh token')
    throw unusable(row, 'its token has expired')
  }
  const refreshed = await refreshAccount(deps, row)
  if (refreshed.outcome === 'unavailable') {
    if (!ended) return row
    throw new ApiError(
      'UpstreamUnreachable',
      `The token of ${row.id} has expired, and its provider does not answer`,
    )
  }
  requireActive(refreshed.row)
  return refreshed.row
}

/**
 * Half of the token's life when that is short: one that lives a minute would be refreshed at every use. The life
 * of an imported token is not known, only what is left of it.
 */
function aheadMs({ expires_in }: Credential): number {
  const lifeMs = Number(expires_in ?? Number.NaN) * 1000
  return lifeMs > 0 ? Math.min(longestAheadMs, lifeMs / 2) : longestAheadMs
}

function requireActive(row: ConnectedAccountRow): void {
  if (row.isDisabled) throw unusable(row, 'it is disabled')
  if (row.status !== 'ACTIVE') throw unusable(row, `its status is ${row.status}`)
}

function unusable({ id, toolkit }: ConnectedAccountRow, reason: string): ApiError {
  return new ApiError('ConnectedAccountUnusable', `The ${toolkit} account ${id} cannot be used: ${reason}`)
}
