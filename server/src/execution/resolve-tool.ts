/** Step "resolve tool": which tool a slug and a version mean, and its toolkit as this installation serves it. */
import type { CatalogTool, CatalogToolkit } from '@patchbay/catalog'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import { findToolkitVersion } from '../toolkits/toolkits.ts'
import { findTool } from '../tools/tools.ts'
import { isMetaTool } from '../tool-router/meta-tools.ts'

export interface ResolvedTool {
  tool: CatalogTool
  toolkit: CatalogToolkit
}

/** @throws {ApiError} ToolNotFound, ToolVersionNotFound; BadRequest for a meta tool, which needs a session. */
export function resolveTool(
  deps: Pick<Deps, 'catalog' | 'config'>,
  slug: string,
  version: string | undefined,
): ResolvedTool {
  const tool = findTool(deps, slug, version)
  if (!isMetaTool(tool.slug)) {
    return { tool, toolkit: findToolkitVersion(deps, tool.toolkit, tool.version) }
  }
  throw new ApiError('BadRequest', `Tool ${tool.slug} runs within a tool router session`, {
    suggestedFix: 'Create a session and use POST /api/v3.1/tool_router/session/{session_id}/execute_meta.',
  })
}
