import type { ToolDocument } from './fields.ts'
import { documentFrequency, type Lexicon } from './lexicon.ts'
import { nickname } from './nicknames.ts'
import { nearSpelling } from './slips.ts'
import { chunksOf, type Chunk } from './tokenize.ts'

/** Toolkits of an index and the spellings that name them. */
export interface ToolkitTable {
  readonly slugs: readonly string[]
  readonly positions: ReadonlyMap<string, number>
  /** spelling without spaces and marks, lower-case, to what it names */
  readonly spellings: ReadonlyMap<string, Spelling>
}

/** One spelling of one or more toolkits. */
export interface Spelling {
  readonly toolkits: readonly number[]
  /** 0 to 1: how surely the spelling means the app and not a common word (`slack` against `close`) */
  confidence: number
}

/** An app a query names. */
export interface Mention {
  readonly toolkits: readonly number[]
  readonly confidence: number
  /** the app's name as its tools have it, where the query has another (a nickname, a slip) */
  readonly meant?: string
  /** range of chunks of the query that name it, end exclusive */
  readonly from: number
  readonly to: number
}

/** Names of apps have at most this many words. */
const MAX_NAME_WORDS = 4

/** Collects toolkits while documents arrive. */
export class ToolkitCollector {
  readonly slugs: string[] = []
  readonly positions = new Map<string, number>()
  readonly spellings = new Map<string, { toolkits: number[]; confidence: number }>()

  /** Position of the document's toolkit, added when it is new; -1 without one. */
  add(document: ToolDocument): number {
    const { toolkit } = document
    if (toolkit === undefined || toolkit === '') return -1
    const slug = toolkit.toLowerCase()
    const known = this.positions.get(slug)
    if (known !== undefined) return known
    const position = this.slugs.push(toolkit) - 1
    this.positions.set(slug, position)
    for (const name of [toolkit, document.toolkit_name ?? '', ...(document.toolkit_aliases ?? [])]) {
      this.#addSpelling(spellingOf(chunksOf(name)), position)
    }
    return position
  }

  #addSpelling(spelling: string, position: number): void {
    if (spelling === '') return
    const known = this.spellings.get(spelling)
    if (!known) this.spellings.set(spelling, { toolkits: [position], confidence: 1 })
    else if (!known.toolkits.includes(position)) known.toolkits.push(position)
  }
}

/** A table put together again from its slugs and spellings (text, toolkits, confidence). */
export function tableOf(
  slugs: readonly string[],
  spellings: readonly (readonly [string, readonly number[], number])[],
): ToolkitTable {
  return {
    slugs,
    positions: new Map(slugs.map((slug, position) => [slug.toLowerCase(), position])),
    spellings: new Map(spellings.map(([text, toolkits, confidence]) => [text, { toolkits, confidence }])),
  }
}

/**
 * Sets the confidence of each spelling: the more other toolkits use it as a word, the less it names an
 * app. A spelling of several words (`googlecalendar`) is no single word elsewhere and stays certain.
 */
export function weighSpellings(table: ToolkitTable, words: Lexicon, toolkitOf: Int32Array): void {
  const allowance = 2 + 0.02 * table.slugs.length
  for (const [text, spelling] of table.spellings) {
    const term = words.terms.get(text)
    if (documentFrequency(words, term) === 0 || term === undefined) continue
    const others = new Set<number>()
    const end = words.offsets[term + 1] ?? 0
    for (let i = words.offsets[term] ?? 0; i < end; i++) others.add(toolkitOf[words.docs[i] ?? 0] ?? -1)
    for (const own of spelling.toolkits) others.delete(own)
    spelling.confidence = 1 / (1 + others.size / allowance)
  }
}

/**
 * The apps a query names, longest names first at each place, so that `google calendar` is not also
 * `google`. A capital inside a sentence makes a common word likelier to be a name.
 */
export function findMentions(table: ToolkitTable, chunks: readonly Chunk[], words: Lexicon): Mention[] {
  const mentions: Mention[] = []
  if (table.spellings.size === 0) return mentions
  let at = 0
  while (at < chunks.length) {
    const mention = mentionAt(table, chunks, at) ?? misspelledAt(table, chunks, at, words)
    if (mention) mentions.push(mention)
    at = mention ? mention.to : at + 1
  }
  return mentions
}

function mentionAt(table: ToolkitTable, chunks: readonly Chunk[], from: number): Mention | undefined {
  const longest = Math.min(MAX_NAME_WORDS, chunks.length - from)
  for (let length = longest; length > 0; length--) {
    const to = from + length
    const text = spellingOf(chunks.slice(from, to))
    const spelling = table.spellings.get(text) ?? nicknamed(table, text)
    if (!spelling) continue
    const capital = from > 0 && /^\p{Lu}/u.test(chunks[from]?.raw ?? '')
    const confidence = capital ? Math.sqrt(spelling.confidence) : spelling.confidence
    const known = table.spellings.has(text)
    return { toolkits: spelling.toolkits, confidence, from, to, ...(!known && meantBy(table, spelling)) }
  }
  return undefined
}

/** What a nickname names among the toolkits that are there. */
function nicknamed(table: ToolkitTable, text: string): Spelling | undefined {
  const known = nickname(text)
  if (!known) return undefined
  const toolkits = known.spellings.flatMap((spelling) => table.spellings.get(spelling)?.toolkits ?? [])
  return toolkits.length === 0 ? undefined : { toolkits, confidence: known.confidence }
}

function meantBy(table: ToolkitTable, { toolkits }: Spelling): Pick<Mention, 'meant'> {
  return { meant: (table.slugs[toolkits[0] ?? -1] ?? '').toLowerCase() }
}

/** A slip of the keyboard in an app's name: a word that no tool knows. A capital inside a sentence is another name. */
function misspelledAt(
  table: ToolkitTable,
  chunks: readonly Chunk[],
  at: number,
  words: Lexicon,
): Mention | undefined {
  const chunk = chunks[at]
  if (!chunk || words.terms.has(chunk.word) || (at > 0 && /^\p{Lu}/u.test(chunk.raw))) return undefined
  const spelling = table.spellings.get(nearSpelling(chunk.word, table.spellings.keys()) ?? '')
  if (!spelling) return undefined
  const confidence = 0.8 * spelling.confidence
  return { toolkits: spelling.toolkits, confidence, from: at, to: at + 1, ...meantBy(table, spelling) }
}

function spellingOf(chunks: readonly Chunk[]): string {
  let spelling = ''
  for (const chunk of chunks) spelling += chunk.word
  return spelling
}
