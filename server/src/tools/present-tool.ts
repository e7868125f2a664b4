/** A tool as the API shows it. The published SDKs parse it strictly: one wrong field and a whole list is lost. */
import { type Catalog, type CatalogTool, type CatalogToolkit, storedText } from '@patchbay/catalog'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import type { Page } from '../http/contract.ts'
import { isNoAuth } from '../toolkits/toolkits.ts'
import { toolkitOf } from './tool-store.ts'
import { flatScopes, shownTags } from './tools.ts'

const Schema = z.looseObject({
  type: z.literal('object'),
  properties: z.record(z.string(), z.unknown()),
  required: z.array(z.string()),
})

export const ScopeRequirements = z.object({
  all_of: z.array(z.union([z.string(), z.object({ any_of: z.array(z.string()).min(1) })])),
})

/** Contract of a tool. */
export const ToolContract = z.object({
  slug: z.string(),
  name: z.string(),
  description: z.string(),
  toolkit: z.object({ slug: z.string(), name: z.string(), logo: z.string() }),
  input_parameters: Schema,
  output_parameters: Schema,
  no_auth: z.boolean(),
  version: z.string(),
  available_versions: z.array(z.string()),
  scopes: z.array(z.string()),
  scope_requirements: ScopeRequirements.nullable(),
  tags: z.array(z.string()),
  human_description: z.string().optional(),
  is_deprecated: z.boolean(),
  deprecated: z.object({
    displayName: z.string(),
    version: z.string(),
    available_versions: z.array(z.string()),
    is_deprecated: z.boolean(),
    toolkit: z.object({ logo: z.string() }),
  }),
})

export type PresentedTool = z.input<typeof ToolContract>

/** Presented tools, for as long as the definition is kept. */
const presented = new WeakMap<CatalogTool, PresentedTool>()

/**
 * Presents a tool. `as` is the alias that the caller asked for: the answer bears it, because clients look their
 * tools up by the slugs they asked for, and every operation takes it.
 */
export function presentTool(
  { catalog }: Pick<Deps, 'catalog'>,
  tool: CatalogTool,
  as = tool.slug,
): PresentedTool {
  let shown = presented.get(tool)
  if (!shown) {
    shown = present(catalog, tool)
    presented.set(tool, shown)
  }
  return as === tool.slug ? shown : { ...shown, slug: as }
}

/** Presented tools as JSON, for as long as they are kept: writing a page again is joining its texts. */
const texts = new WeakMap<PresentedTool, string>()

/** A presented tool as JSON. It bears the fields of the contract and no others. */
export function toolJson(tool: PresentedTool): string {
  let text = texts.get(tool)
  if (text === undefined) {
    text = JSON.stringify(tool)
    texts.set(tool, text)
  }
  return text
}

/** A page of presented tools as JSON. */
export function toolPageJson({ items, ...rest }: Page<PresentedTool>): string {
  return `{"items":[${items.map(toolJson).join(',')}],${JSON.stringify(rest).slice(1)}`
}

function present(catalog: Catalog, tool: CatalogTool): PresentedTool {
  const toolkit = toolkitOf(catalog, tool)
  const { first, last } = withoutSchemas(tool, toolkit)
  const shown: PresentedTool = {
    ...first,
    get input_parameters() {
      return { ...tool.input, required: requiredOf(tool.input) }
    },
    get output_parameters() {
      return resultSchema(tool)
    },
    ...last,
  }
  const schemas = storedSchemas(tool)
  if (schemas)
    texts.set(shown, `${JSON.stringify(first).slice(0, -1)},${schemas},${JSON.stringify(last).slice(1)}`)
  return shown
}

/** What a presented tool says before its schemas and after them. */
function withoutSchemas(tool: CatalogTool, toolkit: CatalogToolkit) {
  const versions = { version: tool.version, available_versions: toolkit.available_versions }
  const first = {
    slug: tool.slug,
    name: tool.name,
    description: tool.description,
    toolkit: { slug: toolkit.slug, name: toolkit.name, logo: toolkit.logo },
  }
  const last = {
    no_auth: tool.no_auth || isNoAuth(toolkit),
    ...versions,
    scopes: flatScopes(tool),
    scope_requirements: tool.scopes,
    tags: shownTags(tool),
    ...(tool.human_description !== undefined && { human_description: tool.human_description }),
    is_deprecated: tool.deprecated,
    deprecated: {
      displayName: tool.name,
      ...versions,
      is_deprecated: tool.deprecated,
      toolkit: { logo: toolkit.logo },
    },
  }
  return { first, last }
}

function requiredOf({ required }: CatalogTool['input']): string[] {
  return Array.isArray(required) ? required.map(String) : []
}

const described = { description: 'What the tool returned.' }
const outcome = {
  error: { type: ['string', 'null'], description: 'What went wrong; null when the call succeeded.' },
  successful: { type: 'boolean', description: 'Whether the call succeeded.' },
}
const always = ['data', 'error', 'successful']

/** What executing a tool answers. Definitions move to the root, where `#/$defs/…` points to. */
function resultSchema({ output }: CatalogTool): PresentedTool['output_parameters'] {
  const { $defs, definitions, ...data } = output
  return {
    type: 'object',
    properties: { data: { ...described, ...data }, ...outcome },
    required: always,
    ...($defs !== undefined && { $defs }),
    ...(definitions !== undefined && { definitions }),
  }
}

const afterData = `${JSON.stringify(outcome).slice(1)},"required":${JSON.stringify(always)}}`

/**
 * Both schemas as JSON, put together from what the store holds: parsing and writing them again is most of what a page
 * costs. Undefined where they are not as they lie there: a tool that is not from a store, definitions that move.
 */
function storedSchemas(tool: CatalogTool): string | undefined {
  const input = storedText(tool, 'input')
  const output = storedText(tool, 'output')
  if (!input || !output || /"(\$defs|definitions)":/.test(output)) return undefined
  const data = output.startsWith('{"description":') ? output : withDescription(output)
  return `"input_parameters":${input},"output_parameters":{"type":"object","properties":{"data":${data},${afterData}`
}

function withDescription(output: string): string {
  return output === '{}'
    ? JSON.stringify(described)
    : `${JSON.stringify(described).slice(0, -1)},${output.slice(1)}`
}
