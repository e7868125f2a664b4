/** Running whatever slug an agent names: a meta tool or an app tool. */
import { executeMetaTool, type MetaToolResult } from './execute-meta.ts'
import type { MetaToolCall } from './meta/meta-tool-call.ts'
import { isMetaTool } from './meta-tools.ts'
import { executeInSession, type SessionToolCall } from './session-execute.ts'

/**
 * Executes a tool for the agent of a session.
 * @throws {ApiError} ToolNotInSession for a slug that the session does not have. Every other failure that the
 * agent or its user can do something about is the result's `error`.
 */
export async function executeForAgent(
  call: MetaToolCall,
  toolCall: SessionToolCall,
): Promise<MetaToolResult> {
  if (isMetaTool(toolCall.slug)) return executeMetaTool(call, toolCall.slug, toolCall.arguments)
  const { data, error, log_id } = await executeInSession(call.deps, call.session, toolCall)
  return { data, error, log_id }
}
