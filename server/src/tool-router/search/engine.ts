/**
 * The one place where the search engine is asked: within what the session opens, with the toolkits that the user has
 * connected first among those that fit alike. What the engine does not know is added here: custom tools among its hits.
 */
import type { Hit, ToolDocument } from '@patchbay/search'
import { buildIndex, FITS } from '@patchbay/search'
import type { Deps } from '../../deps.ts'
import { toolDocument } from '../../tools/tool-document.ts'
import { readTool, summariesBySlug } from '../../tools/tool-store.ts'
import type { CustomSet } from './custom-tools.ts'
import type { Likeness } from './likeness.ts'
import type { SessionScope } from './session-scope.ts'

export interface Ranked {
  slug: string
  toolkit: string
  /** Against the best hit of the same search, which has 1. */
  share: number
  /** Whether it serves the use case at all, rather than being the nearest of what does not. */
  fits: boolean
}

export interface EngineRequest {
  scope: SessionScope
  customs?: CustomSet | undefined
  /** Toolkits that the user has connected. */
  connected: ReadonlySet<string>
  /** What an embeddings endpoint adds, if there is one. */
  likeness?: Likeness | undefined
}

/** Hits of the catalog that custom tools are compared with. */
const compared = 20

/** What a cosine of 1 is worth beside the engine's score, where an app that is named counts 1.2. */
const likenessWeight = 1.5

/** The tools for a sentence that the session opens, best first. */
export function rankTools(
  deps: Pick<Deps, 'catalog' | 'search'>,
  { scope, customs, connected, likeness }: EngineRequest,
  text: string,
  limit: number,
): Ranked[] {
  const summaries = summariesBySlug(deps.catalog)
  const hits = deps.search.search(text, {
    limit: customs || likeness ? Math.max(limit, compared) : limit,
    prefer: [...connected],
    filter(slug) {
      const tool = summaries.get(slug)
      return tool !== undefined && scope.opensTool(tool)
    },
  })
  const found = customs ? withCustoms(deps, scope, customs, text, hits) : hits
  const ordered = likeness
    ? byLikeness(found, likeness, text, (slug) => summaries.get(slug)?.deprecated)
    : found
  return toRanked(ordered).slice(0, limit)
}

/** The hits that are known to be more or less alike change places; deprecated ones stay last. */
function byLikeness(
  hits: readonly Hit[],
  likeness: Likeness,
  text: string,
  isDeprecated: (slug: string) => boolean | undefined,
): Hit[] {
  const known = hits.flatMap(({ id }) => likeness(text, id) ?? [])
  if (known.length === 0) return [...hits]
  // What is not known counts as the least alike.
  const least = Math.min(...known)
  const scored = hits.map((hit) => ({
    ...hit,
    score: hit.score + likenessWeight * ((likeness(text, hit.id) ?? least) - least),
  }))
  const last = ({ id }: Hit) => Number(isDeprecated(id) ?? false)
  return scored.toSorted((a, b) => last(a) - last(b) || b.score - a.score)
}

function toRanked(hits: readonly Hit[]): Ranked[] {
  const best = hits[0]?.score ?? 1
  return hits.map(({ id, toolkit = '', score, confidence }) => ({
    slug: id,
    toolkit,
    share: best > 0 ? score / best : 1,
    fits: confidence >= FITS,
  }))
}

/**
 * Scores of two indexes cannot be compared, so the best of both are ranked once more in an index of their own. The
 * order among the catalog's tools stays that of the full index, which knows better how rare a word is.
 */
function withCustoms(
  { catalog }: Pick<Deps, 'catalog'>,
  scope: SessionScope,
  customs: CustomSet,
  text: string,
  hits: readonly Hit[],
): Hit[] {
  const own = customs.index.search(text, { limit: compared, filter: (slug) => isOpen(scope, customs, slug) })
  if (own.length === 0) return [...hits]
  const documents: ToolDocument[] = own.flatMap(({ id }) => customs.documents.get(id) ?? [])
  for (const { id } of hits.slice(0, compared)) {
    const tool = readTool(catalog, id)
    if (tool) documents.push(toolDocument(tool, catalog.toolkit(tool.toolkit)))
  }
  const ranked = buildIndex(documents).search(text, { limit: documents.length })
  const order = ranked.filter(({ id }) => customs.tools.has(id))
  return insertInto(hits, ranked, order)
}

function isOpen(scope: SessionScope, customs: CustomSet, slug: string): boolean {
  const tool = customs.tools.get(slug)
  // A toolkit of the request's own is open by being there.
  return tool !== undefined && (!tool.extendsToolkit || scope.opensToolkit(tool.toolkit))
}

/** Puts each custom hit before the first catalog hit that the joint ranking has behind it. */
function insertInto(hits: readonly Hit[], ranked: readonly Hit[], customs: readonly Hit[]): Hit[] {
  const place = new Map(ranked.map(({ id }, at) => [id, at]))
  const merged = [...hits]
  for (const custom of customs) {
    const at = place.get(custom.id) ?? ranked.length
    const before = merged.findIndex(({ id }) => (place.get(id) ?? ranked.length) > at)
    const index = before < 0 ? merged.length : before
    const neighbour = merged[index] ?? merged[index - 1]
    merged.splice(index, 0, { ...custom, score: neighbour?.score ?? custom.score })
  }
  return merged
}
