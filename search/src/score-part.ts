import { candidates } from './candidates.ts'
import type { IndexData } from './index-data.ts'
import { cosineOf, dotOf, meaningOf, type QueryMeaning } from './meaning.ts'
import type { NearWordFinder } from './near-words.ts'
import { denialsOf } from './negation.ts'
import { type NearDocuments, nearestInMeaning, sieve } from './nearest-in-meaning.ts'
import { payloadOf } from './payload.ts'
import { clausesOf } from './query-clauses.ts'
import { WEIGHTS } from './rank.ts'
import type { ScanKernel } from './scan-kernel.ts'
import type { Scratch } from './scratch.ts'
import { stem } from './stem.ts'
import { STOP_WORDS } from './stop-words.ts'
import { chunksOf, fold, type Chunk } from './tokenize.ts'
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

/** How surely each toolkit is meant, 0 to 1, by position; below 0 one that is not wanted. */
export type Apps = ReadonlyMap<number, number>

/** One part of a query: the whole of it or a step. */
export interface Part {
  readonly chunks: readonly Chunk[]
  readonly mentions: readonly Mention[]
  readonly apps: Apps
  /** positions of the chunks that the part says it does not want */
  readonly denied: ReadonlySet<number>
}

/** What scoring a part found out. */
export interface PartScores {
  /** gains of the part's stems, for the name signal */
  readonly stemGains: ReadonlyMap<number, number>
  readonly meaning: QueryMeaning | undefined
  /** the document that serves the part best; -1 when none does */
  readonly winner: number
  readonly apps: Apps
}

/** Tools that come in by their meaning, whatever their words: so many at most, and no less alike than this. */
const NEAREST = 150
const LEAST_ALIKE = 0.3

/** Reads a part; a part that names no app takes over those of the part before, weaker. */
export function partOf(data: IndexData, text: string, before?: Part): Part {
  const chunks = chunksOf(text)
  const mentions = findMentions(data.toolkits, chunks, data.words)
  const denied = deniedIn(chunks, mentions, text)
  const apps = new Map<number, number>()
  for (const { toolkits, confidence, from } of mentions) {
    const sure = denied.has(from) ? -confidence : confidence
    for (const toolkit of toolkits) apps.set(toolkit, Math.max(apps.get(toolkit) ?? -1, sure))
  }
  if (apps.size === 0) {
    for (const [toolkit, confidence] of before?.apps ?? [])
      apps.set(toolkit, confidence * WEIGHTS.inheritedApp)
  }
  return { chunks, mentions, apps, denied }
}

/** Whether a part wants nothing: all its words are denied ("not by email"). */
export function wantsNothing({ chunks, denied }: Part): boolean {
  return denied.size > 0 && chunks.every(({ word }, at) => denied.has(at) || STOP_WORDS.has(word))
}

/** A denial counts where it opens a clause or denies an app; "what is not done" denies nothing. */
function deniedIn(chunks: readonly Chunk[], mentions: readonly Mention[], text: string): ReadonlySet<number> {
  const denied = new Set<number>()
  for (const { from, to, head } of denialsOf(chunks, fold(text))) {
    const app = mentions.find((mention) => mention.from >= from && mention.from < to)
    if (!app && !head) continue
    const end = head ? to : (app?.to ?? to)
    for (let at = from; at < Math.max(end, app?.to ?? 0); at++) denied.add(at)
  }
  return denied
}

/**
 * Scores the documents that share a term with the part or are near it in meaning, and raises `into` to the score where
 * it is higher. In a large index those are left out that a quick look finds no good, unless `all` are asked for.
 */
