/** A tool as the API shows it. The published SDKs parse it strictly: one wrong field and a whole list is lost. */
import type { CatalogTool, CatalogToolkit, StoredTool, ToolkitSummary } from '@patchbay/catalog'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
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

/**
 * Presents a tool. `as` is the alias that the caller asked for: the answer bears it, because clients look their
 * tools up by the slugs they asked for, and every operation takes it.
 */
export function presentTool(
  { catalog }: Pick<Deps, 'catalog'>,
  tool: CatalogTool,
  as = tool.slug,
): PresentedTool {
  const { first, last } = withoutSchemas(tool, toolkitOf(catalog, tool), as)
  const input_parameters = { ...tool.input, required: requiredOf(tool.input) }
  return { ...first, input_parameters, output_parameters: resultSchema(tool), ...last }
}

/** What a presented tool says before its schemas and after them. */
export function withoutSchemas(
  tool: StoredTool['first'],
  toolkit: CatalogToolkit | ToolkitSummary,
  slug: string,
) {
  const versions = { version: tool.version, available_versions: toolkit.available_versions }
  const first = {
    slug,
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

/** The description of a result that has none of its own. */
export const described = { description: 'What the tool returned.' }

/** What an answer says beside the result, and what it always has. */
export const outcome = {
  properties: {
    error: { type: ['string', 'null'], description: 'What went wrong; null when the call succeeded.' },
    successful: { type: 'boolean', description: 'Whether the call succeeded.' },
  },
  required: ['data', 'error', 'successful'],
}

/** What executing a tool answers. Definitions move to the root, where `#/$defs/…` points to. */
function resultSchema({ output }: CatalogTool): PresentedTool['output_parameters'] {
  const { $defs, definitions, ...data } = output
  return {
    type: 'object',
    properties: { data: { ...described, ...data }, ...outcome.properties },
    required: outcome.required,
    ...($defs !== undefined && { $defs }),
    ...(definitions !== undefined && { definitions }),
  }
}
