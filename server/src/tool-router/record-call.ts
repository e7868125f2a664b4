/** Calls of meta tools and recipes in the log of executions. */
import { recordExecution } from '../logs/logs.ts'
import type { MetaToolCall } from './meta/meta-tool-call.ts'

/** Answers for a call that died after it may have had its effect: nobody knows. */
const unknownError =
  'outcome_unknown: the server ended while it made this call. Some of it may have taken effect: check before repeating it.'

/**
 * Keeps a call in the log.
 * @param started `performance.now()` when it began.
 * @returns the id of the log's row.
 */
export function recordCall(
  { deps, session, requestId }: MetaToolCall,
  tool: string,
  toolkit: string | undefined,
  error: string | null,
  started: number,
): Promise<string> {
  return recordExecution(deps, {
    projectId: session.projectId,
    sessionId: session.id,
    userId: session.userId,
    tool,
    toolkit,
    status: error === null ? 'success' : 'failed',
    error: error ?? undefined,
    durationMs: performance.now() - started,
    timings: {},
    requestId,
  })
}

/** The answer to a call of several calls that the server did not live to see the end of. */
export async function recordUnknownCall(call: MetaToolCall, tool: string, toolkit: string) {
  const failure = {
    kind: 'outcome_unknown',
    retryable: false,
    suggested_fix: 'Check each item with a reading tool.',
  }
  const log_id = await recordCall(call, tool, toolkit, unknownError, performance.now())
  return { data: { failure }, error: unknownError, log_id }
}
