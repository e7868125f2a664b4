import { FLAG_DEPRECATED, FLAG_IMPORTANT, type IndexData } from './index-data.ts'
import { nameCover } from './name-cover.ts'
import { NearWordFinder } from './near-words.ts'
import { fuseSteps, WEIGHTS } from './rank.ts'
import { ScanKernel } from './scan-kernel.ts'
import {
  type Apps,
  partOf,
  scorePart,
  wantsNothing,
  type Part,
  type PartScores,
  type Sources,
  type Admission,
} from './score-part.ts'
import { Scratch } from './scratch.ts'
import { splitSteps } from './split-steps.ts'
import { MAX_TEXT } from './tokenize.ts'
import { TopK } from './top-k.ts'
import { translate } from './translate.ts'
import { confidenceOf } from './confidence.ts'
import { WordMatcher } from './word-matcher.ts'
import { shippedVectors } from './word-vectors.ts'

/** A tool found. */
export interface Hit {
  readonly id: string
  /** comparable within one result only */
  readonly score: number
  /**
   * how surely the tool serves the use case at all, 0 to 1, comparable across queries and indexes; when the
   * first hits lie below `FITS`, nothing of the index fits
   */
  readonly confidence: number
  /** slug of the tool's toolkit, `undefined` where it has none */
  readonly toolkit: string | undefined
}

export interface SearchOptions {
  /** hits at most, 1 to 1,000; 10 unless said */
  readonly limit?: number | undefined
  /** keeps the tools it answers true for; called for likely hits only, more than once at times */
  readonly filter?: ((id: string) => boolean) | undefined
  /** keeps the tools of these toolkits (slugs, any case); an empty list keeps nothing */
  readonly toolkits?: readonly string[] | undefined
  /** slugs of toolkits, connected ones say, whose tools come first among tools that fit alike */
  readonly prefer?: readonly string[] | undefined
}

/** No toolkit has this position, and no tool is without a toolkit by it. */
const UNKNOWN_TOOLKIT = -2

const DEFAULT_LIMIT = 10
const MAX_LIMIT = 1_000

/** Candidates whose names are looked at after the first ranking. */
const RERANKED = 64

