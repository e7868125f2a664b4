/** What COMPOSIO_MANAGE_CONNECTIONS does with the accounts of one toolkit. */
import { changeAccount } from '../../connected-accounts/change-account.ts'
import type { ConnectedAccount } from '../../connected-accounts/connected-accounts.ts'
import { deleteAndRevoke } from '../../connected-accounts/disconnect-account.ts'
import { addLink } from '../../connect-link/connect-link.ts'
import { ApiError } from '../../http/errors.ts'
import { linkToolkit, sessionAccounts } from '../session-accounts.ts'
import type { MetaToolCall } from './meta-tool-call.ts'

export interface ConnectionItem {
  toolkit: string
  /** Display name. */
  name: string
  /** Id, alias or word id of one of the accounts. */
  account?: string | undefined
  /** A name for the account that is added or renamed. */
  alias?: string | undefined
}

/** What became of a toolkit. */
export type Managed = Record<string, unknown> & { toolkit: string; status: string }

/** The accounts as they are; nothing changes. */
export async function listConnections(call: MetaToolCall, { toolkit }: ConnectionItem): Promise<Managed> {
  const accounts = await sessionAccounts(call.deps, call.session, toolkit)
  return {
    toolkit,
    status: accounts.length > 0 ? 'active' : 'not_connected',
    has_active_connection: accounts.length > 0,
    connected_accounts: accounts.map(describe),
  }
}

/** A link for a further account. @throws {ApiError} BadRequest when the session has as many as it may. */
export async function addConnection(call: MetaToolCall, item: ConnectionItem): Promise<Managed> {
  const { deps, session, origin } = call
  const link = await linkToolkit(deps, session, { toolkit: item.toolkit, origin, alias: item.alias })
  return initiated(item, link)
}

/** A link that connects the named account again, or where none is named a new one. */
export async function reinitiateConnection(call: MetaToolCall, item: ConnectionItem): Promise<Managed> {
  const { deps, session, origin } = call
  if (item.account === undefined)
    return initiated(item, await linkToolkit(deps, session, { toolkit: item.toolkit, origin }))
  const account = await ownAccount(call, item)
  const { callback_url: callbackUrl } = session.config.manage_connections
  return initiated(item, await addLink(deps, account, { callbackUrl, origin }))
}

/** Gives an account another name. @throws {ApiError} ConnectedAccountAliasTaken */
export async function renameConnection(call: MetaToolCall, item: ConnectionItem): Promise<Managed> {
  const { alias } = item
  if (alias === undefined)
    throw new ApiError('BadRequest', 'alias: is required to rename an account', {
      errors: ['alias: is required'],
      suggestedFix: 'Ask the user what the account is to be called, and give that as alias.',
    })
  const account = await ownAccount(call, item)
  const renamed = await changeAccount(call.deps, call.session.projectId, account.id, { alias })
  const accounts = await sessionAccounts(call.deps, call.session, item.toolkit)
  return {
    toolkit: item.toolkit,
    status: 'active',
    has_active_connection: true,
    connected_accounts: accounts.map(describe).filter(({ id }) => id === account.id),
    instruction: `The account is called ${renamed.alias ?? renamed.id} now.`,
  }
}

/** Ends an account, at the provider too. @throws {ApiError} Forbidden where the session does not let the agent. */
export async function removeConnection(call: MetaToolCall, item: ConnectionItem): Promise<Managed> {
  const { deps, session } = call
  if (!session.config.manage_connections.enable_connection_removal) {
    throw new ApiError('Forbidden', 'This session does not let accounts be removed', {
      suggestedFix: 'Have the user remove the account in the application itself.',
    })
  }
  const account = await ownAccount(call, item)
  const { revoked } = await deleteAndRevoke(deps, session.projectId, account.id)
  const left = await sessionAccounts(deps, session, item.toolkit)
  return {
    toolkit: item.toolkit,
    status: 'removed',
    has_active_connection: left.length > 0,
    removed_account: { id: account.id, ...(account.alias !== null && { alias: account.alias }) },
    revoked_tokens: revoked,
    connected_accounts: left.map(describe),
    instruction: 'The account is gone. Tell the user, and connect it again only if they ask for it.',
  }
}

/**
 * The account that an action is about: the named one, or the only one there is.
 * @throws {ApiError} BadRequest when it is none of the session's, or not clear; Forbidden for somebody else's.
 */
async function ownAccount(
  call: MetaToolCall,
  { toolkit, account }: ConnectionItem,
): Promise<ConnectedAccount> {
  const accounts = await sessionAccounts(call.deps, call.session, toolkit)
  const names =
    accounts.map(({ id, alias }) => (alias === null ? id : `${id} (${alias})`)).join(', ') || 'none'
  const named = accounts.filter(({ id, alias, wordId }) =>
    account === undefined ? true : [id, alias, wordId].includes(account),
  )
  const [only, second] = named
  if (!only || second) {
    const line = account === undefined ? `account: say which of ${names}` : `account: one of ${names}`
    throw new ApiError('BadRequest', `account: not clear which ${toolkit} account is meant`, {
      errors: [line],
      suggestedFix: 'Ask the user which one, and give its id or alias as account.',
    })
  }
  if (only.userId === call.session.userId) return only
  throw new ApiError('Forbidden', `Account ${only.id} is shared by another user, who alone may change it`, {
    suggestedFix: 'Use it as it is, or have the user connect an account of their own.',
  })
}

function describe(account: ConnectedAccount, at: number) {
  return {
    id: account.id,
    ...(account.alias !== null && { alias: account.alias }),
    word_id: account.wordId,
    status: account.status.toLowerCase(),
    created_at: account.createdAt.toISOString(),
    is_default: at === 0,
    account_type: account.accountType,
  }
}

function initiated(
  { toolkit, name, alias }: ConnectionItem,
  link: { redirect_url: string; connected_account_id: string; expires_at: string },
): Managed {
  return {
    toolkit,
    status: 'initiated',
    has_active_connection: false,
    redirect_url: link.redirect_url,
    connected_account_id: link.connected_account_id,
    ...(alias !== undefined && { alias }),
    expires_at: link.expires_at,
    instruction: `Ask the user to open this link to connect ${name}: ${link.redirect_url}`,
  }
}
