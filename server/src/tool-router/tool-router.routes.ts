/** Operations of tool router sessions. */
import { z } from 'zod'
import { CreateLinkExperimental } from '../connect-link/connect-link.ts'
import { deliveryOf } from '../execution/effects/delivery.ts'
import { idempotencyKey, replayHeader } from '../execution/idempotency-key.ts'
import { RecordingFile } from '../execution/recording/recording.ts'
import { ProxyBody, proxyBodyLimit, ProxyResult } from '../execution/proxy-contract.ts'
import { ResultWishes } from '../execution/results/result-wishes.ts'
import { repairHeader } from '../execution/repair-header.ts'
import { storageOrigin } from '../files/file-links.ts'
import { purgeMount } from '../files/mount-files.ts'
import {
  idOf,
  pageOf,
  pageOfArray,
  pageRequest,
  queryFlag,
  queryLimit,
  queryList,
  queryString,
} from '../http/contract.ts'
import { nothing, operation, type Operation } from '../http/operation.ts'
import { publicOrigin, requestOrigin } from '../http/public-url.ts'
import { findTool } from '../tools/tools.ts'
import { presentTool, ToolContract } from '../tools/present-tool.ts'
import { executeOnceForAgent } from './execute-for-agent.ts'
import { sessionMetaTools } from './meta-tools.ts'
import { createChoiceLink } from './choice-link.ts'
import { linkToolkit } from './session-accounts.ts'
import { configHistory, patchSession } from './patch-session.ts'
import { CreateSessionBody, PatchSessionBody } from './session-contract.ts'
import { customSet, InlineCustoms } from './search/custom-tools.ts'
import { QueryList } from './search/search-input.ts'
import { searchSession } from './search/search-session.ts'
import { proxyInSession } from './session-proxy.ts'
import { sessionRecording } from './session-recording.ts'
import { listSessionToolkits } from './session-toolkits.ts'
import { preloadedTools } from './session-tools.ts'
import { createSession, deleteSession, findSession, presentCreated, presentSession } from './sessions.ts'
import {
  ChoiceLink,
  ConfigHistoryItem,
  ExecuteResult,
  LinkResult,
  SearchResult,
  Session,
  SessionToolkit,
} from './tool-router.contract.ts'

const tag = 'Tool Router'
const SessionParams = z.object({ session_id: idOf('toolRouterSession') })

const SearchBody = z.strictObject({
  queries: QueryList,
  /** Not in the published contract, but SDKs send it. */
  toolkits: z.array(z.string().max(100)).max(2000).optional(),
  model: z.string().optional(),
  experimental: InlineCustoms.nullish(),
})

const ExecuteBody = z.strictObject({
  tool_slug: z.string().min(1),
  arguments: z.record(z.string(), z.unknown()).nullish(),
  account: z.string().min(1).optional(),
  /** Not in the published contract: answers with the request that would be sent, and sends nothing. */
  preview: z.boolean().optional(),
  ...ResultWishes.shape,
  enable_auto_workbench_offload: z.boolean().optional(),
  experimental: InlineCustoms.nullish(),
})

const ExecuteMetaBody = z.strictObject({
  slug: z.string().min(1),
  arguments: z.record(z.string(), z.unknown()).nullish(),
  experimental: InlineCustoms.nullish(),
})

const LinkBody = z.strictObject({
  toolkit: z.string().min(1),
  alias: z.string().min(1).optional(),
  callback_url: z.url({ protocol: /^https?$/, error: 'must be an http(s) URL' }).optional(),
  experimental: CreateLinkExperimental.optional(),
})

/** Not in the published contract, whose links name a toolkit. */
const ChoiceLinkBody = z
  .strictObject({
    toolkits: z.array(z.string().min(1).max(100)).min(1).max(200).optional(),
    callback_url: LinkBody.shape.callback_url,
  })
  .nullish()

