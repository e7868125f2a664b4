/**
 * What a search may find: the session's filters, made ready once for a request.
 *
 * Precedence, as for executing (`session-tools.ts`): a closed toolkit stays closed whatever else is said; in an open
 * one its tool list decides, else its own tags, else the tags of the session. The toolkits that a search names narrow
 * further and open nothing. A toolkit that is off by default is found only when the session itself names it.
 */
import type { ToolSummary } from '@patchbay/catalog'
import type { SessionConfig } from '../session-config.ts'
import { allowsTool } from '../session-tools.ts'

export interface SessionScope {
  config: SessionConfig
  /** Toolkits that the search itself is limited to. */
  limitedTo?: readonly string[] | undefined
  opensToolkit(slug: string): boolean
  opensTool(tool: Pick<ToolSummary, 'slug' | 'toolkit' | 'tags'>): boolean
}

/**
 * @param named toolkits that the search is limited to, in any case.
 * @param hidden toolkits that the session does not show, as `hiddenToolkits` tells them.
 */
export function sessionScope(
  config: SessionConfig,
  named?: readonly string[],
  hidden: ReadonlySet<string> = new Set(),
): SessionScope {
  const wanted = named && new Set(named.map((slug) => slug.toLowerCase()))
  const { toolkits } = config
  const listed = toolkits && new Set('enabled' in toolkits ? toolkits.enabled : toolkits.disabled)
  const opens = toolkits && 'enabled' in toolkits
  const opensToolkit = (slug: string) =>
    !hidden.has(slug) && (!wanted || wanted.has(slug)) && (!listed || listed.has(slug) === opens)
  // Toolkits are decided above, by sets: a session may list thousands.
  const inside = { ...config, toolkits: undefined }
  return {
    config,
    limitedTo: named,
    opensToolkit,
    opensTool: (tool) => opensToolkit(tool.toolkit) && allowsTool(inside, tool),
  }
}
