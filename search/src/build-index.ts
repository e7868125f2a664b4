import { buildLexicon, FIELD_BITS, type Stream } from './build-lexicon.ts'
import { FIELDS, type ToolDocument } from './fields.ts'
import { GrowableUint32 } from './growable.ts'
import { FLAG_DEPRECATED, FLAG_IMPORTANT, type IndexData } from './index-data.ts'
import { buildNearWords } from './near-words.ts'
import { MeaningReader } from './read-meanings.ts'
import { SearchIndex } from './search-index.ts'
import { stem } from './stem.ts'
import { STOP_WORDS } from './stop-words.ts'
import { buildStringTable } from './string-table.ts'
import { wordsOf } from './tokenize.ts'
import { shippedVectors } from './word-vectors.ts'
import { ToolkitCollector, weighSpellings } from './toolkit-prior.ts'
import { VERB_CLASSES, verbClassOfTool } from './verb-class.ts'

/** Position of the name among `FIELDS`. */
const NAME_FIELD = 0

/** Words of one field that are indexed; a field longer than this is a manual, not a description. */
const MAX_FIELD_WORDS = 1_000

/**
 * Builds an index in memory. Reads each document once and keeps none. Of two documents with one id the
 * first is kept. Takes 5 to 9 s for 100,000 tools.
 */
export function buildIndex(documents: Iterable<ToolDocument>): SearchIndex {
  const builder = new IndexBuilder()
  for (const document of documents) builder.add(document)
  return builder.build()
}

/** Builds an index of documents that come one by one, and keeps none of them. */
export class IndexBuilder {
  readonly #ids: string[] = []
  readonly #known = new Set<string>()
  readonly #names = new Map<string, number>()
  readonly #words = new Map<string, number>()
  readonly #stems = new Map<string, number>()
  readonly #stemOfWord = new GrowableUint32()
  readonly #entries = new GrowableUint32()
  readonly #starts = new GrowableUint32()
  readonly #lengths = new GrowableUint32()
  readonly #nameStarts = new GrowableUint32()
  readonly #nameTerms = new GrowableUint32()
  readonly #toolkitOf: number[] = []
  readonly #verbOf: number[] = []
  readonly #flags: number[] = []
  readonly #quality: number[] = []
  readonly #toolkits = new ToolkitCollector()
  readonly #meanings = new MeaningReader(shippedVectors())

  /** Reads a document, unless its id is known. */
  add(document: ToolDocument): void {
    if (this.#known.has(document.id)) return
    this.#known.add(document.id)
    const doc = this.#ids.push(document.id) - 1
    const name = document.name.toLowerCase()
    if (!this.#names.has(name)) this.#names.set(name, doc)
    this.#toolkitOf.push(this.#toolkits.add(document))
    this.#verbOf.push(VERB_CLASSES.indexOf(verbClassOfTool(document)))
    this.#flags.push((document.important ? FLAG_IMPORTANT : 0) | (document.deprecated ? FLAG_DEPRECATED : 0))
    this.#quality.push(qualityOf(document))
    this.#starts.push(this.#entries.length)
    this.#nameStarts.push(this.#nameTerms.length)
    let length = 0
    for (const [position, field] of FIELDS.entries()) {
      const words = wordsOf(field.text(document))
      this.#meanings.add(field, words)
      length += this.#readField(words, position)
    }
    this.#meanings.next()
    this.#lengths.push(length)
  }

  /** The index of all documents so far. The builder is of no use afterwards. */
  build(): SearchIndex {
    return new SearchIndex(this.#finish())
  }

  #finish(): IndexData {
    this.#starts.push(this.#entries.length)
    this.#nameStarts.push(this.#nameTerms.length)
    const stream = {
      entries: this.#entries.view(),
      starts: this.#starts.view(),
      lengths: this.#lengths.view(),
    }
    const toolkitOf = Int32Array.from(this.#toolkitOf)
    const words = this.#buildWords(stream)
    weighSpellings(this.#toolkits, words, toolkitOf)
    return {
      size: this.#ids.length,
      ids: buildStringTable(this.#ids),
      idRanks: ranksOf(this.#ids),
      ...this.#identifiers(),
      stems: buildLexicon(stream, this.#stems, this.#stemOfWord.view()),
      words,
      near: buildNearWords(this.#stems),
      nameStarts: this.#nameStarts.view().slice(),
      nameTerms: this.#nameTerms.view().slice(),
      meanings: this.#meanings.finish(),
      toolkitOf,
      toolkits: this.#toolkits,
      verbOf: Uint8Array.from(this.#verbOf),
      flags: Uint8Array.from(this.#flags),
      quality: Uint8Array.from(this.#quality),
    }
  }

  #buildWords(stream: Stream): IndexData['words'] {
    const same = Uint32Array.from({ length: this.#words.size }, (_, term) => term)
    return buildLexicon(stream, this.#words, same)
  }

  #identifiers(): Pick<IndexData, 'identifiers' | 'identifierDocs'> {
    const identifiers = this.#names
    for (const [doc, id] of this.#ids.entries()) identifiers.set(id.toLowerCase(), doc)
    return {
      identifiers: buildStringTable(identifiers.keys()),
      identifierDocs: Uint32Array.from(identifiers.values()),
    }
  }

  /** Adds the words of a field; their number. */
  #readField(words: readonly string[], field: number): number {
    let length = 0
    for (const word of words) {
      if (length >= MAX_FIELD_WORDS) break
      if (STOP_WORDS.has(word)) continue
      const term = this.#termOf(word)
      this.#entries.push((term << FIELD_BITS) | field)
      if (field === NAME_FIELD) this.#nameTerms.push(this.#stemOfWord.view()[term] ?? 0)
      length++
    }
    return length
  }

  #termOf(word: string): number {
    const known = this.#words.get(word)
    if (known !== undefined) return known
    const term = this.#words.size
    this.#words.set(word, term)
    this.#stemOfWord.push(this.#stemTermOf(stem(word)))
    return term
  }

  #stemTermOf(form: string): number {
    const known = this.#stems.get(form)
    if (known !== undefined) return known
    const term = this.#stems.size
    this.#stems.set(form, term)
    return term
  }
}

/** Quality in 255ths; what is no number of 0 to 1 is brought to one. */
function qualityOf({ quality = 0.5 }: ToolDocument): number {
  return Number.isNaN(quality) ? 128 : Math.round(255 * Math.min(1, Math.max(0, quality)))
}

/** Rank of each string in the order of code units. */
function ranksOf(strings: readonly string[]): Uint32Array {
  const order = strings.map((_, position) => position)
  order.sort((a, b) => ((strings[a] ?? '') < (strings[b] ?? '') ? -1 : 1))
  const ranks = new Uint32Array(strings.length)
  for (const [rank, position] of order.entries()) ranks[position] = rank
  return ranks
}