export const toolRouterRoutes: readonly Operation[] = [
  operation({
    method: 'POST',
    path: '/tool_router/session',
    operationId: 'postToolRouterSession',
    tag,
    summary: 'Create a tool router session',
    access: 'project',
    rateClass: 'standard',
    audit: 'session.created',
    params: nothing,
    query: nothing,
    body: CreateSessionBody,
    success: { status: 201, body: Session },
    errors: [400, 401, 403, 404, 408, 500],
    handler: async ({ deps, principal, body, request }) => {
      // SDKs up to 0.6 speak v3, and do not send their custom tools again.
      const remembers = request.url.startsWith('/api/v3/')
      const session = await createSession(deps, principal.projectId, body, { remembers })
      return presentCreated(deps, session, requestOrigin(request), body.experimental ?? undefined)
    },
  }),
  operation({
    method: 'GET',
    path: '/tool_router/session/:session_id',
    operationId: 'getToolRouterSessionBySessionId',
    tag,
    summary: 'Get a tool router session',
    access: 'project',
    rateClass: 'standard',
    audit: 'none',
    params: SessionParams,
    query: nothing,
    body: nothing,
    success: { status: 200, body: Session },
    errors: [400, 401, 404, 500],
    handler: async ({ deps, principal, params, request }) => {
      const session = await findSession(deps, principal.projectId, params.session_id)
      return presentSession(deps, session, requestOrigin(request))
    },
  }),
  operation({
    method: 'PATCH',
    path: '/tool_router/session/:session_id',
    operationId: 'patchToolRouterSessionBySessionId',
    tag,
    summary: 'Patch a tool router session config',
    access: 'project',
    rateClass: 'standard',
    audit: 'session.updated',
    params: SessionParams,
    query: nothing,
    body: PatchSessionBody,
    success: { status: 200, body: Session },
    errors: [400, 401, 404, 408, 409, 500],
    handler: async ({ deps, principal, params, body, request }) => {
      const session = await patchSession(deps, principal.projectId, params.session_id, body)
      return presentSession(deps, session, requestOrigin(request))
    },
  }),
  operation({
    method: 'POST',
    path: '/tool_router/session/:session_id/attach',
    operationId: 'postToolRouterSessionBySessionIdAttach',
    tag,
    summary: 'Attach to an existing tool router session',
    access: 'project',
    rateClass: 'standard',
    audit: 'none',
    params: SessionParams,
    query: nothing,
    body: z.strictObject({ experimental: InlineCustoms.nullish() }).nullish(),
    success: { status: 200, body: Session },
    errors: [400, 401, 403, 404, 500],
    handler: async ({ deps, principal, params, body, request }) => {
      const session = await findSession(deps, principal.projectId, params.session_id)
      const customs = body?.experimental ?? undefined
      customSet(deps, customs)
      return presentCreated(deps, session, requestOrigin(request), customs)
    },
  }),
  operation({
    method: 'GET',
    path: '/tool_router/session/:session_id/config_history',
    operationId: 'getToolRouterSessionBySessionIdConfigHistory',
    tag,
    summary: 'List a tool router session config history',
    access: 'project',
    rateClass: 'standard',
    audit: 'none',
    params: SessionParams,
    query: z.object({ limit: queryLimit(100, 20), cursor: queryString }),
    body: nothing,
    success: { status: 200, body: pageOf(ConfigHistoryItem) },
    errors: [400, 401, 404, 500],
    handler: async ({ deps, principal, params, query }) => {
      const request = pageRequest(query.cursor, query.limit)
      const page = await configHistory(deps, principal.projectId, params.session_id, request)
      const items = page.items.map(({ version, createdAt, config, isCurrent }) => ({
        version,
        created_at: createdAt.toISOString(),
        config,
        is_current: isCurrent,
      }))
      return { ...page, items }
    },
  }),
  operation({
    method: 'GET',
    path: '/tool_router/session/:session_id/recording',
    // Not in the published contract.
    operationId: 'getToolRouterSessionBySessionIdRecording',
    tag,
    summary: 'Export what a session has recorded, as a test',
    access: 'project',
    rateClass: 'standard',
    audit: 'none',
    params: SessionParams,
    query: nothing,
    body: nothing,
    success: { status: 200, body: RecordingFile },
    errors: [400, 401, 404, 500],
    handler: async ({ deps, principal, params }) =>
      sessionRecording(deps, await findSession(deps, principal.projectId, params.session_id)),
  }),
  operation({
    method: 'DELETE',
    path: '/tool_router/session/:session_id',
    operationId: 'deleteToolRouterSessionBySessionId',
    tag,
    summary: 'Delete a tool router session',
    access: 'project',
    rateClass: 'standard',
    audit: 'session.deleted',
    params: SessionParams,
    query: nothing,
    body: nothing,
    success: { status: 200, body: z.object({ session_id: z.string(), deleted: z.literal(true) }) },
    errors: [400, 401, 404, 500],
    handler: async ({ deps, principal, params }) => {
      await deleteSession(deps, principal.projectId, params.session_id)
      const mount = { projectId: principal.projectId, sessionId: params.session_id }
      await deps.workbench.end(params.session_id, 'its session was deleted')
      await deps.jobs.enqueue(deps.db, purgeMount, mount)
      return { session_id: params.session_id, deleted: true as const }
    },
  }),
  operation({
    method: 'GET',
    path: '/tool_router/session/:session_id/tools',
    operationId: 'getToolRouterSessionBySessionIdTools',
    tag,
    summary: 'List the tools that a session shows its agent',
    access: 'project',
    rateClass: 'standard',
    audit: 'none',
    params: SessionParams,
    query: z.object({ limit: queryLimit(500, 100), cursor: queryString }),
    body: nothing,
    success: { status: 200, body: pageOf(ToolContract) },
    errors: [400, 401, 404, 500],
    handler: async ({ deps, principal, params, query }) => {
      const { config } = await findSession(deps, principal.projectId, params.session_id)
      const preloaded = preloadedTools(deps, config).map((slug) => findTool(deps, slug))
      const page = pageOfArray(
        [...sessionMetaTools(config), ...preloaded],
        pageRequest(query.cursor, query.limit),
      )
      return { ...page, items: page.items.map((tool) => presentTool(deps, tool)) }
    },
  }),
  operation({
    method: 'GET',
    path: '/tool_router/session/:session_id/toolkits',
    operationId: 'getToolRouterSessionBySessionIdToolkits',
    tag,
    summary: 'List the toolkits of a session with the user’s connections',
    access: 'project',
    rateClass: 'standard',
    audit: 'none',
    params: SessionParams,
    query: z.object({
      limit: queryLimit(50, 20),
      cursor: queryString,
      toolkits: queryList(z.string()),
      is_connected: queryFlag,
      search: queryString,
    }),
    body: nothing,
    success: { status: 200, body: pageOf(SessionToolkit) },
    errors: [400, 401, 403, 404, 500],
    handler: async ({ deps, principal, params, query }) => {
      const session = await findSession(deps, principal.projectId, params.session_id)
      return listSessionToolkits(deps, session, query)
    },
  }),
  operation({
    method: 'POST',
    path: '/tool_router/session/:session_id/link',
    operationId: 'postToolRouterSessionBySessionIdLink',
    tag,
    summary: 'Create a link by which the session’s user connects a toolkit',
    access: 'project',
    rateClass: 'standard',
    audit: 'connected_account.linked',
    params: SessionParams,
    query: nothing,
    body: LinkBody,
    success: { status: 201, body: LinkResult },
    errors: [400, 401, 403, 404, 500],
    handler: async ({ deps, principal, params, body, request }) => {
      const session = await findSession(deps, principal.projectId, params.session_id)
      const { toolkit, alias, callback_url: callbackUrl, experimental } = body
      const origin = publicOrigin(deps.env.publicUrl, request)
      return linkToolkit(deps, session, { toolkit, alias, callbackUrl, experimental, origin })
    },
  }),
  operation({
    method: 'POST',
    path: '/tool_router/session/:session_id/link/choice',
    operationId: 'postToolRouterSessionBySessionIdLinkChoice',
    tag,
    summary: 'Create a link by which the session’s user chooses a toolkit and connects it',
    access: 'project',
    rateClass: 'standard',
    audit: 'session.choice_linked',
    params: SessionParams,
    query: nothing,
    body: ChoiceLinkBody,
    success: { status: 201, body: ChoiceLink },
    errors: [400, 401, 403, 404, 500],
    handler: async ({ deps, principal, params, body, request }) => {
      const session = await findSession(deps, principal.projectId, params.session_id)
      const origin = publicOrigin(deps.env.publicUrl, request)
      return createChoiceLink(deps, session, {
        toolkits: body?.toolkits,
        callbackUrl: body?.callback_url,
        origin,
      })
    },
  }),
  operation({
    method: 'POST',
    path: '/tool_router/session/:session_id/search',
    operationId: 'postToolRouterSessionBySessionIdSearch',
    tag,
    summary: 'Find the tools for a use case',
    access: 'project',
    rateClass: 'standard',
    audit: 'none',
    params: SessionParams,
    query: nothing,
    body: SearchBody,
    success: { status: 200, body: SearchResult },
    errors: [400, 401, 403, 404, 413, 429, 500, 502],
    handler: async ({ deps, principal, params, body }) => {
      const session = await findSession(deps, principal.projectId, params.session_id)
      return searchSession(deps, session, {
        queries: body.queries,
        toolkits: body.toolkits,
        customs: customSet(deps, body.experimental ?? session.config.customs),
      })
    },
  }),
  operation({
    method: 'POST',
    path: '/tool_router/session/:session_id/execute',
    operationId: 'postToolRouterSessionBySessionIdExecute',
    tag,
    summary: 'Execute a tool in a session',
    access: 'project',
    rateClass: 'standard',
    audit: 'none',
    params: SessionParams,
    query: nothing,
    body: ExecuteBody,
    success: { status: 200, body: ExecuteResult },
    errors: [400, 401, 403, 404, 409, 413, 429, 500, 502],
    handler: async ({ deps, principal, params, body, request, reply }) => {
      const session = await findSession(deps, principal.projectId, params.session_id)
      const origin = publicOrigin(deps.env.publicUrl, request)
      const customs = customSet(deps, body.experimental ?? session.config.customs)
      const delivery = deliveryOf(request, reply)
      const call = { deps, session, origin, customs, requestId: request.id, delivery }
      const toolCall = {
        slug: body.tool_slug,
        arguments: body.arguments ?? {},
        account: body.account,
        isPreview: body.preview,
        offload: body.enable_auto_workbench_offload,
        select: body.select,
        maxTokens: body.max_tokens,
      }
      const key = body.preview === true ? undefined : idempotencyKey(request)
      const { answer, isReplay } = await executeOnceForAgent(call, toolCall, key)
      reply.headers({ ...repairHeader(answer.repairs ?? []), ...replayHeader(isReplay) })
      return answer
    },
  }),
  operation({
    method: 'POST',
    path: '/tool_router/session/:session_id/execute_meta',
    operationId: 'postToolRouterSessionBySessionIdExecuteMeta',
    tag,
    summary: 'Execute a meta tool in a session',
    access: 'project',
    rateClass: 'standard',
    audit: 'none',
    params: SessionParams,
    query: nothing,
    body: ExecuteMetaBody,
    success: { status: 200, body: ExecuteResult },
    errors: [400, 401, 403, 404, 409, 413, 429, 500, 502],
    handler: async ({ deps, principal, params, body, request, reply }) => {
      const session = await findSession(deps, principal.projectId, params.session_id)
      const origin = publicOrigin(deps.env.publicUrl, request)
      const customs = customSet(deps, body.experimental ?? session.config.customs)
      const delivery = deliveryOf(request, reply)
      const call = { deps, session, origin, customs, requestId: request.id, delivery }
      const toolCall = { slug: body.slug, arguments: body.arguments ?? {} }
      const { answer, isReplay } = await executeOnceForAgent(call, toolCall, idempotencyKey(request))
      reply.headers({ ...repairHeader(answer.repairs ?? []), ...replayHeader(isReplay) })
      return answer
    },
  }),
  operation({
    method: 'POST',
    path: '/tool_router/session/:session_id/proxy_execute',
    operationId: 'postToolRouterSessionBySessionIdProxyExecute',
    tag,
    summary: 'Call a toolkit’s API with the session user’s credentials',
    access: 'project',
    rateClass: 'standard',
    audit: 'none',
    params: SessionParams,
    query: nothing,
    bodyLimit: proxyBodyLimit,
    body: ProxyBody.omit({ connected_account_id: true }).extend({ toolkit_slug: z.string().min(1) }),
    success: { status: 200, body: ProxyResult },
    // The published contract has neither 422 nor 504 here, but has both for the same call without a session.
    errors: [400, 401, 403, 404, 413, 422, 429, 500, 502, 504],
    handler: async ({ deps, principal, params, body, request }) => {
      const session = await findSession(deps, principal.projectId, params.session_id)
      const { toolkit_slug, ...proxy } = body
      const origin = storageOrigin(deps.env, request)
      const call = { deps, session, requestId: request.id }
      return proxyInSession(call, { ...proxy, toolkit: toolkit_slug, origin })
    },
  }),
]
