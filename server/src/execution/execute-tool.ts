/**
 * Executing a tool, step by step. Data walks one way; each step is a file.
 *
 *     resolve tool → pick account → (read text →) validate arguments → check permission → open credential
 *     → build request → guard destination → send → shape result → record → (select, trim)
 *
 * Permission is checked once the arguments are valid: policies look at them, and a person is asked about them.
 * The credential is opened before the request is built because the address of an API may be one of its fields.
 */
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import { recordExecution } from '../logs/logs.ts'
import { boundPayload, type Payload } from '../logs/payload.ts'
import { noteCall, type OutcomeKind, outcomeKind } from '../tool-experience/tool-experience.ts'
import { isNoAuth } from '../toolkits/toolkits.ts'
import { countCall } from '../quotas/quotas.ts'
import { redactDeep } from '../vault/redact.ts'
import { declaredDefaults } from './arguments/declared-defaults.ts'
import { validateArguments } from './arguments/validate-arguments.ts'
import { callFiles } from './files/call-files.ts'
import {
  ApprovalRequired,
  checkCall,
  describeApproval,
  type Facts,
  noteTaint,
  previewCall,
  readFacts,
} from '../permissions/check-call.ts'
import { readsUntrusted } from '../permissions/taint.ts'
import { checkPermission } from './check-permission.ts'
import { guardedToolCall } from './guarded-call.ts'
import { noteFailure } from './failure-note.ts'
import { openChannel } from './open-channel.ts'
import { pickAccount, type PickedAccount } from './pick-account.ts'
import { describePreview, Previewed } from './preview.ts'
import { nextCall } from './results/next-call.ts'
import { presentData } from './results/present.ts'
import { readSelection, type Selection } from './results/select.ts'
import { resolveTool, type ResolvedTool } from './resolve-tool.ts'
import { runTool, type RunResult } from './run-tool.ts'
import { recordCall } from './recording/record-call.ts'
import type { Recording } from './recording/recording.ts'
import { simulateCall } from './recording/simulate-call.ts'
import { requireScopes } from './scopes/require-scopes.ts'
import { startStopwatch, type Stopwatch } from './stopwatch.ts'
import type { Channel } from './send.ts'
import type { ExecutionResult, Simulated, Simulation, ToolCall } from './tool-call.ts'
import { argumentsFromText } from './text/arguments-from-text.ts'
import { unknownOutcome } from './unknown-outcome.ts'

export type { ExecutionResult, ToolCall } from './tool-call.ts'

type ExecutionDeps = Pick<
  Deps,
  | 'db'
  | 'executionLog'
  | 'vault'
  | 'catalog'
  | 'config'
  | 'egress'
  | 'clock'
  | 'log'
  | 'env'
  | 'storage'
  | 'jobs'
  | 'llm'
>

/** What is known of a call so far, for its log row. */
interface Progress {
  resolved?: ResolvedTool
  account?: PickedAccount | undefined
  /** Whether the project's sessions remember what they read. */
  tracksTaint?: boolean
  /** Valid arguments, and the channel whose secrets they are cleaned of. */
  sent?: { args: Readonly<Record<string, unknown>>; channel: Channel }
  /** What of the result is wanted. */
  selection?: Selection | undefined
  /** What is kept of the exchanges with the provider. */
  recording?: Recording
  /** Nothing was sent. */
  simulated?: Simulated
  /** What was repaired in the arguments. */
  repairs?: readonly string[]
}

/**
 * Executes a tool and records it, whatever the outcome.
 * @returns what the provider said; its refusals too, as `successful: false` with its message.
 * @throws {ApiError} when the call itself is at fault: ToolNotFound, NoConnectedAccount,
 * ConnectedAccountUnusable, ScopesMissing, ToolArgumentsInvalid (one line an argument), TextNotUnderstood, DestinationRefused …
 */
export async function executeTool(deps: ExecutionDeps, call: ToolCall): Promise<ExecutionResult> {
  const watch = startStopwatch()
  const progress: Progress = {}
  let result: RunResult
  try {
    result = withNote(await perform(deps, call, progress, watch), progress)
  } catch (error) {
    // A built-in refuses arguments late: the log holds none that were refused.
    if (error instanceof ApiError && error.kind === 'ToolArgumentsInvalid') delete progress.sent
    const logId = await record(deps, call, progress, watch, { successful: false, error: messageFor(error) })
    note(deps, call, progress, watch, outcomeKind(false, undefined, error))
    if (error instanceof ApiError) error.logId = logId
    if (error instanceof ApprovalRequired) {
      noteWaiting(call, error)
      return waitingFor(deps, error, logId, progress)
    }
    throw error
  }
  const log_id = await record(deps, call, progress, watch, result)
  if (!call.isPreview && !progress.simulated)
    note(deps, call, progress, watch, outcomeKind(result.successful, result.upstreamStatus, undefined))
  if (result.successful && !call.isPreview && !progress.simulated)
    await remember(deps, call, progress, log_id)
  return present(deps, call, progress, result, log_id)
}

