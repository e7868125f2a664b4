/** The least scopes with which an account can use given tools. */
import type { AuthScheme, CatalogToolkit } from '@patchbay/catalog'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'

/**
 * Union of what the tools require, of alternatives the first, and of what every connection of the scheme needs.
 * Empty when no tool requires a scope, which stands for the toolkit's usual scopes.
 * @throws {ApiError} AuthConfigInvalid naming tools that the toolkit does not have.
 */
export function scopesForTools(
  { catalog }: Pick<Deps, 'catalog'>,
  toolkit: CatalogToolkit,
  { oauth2 }: Pick<AuthScheme, 'oauth2'>,
  slugs: readonly string[],
): string[] {
  const scopes = new Set<string>()
  const errors: string[] = []
  for (const slug of slugs) {
    const tool = catalog.tool(slug)
    if (tool?.toolkit !== toolkit.slug) {
      errors.push(
        `tool_access_config.tools_for_connected_account_creation: ${slug} is not a tool of ${toolkit.slug}`,
      )
    }
    for (const need of tool?.scopes?.all_of ?? []) {
      const scope = typeof need === 'string' ? need : need.any_of[0]
      if (scope !== undefined) scopes.add(scope)
    }
  }
  if (errors.length > 0) throw new ApiError('AuthConfigInvalid', errors.slice(0, 20).join('; '), { errors })
  return scopes.size === 0 ? [] : [...new Set([...(oauth2?.always_scopes ?? []), ...scopes])]
}
