/** Lists of toolkits and of their categories. */
import { categoryName, type ToolkitSummary } from '@patchbay/catalog'
import type { Deps } from '../deps.ts'
import { type Page, pageOfArray, pageRequest } from '../http/contract.ts'
import { popularToolkits } from './popular-toolkits.ts'
import { presentToolkitItem } from './present-toolkit.ts'
import { searchToolkits } from './search-toolkits.ts'

type ToolkitDeps = Pick<Deps, 'catalog' | 'config' | 'search'>

/** Most toolkits on a page. */
export const mostToolkits = 1000

export interface ToolkitFilter {
  /** Slugs; those that do not exist are left out. */
  toolkits?: string[] | undefined
  /** Id or name of a category. */
  category?: string | undefined
  managed_by?: 'composio' | 'all' | 'project' | undefined
  sort_by?: 'usage' | 'alphabetically' | undefined
  search?: string | undefined
  /** Those too that are off by default. Toolkits that are named are listed anyway. */
  include?: 'all' | undefined
  cursor?: string | undefined
  limit: number
}

/**
 * One page of the toolkits that pass the filter. `managed_by: project` has those that the project brought along.
 * `usage`, the default order, begins with what people connect most; then the toolkits with most hand-picked tools.
 * @throws {ApiError} BadRequest for a cursor that is not one.
 */
export function listToolkits(
  deps: ToolkitDeps,
  filter: ToolkitFilter,
): Page<ReturnType<typeof presentToolkitItem>> {
  const request = pageRequest(filter.cursor, filter.limit)
  const page = pageOfArray(matchingToolkits(deps, filter), request)
  return { ...page, items: page.items.map((toolkit) => presentToolkitItem(deps, toolkit)) }
}

function matchingToolkits(deps: ToolkitDeps, filter: ToolkitFilter): ToolkitSummary[] {
  const { managed_by: managedBy = 'all' } = filter
  const named = filter.toolkits && new Set(filter.toolkits.map((slug) => slug.toLowerCase()))
  const found = deps.catalog
    .toolkits()
    .filter((toolkit) => (named ? named.has(toolkit.slug) : filter.include || !toolkit.off_by_default))
    .filter((toolkit) => isInCategory(toolkit, filter.category))
    .filter(({ of_project: own = false }) => managedBy === 'all' || own === (managedBy === 'project'))
  const sorted = found.toSorted(filter.sort_by === 'alphabetically' ? byName : byUsage)
  return filter.search === undefined ? sorted : searchToolkits(deps, sorted, filter.search)
}

function isInCategory({ categories }: ToolkitSummary, category: string | undefined): boolean {
  if (category === undefined) return true
  const wanted = category.toLowerCase()
  return categories.some(
    (slug) => slug.toLowerCase() === wanted || categoryName(slug).toLowerCase() === wanted,
  )
}

/** Toolkits kept by hand have no score: they stand before all compiled ones. */
const scoreOf = ({ quality }: ToolkitSummary) => quality?.score ?? 101

/** A tenth of the cost of `localeCompare`, which looks its collator up each time. */
const inEnglish = new Intl.Collator('en')

function byName(a: ToolkitSummary, b: ToolkitSummary): number {
  return inEnglish.compare(a.name, b.name) || (a.slug < b.slug ? -1 : 1)
}

/** The order `usage`. Use is not counted across installations: its head is written down. */
export function byUsage(a: ToolkitSummary, b: ToolkitSummary): number {
  return (
    rankOf(a) - rankOf(b) || b.important_count - a.important_count || scoreOf(b) - scoreOf(a) || byName(a, b)
  )
}

const ranks = new Map(popularToolkits.map((slug, rank) => [slug, rank]))
const rankOf = ({ slug }: ToolkitSummary) => ranks.get(slug) ?? popularToolkits.length

/** Every category that a toolkit is in, by name. */
export function listCategories({ catalog }: Pick<Deps, 'catalog'>): { id: string; name: string }[] {
  const slugs = new Set(catalog.toolkits().flatMap((toolkit) => toolkit.categories))
  return [...slugs]
    .map((id) => ({ id, name: categoryName(id) }))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en'))
}
