/** Whether the session's user has connected each toolkit, and what to do when not. */
import type { Deps } from '../../deps.ts'
import type { ConnectedAccount } from '../../connected-accounts/connected-accounts.ts'
import { findToolkit, isNoAuth } from '../../toolkits/toolkits.ts'
import { sessionAccounts } from '../session-accounts.ts'
import { allowsToolkit } from '../session-tools.ts'
import type { SessionRow } from '../sessions.ts'
import { shortText } from './plain-text.ts'

export type ConnectionStatus = Awaited<ReturnType<typeof connectionStatuses>>[number]

/** Longest description of a toolkit in a search's answer: the model needs to know it, not to be sold it. */
const longestDescription = 120

/** The statuses of those toolkits that the session opens. */
export async function connectionStatuses(deps: Deps, session: SessionRow, toolkits: readonly string[]) {
  const open = toolkits.filter((slug) => allowsToolkit(session.config, slug))
  return Promise.all(open.map((slug) => connectionStatus(deps, session, slug)))
}

async function connectionStatus(deps: Deps, session: SessionRow, slug: string) {
  const toolkit = findToolkit(deps, slug)
  const common = { toolkit: slug, description: shortText(toolkit.description, longestDescription) }
  if (isNoAuth(toolkit)) {
    return { ...common, has_active_connection: true, status_message: `${toolkit.name} needs no account.` }
  }
  const accounts = await sessionAccounts(deps, session, slug)
  const [first] = accounts
  if (!first) {
    return {
      ...common,
      has_active_connection: false,
      status_message: session.config.manage_connections.enabled
        ? `${toolkit.name} is not connected. Call COMPOSIO_MANAGE_CONNECTIONS with toolkits ["${slug}"] first.`
        : `${toolkit.name} is not connected. The user has to connect it outside this conversation.`,
    }
  }
  return {
    ...common,
    has_active_connection: true,
    connection_details: { connected_account_id: first.id, auth_config_id: first.authConfigId },
    account_type: first.accountType,
    ...severalAccounts(session, accounts),
    status_message: `${toolkit.name} is connected.`,
  }
}

/** Accounts listed at most; the rest is in the session's toolkits. */
const mostAccounts = 10

/** The accounts to choose among, when the session lets its user have several of a toolkit. */
function severalAccounts({ config }: SessionRow, accounts: readonly ConnectedAccount[]) {
  if (config.multi_account?.enable !== true) return {}
  const choose = accounts.length > 1 && config.multi_account.require_explicit_selection === true
  return {
    accounts: accounts.slice(0, mostAccounts).map((account, at) => ({
      id: account.id,
      ...(account.alias !== null && { alias: account.alias }),
      status: account.status.toLowerCase(),
      created_at: account.createdAt.toISOString(),
      is_default: at === 0,
      account_type: account.accountType,
    })),
    ...(choose && { account_selection: 'required' as const }),
  }
}
