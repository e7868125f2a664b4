/** Whose account a session's call uses, and how to connect one that is missing. */
import type { CatalogToolkit } from '@patchbay/catalog'
import { type AuthConfigRow, authConfigForToolkit, findAuthConfig } from '../auth-configs/auth-configs.ts'
import { createLink, type CreatedLink } from '../connect-link/connect-link.ts'
import { usableAccounts, type ConnectedAccount } from '../connected-accounts/connected-accounts.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import { findToolkit, isNoAuth } from '../toolkits/toolkits.ts'
import { allowsToolkit } from './session-tools.ts'
import type { SessionRow } from './tool-router.table.ts'

/**
 * The active accounts that the session may use for a toolkit, the one used by default first: the pinned ones in
 * the order of the configuration, else those of the auth config that the session names, else all of the user's.
 */
export async function sessionAccounts(
  deps: Deps,
  session: SessionRow,
  toolkit: string,
): Promise<ConnectedAccount[]> {
  const { projectId, userId, config } = session
  const authConfigId = config.auth_configs?.[toolkit]
  const pinned = config.connected_accounts?.[toolkit]
  const accounts = await usableAccounts(deps, projectId, userId, toolkit, {
    ...(authConfigId !== undefined && { authConfigId }),
    ...(pinned && { ids: pinned }),
  })
  if (!pinned) return accounts
  return pinned.flatMap((id) => accounts.filter((account) => account.id === id))
}

/**
 * The account for one call. `wanted` is the agent's own choice: an id, an alias or a word id.
 * @throws {ApiError} BadRequest when it is none of the session's accounts, or when the session asks for an
 * explicit choice and there are several; NoConnectedAccount when there is none.
 */
export async function chooseAccount(
  deps: Deps,
  session: SessionRow,
  toolkit: string,
  wanted: string | undefined,
): Promise<ConnectedAccount> {
  const accounts = await sessionAccounts(deps, session, toolkit)
  if (wanted !== undefined) {
    const account = accounts.find(({ id, alias, wordId }) => [id, alias, wordId].includes(wanted))
    if (account) return account
    throw new ApiError(
      'BadRequest',
      `account: ${wanted} is not an active ${toolkit} account of this session`,
      {
        errors: [`account: one of ${accounts.map(nameOf).join(', ') || 'none, as no account is connected'}`],
        suggestedFix: 'Leave account out for the default, or give the id or alias of a connected account.',
      },
    )
  }
  const [first, second] = accounts
  if (!first) throw notConnected(session, toolkit)
  if (second && session.config.multi_account?.require_explicit_selection) {
    throw new ApiError('BadRequest', `account: choose one of the user's ${toolkit} accounts`, {
      errors: [`account: one of ${accounts.map(nameOf).join(', ')}`],
      suggestedFix:
        'Ask the user which account to use, then repeat the call with its id or alias as account.',
    })
  }
  return first
}

function nameOf({ id, alias }: ConnectedAccount): string {
  return alias === null ? id : `${id} (${alias})`
}

function notConnected({ userId, config }: SessionRow, toolkit: string): ApiError {
  const how = config.manage_connections.enabled
    ? `Call COMPOSIO_MANAGE_CONNECTIONS with toolkits ["${toolkit}"] and show the link to the user.`
    : `Connect the account first, through a link of POST /api/v3.1/tool_router/session/{id}/link.`
  return new ApiError('NoConnectedAccount', `No connected ${toolkit} account found for user ${userId}`, {
    suggestedFix: how,
  })
}

export interface LinkOptions {
  toolkit: string
  origin: string
  alias?: string | undefined
  callbackUrl?: string | undefined
  experimental?: Parameters<typeof createLink>[1]['experimental']
}

/**
 * Makes a link by which the session's user connects a toolkit.
 * @throws {ApiError} ToolkitNotFound; ToolkitNotInSession; BadRequest for a toolkit that needs no account, and when the
 * session has as many of its accounts as it may; what `authConfigForToolkit` throws when there is no way to authenticate.
 */
export async function linkToolkit(
  deps: Deps,
  session: SessionRow,
  options: LinkOptions,
): Promise<CreatedLink> {
  const toolkit = findToolkit(deps, options.toolkit.toLowerCase())
  if (!allowsToolkit(session.config, toolkit.slug)) {
    throw new ApiError('ToolkitNotInSession', `Toolkit ${toolkit.slug} is not enabled in this session`)
  }
  if (isNoAuth(toolkit)) {
    throw new ApiError(
      'BadRequest',
      `Toolkit ${toolkit.slug} needs no account: its tools can be used at once`,
      {
        suggestedFix: 'Execute its tools without connecting.',
      },
    )
  }
  if (session.config.connected_accounts?.[toolkit.slug]) {
    throw new ApiError(
      'BadRequest',
      `This session pins the ${toolkit.slug} account; it cannot connect another`,
      {
        suggestedFix: 'Create a session without connected_accounts for this toolkit.',
      },
    )
  }
  await requireRoom(deps, session, toolkit)
  return createLink(deps, {
    projectId: session.projectId,
    authConfig: await sessionAuthConfig(deps, session, toolkit.slug),
    userId: session.userId,
    origin: originOfLinks(session, options.origin),
    alias: options.alias,
    callbackUrl: options.callbackUrl ?? session.config.manage_connections.callback_url,
    experimental: options.experimental,
  })
}

/** Most accounts of a toolkit, where a session that may have several does not say. */
const usualAccounts = 5

/** @throws {ApiError} BadRequest when a session of several accounts has as many of the toolkit as it may. */
async function requireRoom(
  deps: Deps,
  session: SessionRow,
  { slug, name }: Pick<CatalogToolkit, 'slug' | 'name'>,
): Promise<void> {
  const { multi_account: multi } = session.config
  if (multi?.enable !== true) return
  const most = multi.max_accounts_per_toolkit ?? usualAccounts
  const accounts = await sessionAccounts(deps, session, slug)
  if (accounts.length < most) return
  throw new ApiError('BadRequest', `${name} has ${accounts.length} accounts of at most ${most}`, {
    suggestedFix: 'Remove one that the user no longer needs, or use one of them.',
  })
}

/** Where links of a session lead to. */
function originOfLinks({ config }: SessionRow, origin: string): string {
  return config.link_url_overwrite?.replace(/\/+$/, '') ?? origin
}

/** The same for links that come with an error: none where the session leaves connecting to somebody else. */
export function linkOrigin({ session, origin }: { session: SessionRow; origin: string }): string | undefined {
  return session.config.manage_connections.enabled ? originOfLinks(session, origin) : undefined
}

async function sessionAuthConfig(deps: Deps, session: SessionRow, toolkit: string): Promise<AuthConfigRow> {
  const id = session.config.auth_configs?.[toolkit]
  if (id !== undefined) return findAuthConfig(deps, session.projectId, id)
  return authConfigForToolkit(deps, session.projectId, toolkit)
}
