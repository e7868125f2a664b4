/** What an MCP server offers, checked against what the project has. */
import type { AuthConfigRow } from '../auth-configs/auth-configs.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import { findToolkit } from '../toolkits/toolkits.ts'
import { findTool } from '../tools/tools.ts'

export interface Offer {
  toolkits: readonly string[]
  authConfigIds: readonly string[]
  /** Slugs; when empty, all tools of the toolkits. */
  allowedTools: readonly string[]
}

/** An offer as it is kept: slugs in their own letter case, each once, every toolkit named. */
export interface CheckedOffer {
  toolkits: string[]
  authConfigIds: string[]
  allowedTools: string[]
}

type CatalogDeps = Pick<Deps, 'catalog' | 'config'>

/**
 * Checks an offer. The toolkits of auth configs and of allowed tools belong to it without being named.
 * @param configs the project's own auth configs, by id
 * @throws {ApiError} AuthConfigNotFound; McpServerInvalid, a line for each slug that does not exist, or when
 * nothing is offered.
 */
export function checkOffer(
  deps: CatalogDeps,
  offer: Offer,
  configs: ReadonlyMap<string, AuthConfigRow>,
): CheckedOffer {
  const authConfigIds = [...new Set(offer.authConfigIds)]
  const fromConfigs = authConfigIds.map((id) => {
    const config = configs.get(id)
    if (!config || config.deletedAt !== null)
      throw new ApiError('AuthConfigNotFound', `Auth config ${id} not found`)
    return config.toolkit
  })
  const errors: string[] = []
  const named = offer.toolkits.flatMap((slug) =>
    attempt(errors, 'toolkits', () => findToolkit(deps, slug.toLowerCase()).slug),
  )
  const tools = offer.allowedTools.flatMap((slug) =>
    attempt(errors, 'allowed_tools', () => findTool(deps, slug)),
  )
  const toolkits = new Set([...named, ...fromConfigs, ...tools.map(({ toolkit }) => toolkit)])
  if (errors.length === 0 && toolkits.size === 0)
    errors.push('auth_config_ids: name an auth config, toolkit or tool')
  if (errors.length > 0) throw new ApiError('McpServerInvalid', `Invalid body: ${errors[0]}`, { errors })
  return { toolkits: [...toolkits], authConfigIds, allowedTools: [...new Set(tools.map(({ slug }) => slug))] }
}

/** The value, or none and a line that says why. */
function attempt<T>(errors: string[], field: string, find: () => T): T[] {
  try {
    return [find()]
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    errors.push(`${field}: ${error.message}`)
    return []
  }
}
