/** Calling a provider's API directly with a stored credential: the same account, guard, send and record steps. */
import type { CatalogToolkit } from '@patchbay/catalog'
import type { Deps } from '../deps.ts'
import type { Readable } from 'node:stream'
import { EgressError, type EgressHead, type EgressResponse } from '../egress/egress.ts'
import { ApiError } from '../http/errors.ts'
import { recordExecution } from '../logs/logs.ts'
import { findToolkit } from '../toolkits/toolkits.ts'
import { redactDeep, redactText } from '../vault/redact.ts'
import type { ExecutionDeps } from './execute-tool.ts'
import { messageFor } from './record-tool-call.ts'
import { checkCall, noteTaint, readFacts } from '../permissions/check-call.ts'
import { guardedProxyCall } from './guarded-call.ts'
import { openChannel } from './open-channel.ts'
import { pickNamedAccount, type PickedAccount } from './pick-account.ts'
import { filesUpTo, keepAnswer } from './files/answer-file.ts'
import { callFiles, type CallFiles } from './files/call-files.ts'
import { buildProxyRequest } from './proxy-request.ts'
import type { ProxyResult } from './proxy-contract.ts'
import { decodeBody } from './response/decode-body.ts'
import { cutError, statusText, upstreamMessage } from './response/upstream-error.ts'
import { countCall } from '../quotas/quotas.ts'
import { sendForFile } from './send.ts'
import { startStopwatch, type Stopwatch } from './stopwatch.ts'
import type { ProxyCall } from './tool-call.ts'
import { toTransportError } from './transport-failure.ts'

export type { ProxyCall } from './tool-call.ts'

type ProxyDeps = Omit<ExecutionDeps, 'llm'>

interface Progress {
  toolkit?: CatalogToolkit
  account?: PickedAccount | undefined
  upstreamStatus?: number
  upstreamError?: string | undefined
  tracksTaint?: boolean
}

/** Headers of the connection, and cookies, which would be a credential of their own. */
const keptBack = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'set-cookie',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/**
 * Sends the call to the account's provider and records it. Any status is an answer.
 * @throws {ApiError} DestinationRefused for a URL outside the toolkit's hosts; BadRequest naming the field;
 * NoConnectedAccount, ConnectedAccountUnusable; PermissionDenied, ApprovalRequired; UpstreamUnreachable, UpstreamTimeout,
 * PayloadTooLarge, FileTooLarge when there is no answer to give.
 */
export async function executeProxy(deps: ProxyDeps, call: ProxyCall): Promise<ProxyResult> {
  const watch = startStopwatch()
  const progress: Progress = {}
  try {
    const result = await perform(deps, call, progress, watch)
    const logId = await record(deps, call, progress, watch, progress.upstreamError)
    await remember(deps, call, progress, logId)
    return result
  } catch (error) {
    await record(deps, call, progress, watch, messageFor(error))
    throw error
  }
}

async function perform(
  deps: ProxyDeps,
  call: ProxyCall,
  progress: Progress,
  watch: Stopwatch,
): Promise<ProxyResult> {
  const account = await watch.step('pick_account', () => accountOf(deps, call))
  progress.account = account
  const toolkit = findToolkit(deps, account?.toolkit ?? call.custom_connection_data?.toolkitSlug ?? '')
  progress.toolkit = toolkit
  await watch.step('check_permission', () => guard(deps, call, toolkit, account, progress))
  const opening = { ...call, customConnectionData: call.custom_connection_data }
  const { context, channel } = await watch.step('open_credential', () =>
    openChannel(deps, opening, toolkit, account),
  )
  const request = await watch.step('build_request', () => buildProxyRequest(deps, call, context.baseUrl))
  const files = callFiles(deps, call, toolkit.slug, 'PROXY')
  const secrets = () => channel.credential.secrets.reveal()
  const { body, ...head } = await watch
    .step('send', () => sendForFile(deps, channel, request, filesUpTo(files, false)))
    .catch(explainTransport)
  progress.upstreamStatus = head.status
  if (Buffer.isBuffer(body))
    return watch.step('shape_result', () => shape({ ...head, body }, toolkit, secrets(), progress))
  return watch.step('keep_file', () => keep(files, head, body, secrets())).catch(explainTransport)
}

