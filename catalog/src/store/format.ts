/**
 * The store on disk: an immutable directory.
 *
 * `tools.jsonl`      one tool a line, toolkit by toolkit
 * `summaries.jsonl`  one summary a line, in the same order
 * `toolkits.json`    all toolkits without their tools
 * `index.json`       what the store is, and where each tool lies in tools.jsonl
 */
import { z } from 'zod'

export const files = {
  tools: 'tools.jsonl',
  summaries: 'summaries.jsonl',
  toolkits: 'toolkits.json',
  index: 'index.json',
} as const

const wholeNumber = z.number().int().nonnegative()

export const StoreIndex = z.strictObject({
  format: z.literal(1),
  hash: z.string(),
  /** Slug, byte offset, byte length, aliases. */
  tools: z.array(z.tuple([z.string(), wholeNumber, wholeNumber, z.array(z.string())])),
  /** Slug of each toolkit, with its first tool and their number. */
  toolkits: z.array(z.tuple([z.string(), wholeNumber, wholeNumber])),
})

export type StoreIndex = z.infer<typeof StoreIndex>

/** A store that is missing, broken, or of another format. */
export class CatalogStoreError extends Error {
  override readonly name = 'CatalogStoreError'
}
