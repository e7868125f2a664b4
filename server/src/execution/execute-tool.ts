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
import { outcomeKind } from '../tool-experience/tool-experience.ts'
import { isNoAuth } from '../toolkits/toolkits.ts'
import { countCall } from '../quotas/quotas.ts'
import { declaredDefaults } from './arguments/declared-defaults.ts'
import { validateArguments } from './arguments/validate-arguments.ts'
import { callFiles } from './files/call-files.ts'
import { ApprovalRequired, checkCall, type Facts, previewCall, readFacts } from '../permissions/check-call.ts'
import { answerCall, answerWaiting, tellWaiting, withNote } from './answer-call.ts'
import { checkPermission } from './check-permission.ts'
import { guardedToolCall } from './guarded-call.ts'
import { openChannel } from './open-channel.ts'
import { pickAccount, type PickedAccount } from './pick-account.ts'
import { describePreview, Previewed } from './preview.ts'
import { readSelection } from './results/select.ts'
import type { Progress } from './progress.ts'
import { messageFor, noteOutcome, recordToolCall, rememberTaint } from './record-tool-call.ts'
import { resolveTool, type ResolvedTool } from './resolve-tool.ts'
import { runTool, type RunResult } from './run-tool.ts'
import { recordCall } from './recording/record-call.ts'
import { simulateCall } from './recording/simulate-call.ts'
import { requireScopes } from './scopes/require-scopes.ts'
import { startStopwatch, type Stopwatch } from './stopwatch.ts'
import type { ExecutionResult, Simulation, ToolCall } from './tool-call.ts'
import { argumentsFromText } from './text/arguments-from-text.ts'
import { unknownOutcome } from './unknown-outcome.ts'

export type { ExecutionResult, ToolCall } from './tool-call.ts'

/** What a call to a provider may be given. */
export type ExecutionDeps = Pick<
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
    const logId = await recordToolCall(deps, call, progress, watch, {
      successful: false,
      error: messageFor(error),
    })
    noteOutcome(deps, call, progress, watch, outcomeKind(false, undefined, error))
    if (error instanceof ApiError) error.logId = logId
    if (error instanceof ApprovalRequired) {
      tellWaiting(call, error)
      return answerWaiting(deps, error, logId, progress)
    }
    throw error
  }
  const log_id = await recordToolCall(deps, call, progress, watch, result)
  if (!call.isPreview && !progress.simulated)
    noteOutcome(deps, call, progress, watch, outcomeKind(result.successful, result.upstreamStatus, undefined))
  if (result.successful && !call.isPreview && !progress.simulated)
    await rememberTaint(deps, call, progress, log_id)
  return answerCall(deps, call, progress, result, log_id)
}

/**
 * Answers for a call that ended without a word after it may have had its effect, and records that.
 * @throws {ApiError} ToolNotFound, ToolVersionNotFound
 */
export async function recordUnknown(deps: ExecutionDeps, call: ToolCall): Promise<ExecutionResult> {
  const watch = startStopwatch()
  const resolved = resolveTool(deps, call.tool, call.version)
  const result = unknownOutcome(deps, resolved.tool, 'The server ended while it made this call.')
  const log_id = await recordToolCall(deps, call, { resolved }, watch, result)
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
