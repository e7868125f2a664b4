/** Running a saved recipe: its code, in the session's sandbox, with names of its own. */
import { validateArguments } from '../../execution/arguments/validate-arguments.ts'
import { ApiError } from '../../http/errors.ts'
import { findRecipe } from '../../recipes/recipes.ts'
import type { MetaToolCall } from '../meta/meta-tool-call.ts'
import { offload } from './offload.ts'
import { mostSeconds, runInWorkbench } from './run-in-workbench.ts'
import { sessionCalls } from './session-calls.ts'

/**
 * Runs the recipe of this slug. `data.result` is its last expression.
 * @throws {ApiError} ToolNotInSession without a workbench; RecipeNotFound; ToolArgumentsInvalid.
 */
export async function executeRecipe(
  call: MetaToolCall,
  slug: string,
  given: Record<string, unknown>,
): Promise<{ data: Record<string, unknown>; error: string | null }> {
  const { deps, session } = call
  if (!session.config.workbench.enable)
    throw new ApiError('ToolNotInSession', `Tool ${slug} not found in this session: it has no workbench`)
  const recipe = await findRecipe(deps, session, slug)
  const schema = { slug, version: `${recipe.id}.${recipe.version}`, input: recipe.inputSchema }
  const { args } = validateArguments(schema, { ...recipe.defaults, ...given })
  const { run, result } = await runInWorkbench(call, (working) =>
    working.kernel.run(recipe.code, {
      timeoutMs: mostSeconds * 1000,
      onCall: sessionCalls(call, working),
      inputs: args,
      isolated: true,
    }),
  )
  const { results: _text, error, ...rest } = result
  const data = await offload(call, slug, { result: run.value ?? null, ...rest })
  return {
    data,
    error: error === '' ? null : (error.split('\n').findLast((line) => !line.startsWith('Hint: ')) ?? error),
  }
}
