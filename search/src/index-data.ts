import type { Lexicon } from './lexicon.ts'
import type { Meanings } from './meaning.ts'
import type { NearWords } from './near-words.ts'
import type { StringTable } from './string-table.ts'
import type { ToolkitTable } from './toolkit-prior.ts'

/** All an index holds: flat arrays, so that it is written to disk and read back as it is. */
export interface IndexData {
  readonly size: number
  readonly ids: StringTable
  /** rank of each document's id in the order of ids: breaks ties without looking at strings */
  readonly idRanks: Uint32Array
  /** lower-case ids and names */
  readonly identifiers: StringTable
  /** document of each identifier; an id wins over a name */
  readonly identifierDocs: Uint32Array
  readonly stems: Lexicon
  readonly words: Lexicon
  /** spellings of the terms of `stems` */
  readonly near: NearWords
  /** stem terms of the name of document `d`: `nameTerms[nameStarts[d]]` to `nameStarts[d + 1]` */
  readonly nameStarts: Uint32Array
  readonly nameTerms: Uint32Array
  readonly meanings: Meanings
  /** position in `toolkits.slugs`, -1 without a toolkit */
  readonly toolkitOf: Int32Array
  readonly toolkits: ToolkitTable
  /** position in `VERB_CLASSES` */
  readonly verbOf: Uint8Array
  /** bits of `FLAG_IMPORTANT` and `FLAG_DEPRECATED` */
  readonly flags: Uint8Array
  /** quality of each tool, 0 to 255 for 0 to 1 */
  readonly quality: Uint8Array
}

export const FLAG_IMPORTANT = 1
export const FLAG_DEPRECATED = 2