/** @throws {ApiError} PermissionDenied, ApprovalRequired */
async function guard(
  deps: ProxyDeps,
  call: ProxyCall,
  toolkit: CatalogToolkit,
  account: PickedAccount | undefined,
  progress: Progress,
): Promise<void> {
  const guarded = guardedProxyCall(call, toolkit, account)
  const facts = await readFacts(deps, guarded)
  progress.tracksTaint = facts.tracksTaint
  await checkCall(deps, guarded, facts)
  await countCall(deps, guarded)
}

function explainTransport(error: unknown): never {
  throw error instanceof EgressError ? toTransportError(error) : error
}

/** An answer that is a file. */
async function keep(
  files: CallFiles,
  head: EgressHead,
  body: Readable,
  secrets: readonly string[],
): Promise<ProxyResult> {
  const { mimetype, size, s3url, expiresAt } = await keepAnswer(files, head, body)
  return {
    status: head.status,
    data: null,
    headers: shownHeaders(head.headers, secrets),
    binary_data: { url: s3url, content_type: mimetype, size, expires_at: expiresAt },
  }
}

async function accountOf(deps: ProxyDeps, call: ProxyCall): Promise<PickedAccount | undefined> {
  if (call.custom_connection_data) return undefined
  if (call.connectedAccountId !== undefined) return pickNamedAccount(deps, call, call.connectedAccountId)
  const line = 'connected_account_id: is required, unless custom_connection_data is given'
  throw new ApiError('BadRequest', `Invalid body: ${line}`, { errors: [line] })
}

function shape(
  { status, headers, body }: EgressResponse,
  toolkit: CatalogToolkit,
  secrets: readonly string[],
  progress: Progress,
): ProxyResult {
  const decoded = decodeBody(body, headers['content-type'] ?? '')
  if (status >= 400) {
    const message = upstreamMessage(decoded, toolkit.http.error_paths)
    progress.upstreamError = cutError(
      redactText([statusText(status), message].filter(Boolean).join(': '), secrets),
    )
  }
  const data = decoded.kind === 'json' ? decoded.value : decoded.kind === 'text' ? decoded.text : null
  return { status, data: redactDeep(data, secrets), headers: shownHeaders(headers, secrets) }
}

function shownHeaders(headers: Record<string, string>, secrets: readonly string[]): Record<string, string> {
  const shown = Object.entries(headers).filter(([name]) => !keptBack.has(name))
  return Object.fromEntries(shown.map(([name, value]) => [name, redactText(value, secrets)]))
}

/** What an API answers may have been written by anyone. */
async function remember(
  deps: Pick<Deps, 'db'>,
  { projectId, sessionId }: ProxyCall,
  { account, tracksTaint }: Progress,
  logId: string,
): Promise<void> {
  if (!tracksTaint || sessionId === undefined) return
  await noteTaint(deps, { projectId, sessionId, tool: 'PROXY', accountId: account?.id, logId })
}

async function record(
  deps: Pick<Deps, 'db' | 'executionLog'>,
  call: ProxyCall,
  { account, toolkit, upstreamStatus }: Progress,
  watch: Stopwatch,
  error: string | undefined,
): Promise<string> {
  return recordExecution(deps, {
    projectId: call.projectId,
    sessionId: call.sessionId,
    userId: call.userId ?? account?.userId,
    connectedAccountId: account?.id,
    authConfigId: account?.authConfigId,
    toolkit: toolkit?.slug,
    tool: 'PROXY',
    toolVersion: toolkit?.version,
    status: error === undefined ? 'success' : 'failed',
    upstreamStatus,
    error,
    durationMs: watch.elapsed(),
    timings: watch.timings,
    requestId: call.requestId,
  })
}
