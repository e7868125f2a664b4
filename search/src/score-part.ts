import type { IndexData } from './index-data.ts'
import { cosineOf, dotOf, meaningOf, type QueryMeaning } from './meaning.ts'
import type { NearWordFinder } from './near-words.ts'
import { nearest } from './nearest.ts'
import { payloadOf } from './payload.ts'
import { clausesOf } from './query-clauses.ts'
import { fuse, WEIGHTS } from './rank.ts'
import type { ScanKernel } from './scan-kernel.ts'
import type { Scratch } from './scratch.ts'
import type { Chunk } from './tokenize.ts'
import { findMentions, type Mention } from './toolkit-prior.ts'
import { VERB_CLASSES, verbClassOfWords } from './verb-class.ts'
import type { WordVectors } from './word-vectors.ts'

/** What a search reads. */
export interface Sources {
  readonly data: IndexData
  readonly near: NearWordFinder
  readonly vectors: WordVectors
  readonly kernel: ScanKernel
}

/** Which tools may be found. */
export interface Admission {
  readonly admits: (doc: number) => boolean
  /** whether `admits` runs code of the caller */
  readonly callsOut: boolean
}

/** How surely each toolkit is meant, 0 to 1, by position. */
export type Apps = ReadonlyMap<number, number>

/** One part of a query: the whole of it or a step. */
export interface Part {
  readonly chunks: readonly Chunk[]
  readonly mentions: readonly Mention[]
  readonly apps: Apps
}

/** What scoring a part found out. */
export interface PartScores {
  /** gains of the part's stems, for the name signal */
  readonly stemGains: ReadonlyMap<number, number>
  readonly meaning: QueryMeaning | undefined
}

/** Tools that come in by their meaning, whatever their words: so many at most, and no less alike than this. */
const NEAREST = 150
const LEAST_ALIKE = 0.3

/** Reads a part; a part that names no app takes over those of the part before, weaker. */
export function partOf(data: IndexData, chunks: readonly Chunk[], before?: Part): Part {
  const mentions = findMentions(data.toolkits, chunks)
  const apps = new Map<number, number>()
  for (const { toolkits, confidence } of mentions) {
    for (const toolkit of toolkits) apps.set(toolkit, Math.max(apps.get(toolkit) ?? 0, confidence))
  }
  if (apps.size === 0) {
    for (const [toolkit, confidence] of before?.apps ?? [])
      apps.set(toolkit, confidence * WEIGHTS.inheritedApp)
  }
  return { chunks, mentions, apps }
}

/**
 * Scores every document that shares a term with the part or is near it in meaning, and raises `into` to the
 * score where it is higher.
 */
export function scorePart(
  { data, near, vectors, kernel }: Sources,
  scratch: Scratch,
  part: Part,
  admission: Admission,
  into: Float64Array,
): PartScores {
  const { clauses, stemGains } = clausesOf(data, near, part.chunks, part.mentions)
  const verb = VERB_CLASSES.indexOf(verbClassOfWords(part.chunks.map((chunk) => chunk.word)))
  const meaning = meaningOf(vectors, part.chunks, weigher(part))
  const scanned = meaning && kernel.scan(meaning.unit)
  // A caller's filter may search this index, which would overwrite what the kernel holds.
  const dots = admission.callsOut ? scanned?.slice() : scanned
  const alike = dots ? nearest(dots, NEAREST, dotOf(LEAST_ALIKE), admission.admits) : []
  const top = dots ? highest(dots, alike) : 0
  scratch.sum(clauses, alike, (doc, sum, most) => {
    const score = fuse({
      lexical: most === 0 ? 0 : sum / most,
      meaning: dots ? likeness(dots[doc] ?? 0, top) : 0,
      app: part.apps.get(data.toolkitOf[doc] ?? -1) ?? 0,
      verb: agreement(verb, data.verbOf[doc] ?? 0),
    })
    if (score > (into[doc] ?? 0)) into[doc] = score
  })
  return { stemGains, meaning }
}

/** Content and names of apps say little about the action wanted. */
function weigher({ chunks, mentions }: Part): (position: number) => number {
  const payload = payloadOf(chunks)
  return (position) => {
    const mention = mentions.find(({ from, to }) => position >= from && position < to)
    const named = mention ? Math.max(WEIGHTS.appMeaning, 1 - mention.confidence) : 1
    return named * (payload.has(position) ? WEIGHTS.payloadMeaning : 1)
  }
}

function highest(dots: Int32Array, docs: readonly number[]): number {
  let top = 0
  for (const doc of docs) top = Math.max(top, dots[doc] ?? 0)
  return top
}

/** Nearness in meaning: half of it absolute, half relative to the nearest tool. */
function likeness(dot: number, top: number): number {
  if (dot <= 0 || top <= 0) return 0
  return WEIGHTS.relativeMeaning * (dot / top) + (1 - WEIGHTS.relativeMeaning) * cosineOf(dot)
}

/** 1 for the same class, -0.5 for another, 0 where one is not known. */
function agreement(query: number, tool: number): number {
  if (query === 0 || tool === 0) return 0
  return query === tool ? 1 : -0.5
}
