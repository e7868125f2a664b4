/** Lists of toolkits and of their categories. */
import { type CatalogToolkit, categoryName } from '@patchbay/catalog'
import type { Deps } from '../deps.ts'
import { type Page, pageOfArray, pageRequest } from '../http/contract.ts'
import { presentToolkitItem } from './present-toolkit.ts'
import { findToolkit } from './toolkits.ts'

type ToolkitDeps = Pick<Deps, 'catalog' | 'config'>

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
  cursor?: string | undefined
  limit: number
}

/**
 * One page of the toolkits that pass the filter. All toolkits come with the server, so that `managed_by:
 * project` has none. `usage`, the default order, puts the toolkits with most hand-picked tools first: use is not
 * counted across toolkits.
 * @throws {ApiError} BadRequest for a cursor that is not one.
 */
export function listToolkits(
  deps: ToolkitDeps,
  filter: ToolkitFilter,
): Page<ReturnType<typeof presentToolkitItem>> {
  const request = pageRequest(filter.cursor, filter.limit)
  const page = pageOfArray(matchingToolkits(deps, filter), request)
  return { ...page, items: page.items.map(({ slug }) => presentToolkitItem(deps, findToolkit(deps, slug))) }
}

function matchingToolkits({ catalog }: ToolkitDeps, filter: ToolkitFilter): CatalogToolkit[] {
  if (filter.managed_by === 'project') return []
  const named = filter.toolkits && new Set(filter.toolkits.map((slug) => slug.toLowerCase()))
  const found = catalog
    .toolkits()
    .filter((toolkit) => (!named || named.has(toolkit.slug)) && isInCategory(toolkit, filter.category))
  const sorted = filter.sort_by === 'alphabetically' ? found.toSorted(byName) : byUsage(catalog, found)
  return filter.search === undefined ? sorted : bestMatches(sorted, filter.search.toLowerCase())
}

function isInCategory({ categories }: CatalogToolkit, category: string | undefined): boolean {
  if (category === undefined) return true
  const wanted = category.toLowerCase()
  return categories.some(
    (slug) => slug.toLowerCase() === wanted || categoryName(slug).toLowerCase() === wanted,
  )
}

function byName(a: CatalogToolkit, b: CatalogToolkit): number {
  return a.name.localeCompare(b.name, 'en') || (a.slug < b.slug ? -1 : 1)
}

function byUsage(catalog: Deps['catalog'], toolkits: readonly CatalogToolkit[]): CatalogToolkit[] {
  const picked = new Map<string, number>()
  for (const { toolkit, important } of catalog.summaries()) {
    if (important) picked.set(toolkit, (picked.get(toolkit) ?? 0) + 1)
  }
  return toolkits.toSorted((a, b) => (picked.get(b.slug) ?? 0) - (picked.get(a.slug) ?? 0) || byName(a, b))
}

/** Toolkits that hold the words in their slug, a name or the description: called so first, described so last. */
function bestMatches(toolkits: readonly CatalogToolkit[], search: string): CatalogToolkit[] {
  return toolkits
    .map((toolkit) => ({ toolkit, rank: matchRank(toolkit, search) }))
    .filter(({ rank }) => rank < notFound)
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ toolkit }) => toolkit)
}

const notFound = 4

function matchRank({ slug, name, aliases, description }: CatalogToolkit, search: string): number {
  const names = [slug, name, ...aliases].map((text) => text.toLowerCase())
  if (names.includes(search)) return 0
  if (names.some((text) => text.startsWith(search))) return 1
  if (names.some((text) => text.includes(search))) return 2
  return description.toLowerCase().includes(search) ? 3 : notFound
}

/** Every category that a toolkit is in, by name. */
export function listCategories({ catalog }: Pick<Deps, 'catalog'>): { id: string; name: string }[] {
  const slugs = new Set(catalog.toolkits().flatMap((toolkit) => toolkit.categories))
  return [...slugs]
    .map((id) => ({ id, name: categoryName(id) }))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en'))
}
