/** Running a tool with a session's accounts. */
import { executeDerived, type DerivedCall } from '../execution/effects/execute-derived.ts'
import { executeTool, recordUnknown, type ExecutionResult } from '../execution/execute-tool.ts'
import type { FailureKind, FailureNote } from '../execution/failure-note.ts'
import type { ToolCall } from '../execution/tool-call.ts'
import { ApiError, errorCatalogue, type ErrorName } from '../http/errors.ts'
import { findToolkit, isNoAuth } from '../toolkits/toolkits.ts'
import { chooseAccount, linkOrigin } from './session-accounts.ts'
import { simulationOf } from './session-recording.ts'
import { sessionTool } from './session-tools.ts'
import type { MetaToolCall } from './meta/meta-tool-call.ts'

export interface SessionToolCall {
  slug: string
  arguments: Record<string, unknown>
  /** Id, alias or word id of the account to use. */
  account?: string | undefined
  /** A result too large to show is kept as a file of the workbench. */
  offload?: boolean | undefined
  /** Nothing is sent; the answer says what would have been. */
  isPreview?: boolean | undefined
  /** What of the result is wanted: see `ToolCall`. */
  select?: string | undefined
  maxTokens?: number | undefined
  /** How many calls like it come before it in the same batch. */
  nth?: number | undefined
}

/**
 * Executes an app tool for the session's user.
 * @throws {ApiError} ToolNotInSession; and what `chooseAccount` and `executeTool` throw.
 */
export async function executeInSession(
  metaCall: MetaToolCall,
  call: SessionToolCall,
): Promise<ExecutionResult> {
  const { deps, session, requestId, origin, effect, delivery } = metaCall
  const tool = sessionTool(deps, session.config, call.slug)
  const simulation = simulationOf(deps, session)
  const needsAccount = !simulation && !tool.no_auth && !isNoAuth(findToolkit(deps, tool.toolkit))
  const account = needsAccount ? await chooseAccount(deps, session, tool.toolkit, call.account) : undefined
  const toolCall: ToolCall = {
    projectId: session.projectId,
    sessionId: session.id,
    permissions: session.config.permissions,
    userId: session.userId,
    tool: tool.slug,
    arguments: call.arguments,
    requestId,
    origin,
    linkOrigin: linkOrigin(metaCall),
    effect,
    signal: metaCall.signalOf?.(tool.tags),
    notice: metaCall.notice,
    isPreview: call.isPreview,
    select: call.select,
    maxTokens: call.maxTokens,
    isRecorded: session.config.mode === 'record',
    simulation,
    ...(account && { connectedAccountId: account.id }),
  }
  const isRead = tool.tags.includes('readOnlyHint')
  if (!delivery || effect || isRead || call.isPreview || simulation) return executeTool(deps, toolCall)
  const derived: DerivedCall = {
    ...toolCall,
    scope: session.id,
    toolkit: tool.toolkit,
    accountId: account?.id,
    nth: call.nth,
    delivery,
  }
  const { answer, isReplay } = await executeDerived(
    deps,
    derived,
    (made) => executeTool(deps, { ...toolCall, effect: made }),
    () => recordUnknown(deps, toolCall),
  )
  return { ...answer, isReplay }
}

/** How an answer says that nobody was asked for it. */
export function simulatedFields({ simulatedFrom: source }: Pick<ExecutionResult, 'simulatedFrom'>) {
  if (!source) return {}
  const at = source.from === 'recording' ? { recorded_at: source.recorded_at } : {}
  return { simulated: true as const, simulated_from: source.from, ...at }
}

/** What an agent is told of a failure that it can do something about. */
export interface AgentFailure {
  data: Record<string, unknown>
  error: string
}

/**
 * Turns an error of the caller's making into a result: an agent reads results, while an HTTP error ends its run
 * in most frameworks. Bugs are thrown on.
 */
export function toAgentFailure(error: unknown): AgentFailure {
  if (!(error instanceof ApiError) || error.status >= 500) throw error
  const { slug, suggested_fix } = errorCatalogue[error.kind]
  const { errors, link, suggestedFix: fix = suggested_fix } = error.options
  return {
    data: {
      slug,
      suggested_fix: fix,
      failure: noteOf(error, fix),
      ...(errors && { errors }),
      ...(link && { connected_account_id: link.accountId, redirect_url: link.url }),
    },
    error: `${error.message}. ${fix}`,
  }
}

const kinds: Readonly<Record<number, FailureKind>> = {
  400: 'validation',
  401: 'auth',
  403: 'policy',
  404: 'not_found',
  409: 'conflict',
  422: 'auth',
  429: 'rate_limit',
}

/** Where the status does not say it. */
const ownKinds: Readonly<Partial<Record<ErrorName, FailureKind>>> = {
  NoConnectedAccount: 'auth',
  ConnectedAccountUnusable: 'auth',
  ScopesMissing: 'scope',
  RecordingMismatch: 'not_found',
  // What its code called may have happened.
  WorkbenchEnded: 'outcome_unknown',
}

/** The note on an error of ours, in the shape that a provider's refusal has. */
function noteOf({ kind, status }: ApiError, fix: string): FailureNote {
  return {
    kind: ownKinds[kind] ?? kinds[status] ?? 'validation',
    retryable: false,
    retry_after: null,
    provider_status: null,
    provider_message: null,
    suggested_fix: fix,
  }
}
