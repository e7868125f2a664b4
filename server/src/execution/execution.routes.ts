/** Operations that run tools. */
import { z } from 'zod'
import { ApiError } from '../http/errors.ts'
import { storageOrigin } from '../files/file-links.ts'
import { nothing, operation, type Operation } from '../http/operation.ts'
import { CustomAuthParams, CustomConnectionData } from './custom-auth-contract.ts'
import { executeProxy } from './execute-proxy.ts'
import { executeOnce } from './effects/execute-once.ts'
import { executeTool, recordUnknown } from './execute-tool.ts'
import { idempotencyKey, replayHeader } from './idempotency-key.ts'
import { repairHeader } from './repair-header.ts'
import type { ToolCall } from './tool-call.ts'
import { ProxyBody, proxyBodyLimit, ProxyResult } from './proxy-contract.ts'

const tag = 'Tools'
/** Arguments carry whole documents; files go through storage. */
const bodyLimit = 4 * 1024 * 1024

const userId = z.string().min(1).max(256)

const ExecuteBody = z.strictObject({
  connected_account_id: z.string().min(1).max(100).optional(),
  /** Deprecated name of user_id. */
  entity_id: userId.optional(),
  user_id: userId.optional(),
  version: z.string().max(64).optional(),
  custom_auth_params: CustomAuthParams.optional(),
  custom_connection_data: CustomConnectionData.optional(),
  arguments: z.record(z.string(), z.unknown()).nullish(),
  text: z.string().nullish(),
  /** Not in the published contract: answers with the request that would be sent, and sends nothing. */
  preview: z.boolean().optional(),
  /** Deprecated; every execution is logged. */
  allow_tracing: z.boolean().nullish(),
})

const ExecuteResult = z.object({
  data: z.record(z.string(), z.unknown()),
  error: z.string().nullable(),
  successful: z.boolean(),
  session_info: z.null(),
  log_id: z.string(),
})

/** @throws {ApiError} BadRequest for `text`, alone or beside `arguments`. */
function readArguments({ arguments: args, text }: z.output<typeof ExecuteBody>): Record<string, unknown> {
  if (!text) return args ?? {}
  const problem = args
    ? 'cannot be sent together with arguments'
    : 'needs a language model, and this server has none'
  throw new ApiError('BadRequest', `Invalid body: text: ${problem}`, {
    errors: [`text: ${problem}`],
    suggestedFix: 'Leave text out and send arguments; the tool’s input_parameters say which.',
  })
}

export const executionRoutes: readonly Operation[] = [
  operation({
    method: 'POST',
    path: '/tools/execute/:tool_slug',
    operationId: 'postToolsExecuteByToolSlug',
    tag,
    summary: 'Execute a tool',
    access: 'project',
    rateClass: 'standard',
    // The execution log holds a row for every call, failed ones too.
    audit: 'none',
    params: z.object({ tool_slug: z.string().min(1) }),
    query: nothing,
    body: ExecuteBody,
    bodyLimit,
    success: { status: 200, body: ExecuteResult },
    errors: [400, 401, 403, 404, 408, 409, 410, 413, 422, 429, 500, 501, 502, 503],
    handler: async ({ deps, principal, params, body, request, reply }) => {
      const call: ToolCall = {
        requestId: request.id,
        origin: storageOrigin(deps.env, request),
        projectId: principal.projectId,
        tool: params.tool_slug,
        version: body.version,
        userId: body.user_id ?? body.entity_id,
        connectedAccountId: body.connected_account_id,
        arguments: readArguments(body),
        customAuthParams: body.custom_auth_params,
        customConnectionData: body.custom_connection_data,
        isPreview: body.preview,
      }
      const { answer, isReplay } = await executeOnce(
        deps,
        {
          projectId: principal.projectId,
          key: body.preview === true ? undefined : idempotencyKey(request),
          request: { tool: params.tool_slug.toUpperCase(), body },
        },
        (effect) => executeTool(deps, { ...call, effect }),
        () => recordUnknown(deps, call),
      )
      reply.headers({ ...repairHeader(answer.repairs), ...replayHeader(isReplay) })
      return answer
    },
  }),
  operation({
    method: 'POST',
    path: '/tools/execute/proxy',
    operationId: 'postToolsExecuteProxy',
    tag,
    summary: 'Call a provider’s API with a connected account',
    access: 'project',
    rateClass: 'standard',
    audit: 'none',
    params: nothing,
    query: nothing,
    body: ProxyBody,
    bodyLimit: proxyBodyLimit,
    success: { status: 200, body: ProxyResult },
    errors: [400, 401, 403, 404, 422, 429, 500, 501, 502, 504],
    handler: async ({ deps, principal, body: { connected_account_id, ...call }, request }) =>
      executeProxy(deps, {
        ...call,
        requestId: request.id,
        origin: storageOrigin(deps.env, request),
        projectId: principal.projectId,
        connectedAccountId: connected_account_id,
      }),
  }),
]
