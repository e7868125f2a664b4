import type { IndexData } from './index-data.ts'
import type { NearWordFinder } from './near-words.ts'
import { clausesOf } from './query-clauses.ts'
import { fuse, WEIGHTS } from './rank.ts'
import type { Scratch } from './scratch.ts'
import type { Chunk } from './tokenize.ts'
import { findMentions, type Mention } from './toolkit-prior.ts'
import { VERB_CLASSES, verbClassOfWords } from './verb-class.ts'

/** How surely each toolkit is meant, 0 to 1, by position. */
export type Apps = ReadonlyMap<number, number>

/** One part of a query: the whole of it or a step. */
export interface Part {
  readonly chunks: readonly Chunk[]
  readonly mentions: readonly Mention[]
  readonly apps: Apps
}

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
 * Scores every document that shares a term with the part and raises `into` to the score where it is
 * higher. Returns the gains of the part's stems for the name signal.
 */
export function scorePart(
  data: IndexData,
  near: NearWordFinder,
  scratch: Scratch,
  part: Part,
  into: Float64Array,
): ReadonlyMap<number, number> {
  const { clauses, stemGains } = clausesOf(data, near, part.chunks, part.mentions)
  const verb = VERB_CLASSES.indexOf(verbClassOfWords(part.chunks.map((chunk) => chunk.word)))
  scratch.sum(clauses, (doc, sum, highest) => {
    const score = fuse({
      lexical: sum / highest,
      app: part.apps.get(data.toolkitOf[doc] ?? -1) ?? 0,
      verb: agreement(verb, data.verbOf[doc] ?? 0),
    })
    if (score > (into[doc] ?? 0)) into[doc] = score
  })
  return stemGains
}

/** 1 for the same class, -0.5 for another, 0 where one is not known. */
function agreement(query: number, tool: number): number {
  if (query === 0 || tool === 0) return 0
  return query === tool ? 1 : -0.5
}
