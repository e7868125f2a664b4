/** The OAuth scopes that a set of tools needs. */
import type { ScopeRequirements } from '@patchbay/catalog'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import { findTool, flatScopes } from './tools.ts'

export interface RequiredScopes {
  /** Every scope that one of the tools names, each once. */
  scopes_required: string[]
  /** By tool, under the slug that was asked for; null when the tool says nothing about scopes. */
  per_tool_requirements: { tool: string; scope_requirements: ScopeRequirements | null }[]
}

/**
 * Scopes of tools of one toolkit.
 * @throws {ApiError} ToolNotFound, ToolVersionNotFound; BadRequest when the tools are of several toolkits.
 */
export function requiredScopes(
  deps: Pick<Deps, 'catalog'>,
  slugs: string[],
  version?: string,
): RequiredScopes {
  const asked = [...new Set(slugs.map((slug) => slug.toUpperCase()))]
  const tools = asked.map((slug) => ({ slug, tool: findTool(deps, slug, version) }))
  const toolkits = [...new Set(tools.map(({ tool }) => tool.toolkit))]
  if (toolkits.length > 1) {
    throw new ApiError('BadRequest', `tools: all must be of one toolkit, not of ${toolkits.join(', ')}`, {
      errors: ['tools: of several toolkits'],
      suggestedFix: 'Send one request for each toolkit.',
    })
  }
  return {
    scopes_required: [...new Set(tools.flatMap(({ tool }) => flatScopes(tool)))],
    per_tool_requirements: tools.map(({ slug, tool }) => ({ tool: slug, scope_requirements: tool.scopes })),
  }
}
