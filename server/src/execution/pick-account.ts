/** Step "pick account": whose credential a call uses. */
import type { CatalogToolkit } from '@patchbay/catalog'
import { isUsable } from '../auth-configs/auth-configs.ts'
import {
  type AccountWithConfig,
  findAccountForCall,
  listConnectedAccounts,
  newestForCall,
  type ConnectedAccount,
} from '../connected-accounts/connected-accounts.ts'
import { mayUse } from '../connected-accounts/sharing.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import type { AccountChoice } from './tool-call.ts'

/** Read in one query with its auth config, which the later steps use as it is. */
export type PickedAccount = AccountWithConfig

type PickDeps = Pick<Deps, 'db' | 'clock'>

/**
 * The account that the caller names, else the newest usable one of the user; undefined when none is named and
 * none is needed.
 * @throws {ApiError} ConnectedAccountNotFound (another project's, another user's, another toolkit's);
 * ConnectedAccountUnusable with the reason; AuthConfigDisabled; NoConnectedAccount; BadRequest without a user.
 */
export async function pickAccount(
  deps: PickDeps,
  choice: AccountChoice,
  toolkit: CatalogToolkit,
  isNeeded: boolean,
): Promise<PickedAccount | undefined> {
  if (choice.connectedAccountId !== undefined) {
    const named = await pickNamedAccount(deps, choice, choice.connectedAccountId)
    if (named.toolkit === toolkit.slug) return named
    throw notFound(named.id, `it is an account of ${named.toolkit}, and the tool belongs to ${toolkit.slug}`)
  }
  if (!isNeeded) return undefined
  if (choice.userId === undefined) {
    const line = `user_id: is required (or connected_account_id), because ${toolkit.slug} needs an account`
    throw new ApiError('BadRequest', `Invalid body: ${line}`, { errors: [line] })
  }
  return pickUsersAccount(deps, choice, choice.userId, toolkit)
}

/**
 * The account of this id, checked against whatever else is chosen.
 * @throws {ApiError} as `pickAccount`
 */
export async function pickNamedAccount(
  deps: PickDeps,
  choice: AccountChoice,
  id: string,
): Promise<PickedAccount> {
  const account = await findAccountForCall(deps, choice.projectId, id)
  const { userId, authConfigId, accountIds } = choice
  // The same answer as for an id that does not exist: another user's account is not disclosed.
  if (userId !== undefined && !mayUse(account, userId)) throw notFound(id)
  if (accountIds && !accountIds.includes(id)) throw notFound(id)
  if (authConfigId !== undefined && account.authConfigId !== authConfigId) throw notFound(id)
  if (account.isDisabled || account.status !== 'ACTIVE') throw unusable(account)
  if (isUsable(account.authConfig)) return account
  throw configDisabled(account)
}

async function pickUsersAccount(
  deps: PickDeps,
  { projectId, authConfigId, accountIds }: AccountChoice,
  userId: string,
  toolkit: CatalogToolkit,
): Promise<PickedAccount> {
  const newest = await newestForCall(deps, projectId, userId, toolkit.slug, {
    ...(authConfigId !== undefined && { authConfigId }),
    ...(accountIds && { ids: accountIds }),
  })
  if (newest) return newest
  const { items } = await listConnectedAccounts(deps, projectId, {
    user_ids: [userId],
    toolkit_slugs: [toolkit.slug],
    ...(authConfigId !== undefined && { auth_config_ids: [authConfigId] }),
    ...(accountIds && { connected_account_ids: [...accountIds] }),
    limit: 1,
    order_by: 'updated_at',
    order_direction: 'desc',
  })
  const [latest] = items
  if (latest?.status === 'ACTIVE' && !latest.isDisabled) throw configDisabled(latest)
  if (latest && latest.status !== 'INITIATED') throw unusable(latest)
  throw new ApiError('NoConnectedAccount', `No connected ${toolkit.slug} account found for user ${userId}`, {
    suggestedFix: `Connect one: POST /api/v3.1/connected_accounts/link with user_id and an auth config of ${toolkit.slug} gives a link for the user.`,
  })
}

function unusable({ id, toolkit, isDisabled, status, statusReason }: ConnectedAccount): ApiError {
  const state = isDisabled ? 'disabled' : status
  const reason = statusReason === null ? '' : `: ${statusReason}`
  const fix = isDisabled
    ? { suggestedFix: `Enable it: PATCH /api/v3.1/connected_accounts/${id}/status {"enabled": true}.` }
    : {}
  return new ApiError('ConnectedAccountUnusable', `The ${toolkit} account ${id} is ${state}${reason}`, fix)
}

function configDisabled({ id, authConfigId }: ConnectedAccount): ApiError {
  return new ApiError('AuthConfigDisabled', `Auth config ${authConfigId} of account ${id} is disabled`)
}

function notFound(id: string, why?: string): ApiError {
  const message = `Connected account ${id} not found${why === undefined ? '' : `: ${why}`}`
  return new ApiError('ConnectedAccountNotFound', message)
}
