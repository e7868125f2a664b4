import { z } from 'zod'
import { QueryList } from '../search/search-input.ts'
import { searchSession } from '../search/search-session.ts'
import { recall } from '../session-memory.ts'
import type { MetaToolCall } from './meta-tool-call.ts'

export const SearchToolsInput = z.object({
  queries: QueryList,
  session: z
    .object({ id: z.string().min(1).max(128).optional(), generate_id: z.boolean().optional() })
    .nullish(),
})

/** COMPOSIO_SEARCH_TOOLS: tools, plans, schemas and connection statuses for up to seven use cases, and what was noted before. */
export async function searchTools(
  { deps, session, customs }: MetaToolCall,
  { queries, session: task }: z.output<typeof SearchToolsInput>,
) {
  const [found, memory] = await Promise.all([
    searchSession(deps, session, {
      queries,
      customs,
      ...(task && { task: { id: task.id, generateId: task.generate_id } }),
    }),
    recall(deps, session),
  ])
  return Object.keys(memory).length > 0 ? { ...found, memory } : found
}