/** The answer: as much of the result as is wanted, and how to get the next page. */
async function present(
  deps: ExecutionDeps,
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
function waitingFor(
  deps: ExecutionDeps,
  { approval, message }: ApprovalRequired,
  log_id: string,
  { repairs = [] }: Progress,
): ExecutionResult {
  const asked = describeApproval(deps, approval)
  const failure = { ...noNote, kind: 'policy', suggested_fix: asked['suggested_fix'] }
  const error = `${message}. ${String(asked['suggested_fix'])}`
  return { data: { ...asked, failure }, error, successful: false, log_id, session_info: null, repairs }
}

function noteWaiting({ notice, tool }: ToolCall, { approval }: ApprovalRequired): void {
  const message = `${tool} waits for a person: approval ${approval.id}`
  notice?.({ event: 'approval_required', tool, message, approval_id: approval.id })
}

const noNote = { retryable: false, retry_after: null, provider_status: null, provider_message: null }

/** What the agent read may have been written by anyone. */
async function remember(
  deps: ExecutionDeps,
  { projectId, sessionId }: ToolCall,
  { resolved, account, tracksTaint }: Progress,
  logId: string,
): Promise<void> {
  if (!tracksTaint || sessionId === undefined || !resolved || !readsUntrusted(resolved.tool)) return
  const reading = { projectId, sessionId, tool: resolved.tool.slug, accountId: account?.id, logId }
  await noteTaint(deps, reading)
}

/** A failed result with its note, which an unknown outcome has already; a provider's own field of the name stays. */
function withNote(result: RunResult, { resolved }: Progress): RunResult {
  if (result.successful || !resolved || 'failure' in result.data) return result
  const { slug, tags } = resolved.tool
  return {
    ...result,
    data: { ...result.data, failure: noteFailure(slug, tags.includes('readOnlyHint'), result) },
  }
}

/**
 * Answers for a call that ended without a word after it may have had its effect, and records that.
 * @throws {ApiError} ToolNotFound, ToolVersionNotFound
 */
export async function recordUnknown(deps: ExecutionDeps, call: ToolCall): Promise<ExecutionResult> {
  const watch = startStopwatch()
  const resolved = resolveTool(deps, call.tool, call.version)
  const result = unknownOutcome(deps, resolved.tool, 'The server ended while it made this call.')
  const log_id = await record(deps, call, { resolved }, watch, result)
  return { ...result, log_id, session_info: null, repairs: [] }
}

async function perform(
  deps: ExecutionDeps,
  call: ToolCall,
  progress: Progress,
  watch: Stopwatch,
): Promise<RunResult> {
  const { step } = watch
  // A path that is none ends the call before it is made.
  if (call.select !== undefined) progress.selection = readSelection(call.select)
  const resolved = await step('resolve_tool', () => resolveTool(deps, call.tool, call.version))
  progress.resolved = resolved
  const { tool, toolkit } = resolved
  if (call.simulation) return simulate(deps, call, call.simulation, progress)
  const { account, facts } = await step('pick_account', () => pickWithFacts(deps, call, resolved))
  progress.account = account
  progress.tracksTaint = facts.tracksTaint
  checkPermission(account, tool)
  const { text } = call
  const given = text ? await step('read_text', () => argumentsFromText(deps, tool, text)) : call.arguments
  const { args, repairs } = await step('validate_arguments', () => validateArguments(tool, given))
  progress.repairs = repairs
  if (repairs.length > 0) {
    const message = `Arguments of ${tool.slug} were repaired: ${repairs.join('; ')}`
    call.notice?.({ event: 'arguments_repaired', tool: tool.slug, message, repairs })
  }
  const guarded = guardedToolCall(call, resolved, account, args)
  if (!call.isPreview) {
    await step('check_permission', () => checkCall(deps, guarded, facts))
    await countCall(deps, guarded)
  }
  const { context, channel } = await step('open_credential', () => openChannel(deps, call, toolkit, account))
  if (!call.isPreview) await requireScopes(deps, call, resolved, account, channel.credential)
  channel.isRead = tool.tags.includes('readOnlyHint')
  channel.isPreview = call.isPreview === true
  const recorder = call.isRecorded ? recordCall(() => channel.credential, deps.clock.now()) : undefined
  channel.recorder = recorder
  channel.signal = call.signal
  channel.notice = (notice) => call.notice?.({ tool: tool.slug, ...notice })
  progress.sent = { args, channel }
  try {
    const result = await runTool(deps, {
      ...resolved,
      args,
      defaults: declaredDefaults(tool.input),
      context,
      channel,
      callerBody: call.customAuthParams?.body,
      files: callFiles(deps, call, toolkit.slug, tool.slug),
      watch,
    })
    if (recorder) progress.recording = recorder.finish({ tool, args, context, account }, result)
    return result
  } catch (error) {
    if (!(error instanceof Previewed)) throw error
    const asked = previewCall(guarded, facts)
    const data = describePreview(resolved, account, channel.credential, error.request, asked)
    return { data, error: null, successful: true }
  }
}

/** Answers a call of a simulation: its arguments are checked as ever, and nothing is opened or sent. */
async function simulate(
  deps: ExecutionDeps,
  call: ToolCall,
  simulation: Simulation,
  progress: Progress,
): Promise<RunResult> {
  const { resolved } = progress
  if (!resolved) throw new Error('a tool is resolved first')
  const { args, repairs } = validateArguments(resolved.tool, call.arguments)
  progress.repairs = repairs
  const { result, simulated } = await simulateCall(deps, resolved, args, simulation)
  progress.simulated = simulated
  return result
}

/** The account, and what permissions need to know; read side by side where the account's id is known before. */
async function pickWithFacts(
  deps: ExecutionDeps,
  call: ToolCall,
  resolved: ResolvedTool,
): Promise<{ account: PickedAccount | undefined; facts: Facts }> {
  const { projectId, sessionId, permissions, connectedAccountId } = call
  const isNeeded = needsAccount(call, resolved)
  const pick = () => pickAccount(deps, call, resolved.toolkit, isNeeded)
  const read = (accountId: string | undefined) =>
    readFacts(deps, { projectId, sessionId, permissions, tool: resolved.tool.slug, accountId })
  if (connectedAccountId !== undefined || !isNeeded) {
    const [account, facts] = await Promise.all([pick(), read(connectedAccountId)])
    return { account, facts }
  }
  const account = await pick()
  return { account, facts: await read(account?.id) }
}

/** A call that brings its own credential needs no account, and neither does a tool that works without. */
function needsAccount(call: ToolCall, { tool, toolkit }: ResolvedTool): boolean {
  const bringsOwn = call.customAuthParams !== undefined || call.customConnectionData !== undefined
  return !tool.no_auth && !isNoAuth(toolkit) && !bringsOwn
}

async function record(
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

type Outcome = Pick<RunResult, 'successful' | 'error' | 'upstreamStatus'> & { data?: RunResult['data'] }

/** The result was cleaned of secrets when it was shaped; the arguments may repeat one, too. */
function payloadOf({ args, channel }: NonNullable<Progress['sent']>, data: unknown): Payload {
  const request = boundPayload(redactDeep(args, channel.credential.secrets.reveal()))
  return { request, ...(data !== undefined && { response: boundPayload(data) }) }
}

/** Counts the call for later searches; of tools that do not exist nothing is kept. */
function note(
  deps: Pick<Deps, 'db' | 'clock' | 'log'>,
  { projectId, sessionId }: ToolCall,
  { resolved }: Progress,
  watch: Stopwatch,
  kind: OutcomeKind | undefined,
): void {
  if (!resolved || kind === undefined) return
  noteCall(deps, { projectId, sessionId, tool: resolved.tool.slug, kind, durationMs: watch.elapsed() })
}

/** What the log says of an error: an `ApiError` is written to be read, any other message could quote anything. */
export function messageFor(error: unknown): string {
  if (!(error instanceof ApiError)) return 'Something went wrong on our side'
  // Its message repeats what was refused, which may be a secret in the wrong place.
  if (error.kind === 'ToolArgumentsInvalid') return 'Invalid arguments'
  if (error.kind === 'TextNotUnderstood') return 'The text was not understood'
  return error.message
}
