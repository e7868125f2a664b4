import { FIELDS } from './fields.ts'
import { B, K1, TF_SCALE, type Lexicon } from './lexicon.ts'
import { buildStringTable } from './string-table.ts'

/** Words of all documents in reading order: `entries[i]` is `term << FIELD_BITS | field`. */
export interface Stream {
  readonly entries: Uint32Array
  /** where each document starts in `entries`, one more than there are documents */
  readonly starts: Uint32Array
  /** words of each document, all fields together */
  readonly lengths: Uint32Array
}

/** Bits of an entry that hold the field; 27 bits remain for the term. */
export const FIELD_BITS = 5
const FIELD_MASK = (1 << FIELD_BITS) - 1

const FIELD_WEIGHTS = Float64Array.from(FIELDS, (field) => field.weight)

/**
 * Inverts a stream of words. `formOf` maps a word of the stream to a term of this lexicon. The score part
 * that does not depend on the query (BM25F: words weighted by field, then length-normalised and saturated) is computed here once.
 */
export function buildLexicon(
  stream: Stream,
  terms: ReadonlyMap<string, number>,
  formOf: Uint32Array,
): Lexicon {
  const offsets = countPostings(stream, terms.size, formOf)
  const total = offsets[terms.size] ?? 0
  const docs = new Uint32Array(total)
  const tf = new Uint16Array(total)
  const next = offsets.slice()
  const factors = lengthFactors(stream.lengths)
  const sums = new Float64Array(terms.size)
  const seen: number[] = []
  for (let doc = 0; doc + 1 < stream.starts.length; doc++) {
    sumDocument(stream, doc, formOf, factors[doc] ?? 1, sums, seen)
    for (const term of seen) {
      const at = next[term] ?? 0
      next[term] = at + 1
      docs[at] = doc
      tf[at] = saturate(sums[term] ?? 0)
      sums[term] = 0
    }
    seen.length = 0
  }
  return { terms: buildStringTable(terms.keys()), offsets, docs, tf }
}

function saturate(weighted: number): number {
  return Math.max(1, Math.round((TF_SCALE * weighted) / (weighted + K1)))
}

function sumDocument(
  stream: Stream,
  doc: number,
  formOf: Uint32Array,
  factor: number,
  sums: Float64Array,
  seen: number[],
): void {
  const end = stream.starts[doc + 1] ?? 0
  for (let i = stream.starts[doc] ?? 0; i < end; i++) {
    const entry = stream.entries[i] ?? 0
    const term = formOf[entry >>> FIELD_BITS] ?? 0
    const sum = sums[term] ?? 0
    if (sum === 0) seen.push(term)
    sums[term] = sum + factor * (FIELD_WEIGHTS[entry & FIELD_MASK] ?? 0)
  }
}

/**
 * What a word of weight 1 adds to each document: 1 over the document's relative length. One length for the
 * whole document measured better than one a field: a field's length says little when it holds four words.
 */
function lengthFactors(lengths: Uint32Array): Float64Array {
  let sum = 0
  for (const length of lengths) sum += length
  const average = Math.max(1, sum / Math.max(1, lengths.length))
  return Float64Array.from(lengths, (length) => 1 / (1 - B + (B * length) / average))
}

function countPostings(stream: Stream, terms: number, formOf: Uint32Array): Uint32Array {
  const offsets = new Uint32Array(terms + 1)
  const lastDoc = new Int32Array(terms).fill(-1)
  for (let doc = 0; doc + 1 < stream.starts.length; doc++) {
    const end = stream.starts[doc + 1] ?? 0
    for (let i = stream.starts[doc] ?? 0; i < end; i++) {
      const term = formOf[(stream.entries[i] ?? 0) >>> FIELD_BITS] ?? 0
      if (lastDoc[term] === doc) continue
      lastDoc[term] = doc
      offsets[term + 1] = (offsets[term + 1] ?? 0) + 1
    }
  }
  for (let term = 0; term < terms; term++) offsets[term + 1] = (offsets[term + 1] ?? 0) + (offsets[term] ?? 0)
  return offsets
}
