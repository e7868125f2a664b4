/** What an answer needs to know of a tool, be it one of the catalog or one that the client runs itself. */
import type { CatalogTool, ToolRelations } from '@patchbay/catalog'
import type { Deps } from '../../deps.ts'
import { readTool } from '../../tools/tool-store.ts'
import type { CustomSet } from './custom-tools.ts'

export interface AnswerTool {
  slug: string
  toolkit: string
  description: string
  input: CatalogTool['input']
  output: CatalogTool['output']
  required: readonly string[]
  destructive: boolean
  relations: ToolRelations
  pitfalls: readonly string[]
  before: readonly string[]
  after: readonly string[]
}

/** The tool of this slug; undefined when neither the catalog nor the request has it. */
export function answerTool(
  { catalog }: Pick<Deps, 'catalog'>,
  customs: CustomSet | undefined,
  slug: string,
): AnswerTool | undefined {
  const own = customs?.tools.get(slug)
  const tool = own ?? readTool(catalog, slug)
  if (!tool) return undefined
  const { relations = { verb: 'change' }, guidance, tags = [] }: Partial<CatalogTool> = own ? {} : tool
  const { required } = tool.input
  return {
    slug: tool.slug,
    toolkit: tool.toolkit,
    description: tool.description,
    input: tool.input,
    output: tool.output,
    required: Array.isArray(required) ? required.filter((name) => typeof name === 'string') : [],
    destructive: tags.includes('destructiveHint'),
    relations,
    pitfalls: guidance?.pitfalls ?? [],
    before: guidance?.before ?? [],
    after: guidance?.after ?? [],
  }
}