/** What separates identifiers in a sentence, and how many pieces of one are looked up. */
const BETWEEN_TOKENS = /[\s,;:!?"'`()]+/
const MAX_TOKENS = 256

/** Has a mark, a digit or an inner capital: a tool named `search` is not meant by everyone who searches. */
const IDENTIFIER = /[^\p{L}]|\p{Ll}\p{Lu}/u

/** An index to search. Immutable; `search` may be called from within a filter. */
export class SearchIndex {
  /** what `writeIndex` writes; not for callers */
  readonly data: IndexData
  readonly #sources: Sources
  readonly #matcher: WordMatcher
  readonly #idle: Scratch[] = []

  constructor(given: IndexData) {
    const kernel = new ScanKernel(given.meanings.vectors, given.meanings.sketches)
    const { vectors, sketches } = kernel
    // Where the kernel made copies, the given ones need not be kept.
    const data = { ...given, meanings: { ...given.meanings, vectors, sketches } }
    this.data = data
    this.#sources = {
      data,
      near: new NearWordFinder(data.near, data.stems.terms),
      vectors: shippedVectors(),
      kernel,
    }
    this.#matcher = new WordMatcher(this.#sources.vectors, data.meanings)
  }

  /** Number of tools. */
  get size(): number {
    return this.data.size
  }

  /**
   * The tools that serve a use case, best first; deprecated ones after all others. Equal scores are
   * ordered by `important`, then by id, so that equal input gives equal output. A query without any
   * known word gives an empty list; nothing a query holds makes it throw.
   */
  search(query: string, options: SearchOptions = {}): Hit[] {
    const limit = Math.min(MAX_LIMIT, Math.max(1, Math.trunc(options.limit ?? DEFAULT_LIMIT) || 1))
    const scratch = this.#idle.pop() ?? new Scratch(this.data.size)
    try {
      return this.#search(scratch, translate(query.slice(0, MAX_TEXT)), limit, options, false)
    } finally {
      scratch.clear()
      this.#idle.push(scratch)
    }
  }

  /** With `all`, no document is left out for being none of the likeliest. */
  #search(scratch: Scratch, query: string, limit: number, options: SearchOptions, all: boolean): Hit[] {
    const admission = this.#admission(options)
    const preferred = this.#positionsOf(options.prefer ?? [])
    const { stemGains, meaning, apps } = this.#score(scratch, query, admission, all)
    const wanted = Math.max(limit, RERANKED)
    const first = this.#best(scratch, wanted, admission)
    if (scratch.sieved && first.length < wanted) {
      // Few of the likeliest are admitted.
      scratch.clear()
      return this.#search(scratch, query, limit, options, true)
    }
    const words = this.#matcher.match(first, meaning?.words ?? [])
    for (const [rank, doc] of first.entries()) {
      const name = WEIGHTS.name * nameCover(this.data, doc, stemGains)
      const word = WEIGHTS.wordMeaning * (words[rank] ?? 0)
      scratch.whole[doc] = (scratch.whole[doc] ?? 0) + name + word + this.#prior(doc, preferred)
    }
    return first
      .toSorted((a, b) => (this.#before(scratch.whole, a, b) ? -1 : 1))
      .slice(0, limit)
      .map((doc) => this.#hit(doc, scratch, apps))
  }

  /** Leaves the score of every candidate in `scratch.whole`. */
  #score(scratch: Scratch, query: string, admission: Admission, all: boolean): PartScores {
    const whole = partOf(this.data, query)
    const scores = scorePart(this.#sources, scratch, whole, admission, scratch.whole, all)
    const steps = splitSteps(query)
    if (steps.length > 1) {
      let before: Part | undefined = undefined
      const winners = new Set<number>()
      for (const step of steps) {
        const part: Part = partOf(this.data, step, before)
        if (wantsNothing(part)) continue
        before = part
        winners.add(scorePart(this.#sources, scratch, before, admission, scratch.best, all).winner)
      }
      const { list, count } = scratch.found
      for (let i = 0; i < count; i++) {
        const doc = list[i] ?? 0
        const won = winners.has(doc) && winners.size > 1 ? WEIGHTS.winner : 0
        scratch.whole[doc] = fuseSteps(scratch.whole[doc] ?? 0, scratch.best[doc] ?? 0) + won
      }
    }
    this.#scoreIdentifiers(scratch, query)
    return scores
  }

  #scoreIdentifiers(scratch: Scratch, query: string): void {
    for (const token of new Set(query.split(BETWEEN_TOKENS, MAX_TOKENS))) {
      if (!IDENTIFIER.test(token)) continue
      const identifier = this.data.identifiers.get(token.toLowerCase())
      if (identifier === undefined) continue
      const doc = this.data.identifierDocs[identifier] ?? 0
      scratch.found.add(doc)
      scratch.whole[doc] = (scratch.whole[doc] ?? 0) + WEIGHTS.identifier
      // Said by name: nothing could be surer.
      scratch.share[doc] = 1
      scratch.cosine[doc] = 1
    }
  }

  #best(scratch: Scratch, count: number, admission: Admission): number[] {
    const top = new TopK(count, (a, b) => this.#before(scratch.whole, a, b))
    const { list, count: found } = scratch.found
    for (let i = 0; i < found; i++) {
      const doc = list[i] ?? 0
      if (top.admits(doc) && admission.admits(doc)) top.offer(doc)
    }
    return top.sorted()
  }

  #before(scores: Float64Array, a: number, b: number): boolean {
    const { flags, idRanks } = this.data
    const flagsA = flags[a] ?? 0
    const flagsB = flags[b] ?? 0
    const deprecated = (flagsA & FLAG_DEPRECATED) - (flagsB & FLAG_DEPRECATED)
    if (deprecated !== 0) return deprecated < 0
    const scoreA = scores[a] ?? 0
    const scoreB = scores[b] ?? 0
    if (scoreA !== scoreB) return scoreA > scoreB
    const important = (flagsB & FLAG_IMPORTANT) - (flagsA & FLAG_IMPORTANT)
    if (important !== 0) return important < 0
    return (idRanks[a] ?? 0) < (idRanks[b] ?? 0)
  }

  #admission({ filter, toolkits }: SearchOptions): Admission {
    const { ids, toolkitOf } = this.data
    const wanted = toolkits && this.#positionsOf(toolkits)
    const admits = (doc: number): boolean =>
      (!wanted || wanted.has(toolkitOf[doc] ?? -1)) && (!filter || filter(ids.at(doc)))
    return { admits, callsOut: filter !== undefined }
  }

  /** What is known of a tool before any query. */
  #prior(doc: number, preferred: ReadonlySet<number>): number {
    const important = (this.data.flags[doc] ?? 0) & FLAG_IMPORTANT ? WEIGHTS.important : 0
    const quality = WEIGHTS.quality * ((this.data.quality[doc] ?? 0) / 255 - 0.5)
    return important + quality + (preferred.has(this.data.toolkitOf[doc] ?? -1) ? WEIGHTS.preferred : 0)
  }

  #positionsOf(slugs: readonly string[]): ReadonlySet<number> {
    const { positions } = this.data.toolkits
    return new Set(slugs.map((slug) => positions.get(slug.toLowerCase()) ?? UNKNOWN_TOOLKIT))
  }

  #hit(doc: number, scratch: Scratch, apps: Apps): Hit {
    const { ids, size, toolkitOf, toolkits } = this.data
    const toolkit = toolkitOf[doc] ?? -1
    const [share, cosine] = [scratch.share[doc] ?? 0, scratch.cosine[doc] ?? 0]
    const confidence = confidenceOf(share, cosine, apps.get(toolkit) ?? 0, size)
    return { id: ids.at(doc), score: scratch.whole[doc] ?? 0, confidence, toolkit: toolkits.slugs[toolkit] }
  }
}
