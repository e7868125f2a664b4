import { z } from 'zod'
import { findRecipe, listRecipes, upsertRecipe, type RecipeHead } from '../../recipes/recipes.ts'
import type { MetaToolCall } from './meta-tool-call.ts'
import { longestCode } from './remote-workbench.ts'

const Values = z.record(z.string(), z.unknown())

export const UpsertRecipeInput = z.object({
  recipe_id: z.string().min(1).max(100).optional(),
  name: z.string().min(1).max(100),
  description: z.string().min(1).max(2000),
  workflow_code: z.string().min(1).max(longestCode),
  input_schema: Values,
  output_schema: Values.optional(),
  defaults_for_required_parameters: Values.default({}),
})

/** COMPOSIO_UPSERT_RECIPE: saves code for the workbench, to be run as a tool. */
export async function upsertRecipeTool(
  { deps, session }: MetaToolCall,
  input: z.output<typeof UpsertRecipeInput>,
) {
  const row = await upsertRecipe(deps, session, input.recipe_id, {
    name: input.name,
    description: input.description,
    code: input.workflow_code,
    inputSchema: input.input_schema,
    outputSchema: input.output_schema ?? null,
    defaults: input.defaults_for_required_parameters,
  })
  return { ...head(row), message: howToRun(row) }
}

export const GetRecipeInput = z.object({ recipe_id: z.string().min(1).max(100).optional() })

/** COMPOSIO_GET_RECIPE: one recipe whole, or all of the user's in short. */
export async function getRecipeTool(
  { deps, session }: MetaToolCall,
  { recipe_id: id }: z.output<typeof GetRecipeInput>,
) {
  if (id === undefined) return { recipes: (await listRecipes(deps, session)).map(head) }
  const row = await findRecipe(deps, session, id)
  return {
    ...head(row),
    workflow_code: row.code,
    input_schema: row.inputSchema,
    ...(row.outputSchema && { output_schema: row.outputSchema }),
    defaults_for_required_parameters: row.defaults,
    message: howToRun(row),
  }
}

function head({ id, slug, name, description, version, updatedAt }: RecipeHead) {
  return {
    recipe_id: id,
    tool_slug: slug,
    name,
    description,
    version,
    updated_at: updatedAt.toISOString(),
  }
}

const howToRun = ({ slug }: RecipeHead) =>
  `Run it as the tool ${slug}, with arguments by its input schema, in a session of the same user.`
