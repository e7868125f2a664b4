/** Fields of every execute operation that say what of the result is wanted. None is in the published contract. */
import { z } from 'zod'
import { longestPath } from './select.ts'

export const ResultWishes = z.object({
  /** JSONPath (RFC 9535) into `data`. */
  select: z.string().min(1).max(longestPath).optional(),
  /** Tokens that `data` may have, about: the rest is kept as a file that `data.trimmed` names. */
  max_tokens: z.number().int().min(50).max(1_000_000).optional(),
})