export function scorePart(
  { data, near, vectors, kernel }: Sources,
  scratch: Scratch,
  part: Part,
  admission: Admission,
  into: Float64Array,
  all: boolean,
): PartScores {
  const { clauses, stemGains, possible } = clausesOf(data, near, part.chunks, part.mentions, part.denied)
  const wanted = part.chunks.filter((_, at) => !part.denied.has(at))
  const verb = VERB_CLASSES.indexOf(verbClassOfWords(wanted.map((chunk) => chunk.word)))
  const meaning = meaningOf(vectors, part.chunks, weigher(part, data))
  const alike = meaning ? alikeTo(kernel, data, scratch, meaning.unit, admission, all) : NOTHING_ALIKE
  scratch.addUp(clauses)
  const { sums, rows, values, share, cosine } = scratch
  const most = highestOf(scratch)
  const count = candidates(data, scratch, most, part.apps, verb, alike.docs, all)
  const answered = meaning && kernel.products(meaning.unit, rows, count)
  // A caller's filter may search this index, which would overwrite what the kernel holds.
  const products = admission.callsOut ? answered?.slice(0, count) : answered
  let winner = -1
  let highestScore = 0
  for (let i = 0; i < count; i++) {
    const doc = rows[i] ?? 0
    const product = products?.[i] ?? 0
    const score = (values[i] ?? 0) + WEIGHTS.meaning * likeness(product, alike.highest)
    scratch.found.add(doc)
    if (score > (into[doc] ?? 0)) into[doc] = score
    if (score > highestScore && admission.admits(doc)) {
      winner = doc
      highestScore = score
    }
    share[doc] = Math.max(share[doc] ?? 0, possible === 0 ? 0 : (sums[doc] ?? 0) / possible)
    cosine[doc] = Math.max(cosine[doc] ?? 0, cosineOf(product))
  }
  scratch.clearPart()
  return { stemGains, meaning, winner, apps: part.apps }
}

const NOTHING_ALIKE: NearDocuments = { docs: [], highest: 0 }

function alikeTo(
  kernel: ScanKernel,
  { meanings }: IndexData,
  scratch: Scratch,
  unit: Int8Array,
  { admits, callsOut }: Admission,
  all: boolean,
): NearDocuments {
  const among = all ? undefined : sieve(kernel, meanings, unit, scratch.rows)
  scratch.sieved ||= among !== undefined
  const wanted = { unit, count: NEAREST, floor: dotOf(LEAST_ALIKE), admits, callsOut }
  return nearestInMeaning(kernel, wanted, scratch.rows, among)
}

function highestOf({ worded: { list, count }, sums }: Scratch): number {
  let highest = 0
  for (let i = 0; i < count; i++) highest = Math.max(highest, sums[list[i] ?? 0] ?? 0)
  return highest
}

/** Content and names of apps say little about the action wanted. */
function weigher({ chunks, mentions, denied }: Part, data: IndexData): (position: number) => number {
  const payload = payloadOf(chunks)
  const isName = (at: number) => at > 0 && isUnknownName(data, chunks[at])
  return (position) => {
    if (denied.has(position)) return WEIGHTS.denied
    const mention = mentions.find(({ from, to }) => position >= from && position < to)
    const named = mention ? Math.max(WEIGHTS.appMeaning, 1 - mention.confidence) : 1
    return (
      named *
      (payload.has(position) ? WEIGHTS.payloadMeaning : 1) *
      (isName(position) ? WEIGHTS.nameMeaning : 1)
    )
  }
}

/** A capital inside a sentence, on a word that no tool has: somebody's or something's name, and not what to do. */
function isUnknownName({ words, stems }: IndexData, chunk: Chunk | undefined): boolean {
  if (!chunk || !/^\p{Lu}/u.test(chunk.raw)) return false
  return !words.terms.has(chunk.word) && !stems.terms.has(stem(chunk.word))
}

/** Nearness in meaning: half of it absolute, half relative to the nearest tool. */
function likeness(dot: number, top: number): number {
  if (dot <= 0 || top <= 0) return 0
  return WEIGHTS.relativeMeaning * (dot / top) + (1 - WEIGHTS.relativeMeaning) * cosineOf(dot)
}
