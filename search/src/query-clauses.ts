import { WEIGHTS } from './rank.ts'
import { documentFrequency, idf, type Lexicon } from './lexicon.ts'
import type { IndexData } from './index-data.ts'
import type { NearWordFinder } from './near-words.ts'
import { payloadOf } from './payload.ts'
import { stem } from './stem.ts'
import { FILLER_WORDS, STOP_WORDS } from './stop-words.ts'
import { synonymsOf } from './synonyms.ts'
import type { Chunk } from './tokenize.ts'
import type { Mention } from './toolkit-prior.ts'
import { verbClassOfWords } from './verb-class.ts'

/** One term to look up and what a full match of it adds to a document. */
export interface Clause {
  readonly lexicon: Lexicon
  readonly term: number
  readonly gain: number
}

/** The clauses of a query, and how much each stem of it matters (stem term to gain, synonyms included). */
export interface QueryClauses {
  readonly clauses: readonly Clause[]
  readonly stemGains: ReadonlyMap<number, number>
  /** what a document would gain that holds every word of the query as written, words the index does not know included */
  readonly possible: number
}

/** Distinct words of one part of a query that are searched; the rest of a pasted page adds only time. */
const MAX_WORDS = 64

/** Turns one part of a query into clauses: stems, words as written, joined neighbours, synonyms. */
export function clausesOf(
  data: IndexData,
  near: NearWordFinder,
  chunks: readonly Chunk[],
  mentions: readonly Mention[],
  denied: ReadonlySet<number>,
): QueryClauses {
  const weights = wordWeights(data, chunks, mentions, denied)
  const clauses: Clause[] = []
  const stemGains = new Map<number, number>()
  let possible = 0
  for (const [word, weight] of weights) {
    const known = documentFrequency(data.words, data.words.terms.get(word))
    possible += weight * (1 + WEIGHTS.exact) * idf(data.size, known)
    addClause(data, clauses, data.words, data.words.terms.get(word), weight * WEIGHTS.exact)
    raise(stemGains, data, data.stems.terms.get(stem(word)), weight, Infinity)
  }
  for (const [word, weight] of weights) addSynonyms(data, stemGains, stem(word), weight)
  for (const [word, weight] of weights) addNearWords(data, near, stemGains, stem(word), weight)
  for (const [term, gain] of stemGains) clauses.push({ lexicon: data.stems, term, gain })
  return { clauses, stemGains, possible }
}

/** How much each distinct word counts: less for filler, for content, and for words that name an app. */
function wordWeights(
  data: IndexData,
  chunks: readonly Chunk[],
  mentions: readonly Mention[],
  denied: ReadonlySet<number>,
): ReadonlyMap<string, number> {
  const weights = new Map<string, number>()
  const payload = payloadOf(chunks)
  let before = ''
  for (const [at, chunk] of chunks.entries()) {
    if (weights.size >= MAX_WORDS) break
    const content = payload.has(at) ? WEIGHTS.payload : 1
    const weight = denied.has(at) ? WEIGHTS.denied : weightAt(at, mentions) * content
    for (const part of chunk.parts) setWeight(weights, part, weight)
    setWeight(weights, chunk.word, weight)
    const joined = before + chunk.word
    if (before !== '' && data.words.terms.has(joined)) setWeight(weights, joined, weight * WEIGHTS.joined)
    before = chunk.word
  }
  for (const { meant, from, confidence } of mentions) {
    if (meant !== undefined && !denied.has(from))
      setWeight(weights, meant, Math.max(WEIGHTS.appWord, 1 - confidence))
  }
  return weights
}

function weightAt(at: number, mentions: readonly Mention[]): number {
  for (const { from, to, confidence } of mentions) {
    if (at >= from && at < to) return Math.max(WEIGHTS.appWord, 1 - confidence)
  }
  return 1
}

function setWeight(weights: Map<string, number>, word: string, weight: number): void {
  if (STOP_WORDS.has(word)) return
  const own = weight * commonness(word)
  weights.set(word, Math.max(weights.get(word) ?? 0, own))
}

/** Share at which a word counts by its kind: what wraps a request and plain verbs say less than nouns. */
function commonness(word: string): number {
  if (FILLER_WORDS.has(word)) return WEIGHTS.filler
  return verbClassOfWords([word]) === 'unknown' ? 1 : WEIGHTS.verbWord
}

/**
 * Adds related stems. A synonym rarer than the word it stands for must not outweigh it: its idf is capped
 * by that of the word, where the index knows the word.
 */
function addSynonyms(data: IndexData, stemGains: Map<number, number>, form: string, weight: number): void {
  const own = data.stems.terms.get(form)
  const cap = own === undefined ? WEIGHTS.unknownIdf : idf(data.size, documentFrequency(data.stems, own))
  for (const synonym of synonymsOf(form)) {
    raise(stemGains, data, data.stems.terms.get(synonym), weight * WEIGHTS.synonym, cap)
  }
}

/** Adds the spellings closest to a word: slips of the keyboard, endings the stemmer leaves, compounds. */
function addNearWords(
  data: IndexData,
  near: NearWordFinder,
  stemGains: Map<number, number>,
  form: string,
  weight: number,
): void {
  const own = data.stems.terms.get(form)
  const cap = own === undefined ? WEIGHTS.unknownIdf : idf(data.size, documentFrequency(data.stems, own))
  for (const { term, likeness } of near.find(form, own === undefined)) {
    raise(stemGains, data, term, weight * likeness * WEIGHTS.near, cap)
  }
}

function raise(
  stemGains: Map<number, number>,
  data: IndexData,
  term: number | undefined,
  weight: number,
  cap: number,
): void {
  if (term === undefined) return
  const gain = weight * Math.min(cap, idf(data.size, documentFrequency(data.stems, term)))
  stemGains.set(term, Math.max(stemGains.get(term) ?? 0, gain))
}

function addClause(
  data: IndexData,
  clauses: Clause[],
  lexicon: Lexicon,
  term: number | undefined,
  weight: number,
): void {
  if (term === undefined) return
  clauses.push({ lexicon, term, gain: weight * idf(data.size, documentFrequency(lexicon, term)) })
}
