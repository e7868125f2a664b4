/**
 * Tools that a client brings along with a request and runs itself. Search finds and describes them; the server never
 * executes one and keeps none.
 */
import { createHash } from 'node:crypto'
import type { CatalogTool } from '@patchbay/catalog'
import { buildIndex, type SearchIndex, type ToolDocument } from '@patchbay/search'
import { z } from 'zod'
import type { Deps } from '../../deps.ts'
import { ApiError } from '../../http/errors.ts'
import { plainText } from './plain-text.ts'

const Slug = z
  .string()
  .min(1)
  .max(60)
  .regex(/^[a-zA-Z0-9_-]+$/, 'letters, digits, _ and - only')
const ObjectSchema = z.looseObject({
  type: z.literal('object'),
  properties: z.record(z.string(), z.record(z.string(), z.unknown())),
})
const CustomTool = z.object({
  slug: Slug,
  name: z.string().min(1).max(128),
  description: z.string().min(1).max(5120),
  input_schema: ObjectSchema,
  output_schema: z.record(z.string(), z.unknown()).optional(),
  preload: z.boolean().optional(),
})
const mostTools = 100

/** `experimental` of search and execute: the custom tools of this request. */
export const InlineCustoms = z.object({
  custom_tools: z
    .array(CustomTool.extend({ extends_toolkit: z.string().min(1).optional() }))
    .max(mostTools)
    .optional(),
  custom_toolkits: z
    .array(
      z.object({
        slug: Slug,
        name: z.string().min(1).max(128),
        description: z.string().min(1).max(2048),
        preload: z.boolean().optional(),
        tools: z.array(CustomTool).min(1).max(mostTools),
      }),
    )
    .max(mostTools)
    .optional(),
})
export type InlineCustoms = z.output<typeof InlineCustoms>

/** A tool that is not of the catalog. */
export type LocalTool = Pick<
  CatalogTool,
  'slug' | 'name' | 'description' | 'input' | 'output' | 'toolkit'
> & {
  /** Whether it acts with the user's account of a catalog toolkit. */
  extendsToolkit: boolean
  /** The client runs it itself, or it is a recipe. */
  runsIn: 'client' | 'workbench'
}

interface LocalToolkit {
  name: string
  description: string
  /** What is said in the place of a connection. */
  status: string
}

/** Tools beside those of the catalog: the client's own, and recipes. */
export interface CustomSet {
  /** The same for the same tools. */
  key: string
  tools: ReadonlyMap<string, LocalTool>
  /** The custom toolkits, by slug. */
  toolkits: ReadonlyMap<string, LocalToolkit>
  index: SearchIndex
  documents: ReadonlyMap<string, ToolDocument>
}

/** Toolkit of custom tools that belong to none. */
const standalone = 'custom'
const longestSlug = 60

/** What is said of the connection to a toolkit that the client runs. */
export const clientRuns = 'The client runs these tools itself; they need no account here.'

/** Clients send the same definitions with every request; the index of the last ones is kept. */
const known = new Map<string, CustomSet>()
const mostKnown = 50

/**
 * The custom tools of a request, ready to search; undefined when there are none.
 * @throws {ApiError} BadRequest for slugs that are taken, too long or given twice, and for unknown toolkits.
 */
export function customSet(
  { catalog }: Pick<Deps, 'catalog'>,
  given: InlineCustoms | undefined,
): CustomSet | undefined {
  if (!given?.custom_tools?.length && !given?.custom_toolkits?.length) return undefined
  checkToolkits(catalog, given)
  const key = createHash('sha256').update(JSON.stringify(given)).digest('hex')
  return setOf(key, () => localTools(given))
}

/** The set of this key, made ready to search when it is not among the last ones. */
export function setOf(
  key: string,
  make: () => { tools: readonly LocalTool[]; toolkits: CustomSet['toolkits'] },
): CustomSet {
  const set = known.get(key) ?? indexed(key, make())
  known.delete(key)
  known.set(key, set)
  if (known.size > mostKnown)
    for (const oldest of known.keys()) {
      known.delete(oldest)
      break
    }
  return set
}

