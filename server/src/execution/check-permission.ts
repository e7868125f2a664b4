/**
 * Step "check permission": an auth config may name the tools that are open through it, and may be switched off.
 * What a session allows is checked where the session is known, before a call comes here.
 */
import type { CatalogTool } from '@patchbay/catalog'
import { ApiError } from '../http/errors.ts'
import type { PickedAccount } from './pick-account.ts'

/** @throws {ApiError} Forbidden, naming the auth config. */
export function checkPermission(
  account: PickedAccount | undefined,
  tool: Pick<CatalogTool, 'slug' | 'aliases'>,
): void {
  const open = account?.authConfig.toolAccessConfig.tools_available_for_execution ?? []
  if (open.length === 0) return
  const names = new Set([tool.slug, ...tool.aliases])
  if (open.some((slug) => names.has(slug.toUpperCase()))) return
  throw new ApiError('Forbidden', `Auth config ${account?.authConfig.id} does not allow ${tool.slug}`, {
    suggestedFix: 'Add the tool to tools_available_for_execution of the auth config, or use another account.',
  })
}
