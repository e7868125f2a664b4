/** Trigger types: what the catalog's toolkits can tell of. */
import type { CatalogToolkit, Trigger } from '@patchbay/catalog'
import type { Deps } from '../deps.ts'
import { pageOfArray, pageRequest, type Page } from '../http/contract.ts'
import { ApiError } from '../http/errors.ts'
import { findToolkitVersion } from '../toolkits/toolkits.ts'
import { type ToolkitVersions, versionOf } from '../tools/toolkit-versions.ts'

type CatalogDeps = Pick<Deps, 'catalog' | 'config'>

export interface TriggerType {
  trigger: Trigger
  toolkit: CatalogToolkit
}

export interface ListTypes {
  toolkit_slugs?: string[] | undefined
  toolkit_versions?: ToolkitVersions
  limit: number
  cursor?: string | undefined
}

/** One page, toolkit by toolkit. @throws {ApiError} ToolVersionNotFound; BadRequest for a bad cursor. */
export function listTriggerTypes(deps: CatalogDeps, wanted: ListTypes): Page<TriggerType> {
  const slugs = wanted.toolkit_slugs?.map((slug) => slug.toLowerCase())
  const types = deps.catalog
    .toolkits()
    .filter(({ slug, triggers_count }) => (slugs ? slugs.includes(slug) : triggers_count > 0))
    .flatMap(({ slug }) => typesOf(deps, slug, versionOf(wanted.toolkit_versions, slug)))
  return pageOfArray(types, pageRequest(wanted.cursor, wanted.limit))
}

/** Slugs of all trigger types at the current versions. */
export function triggerSlugs({ catalog }: Pick<Deps, 'catalog'>): string[] {
  return catalog
    .toolkits()
    .filter(({ triggers_count }) => triggers_count > 0)
    .flatMap(({ slug }) => (catalog.toolkit(slug)?.triggers ?? []).map((trigger) => trigger.slug))
}

/**
 * A trigger type by its slug in any letter case, at a version of its toolkit when one is named.
 * @throws {ApiError} TriggerTypeNotFound, ToolVersionNotFound
 */
export function findTriggerType(
  deps: CatalogDeps,
  slug: string,
  versions: ToolkitVersions = undefined,
): TriggerType {
  const name = slug.toUpperCase()
  for (const summary of deps.catalog.toolkits()) {
    if (summary.triggers_count === 0 || !name.startsWith(prefixOf(summary.slug))) continue
    const version = versionOf(versions, summary.slug)
    const found = typesOf(deps, summary.slug, version).find(({ trigger }) => trigger.slug === name)
    if (found) return found
  }
  throw new ApiError('TriggerTypeNotFound', `Trigger type ${name.slice(0, 100)} not found`, {
    suggestedFix: fixOf(deps, name),
  })
}

/** The trigger type of an instance: at the version it was made with, or as it is now when that one is gone. */
export function findTriggerAtVersion(deps: CatalogDeps, slug: string, version: string): TriggerType {
  try {
    return findTriggerType(deps, slug, version)
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    return findTriggerType(deps, slug)
  }
}

function typesOf(deps: CatalogDeps, slug: string, version: string | undefined): TriggerType[] {
  const toolkit = findToolkitVersion(deps, slug, version)
  return (toolkit.triggers ?? []).map((trigger) => ({ trigger, toolkit }))
}

const prefixes = new Map<string, string>()
/** Slugs of projects' own toolkits come and go. */
const mostPrefixes = 10_000

/** What the slugs of a toolkit's trigger types begin with. A poll looks through those of all toolkits. */
function prefixOf(toolkit: string): string {
  const known = prefixes.get(toolkit)
  if (known !== undefined) return known
  if (prefixes.size >= mostPrefixes) prefixes.clear()
  const prefix = `${toolkit.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_')}_`
  prefixes.set(toolkit, prefix)
  return prefix
}

/** Names the trigger types of the toolkit that the slug begins with. */
function fixOf(deps: CatalogDeps, name: string): string {
  const near = triggerSlugs(deps).filter((slug) => slug.split('_')[0] === name.split('_')[0])
  return near.length > 0
    ? `Trigger types of this toolkit: ${near.slice(0, 10).join(', ')}.`
    : 'List the trigger types with GET /api/v3.1/triggers_types.'
}