function checkToolkits(
  catalog: Deps['catalog'],
  { custom_tools = [], custom_toolkits = [] }: InlineCustoms,
): void {
  const errors: string[] = []
  for (const [at, { extends_toolkit: toolkit }] of custom_tools.entries()) {
    if (toolkit !== undefined && !catalog.toolkit(toolkit))
      errors.push(`experimental.custom_tools.${at}.extends_toolkit: no toolkit ${toolkit.slice(0, 64)}`)
  }
  for (const [at, { slug }] of custom_toolkits.entries()) {
    if (catalog.toolkit(slug))
      errors.push(`experimental.custom_toolkits.${at}.slug: ${slug} is a toolkit already`)
  }
  if (errors.length > 0) throw new ApiError('BadRequest', errors.join('; '), { errors })
}

function indexed(
  key: string,
  { tools, toolkits }: { tools: readonly LocalTool[]; toolkits: CustomSet['toolkits'] },
): CustomSet {
  const documents = new Map(
    tools.map((tool) => [tool.slug, documentOf(tool, toolkits.get(tool.toolkit)?.name)]),
  )
  const bySlug = new Map(tools.map((tool) => [tool.slug, tool]))
  return { key, tools: bySlug, toolkits, documents, index: buildIndex([...documents.values()]) }
}

function localTools({ custom_tools = [], custom_toolkits = [] }: InlineCustoms) {
  const tools = new Map<string, LocalTool>()
  const add = (
    tool: z.output<typeof CustomTool>,
    toolkit: string,
    prefix: string,
    extendsToolkit: boolean,
  ) => {
    const slug = localSlug(prefix, tool.slug)
    const problem = slug.length > longestSlug ? `is longer than ${longestSlug} characters` : 'is there twice'
    if (slug.length > longestSlug || tools.has(slug)) {
      throw new ApiError('BadRequest', `experimental: the slug ${slug.slice(0, 80)} ${problem}`, {
        errors: [`experimental: ${slug.slice(0, 80)} ${problem}`],
      })
    }
    const { name, description, input_schema: input, output_schema: output } = tool
    tools.set(slug, {
      slug,
      name: plainText(name),
      description: plainText(description),
      input,
      output: { type: 'object', properties: {}, ...output },
      toolkit,
      extendsToolkit,
      runsIn: 'client',
    })
  }
  for (const tool of custom_tools) {
    const toolkit = tool.extends_toolkit?.toLowerCase()
    add(tool, toolkit ?? standalone, toolkit === undefined ? '' : `${toolkit}_`, toolkit !== undefined)
  }
  for (const toolkit of custom_toolkits) {
    for (const tool of toolkit.tools) add(tool, toolkit.slug.toLowerCase(), `${toolkit.slug}_`, false)
  }
  const toolkits = new Map(
    custom_toolkits.map(({ slug, name, description }) => [
      slug.toLowerCase(),
      { name: plainText(name), description: plainText(description), status: clientRuns },
    ]),
  )
  return { tools: [...tools.values()], toolkits }
}

/** Slug of a custom tool as the agent knows it: `LOCAL_CRM_FIND_CUSTOMER`. */
function localSlug(toolkit: string, slug: string): string {
  return `LOCAL_${toolkit}${slug}`.toUpperCase()
}

/** Custom definitions as creating and attaching echo them, with the slugs that the agent will use. */
export function presentCustoms({ custom_tools = [], custom_toolkits = [] }: InlineCustoms = {}) {
  const echo = <T extends z.output<typeof CustomTool>>(tool: T, toolkit: string | undefined) => ({
    ...tool,
    slug: localSlug(toolkit === undefined ? '' : `${toolkit}_`, tool.slug),
    original_slug: tool.slug,
  })
  return {
    ...(custom_tools.length > 0 && {
      custom_tools: custom_tools.map((tool) => echo(tool, tool.extends_toolkit)),
    }),
    ...(custom_toolkits.length > 0 && {
      custom_toolkits: custom_toolkits.map(({ tools, ...toolkit }) => ({
        ...toolkit,
        tools: tools.map((tool) => echo(tool, toolkit.slug)),
      })),
    }),
  }
}

function documentOf(
  { slug, name, description, input, toolkit }: LocalTool,
  toolkitName: string | undefined,
): ToolDocument {
  return { id: slug, name, description, parameters: input, toolkit, toolkit_name: toolkitName ?? toolkit }
}
