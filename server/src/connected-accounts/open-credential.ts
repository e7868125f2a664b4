/**
 * The credential of an account, ready to be used: checked at this moment, and refreshed when it must be.
 *
 * An account that is disabled or deleted while a call is on its way is not used. The check is of what was read
 * last, and nothing is waited for between a read and its check: `openAccount` follows the read that picked the
 * account without any I/O in between, and after a refresh, which waits for the provider, both rows are read again.
 * A row from memory holds as long as no change of the tables was heard; after one it is read again, too.
 */
import { type OpenAuthConfig, isUsable, openAuthConfig } from '../auth-configs/auth-configs.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import { Secret } from '../vault/vault.ts'
import { type AccountWithConfig, isOutdated, readAccountWithConfig } from './account-with-config.ts'
import { findToolkit } from '../toolkits/toolkits.ts'
import { expireAccount, statusReasons } from './account-states.ts'
import { schemeOf } from './connection-fields.ts'
import type { ConnectedAccountRow } from './connected-accounts.table.ts'
import { renewalOf } from './obtain-tokens.ts'
import { refreshAccount } from './refresh-credential.ts'
import { openSealed, type Credential } from './sealed-credential.ts'

export type { Credential } from './sealed-credential.ts'

export interface OpenAccount {
  /** With the account's public fields and what its auth config shares. */
  credential: Secret<Credential>
  config: OpenAuthConfig
}

export type CredentialDeps = Pick<
  Deps,
  'db' | 'vault' | 'catalog' | 'config' | 'egress' | 'clock' | 'log' | 'env'
>

/** A token is refreshed at most this long before its end, so that it outlives the call it is used for. */
const longestAheadMs = 60_000

/**
 * Reads an account and opens its credential.
 * @throws {ApiError} ConnectedAccountNotFound; what `openAccount` throws.
 */
export async function openCredential(
  deps: CredentialDeps,
  named: Pick<ConnectedAccountRow, 'projectId' | 'id'>,
): Promise<OpenAccount['credential']> {
  return (await openAccount(deps, await read(deps, named))).credential
}

/**
 * Opens the credential of an account that was picked just now, in this call and with no wait since.
 * @throws {ApiError} ConnectedAccountUnusable; ConnectedAccountNotFound when it was deleted during a refresh;
 * UpstreamUnreachable when the token has ended and the provider does not answer the refresh.
 */
export async function openAccount(deps: CredentialDeps, picked: AccountWithConfig): Promise<OpenAccount> {
  const account = isOutdated(deps, picked) ? await read(deps, picked) : picked
  requireUsable(account)
  const current = await upToDate(deps, account)
  const config = openAuthConfig(deps, current.authConfig)
  const own = openSealed(deps.vault, current)?.reveal() ?? {}
  const credential = new Secret({ ...config.shared.reveal(), ...current.publicFields, ...own })
  return { credential, config }
}

async function read(
  deps: CredentialDeps,
  { projectId, id }: Pick<ConnectedAccountRow, 'projectId' | 'id'>,
): Promise<AccountWithConfig> {
  const account = await readAccountWithConfig(deps, projectId, id)
  if (account) return account
  throw new ApiError('ConnectedAccountNotFound', `Connected account ${id} not found`)
}

/**
 * Refreshes the token of an account that nobody is using, if it ends within `mostAheadMs`; one that lives less than
 * twice as long only in the second half of its life. An account whose token has ended for good becomes EXPIRED.
 * @throws {ApiError} as `openAccount`.
 */
export async function keepFresh(
  deps: CredentialDeps,
  { projectId, id }: Pick<ConnectedAccountRow, 'projectId' | 'id'>,
  mostAheadMs: number,
): Promise<void> {
  const account = await readAccountWithConfig(deps, projectId, id)
  if (account?.status !== 'ACTIVE' || account.isDisabled || !isUsable(account.authConfig)) return
  await upToDate(deps, account, mostAheadMs)
}

/** The account itself, or as it is after a refresh that was due. */
async function upToDate(
  deps: CredentialDeps,
  row: AccountWithConfig,
  mostAheadMs = longestAheadMs,
): Promise<AccountWithConfig> {
  const now = deps.clock.now().getTime()
  const end = row.tokenExpiresAt?.getTime()
  if (end === undefined || end - mostAheadMs > now) return row
  const credential = openSealed(deps.vault, row)?.reveal() ?? {}
  if (end - aheadMs(credential, mostAheadMs) > now) return row
  const ended = end <= now
  const scheme = schemeOf(findToolkit(deps, row.toolkit), row.authScheme)
  if (renewalOf(scheme, credential) === undefined) {
    if (!ended) return row
    await expireAccount(deps, row, statusReasons.noRefreshToken)
    throw unusable(row, 'its token has expired')
  }
  const { outcome } = await refreshAccount(deps, row)
  if (outcome === 'unavailable' && ended) {
    throw new ApiError(
      'UpstreamUnreachable',
      `The token of ${row.id} has expired, and its provider does not answer`,
    )
  }
  const current = await read(deps, row)
  requireUsable(current)
  return current
}

/**
 * Half of the token's life when that is short: one that lives a minute would be refreshed at every use. The life
 * of an imported token is not known, only what is left of it.
 */
function aheadMs({ expires_in }: Credential, mostAheadMs: number): number {
  const lifeMs = Number(expires_in ?? Number.NaN) * 1000
  return lifeMs > 0 ? Math.min(mostAheadMs, lifeMs / 2) : mostAheadMs
}

function requireUsable(row: AccountWithConfig): void {
  if (!isUsable(row.authConfig)) throw unusable(row, 'its auth config is disabled')
  if (row.isDisabled) throw unusable(row, 'it is disabled')
  if (row.status !== 'ACTIVE') throw unusable(row, `its status is ${row.status}`)
}

function unusable({ id, toolkit }: ConnectedAccountRow, reason: string): ApiError {
  return new ApiError('ConnectedAccountUnusable', `The ${toolkit} account ${id} cannot be used: ${reason}`)
}
