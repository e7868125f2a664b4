/**
 * The store on disk: an immutable directory.
 *
 * `blocks.bin`   toolkits and tools, a line each, in blocks of some 32 kB that are compressed one by one (Zstandard
 *                with its checksum); a block holds one toolkit's lines, the toolkit itself first, as JSON, then its
 *                tools as `tool-line.ts` says
 * `index.json`   what lists and filters need, column by column, and in which block and line each thing lies
 * `store.json`   what the store is: format, hash, counts, and the size and SHA-256 of the other two
 *
 * One tool is one read of some 4 kB, to be inflated in a tenth of a millisecond. 83,000 tools of 224 MB take some
 * 28 MB. Other files may lie beside these, such as the server's search index.
 */
import { z } from 'zod'
import type { ToolkitSummary } from './catalog.ts'

export const files = { store: 'store.json', index: 'index.json', blocks: 'blocks.bin' } as const

/** Raised when an older reader would misread a store. */
export const storeFormat = 3

const wholeNumber = z.number().int().nonnegative()
const FileNote = z.strictObject({ bytes: wholeNumber, sha256: z.string().regex(/^[0-9a-f]{64}$/) })

export const StoreNote = z.strictObject({
  format: z.literal(storeFormat),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  toolkits: wholeNumber,
  tools: wholeNumber,
  files: z.strictObject({ [files.index]: FileNote, [files.blocks]: FileNote }),
})

export type StoreNote = z.infer<typeof StoreNote>

/**
 * `index.json`. Checked by the checksum in `store.json`, not field by field: that would take longer than all the
 * rest of opening a store.
 */
export interface StoreIndex {
  toolkits: ToolkitSummary[]
  /** Of each toolkit: its first block. Its tools are the next `tools_count` of the columns below. */
  firstBlock: number[]
  /** Of each block: bytes in `blocks.bin`, and its number of lines. */
  blockBytes: number[]
  blockLines: number[]
  /** Of each tool. */
  slugs: string[]
  /** Bits of `flags`. */
  flags: number[]
  /** Position in `tagSets`. */
  tags: number[]
  tagSets: string[][]
  /** Alias and position of its tool. */
  aliases: [string, number][]
}

export const flags = { important: 1, deprecated: 2 } as const

/** A store that is missing, broken, or of another format. */
export class CatalogStoreError extends Error {
  override readonly name = 'CatalogStoreError'
}
