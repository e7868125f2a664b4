/** Running whatever slug an agent names: a meta tool or an app tool. */
import type { Effect } from '../execution/effects/effect.ts'
import { executeDerived } from '../execution/effects/execute-derived.ts'
import { executeOnce } from '../execution/effects/execute-once.ts'
import { recordUnknown } from '../execution/execute-tool.ts'
import { isRecipe } from '../recipes/recipes.ts'
import { ApiError } from '../http/errors.ts'
import { executeMetaTool } from './execute-meta.ts'
import type { MetaToolCall } from './meta/meta-tool-call.ts'
import { isMetaTool, metaToolkit, type MetaToolSlug } from './meta-tools.ts'
import { recordCall, recordUnknownCall } from './record-call.ts'
import { runRecipe } from './workbench/run-recipe.ts'
import { offload } from './workbench/offload.ts'
import { executeInSession, simulatedFields, type SessionToolCall, toAgentFailure } from './session-execute.ts'

export interface AgentResult {
  data: Record<string, unknown>
  error: string | null
  log_id: string
  /** What was repaired in the arguments of an app tool. */
  repairs?: readonly string[] | undefined
  /** Arguments of the call that reads the next page. */
  next?: { arguments: Record<string, unknown> } | undefined
  /** It is the answer of the same call before. */
  isReplay?: boolean | undefined
  /** Nothing was sent: see `simulatedFields`. */
  simulated?: true
  simulated_from?: 'recording' | 'example'
  recorded_at?: string
}

/**
 * Executes a tool for the agent of a session. A failure that the agent or its user can do something about is the
 * result's `error`: agents read results, while an HTTP error ends their run in most frameworks.
 * @throws {ApiError} ToolNotInSession for a slug that the session does not have; NotSupported for a preview of what
 * is no single call.
 */
export async function executeForAgent(call: MetaToolCall, toolCall: SessionToolCall): Promise<AgentResult> {
  const { slug, isPreview } = toolCall
  if (isPreview && (isMetaTool(slug) || isRecipe(call.deps, slug)))
    throw new ApiError('NotSupported', `preview: ${slug} cannot be previewed`)
  if (isMetaTool(toolCall.slug)) return executeMeta(call, toolCall.slug, toolCall.arguments)
  if (isRecipe(call.deps, toolCall.slug)) return runRecipe(call, slug, toolCall.arguments)
  const started = performance.now()
  try {
    const result = await executeInSession(call, toolCall)
    const { data, error, log_id, repairs, next, isReplay } = result
    const shown = toolCall.offload ? await offload(call, toolCall.slug, data) : data
    return {
      data: shown,
      error,
      log_id,
      repairs,
      isReplay,
      ...(next && { next }),
      ...simulatedFields(result),
    }
  } catch (thrown) {
    if (thrown instanceof ApiError && thrown.kind === 'ToolNotInSession') throw thrown
    const failure = toAgentFailure(thrown)
    const logged = thrown instanceof ApiError ? thrown.logId : undefined
    return {
      ...failure,
      log_id: logged ?? (await recordCall(call, toolCall.slug, undefined, failure.error, started)),
    }
  }
}

/**
 * `executeForAgent`, once for an idempotency key. Without one, each app tool has a key derived from its call, and code
 * of a session, whose own calls may be as alike as it wants, has one as a whole.
 */
export async function executeOnceForAgent(
  call: MetaToolCall,
  toolCall: SessionToolCall,
  key: string | undefined,
): Promise<{ answer: AgentResult; isReplay: boolean }> {
  const { deps, session, delivery, ...rest } = call
  const { projectId, id: sessionId } = session
  const { slug } = toolCall
  const run = (effect: Effect | undefined) => executeForAgent({ deps, session, ...rest, effect }, toolCall)
  const unknown = () => outcomeUnknown(call, toolCall)
  if (key !== undefined) {
    const request = { session: sessionId, ...toolCall }
    return executeOnce<AgentResult>(deps, { projectId, key, request }, run, unknown)
  }
  if (delivery && !toolCall.isPreview && isCode.has(slug)) {
    const what = { projectId, sessionId, scope: sessionId, toolkit: metaToolkit.slug, tool: slug }
    const derived = { ...what, arguments: toolCall.arguments, delivery }
    return executeDerived<AgentResult>(deps, derived, run, unknown)
  }
  const answer = await executeForAgent(call, toolCall)
  return { answer, isReplay: answer.isReplay === true }
}

/** Meta tools that run code. */
const isCode: ReadonlySet<string> = new Set<MetaToolSlug>([
  'COMPOSIO_REMOTE_WORKBENCH',
  'COMPOSIO_REMOTE_BASH_TOOL',
])

async function outcomeUnknown(
  call: MetaToolCall,
  { slug, arguments: args }: SessionToolCall,
): Promise<AgentResult> {
  const { deps, session, requestId } = call
  if (!isMetaTool(slug) && !isRecipe(call.deps, slug)) {
    const { projectId, id: sessionId, userId } = session
    const unknown = { projectId, sessionId, userId, requestId, tool: slug, arguments: args }
    const { data, error, log_id } = await recordUnknown(deps, unknown)
    return { data, error, log_id }
  }
  return recordUnknownCall(call, slug, metaToolkit.slug)
}

async function executeMeta(call: MetaToolCall, slug: Parameters<typeof executeMetaTool>[1], args: unknown) {
  const started = performance.now()
  const { data, error } = await executeMetaTool(call, slug, args)
  return { data, error, log_id: await recordCall(call, slug, metaToolkit.slug, error, started) }
}
