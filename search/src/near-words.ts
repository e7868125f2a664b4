import { GrowableUint32 } from './growable.ts'
import { slips } from './slips.ts'
import { buildStringTable, type StringTable } from './string-table.ts'

/** Trigram index over the terms of a vocabulary: finds spellings close to a word the index does not know. */
export interface NearWords {
  readonly grams: StringTable
  /** terms that hold gram `g`: `terms[offsets[g]]` to `terms[offsets[g + 1]]` */
  readonly offsets: Uint32Array
  readonly terms: Uint32Array
  /** number of grams of each term */
  readonly sizes: Uint8Array
}

/** A term and how alike its spelling is, 0 to 1 (Dice coefficient of trigrams). */
export interface NearWord {
  readonly term: number
  readonly likeness: number
}

/** Shorter words have too few trigrams to tell a slip from another word. */
const MIN_LENGTH = 4

/** Spellings less alike than this are other words. */
const MIN_LIKENESS = 0.55

/** A word that no tool has may be a slip of one that shares this little: a swap of letters changes most trigrams. */
const MIN_OVERLAP = 0.2

/** Spellings checked letter by letter for a slip. */
const MAX_CHECKED = 200

/** A slip is surer than a likeness. */
const SLIP_LIKENESS = 1.6

/** Words this long may have two slips. */
const LONG = 8

/** Spellings given back at most. */
const MAX_NEAR = 4

/** Words whose answers are remembered; a use case asks for each word twice, as a whole and in its step. */
const CACHE_LIMIT = 5_000

/** Builds the trigram index of a vocabulary (term text to position). */
export function buildNearWords(vocabulary: ReadonlyMap<string, number>): NearWords {
  const grams = new Map<string, number>()
  const pairs = new GrowableUint32()
  const sizes = new Uint8Array(vocabulary.size)
  for (const [word, term] of vocabulary) {
    if (!isComparable(word)) continue
    for (const text of gramsOf(word)) {
      const gram = grams.get(text) ?? grams.size
      grams.set(text, gram)
      pairs.push(gram)
      pairs.push(term)
      sizes[term] = (sizes[term] ?? 0) + 1
    }
  }
  return { grams: buildStringTable(grams.keys()), ...group(pairs.view(), grams.size), sizes }
}

/** Answers which known terms are spelled like a word. Remembers answers, up to `CACHE_LIMIT`. */
export class NearWordFinder {
  readonly #index: NearWords
  readonly #counts: Uint8Array
  readonly #spellings: StringTable
  readonly #cache = new Map<string, readonly NearWord[]>()

  /** `spellings` are those of the vocabulary that the index was built of. */
  constructor(index: NearWords, spellings: StringTable) {
    this.#spellings = spellings
    this.#index = index
    this.#counts = new Uint8Array(index.sizes.length)
  }

  /** The known terms spelled most like a word, itself left out, likest first; equal ones by term. For a word
   * `unknown` to all tools, those it may be a slip of. */
  find(word: string, unknown = false): readonly NearWord[] {
    if (!isComparable(word)) return []
    const known = this.#cache.get(word)
    if (known) return known
    const alike = this.#compare(gramsOf(word), unknown ? MIN_OVERLAP : MIN_LIKENESS)
    const near = unknown ? this.#slips(word, alike) : alike.slice(0, MAX_NEAR)
    if (this.#cache.size >= CACHE_LIMIT) this.#cache.clear()
    this.#cache.set(word, near)
    return near
  }

  /** Of loosely alike spellings those that a slip of the keyboard makes of the word, else those alike enough. */
  #slips(word: string, alike: readonly NearWord[]): readonly NearWord[] {
    const allowed = word.length >= LONG ? 2 : 1
    const meant = alike
      .slice(0, MAX_CHECKED)
      .filter(({ term }) => slips(word, this.#spellings.at(term)) <= allowed)
      .map(({ term }) => ({ term, likeness: SLIP_LIKENESS }))
    if (meant.length > 0) return meant.slice(0, MAX_NEAR)
    return alike.filter(({ likeness }) => likeness >= MIN_LIKENESS).slice(0, MAX_NEAR)
  }

  #compare(own: ReadonlySet<string>, least: number): NearWord[] {
    const seen = this.#countShared(own)
    const near: NearWord[] = []
    for (const term of seen) {
      const likeness = (2 * (this.#counts[term] ?? 0)) / (own.size + (this.#index.sizes[term] ?? 0))
      this.#counts[term] = 0
      if (likeness >= least && likeness < 1) near.push({ term, likeness })
    }
    return near.toSorted((a, b) => b.likeness - a.likeness || a.term - b.term)
  }

  /** Counts shared trigrams by term in `#counts`; the terms that have any. */
  #countShared(own: ReadonlySet<string>): number[] {
    const seen: number[] = []
    for (const text of own) {
      const gram = this.#index.grams.get(text)
      if (gram === undefined) continue
      const end = this.#index.offsets[gram + 1] ?? 0
      for (let i = this.#index.offsets[gram] ?? 0; i < end; i++) {
        const term = this.#index.terms[i] ?? 0
        const count = this.#counts[term] ?? 0
        if (count === 0) seen.push(term)
        this.#counts[term] = count + 1
      }
    }
    return seen
  }
}

/** Numbers are left out: two years share most of their digits and mean different things. */
function isComparable(word: string): boolean {
  return word.length >= MIN_LENGTH && !/\d/.test(word)
}

/** Distinct trigrams with the word's borders marked, so that its head and tail weigh more. */
function gramsOf(word: string): Set<string> {
  const bordered = `^${word}$`
  const grams = new Set<string>()
  for (let i = 0; i + 3 <= bordered.length; i++) grams.add(bordered.slice(i, i + 3))
  return grams
}

/** Sorts (gram, term) pairs into one run of terms a gram. */
function group(pairs: Uint32Array, grams: number): Pick<NearWords, 'offsets' | 'terms'> {
  const offsets = new Uint32Array(grams + 1)
  for (let i = 0; i < pairs.length; i += 2) {
    const gram = pairs[i] ?? 0
    offsets[gram + 1] = (offsets[gram + 1] ?? 0) + 1
  }
  for (let gram = 0; gram < grams; gram++) offsets[gram + 1] = (offsets[gram + 1] ?? 0) + (offsets[gram] ?? 0)
  const next = offsets.slice()
  const terms = new Uint32Array(pairs.length / 2)
  for (let i = 0; i < pairs.length; i += 2) {
    const at = next[pairs[i] ?? 0] ?? 0
    next[pairs[i] ?? 0] = at + 1
    terms[at] = pairs[i + 1] ?? 0
  }
  return { offsets, terms }
}
