/** What a quota of a project says. */
import { z } from 'zod'

export const ToolQuota = z.strictObject({
  /** Globs of tool slugs, `PROXY` for calls of an API; absent: every tool. */
  tools: z.array(z.string().min(1).max(100)).min(1).max(50).optional(),
  /** Calls in the window, of all tools that it names together. */
  limit: z.number().int().min(0, 'must not be negative').max(1_000_000_000),
  window_seconds: z.number().int().min(1, 'must be at least 1').max(2_678_400, 'must be at most 31 days'),
  /** Whether each user has so many, or all of the project together. */
  per: z.enum(['user', 'project']).default('user'),
})

export type ToolQuota = z.output<typeof ToolQuota>
