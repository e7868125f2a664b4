/** Operations that run tools. */
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ApiError } from '../http/errors.ts'
import { storageOrigin } from '../files/file-links.ts'
import { readGatewayHeaders } from '../llm/gateway-headers.ts'
import { publicOrigin } from '../http/public-url.ts'
import { nothing, operation, type Operation } from '../http/operation.ts'
import { CustomAuthParams, CustomConnectionData } from './custom-auth-contract.ts'
import { executeProxy } from './execute-proxy.ts'
import { deliveryOf } from './effects/delivery.ts'
import { executeOnce } from './effects/execute-once.ts'
import { executeTool, recordUnknown } from './execute-tool.ts'
import { idempotencyKey, replayHeader } from './idempotency-key.ts'
import { argumentsFromText } from './text/arguments-from-text.ts'
import type { FreeText } from './text/ask-model.ts'
import { resolveTool } from './resolve-tool.ts'
import { ResultWishes } from './results/result-wishes.ts'
import { repairHeader } from './repair-header.ts'
import { executeForUser } from '../tool-router/execute-for-user.ts'
import { isMetaTool } from '../tool-router/meta-tools.ts'
import type { ToolCall } from './tool-call.ts'
import { ProxyBody, proxyBodyLimit, ProxyResult } from './proxy-contract.ts'

const tag = 'Tools'
/** Arguments carry whole documents; files go through storage. */
const bodyLimit = 4 * 1024 * 1024

/** Characters of a text that is read as arguments. */
const longestText = 32_000

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
  text: z.string().max(longestText).nullish(),
  /** Not in the published contract: answers with the request that would be sent, and sends nothing. */
  preview: z.boolean().optional(),
  ...ResultWishes.shape,
  /** Deprecated; every execution is logged. */
  allow_tracing: z.boolean().nullish(),
})

const ExecuteResult = z.object({
  data: z.record(z.string(), z.unknown()),
  error: z.string().nullable(),
  successful: z.boolean(),
  session_info: z.null(),
  log_id: z.string(),
  /** Not in the published contract: the arguments that read the next page. */
  next: z.object({ arguments: z.record(z.string(), z.unknown()) }).optional(),
})

/** @throws {ApiError} BadRequest for `text` beside `arguments`; for gateway headers that are none. */
function readText(
  { arguments: args, text }: z.output<typeof ExecuteBody>,
  { headers }: FastifyRequest,
): FreeText | undefined {
  if (!text) return undefined
  if (!args) return { text, gatewayHeaders: readGatewayHeaders(headers) }
  const problem = 'text: cannot be sent together with arguments'
  throw new ApiError('BadRequest', `Invalid body: ${problem}`, {
    errors: [problem],
    suggestedFix: 'Leave text out and send arguments; the tool’s input_parameters say which.',
  })
}

/** What says nothing to a meta tool: it runs under the limits of a session, and with its accounts. */
const ofAppTools = [
  'connected_account_id',
  'custom_auth_params',
  'custom_connection_data',
  'text',
  'preview',
  'select',
  'max_tokens',
] as const

/** @throws {ApiError} BadRequest for the first of those fields that is there. */
function refuseBeside(body: z.output<typeof ExecuteBody>): void {
  const given = ofAppTools.find((field) => body[field] !== undefined && body[field] !== null)
  if (given === undefined) return
  const problem = `${given}: cannot be given to a meta tool`
  throw new ApiError('BadRequest', `Invalid body: ${problem}`, { errors: [problem] })
}

const InputBody = z.strictObject({
  text: z.string().min(1).max(longestText),
  custom_description: z.string().max(longestText).optional(),
  system_prompt: z.string().max(longestText).optional(),
  version: z.string().max(64).optional(),
})

const InputResult = z.object({ arguments: z.record(z.string(), z.unknown()) })

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
      if (isMetaTool(params.tool_slug.toUpperCase())) {
        refuseBeside(body)
        const { answer, isReplay } = await executeForUser(
          {
            deps,
            projectId: principal.projectId,
            userId: body.user_id ?? body.entity_id,
            slug: params.tool_slug.toUpperCase(),
            arguments: body.arguments ?? {},
            origin: publicOrigin(deps.env.publicUrl, request),
            requestId: request.id,
            delivery: deliveryOf(request, reply),
          },
          idempotencyKey(request),
        )
        reply.headers(replayHeader(isReplay))
        return answer
      }
      const call: ToolCall = {
        requestId: request.id,
        origin: storageOrigin(deps.env, request),
        linkOrigin: publicOrigin(deps.env.publicUrl, request),
        projectId: principal.projectId,
        tool: params.tool_slug,
        version: body.version,
        userId: body.user_id ?? body.entity_id,
        connectedAccountId: body.connected_account_id,
        arguments: body.arguments ?? {},
        text: readText(body, request),
        customAuthParams: body.custom_auth_params,
        customConnectionData: body.custom_connection_data,
        isPreview: body.preview,
        select: body.select,
        maxTokens: body.max_tokens,
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
    path: '/tools/execute/:tool_slug/input',
    operationId: 'postToolsExecuteByToolSlugInput',
    tag,
    summary: 'Read the arguments of a tool out of a text',
    access: 'project',
    rateClass: 'standard',
    audit: 'none',
    params: z.object({ tool_slug: z.string().min(1) }),
    query: nothing,
    body: InputBody,
    success: { status: 200, body: InputResult },
    errors: [400, 401, 404, 422, 429, 500],
    handler: async ({ deps, params, body, request }) => {
      const { tool } = resolveTool(deps, params.tool_slug, body.version)
      const free = {
        text: body.text,
        customDescription: body.custom_description,
        systemPrompt: body.system_prompt,
        gatewayHeaders: readGatewayHeaders(request.headers),
      }
      return { arguments: { ...(await argumentsFromText(deps, tool, free)) } }
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
