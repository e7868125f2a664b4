import { z } from 'zod'
import { searchSession } from '../session-search.ts'
import type { MetaToolCall } from './meta-tool-call.ts'

export const SearchToolsInput = z.object({
  queries: z
    .array(z.object({ use_case: z.string().min(1).max(1024), known_fields: z.string().max(500).optional() }))
    .min(1)
    .max(7),
})

/** COMPOSIO_SEARCH_TOOLS: tools, schemas and connection statuses for up to seven use cases. */
export async function searchTools(
  { deps, session }: MetaToolCall,
  { queries }: z.output<typeof SearchToolsInput>,
) {
  return searchSession(deps, session, queries)
}
