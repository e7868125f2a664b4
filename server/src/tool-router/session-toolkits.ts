/** The toolkits of a session with the user's connection to each. */
import type { CatalogToolkit, ToolkitSummary } from '@patchbay/catalog'
import { findAuthConfig } from '../auth-configs/auth-configs.ts'
import type { ConnectedAccount } from '../connected-accounts/connected-accounts.ts'
import { connectedToolkits } from '../connected-accounts/connected-toolkits.ts'
import type { Deps } from '../deps.ts'
import { pageOfArray, pageRequest, pageResult } from '../http/contract.ts'
import { byUsage } from '../toolkits/list-toolkits.ts'
import { searchToolkits } from '../toolkits/search-toolkits.ts'
import { findToolkit, isNoAuth, managedSchemes } from '../toolkits/toolkits.ts'
import { sessionAccounts } from './session-accounts.ts'
import { allowsToolkit, hiddenToolkits } from './session-tools.ts'
import type { SessionRow } from './tool-router.table.ts'

export interface ToolkitFilter {
  toolkits?: string[] | undefined
  is_connected?: boolean | undefined
  search?: string | undefined
  cursor?: string | undefined
  limit: number
}

/**
 * One page of the session's toolkits, those that people connect most first. `toolkits` names some, whether the session
 * enables them or not.
 */
export async function listSessionToolkits(deps: Deps, session: SessionRow, filter: ToolkitFilter) {
  const request = pageRequest(filter.cursor, filter.limit)
  const candidates = filter.toolkits ? namedSummaries(deps, filter.toolkits) : shown(deps, session, filter)
  const found = filter.search === undefined ? candidates : searchToolkits(deps, candidates, filter.search)
  const show = ({ slug }: ToolkitSummary) => present(deps, session, findToolkit(deps, slug))
  if (!filter.is_connected) {
    const page = pageOfArray(found, request)
    return { ...page, items: await Promise.all(page.items.map(show)) }
  }
  const own = await connectedToolkits(deps, session.projectId, session.userId)
  const pinned = session.config.connected_accounts ?? {}
  const likely = found.filter(({ slug }) => own.has(slug) || Object.hasOwn(pinned, slug))
  const presented = await Promise.all(likely.map(show))
  const connected = presented.filter((item) => item.connected_account !== null)
  return pageResult(
    connected.slice(request.offset, request.offset + request.limit),
    connected.length,
    request,
  )
}

/** What the session opens. One that it does not show by itself is there for those who connected it. */
function shown(deps: Deps, { config }: SessionRow, { is_connected: connected }: ToolkitFilter) {
  const hidden = connected ? new Set() : hiddenToolkits(deps, config)
  const open = deps.catalog.toolkits().filter(({ slug }) => !hidden.has(slug) && allowsToolkit(config, slug))
  return open.toSorted(byUsage)
}

/** @throws {ApiError} ToolkitNotFound, with the slug that was probably meant. */
function namedSummaries(deps: Deps, slugs: readonly string[]): ToolkitSummary[] {
  const wanted = new Set(slugs.map((slug) => findToolkit(deps, slug).slug))
  const summaries = new Map(deps.catalog.toolkits().map((toolkit) => [toolkit.slug, toolkit]))
  return [...wanted].flatMap((slug) => summaries.get(slug) ?? [])
}

async function present(deps: Deps, session: SessionRow, toolkit: CatalogToolkit) {
  const noAuth = isNoAuth(toolkit)
  const [account] = noAuth ? [] : await sessionAccounts(deps, session, toolkit.slug)
  return {
    name: toolkit.name,
    slug: toolkit.slug,
    enabled: allowsToolkit(session.config, toolkit.slug),
    is_no_auth: noAuth,
    composio_managed_auth_schemes: managedSchemes(deps, toolkit),
    meta: { logo: toolkit.logo, description: toolkit.description },
    connected_account: account ? await presentAccount(deps, account) : null,
  }
}

async function presentAccount(deps: Deps, account: ConnectedAccount) {
  const authConfig = await findAuthConfig(deps, account.projectId, account.authConfigId)
  return {
    id: account.id,
    user_id: account.userId,
    status: account.status,
    created_at: account.createdAt.toISOString(),
    auth_config: {
      id: authConfig.id,
      auth_scheme: authConfig.authScheme,
      is_composio_managed: authConfig.type === 'default',
    },
  }
}
