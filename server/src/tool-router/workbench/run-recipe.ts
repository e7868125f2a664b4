/** Running a saved recipe: its code, in the session's sandbox, with names of its own. */
import { executeDerived } from '../../execution/effects/execute-derived.ts'
import { validateArguments } from '../../execution/arguments/validate-arguments.ts'
import { ApiError } from '../../http/errors.ts'
import { findRecipe } from '../../recipes/recipes.ts'
import type { MetaToolCall } from '../meta/meta-tool-call.ts'
import { metaToolkit } from '../meta-tools.ts'
import { recordCall, recordUnknownCall } from '../record-call.ts'
import { toAgentFailure } from '../session-execute.ts'
import { offload } from './offload.ts'
import { mostSeconds, runInWorkbench } from './run-in-workbench.ts'
import { sessionCalls } from './session-calls.ts'

export interface RecipeResult {
  /** `result` is the last expression of the code. */
  data: Record<string, unknown>
  error: string | null
  log_id: string
  /** It is the answer of the same call before. */
  isReplay?: boolean
}

/**
 * Runs a recipe for the agent: once, where what is known of the answer's way says that it is a repetition. What went
 * wrong is the result's `error`.
 * @param nth how many calls like it come before it in the same batch.
 * @throws {ApiError} ToolNotInSession for a session without a workbench.
 */
export async function runRecipe(
  call: MetaToolCall,
  slug: string,
  args: Record<string, unknown>,
  nth?: number,
): Promise<RecipeResult> {
  const { delivery, session } = call
  if (!delivery || call.effect) return runAndRecord(call, slug, args)
  const { projectId, id: sessionId } = session
  const what = { projectId, sessionId, scope: sessionId, toolkit: metaToolkit.slug, tool: slug, nth }
  const { answer, isReplay } = await executeDerived<RecipeResult>(
    call.deps,
    { ...what, arguments: args, delivery },
    // Its own calls may be as alike as they want.
    (effect) => runAndRecord({ ...call, delivery: undefined, effect }, slug, args),
    () => recordUnknownCall(call, slug, metaToolkit.slug),
  )
  return { ...answer, isReplay }
}

async function runAndRecord(
  call: MetaToolCall,
  slug: string,
  args: Record<string, unknown>,
): Promise<RecipeResult> {
  const started = performance.now()
  const { data, error } = await executeRecipe(call, slug, args).catch((thrown: unknown) => {
    if (thrown instanceof ApiError && thrown.kind === 'ToolNotInSession') throw thrown
    return toAgentFailure(thrown)
  })
  return { data, error, log_id: await recordCall(call, slug, metaToolkit.slug, error, started) }
}

/**
 * Runs the recipe of this slug. `data.result` is its last expression.
 * @throws {ApiError} ToolNotInSession without a workbench; RecipeNotFound; ToolArgumentsInvalid.
 */
async function executeRecipe(
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
      onOutput: call.onOutput,
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
