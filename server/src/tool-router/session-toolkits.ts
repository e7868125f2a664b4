/** The toolkits of a session with the user's connection to each. */
import type { CatalogToolkit } from '@patchbay/catalog'
import { findAuthConfig } from '../auth-configs/auth-configs.ts'
import type { ConnectedAccount } from '../connected-accounts/connected-accounts.ts'
import type { Deps } from '../deps.ts'
import { pageOfArray, pageRequest, pageResult } from '../http/contract.ts'
import { findToolkit, isNoAuth, managedSchemes } from '../toolkits/toolkits.ts'
import { sessionAccounts } from './session-accounts.ts'
import { sessionToolkits } from './session-tools.ts'
import type { SessionRow } from './tool-router.table.ts'

export interface ToolkitFilter {
  toolkits?: string[] | undefined
  is_connected?: boolean | undefined
  search?: string | undefined
  cursor?: string | undefined
  limit: number
}

/** One page of the session's toolkits. `toolkits` names some, whether the session enables them or not. */
export async function listSessionToolkits(deps: Deps, session: SessionRow, filter: ToolkitFilter) {
  const request = pageRequest(filter.cursor, filter.limit)
  const named = filter.toolkits?.map((slug) => findToolkit(deps, slug.toLowerCase()))
  const found = (named ?? sessionToolkits(deps, session.config)).filter((toolkit) =>
    matches(toolkit, filter.search),
  )
  if (!filter.is_connected) {
    const page = pageOfArray(found, request)
    return { ...page, items: await Promise.all(page.items.map((toolkit) => present(deps, session, toolkit))) }
  }
  const presented = await Promise.all(found.map((toolkit) => present(deps, session, toolkit)))
  const connected = presented.filter((item) => item.connected_account !== null)
  return pageResult(
    connected.slice(request.offset, request.offset + request.limit),
    connected.length,
    request,
  )
}

function matches({ slug, name, description }: CatalogToolkit, search: string | undefined): boolean {
  if (search === undefined) return true
  const wanted = search.toLowerCase()
  return [slug, name, description].some((text) => text.toLowerCase().includes(wanted))
}

async function present(deps: Deps, session: SessionRow, toolkit: CatalogToolkit) {
  const noAuth = isNoAuth(toolkit)
  const [account] = noAuth ? [] : await sessionAccounts(deps, session, toolkit.slug)
  return {
    name: toolkit.name,
    slug: toolkit.slug,
    enabled: true,
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
