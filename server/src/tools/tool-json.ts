/**
 * Tools as JSON, put together from what the store holds: parsing schemas and writing them again would be most of what
 * a page costs. `presentTool` says the same as an object.
 */
import type { Catalog } from '@patchbay/catalog'
import type { Deps } from '../deps.ts'
import type { Page } from '../http/contract.ts'
import { madeOnce } from '../made-once.ts'
import { askedVersion } from '../toolkits/toolkits.ts'
import { LastUsed } from './last-used.ts'
import { described, outcome, presentTool, withoutSchemas } from './present-tool.ts'
import { toolkitSummaryOf } from './tool-store.ts'
import { type ToolkitVersions, versionOf } from './toolkit-versions.ts'
import { findTool } from './tools.ts'

type CatalogDeps = Pick<Deps, 'catalog'>

/** JSON in parts that follow each other. */
type Parts = readonly Buffer[]

/**
 * A tool as JSON, under the slug or alias that it was asked for by.
 * @throws {ApiError} as `findTool`
 */
export function toolJson(deps: CatalogDeps, slug: string, versions?: ToolkitVersions): Buffer {
  return Buffer.concat(toolParts(deps, slug.toUpperCase(), versions))
}

const comma = Buffer.from(',')

/**
 * A page of tools as JSON.
 * @throws {ApiError} as `findTool`
 */
export function toolPageJson(
  deps: CatalogDeps,
  { items: slugs, ...rest }: Page<string>,
  versions?: ToolkitVersions,
): Buffer {
  const page: Buffer[] = [Buffer.from('{"items":[')]
  for (const [at, slug] of slugs.entries()) {
    if (at > 0) page.push(comma)
    page.push(...toolParts(deps, slug, versions))
  }
  page.push(Buffer.from(`],${JSON.stringify(rest).slice(1)}`))
  return Buffer.concat(page)
}

/** Tools kept once written, some 3 kB each: a page of the largest list. */
const mostKept = 1000

const keptParts = madeOnce<Catalog, LastUsed<Parts>>(() => new LastUsed(mostKept))

function toolParts(deps: CatalogDeps, slug: string, versions: ToolkitVersions): Parts {
  const kept = keptParts(deps.catalog)
  if (versions === undefined) {
    const known = kept.get(slug)
    if (known) return known
  }
  const parts = storedParts(deps, slug, versions) ?? writtenParts(deps, slug, versions)
  if (versions === undefined) kept.set(slug, parts)
  return parts
}

function writtenParts(deps: CatalogDeps, slug: string, versions: ToolkitVersions): Parts {
  // A tool that has gone is there in the version that was asked for only.
  const version = typeof versions === 'string' ? versions : versionOf(versions, findTool(deps, slug).toolkit)
  return [Buffer.from(JSON.stringify(presentTool(deps, findTool(deps, slug, version), slug)))]
}

/** Undefined where the schemas are not as they lie in the store: other versions, definitions that move to the root. */
function storedParts({ catalog }: CatalogDeps, slug: string, versions: ToolkitVersions): Parts | undefined {
  const stored = catalog.stored(slug)
  const toolkit = stored && toolkitSummaryOf(catalog, stored.first)
  const input = stored?.json('input')
  const output = stored?.json('output')
  if (!toolkit || !input || !output) return undefined
  const tool = stored.first
  const version = askedVersion(versionOf(versions, tool.toolkit))
  if (version !== undefined && version !== tool.version) return undefined
  if (output.includes('"$defs":') || output.includes('"definitions":')) return undefined
  const { first, last } = withoutSchemas(tool, toolkit, slug)
  const [opening, data] = withDescription(output)
  return [
    Buffer.from(`${JSON.stringify(first).slice(0, -1)},"input_parameters":`),
    input,
    Buffer.from(`,${beforeData}${opening}`),
    data,
    Buffer.from(`,${afterData},${JSON.stringify(last).slice(1)}`),
  ]
}

const beforeData = '"output_parameters":{"type":"object","properties":{"data":'
const afterData = `${JSON.stringify(outcome.properties).slice(1)},"required":${JSON.stringify(outcome.required)}}`
const noProperty = Buffer.from('{}')
const descriptionFirst = Buffer.from('{"description":')

/** A stored output with a description, as two parts that follow each other. */
function withDescription(output: Buffer): [opening: string, rest: Buffer] {
  if (output.equals(noProperty)) return [JSON.stringify(described), output.subarray(2)]
  if (output.subarray(0, descriptionFirst.length).equals(descriptionFirst)) return ['', output]
  return [`${JSON.stringify(described).slice(0, -1)},`, output.subarray(1)]
}
