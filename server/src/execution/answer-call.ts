/** What a caller is told of a call: its result, its failure, or that a person is asked. */
import type { Deps } from '../deps.ts'
import { type ApprovalRequired, describeApproval } from '../permissions/check-call.ts'
import { noteFailure } from './failure-note.ts'
import type { Progress } from './progress.ts'
import { nextCall } from './results/next-call.ts'
import { presentData } from './results/present.ts'
import type { RunResult } from './run-tool.ts'
import type { ExecutionResult, ToolCall } from './tool-call.ts'

type AnswerDeps = Pick<Deps, 'db' | 'jobs' | 'vault' | 'storage' | 'clock' | 'env' | 'log'>

/** The answer: as much of the result as is wanted, and how to get the next page. */
export async function answerCall(
  deps: AnswerDeps,
  call: ToolCall,
  { resolved, selection, sent, simulated, repairs = [] }: Progress,
  { data: whole, error, successful, link }: RunResult,
  log_id: string,
): Promise<ExecutionResult> {
  const answer = {
    error,
    successful,
    log_id,
    session_info: null,
    repairs,
    ...(simulated && { simulatedFrom: simulated }),
  }
  if (!resolved || call.isPreview === true) return { ...answer, data: whole }
  const { tool } = resolved
  const wanted = { tool, selection: successful ? selection : undefined }
  const data = await presentData(deps, call, wanted, whole, log_id)
  const isList = successful && sent !== undefined && tool.tags.includes('readOnlyHint')
  const next = isList ? nextCall({ tool, args: sent.args, data: whole, link }) : undefined
  return { ...answer, data, ...(next && { next: { arguments: next } }) }
}

/** A call that a person is asked about is a result: agents read results, and know by it what to repeat. */
export function answerWaiting(
  deps: AnswerDeps,
  { approval, message }: ApprovalRequired,
  log_id: string,
  { repairs = [] }: Progress,
): ExecutionResult {
  const asked = describeApproval(deps, approval)
  const failure = { ...noNote, kind: 'policy', suggested_fix: asked['suggested_fix'] }
  const error = `${message}. ${String(asked['suggested_fix'])}`
  return { data: { ...asked, failure }, error, successful: false, log_id, session_info: null, repairs }
}

/** Tells who listens to the call. */
export function tellWaiting({ notice, tool }: ToolCall, { approval }: ApprovalRequired): void {
  const message = `${tool} waits for a person: approval ${approval.id}`
  notice?.({ event: 'approval_required', tool, message, approval_id: approval.id })
}

const noNote = { retryable: false, retry_after: null, provider_status: null, provider_message: null }

/** A failed result with its note, which an unknown outcome has already; a provider's own field of the name stays. */
export function withNote(result: RunResult, { resolved }: Progress): RunResult {
  if (result.successful || !resolved || 'failure' in result.data) return result
  const { slug, tags } = resolved.tool
  return {
    ...result,
    data: { ...result.data, failure: noteFailure(slug, tags.includes('readOnlyHint'), result) },
  }
}
