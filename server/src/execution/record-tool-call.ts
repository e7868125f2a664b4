/** What stays of a call: its row in the log, the count for later searches, and what its session has read. */
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import { recordExecution } from '../logs/logs.ts'
import { boundPayload, type Payload } from '../logs/payload.ts'
import { noteTaint } from '../permissions/check-call.ts'
import { readsUntrusted } from '../permissions/taint.ts'
import { noteCall, type OutcomeKind } from '../tool-experience/tool-experience.ts'
import { redactDeep } from '../vault/redact.ts'
import type { Progress } from './progress.ts'
import type { RunResult } from './run-tool.ts'
import type { Stopwatch } from './stopwatch.ts'
import type { ToolCall } from './tool-call.ts'

/** Writes the log row of a call. @returns its id */
export async function recordToolCall(
  deps: Pick<Deps, 'db' | 'executionLog'>,
  call: ToolCall,
  { resolved, account, repairs, sent, recording }: Progress,
  watch: Stopwatch,
  outcome: Outcome,
): Promise<string> {
  return recordExecution(deps, {
    projectId: call.projectId,
    sessionId: call.sessionId,
    userId: call.userId ?? account?.userId,
    connectedAccountId: account?.id,
    authConfigId: account?.authConfigId,
    toolkit: resolved?.toolkit.slug,
    tool: resolved?.tool.slug ?? call.tool,
    toolVersion: resolved?.tool.version,
    status: outcome.successful ? 'success' : 'failed',
    upstreamStatus: outcome.upstreamStatus,
    error: outcome.error ?? undefined,
    durationMs: watch.elapsed(),
    timings: watch.timings,
    requestId: call.requestId,
    repairs,
    payload: sent && { ...payloadOf(sent, outcome.data), ...(recording && { recording }) },
  })
}

/** What came of a call. */
type Outcome = Pick<RunResult, 'successful' | 'error' | 'upstreamStatus'> & { data?: RunResult['data'] }

/** The result was cleaned of secrets when it was shaped; the arguments may repeat one, too. */
function payloadOf({ args, channel }: NonNullable<Progress['sent']>, data: unknown): Payload {
  const request = boundPayload(redactDeep(args, channel.credential.secrets.reveal()))
  return { request, ...(data !== undefined && { response: boundPayload(data) }) }
}

/** Counts the call for later searches; of tools that do not exist nothing is kept. */
export function noteOutcome(
  deps: Pick<Deps, 'db' | 'clock' | 'log'>,
  { projectId, sessionId }: ToolCall,
  { resolved }: Progress,
  watch: Stopwatch,
  kind: OutcomeKind | undefined,
): void {
  if (!resolved || kind === undefined) return
  noteCall(deps, { projectId, sessionId, tool: resolved.tool.slug, kind, durationMs: watch.elapsed() })
}

/** Marks the session: what the agent read may have been written by anyone. */
export async function rememberTaint(
  deps: Pick<Deps, 'db' | 'clock'>,
  { projectId, sessionId }: ToolCall,
  { resolved, account, tracksTaint }: Progress,
  logId: string,
): Promise<void> {
  if (!tracksTaint || sessionId === undefined || !resolved || !readsUntrusted(resolved.tool)) return
  const reading = { projectId, sessionId, tool: resolved.tool.slug, accountId: account?.id, logId }
  await noteTaint(deps, reading)
}

/** What the log says of an error: an `ApiError` is written to be read, any other message could quote anything. */
export function messageFor(error: unknown): string {
  if (!(error instanceof ApiError)) return 'Something went wrong on our side'
  // Its message repeats what was refused, which may be a secret in the wrong place.
  if (error.kind === 'ToolArgumentsInvalid') return 'Invalid arguments'
  if (error.kind === 'TextNotUnderstood') return 'The text was not understood'
  return error.message
}
