import { z } from 'zod'
import { ApiError } from '../../http/errors.ts'
import { findRecipe, isRecipe } from '../../recipes/recipes.ts'
import { plainText } from '../search/plain-text.ts'
import { recipeTool } from '../search/recipe-tools.ts'
import { sessionTool } from '../session-tools.ts'
import type { MetaToolCall } from './meta-tool-call.ts'

export const GetToolSchemasInput = z.object({
  tool_slugs: z.array(z.string().min(1)).min(1).max(50),
  include: z.array(z.enum(['input_schema', 'output_schema'])).default(['input_schema']),
})

type Input = z.output<typeof GetToolSchemasInput>

/** COMPOSIO_GET_TOOL_SCHEMAS: whole schemas by slug; slugs that the session does not have are listed. */
export async function getToolSchemas(call: MetaToolCall, { tool_slugs, include }: Input) {
  const schemas: Record<string, unknown> = {}
  const notFound: string[] = []
  for (const slug of new Set(tool_slugs)) {
    const schema = await describe(call, slug, include)
    if (schema) schemas[slug] = schema
    else notFound.push(slug)
  }
  return { success: notFound.length === 0, tool_schemas: schemas, not_found: notFound }
}

async function describe(call: MetaToolCall, slug: string, include: Input['include']) {
  try {
    const tool = await toolOf(call, slug)
    return {
      toolkit: tool.toolkit,
      tool_slug: tool.slug,
      description: plainText(tool.description),
      ...(include.includes('input_schema') && { input_schema: tool.input }),
      ...(include.includes('output_schema') && { output_schema: tool.output }),
    }
  } catch (error) {
    if (error instanceof ApiError) return undefined
    throw error
  }
}

/** @throws {ApiError} ToolNotInSession, RecipeNotFound. */
async function toolOf(call: MetaToolCall, slug: string) {
  const { deps, session, customs } = call
  const own = customs?.tools.get(slug.toUpperCase())
  if (own) return own
  if (session.config.workbench.enable && isRecipe(call.deps, slug))
    return recipeTool(await findRecipe(deps, session, slug))
  return sessionTool(deps, session.config, slug)
}
