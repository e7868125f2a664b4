import { z } from 'zod'
import { isMetaTool, mostParallelTools } from '../meta-tools.ts'
import { isRecipe } from '../../recipes/recipes.ts'
import { ApiError } from '../../http/errors.ts'
import { ResultWishes } from '../../execution/results/result-wishes.ts'
import { executeInSession, simulatedFields, toAgentFailure } from '../session-execute.ts'
import { remember } from '../session-memory.ts'
import { offload } from '../workbench/offload.ts'
import { runRecipe } from '../workbench/run-recipe.ts'
import type { MetaToolCall } from './meta-tool-call.ts'

/** Facts by app. Models also send a single fact, or none: what is no text is left out rather than refused. */
const Memory = z
  .record(z.string(), z.unknown())
  .catch({})
  .transform((given) =>
    Object.fromEntries(
      Object.entries(given).map(([app, facts]) => [
        app,
        (Array.isArray(facts) ? facts : [facts]).filter((fact) => typeof fact === 'string'),
      ]),
    ),
  )
  .optional()

export const MultiExecuteInput = z.object({
  tools: z
    .array(
      z.object({
        tool_slug: z.string().min(1),
        arguments: z.record(z.string(), z.unknown()).default({}),
        account: z.string().min(1).optional(),
        ...ResultWishes.shape,
      }),
    )
    .min(1)
    .max(mostParallelTools),
  sync_response_to_workbench: z.boolean().default(false),
  memory: Memory,
})

type Item = z.output<typeof MultiExecuteInput>['tools'][number]

/** COMPOSIO_MULTI_EXECUTE_TOOL: runs every item at once; one that fails does not stop the others. */
export async function multiExecute(
  call: MetaToolCall,
  { tools, memory, sync_response_to_workbench: always }: z.output<typeof MultiExecuteInput>,
) {
  const results = await Promise.all(
    tools.map((item, index) => executeItem(call, item, index, likeBefore(tools, index))),
  )
  if (memory) await remember(call.deps, call.session, memory)
  const failed = results.filter(({ response }) => !response.successful).length
  const counts = {
    total_count: results.length,
    success_count: results.length - failed,
    error_count: failed,
  }
  return offload(call, 'multi_execute', { results, ...counts }, { always })
}

/** How many items before this one are the same call, which is made as often as it is listed. */
function likeBefore(tools: readonly Item[], index: number): number {
  const textOf = (item: Item | undefined) => JSON.stringify([item?.tool_slug, item?.arguments, item?.account])
  const text = textOf(tools[index])
  return tools.slice(0, index).filter((item) => textOf(item) === text).length
}

interface ItemResult {
  tool_slug: string
  index: number
  response: {
    successful: boolean
    data: Record<string, unknown>
    error: string | null
    log_id?: string
    repairs?: readonly string[]
    /** Arguments of the call that reads the next page. */
    next?: { arguments: Record<string, unknown> }
  }
  error?: string
}

async function executeItem(call: MetaToolCall, item: Item, index: number, nth: number): Promise<ItemResult> {
  const { tool_slug, account } = item
  try {
    if (isMetaTool(tool_slug))
      throw new ApiError('BadRequest', `tool_slug: ${tool_slug} cannot run inside another`)
    if (isRecipe(call.deps, tool_slug)) {
      const { data, error, log_id } = await runRecipe(call, tool_slug, item.arguments, nth)
      const response = { successful: error === null, data, error, log_id }
      return { tool_slug, index, response, ...(error !== null && { error }) }
    }
    const result = await executeInSession(call, {
      slug: tool_slug,
      arguments: item.arguments,
      account,
      select: item.select,
      maxTokens: item.max_tokens,
      nth,
    })
    const { successful, data, error, log_id, repairs, next } = result
    const more = {
      ...(repairs.length > 0 && { repairs }),
      ...(next && { next }),
      ...simulatedFields(result),
    }
    return {
      tool_slug,
      index,
      response: { successful, data, error, log_id, ...more },
      ...(error !== null && { error }),
    }
  } catch (thrown) {
    const { data, error } = toAgentFailure(thrown)
    return { tool_slug, index, response: { successful: false, data, error }, error }
  }
}
