/** The part of an execution that talks to the provider: build, send, shape; declarative or built in. */
import type { CatalogToolkit, GraphqlExec, HttpExec, ResponseSpec, TemplateScope } from '@patchbay/catalog'
import type { Deps } from '../deps.ts'
import { EgressError } from '../egress/egress.ts'
import { redactText } from '../vault/redact.ts'
import { builtins } from './builtins/builtins.ts'
import type { BuiltinRequest } from './builtins/builtin.ts'
import { withCallerBody } from './caller-body.ts'
import { filesUpTo, keepAnswer } from './files/answer-file.ts'
import type { CallFiles } from './files/call-files.ts'
import { openFiles } from './files/open-files.ts'
import type { RequestContext } from './request/build-request.ts'
import { buildRequest } from './request/build-request.ts'
import type { Bag, OutgoingRequest } from './request/outgoing-request.ts'
import { buildBuiltinRequest } from './request/builtin-request.ts'
import { buildGraphqlRequest } from './request/graphql.ts'
import { NotMade } from './gate/gate.ts'
import type { ResolvedTool } from './resolve-tool.ts'
import { shapeFile, shapeResult, type ShapedResult } from './response/shape-result.ts'
import { graphqlResponse } from './response/graphql.ts'
import { runSteps } from './run-steps.ts'
import { sendForFile, UnknownOutcome, type Channel } from './send.ts'
import { unknownOutcome } from './unknown-outcome.ts'
import type { Toolkits } from './effects/verifying-tool.ts'
import type { Stopwatch } from './stopwatch.ts'
import { describeTransportFailure } from './transport-failure.ts'

export interface Run extends ResolvedTool {
  args: Readonly<Bag>
  /** Values that the schema declares for arguments left out. */
  defaults: Readonly<Bag>
  context: RequestContext
  channel: Channel
  /** `custom_auth_params.body`. */
  callerBody: Readonly<Bag> | undefined
  /** Storage; without it files come and go inside the JSON, as far as they are small. */
  files?: CallFiles | undefined
  /** Answers come from a recording: there is no provider to look at. */
  isReplay?: boolean
  watch: Stopwatch
}

export interface RunResult extends ShapedResult {
  /** Status of the provider's last answer. */
  upstreamStatus?: number | undefined
  /** The provider's `Retry-After`, as it came. */
  retryAfter?: string | undefined
  /** The provider's `Link` header, which may lead to the next page. */
  link?: string | undefined
  /** There was no connection, so the request never left. */
  notSent?: boolean
  /** The provider was asked and did not answer in time. */
  timedOut?: boolean
}

type RunDeps = Pick<Deps, 'egress' | 'clock'> & Toolkits

/** A provider's refusal inside a built-in: ends it with the provider's error as the result. */
class UpstreamFailure extends Error {
  override name = 'UpstreamFailure'
  readonly result: RunResult

  constructor(result: RunResult) {
    super(result.error ?? 'failed')
    this.result = result
  }
}

/**
 * Runs a tool whose arguments are valid.
 * @throws {ApiError} when the call is at fault; what the provider says or fails to say is a result.
 */
export async function runTool(deps: RunDeps, run: Run): Promise<RunResult> {
  const { exec } = run.tool
  try {
    // Most servers never need the MCP client, so none pays for it at its start.
    if (exec.kind === 'mcp') return await (await import('./run-mcp.ts')).runMcp(deps, run, exec)
    const opening = { files: run.files, load: !canStream(exec) }
    const opened = { ...run, args: await openFiles(run.args, run.tool.input, opening) }
    if (exec.kind === 'builtin') return await runBuiltin(deps, opened, exec.name)
    if (exec.kind !== 'steps') return await runCall(deps, opened, exec, run.context.scope)
    return await runSteps(exec, { ...run.context.scope, input: run.args }, (call, scope) =>
      runCall(deps, opened, call, scope),
    )
  } catch (error) {
    if (error instanceof UpstreamFailure) return error.result
    if (error instanceof UnknownOutcome) return unknownOutcome(deps, run.tool, error.message)
    if (!(error instanceof EgressError)) throw error
    const text = redactText(describeTransportFailure(error), run.channel.credential.secrets.reveal())
    const wait = error instanceof NotMade ? String(error.retryAfterSeconds) : undefined
    const timedOut = error.code === 'timeout'
    return { data: {}, error: text, successful: false, notSent: !error.sent, timedOut, retryAfter: wait }
  }
}

const streamingTypes = new Set(['multipart', 'related', 'raw'])

/** Whether the body of a tool takes a file as a stream; a built-in reads it itself. */
function canStream(exec: Run['tool']['exec']): boolean {
  return exec.kind === 'builtin' || (exec.kind === 'http' && streamingTypes.has(exec.body_type))
}

/** One declarative call. */
async function runCall(
  deps: RunDeps,
  run: Run,
  call: HttpExec | GraphqlExec,
  scope: TemplateScope,
): Promise<RunResult> {
  const context = { ...run.context, scope }
  const request = await run.watch.step('build_request', () =>
    call.kind === 'http'
      ? buildRequest(call, run.args, run.defaults, context)
      : buildGraphqlRequest(call, run.args, context),
  )
  const response = call.kind === 'http' ? call.response : graphqlResponse(call)
  return exchange(deps, run, withCallerBody(request, run.callerBody), response)
}

async function runBuiltin(deps: RunDeps, run: Run, name: string): Promise<RunResult> {
  const builtin = builtins.get(name)
  // The catalog's test compares its names with the table, so this is a mismatch of versions.
  if (!builtin) throw new Error(`the catalog names a built-in that does not exist: ${name}`)
  let upstreamStatus: number | undefined
  const data = await builtin({
    arguments: run.args,
    now: deps.clock.now(),
    files: run.files,
    async request(spec: BuiltinRequest): Promise<Bag> {
      run.channel.bytesLeft = Math.max(run.channel.bytesLeft, spec.mostBytes ?? 0)
      const result = await exchange(deps, run, buildBuiltinRequest(spec, run.context))
      upstreamStatus = result.upstreamStatus
      if (!result.successful) throw new UpstreamFailure(result)
      return result.data
    },
  })
  return { data, error: null, successful: true, upstreamStatus }
}

async function exchange(
  deps: RunDeps,
  run: Run,
  request: OutgoingRequest,
  spec?: ResponseSpec,
): Promise<RunResult> {
  const { files, channel } = run
  const streamUpTo = files ? filesUpTo(files, spec?.file !== undefined) : () => undefined
  const { body, ...head } = await run.watch.step('send', () =>
    sendForFile(deps, channel, request, streamUpTo),
  )
  const { http }: Pick<CatalogToolkit, 'http'> = run.toolkit
  const secrets = channel.credential.secrets.reveal()
  if (Buffer.isBuffer(body) || !files) {
    const response = { ...head, body: Buffer.isBuffer(body) ? body : Buffer.alloc(0) }
    return run.watch.step('shape_result', () => ({
      ...shapeResult(response, http, secrets, spec),
      upstreamStatus: head.status,
      retryAfter: head.headers['retry-after'],
      link: head.headers['link'],
    }))
  }
  return run.watch.step('keep_file', async () => ({
    ...shapeFile(await keepAnswer(files, head, body), head.headers, secrets, spec),
    upstreamStatus: head.status,
    retryAfter: head.headers['retry-after'],
  }))
}
