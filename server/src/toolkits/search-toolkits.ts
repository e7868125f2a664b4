/** Finding toolkits by what people call them, how they misspell them, what they are for, and what their tools do. */
import { categoryName, type ToolkitSummary } from '@patchbay/catalog'
import type { Deps } from '../deps.ts'
import { readTool } from '../tools/tool-store.ts'
import { nearToolkits } from './near-toolkits.ts'

/** How a toolkit matches, best first; the order within a rank is that of the list. */
const ranks = { called: 0, begins: 1, contains: 2, misspelled: 3, described: 4, none: 5 }

/** Hits of the tool search that are looked at, and how near to the best one a toolkit's best tool has to be. */
const mostHits = 60
const leastShare = 0.6
const mostByTools = 10

/**
 * Those of the toolkits that match, best first. A toolkit's tools decide only where no toolkit is called so: whoever
 * types a name wants that app, and not all that can talk to it.
 */
export function searchToolkits(
  deps: Pick<Deps, 'catalog' | 'search'>,
  toolkits: readonly ToolkitSummary[],
  search: string,
): ToolkitSummary[] {
  const wanted = search.trim().toLowerCase()
  if (wanted === '') return [...toolkits]
  const ranked = toolkits.map((toolkit) => ({ toolkit, rank: rankOf(toolkit, wanted) }))
  const isNamed = ranked.some(({ rank }) => rank <= ranks.contains)
  const near = isNamed ? [] : nearToolkits({ toolkits: () => toolkits }, wanted)
  for (const entry of ranked) if (near.includes(entry.toolkit)) entry.rank = ranks.misspelled
  const matching = ranked
    .filter(({ rank }) => rank < ranks.none)
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ toolkit }) => toolkit)
  if (isNamed || near.length > 0) return matching
  const byTools = doing(deps, toolkits, wanted)
  return [...new Set([...matching, ...byTools])]
}

function rankOf({ slug, name, aliases, description, categories }: ToolkitSummary, wanted: string): number {
  const names = [slug, name, ...aliases].map((text) => text.toLowerCase())
  if (names.includes(wanted)) return ranks.called
  if (names.some((text) => text.startsWith(wanted))) return ranks.begins
  if (names.some((text) => text.includes(wanted))) return ranks.contains
  const texts = [description, ...categories.flatMap((category) => [category, categoryName(category)])]
  return texts.some((text) => text.toLowerCase().includes(wanted)) ? ranks.described : ranks.none
}

/** The toolkits whose tools do what the words say, best first. */
function doing(
  { catalog, search }: Pick<Deps, 'catalog' | 'search'>,
  toolkits: readonly ToolkitSummary[],
  wanted: string,
): ToolkitSummary[] {
  const bySlug = new Map(toolkits.map((toolkit) => [toolkit.slug, toolkit]))
  const hits = search.search(wanted, { limit: mostHits, toolkits: [...bySlug.keys()] })
  const best = hits[0]?.score ?? 0
  const found = new Set<ToolkitSummary>()
  for (const { id, toolkit: slug = '', score } of hits) {
    const toolkit = bySlug.get(slug)
    if (!toolkit || found.has(toolkit) || score < best * leastShare || found.size >= mostByTools) continue
    const tool = readTool(catalog, id)
    if (tool && saysAll(`${tool.slug} ${tool.name} ${tool.description} ${toolkit.name}`, wanted))
      found.add(toolkit)
  }
  return [...found]
}

/** Letters by which two forms of a word are taken for one. */
const stemLength = 5

/** Whether every longer word, in some form, is in the text: one common word out of three is no match. */
function saysAll(text: string, wanted: string): boolean {
  const lower = text.toLowerCase()
  const words = wanted.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 3)
  return words.length > 0 && words.every((word) => lower.includes(word.slice(0, stemLength)))
}
