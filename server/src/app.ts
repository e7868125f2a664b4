/** The table of contents of the API: every feature's operations and pages, by name. */
import type { FastifyInstance } from 'fastify'
import { sql } from './db/sql.ts'
import { startChaining } from './audit/start-chaining.ts'
import { authConfigRoutes } from './auth-configs/auth-configs.routes.ts'
import { cliClientRoutes } from './cli-clients/cli-clients.routes.ts'
import { cliLoginPages } from './cli-clients/cli-login.pages.ts'
import { connectLinkPages } from './connect-link/connect-link.pages.ts'
import { connectLinkRoutes } from './connect-link/connect-link.routes.ts'
import { connectedAccountRoutes } from './connected-accounts/connected-accounts.routes.ts'
import { consumerProjectRoutes } from './consumer/consumer-project.routes.ts'
import { consumerRoutes } from './consumer/consumer.routes.ts'
import { disposeOfAccounts } from './connected-accounts/dispose-accounts.ts'
import { expireConnection, expireInitiated } from './connected-accounts/expire-connection.job.ts'
import { refreshAhead, refreshIdle, startSweep } from './connected-accounts/refresh-ahead.job.ts'
import { keepUserInfo, readUserInfo } from './connected-accounts/read-user-info.job.ts'
import { customToolkitRoutes } from './custom-toolkits/custom-toolkits.routes.ts'
import { withProjectToolkits } from './custom-toolkits/project-deps.ts'
import { revokeLater } from './connected-accounts/disconnections.ts'
import { revokeUpstream } from './connected-accounts/revoke-upstream.job.ts'
import type { Deps } from './deps.ts'
import { executionRoutes } from './execution/execution.routes.ts'
import { startRetention } from './execution/retention.ts'
import { fileEndpoints } from './files/files.endpoints.ts'
import { fileRoutes } from './files/files.routes.ts'
import { purgeMount, removeMount } from './files/mount-files.ts'
import { purgeFile, removeWhenDue } from './files/purge-file.job.ts'
import { createAudit } from './http/audit.ts'
import { openApiDocument } from './http/openapi.ts'
import type { Operation } from './http/operation.ts'
import { rateGate } from './http/enforce-rate.ts'
import { registerOperations } from './http/register.ts'
import { createHttpServer } from './http/server.ts'
import { SharedRateLimiter } from './http/shared-limit.ts'
import type { JobQueue } from './jobs/jobs.ts'
import { internalLogRoutes } from './logs/internal-logs.routes.ts'
import { logRoutes } from './logs/logs.routes.ts'
import { guidePages } from './managed-auth/guide.pages.ts'
import { managedAppRoutes } from './managed-auth/managed-apps.routes.ts'
import { authorizationEndpoints } from './mcp-authorization/authorization.endpoints.ts'
import { mcpEndpoints } from './mcp/mcp.endpoints.ts'
import { principalFinder } from './projects/api-keys.ts'
import { mcpServerRoutes } from './mcp-servers/mcp-servers.routes.ts'
import { migrationRoutes } from './migration/migration.routes.ts'
import { organizationRoutes } from './organization/organization.routes.ts'
import { disposeAccounts } from './projects/dispose-accounts.job.ts'
import { ownerProjectRoutes } from './projects/owner-projects.routes.ts'
import { approvalRoutes } from './permissions/approvals.routes.ts'
import { policyRoutes } from './permissions/policies.routes.ts'
import { projectRoutes } from './projects/projects.routes.ts'
import { mountRoutes } from './tool-router/mounts.routes.ts'
import { choicePages } from './tool-router/choice.pages.ts'
import { toolRouterRoutes } from './tool-router/tool-router.routes.ts'
import { startPublisher } from './realtime/publisher.ts'
import { realtimeDescriptions } from './realtime/realtime.descriptions.ts'
import { realtimeEndpoints } from './realtime/realtime.endpoints.ts'
import { toolkitRoutes } from './toolkits/toolkits.routes.ts'
import { flushExperience } from './tool-experience/tool-experience.ts'
import { triggerTypeRoutes } from './triggers/trigger-types.routes.ts'
import { ingressEndpoints } from './triggers/ingress.endpoints.ts'
import { internalTriggerLogRoutes } from './triggers/internal-trigger-logs.routes.ts'
import { startPoller } from './triggers/poller.ts'
import { triggerRoutes } from './triggers/triggers.routes.ts'
import { webhookEndpointRoutes } from './triggers/webhook-endpoints.routes.ts'
import { countTools } from './tools/tool-store.ts'
import { toolRoutes } from './tools/tools.routes.ts'
import { startDispatcher } from './webhook-subscriptions/dispatcher.ts'
import { webhookSubscriptionRoutes } from './webhook-subscriptions/webhook-subscriptions.routes.ts'
import { usageRoutes } from './usage/usage.routes.ts'

/** Every operation of the API. */
export const operations: readonly Operation[] = [
  ...projectRoutes,
  ...ownerProjectRoutes,
  ...organizationRoutes,
  ...cliClientRoutes,
  ...managedAppRoutes,
  ...toolkitRoutes,
  ...toolRoutes,
  ...executionRoutes,
  ...fileRoutes,
  ...authConfigRoutes,
  ...connectedAccountRoutes,
  ...connectLinkRoutes,
  ...toolRouterRoutes,
  ...mountRoutes,
  ...customToolkitRoutes,
  ...consumerRoutes,
  ...consumerProjectRoutes,
  ...policyRoutes,
  ...approvalRoutes,
  ...mcpServerRoutes,
  ...triggerTypeRoutes,
  ...triggerRoutes,
  ...webhookEndpointRoutes,
  ...webhookSubscriptionRoutes,
  ...logRoutes,
  ...internalLogRoutes,
  ...internalTriggerLogRoutes,
  ...usageRoutes,
  ...migrationRoutes,
]

/** Every queue of the job engine. */
export const queues: readonly JobQueue<object>[] = [
  expireConnection,
  readUserInfo,
  refreshAhead,
  revokeUpstream,
  disposeAccounts,
  purgeFile,
  purgeMount,
]

/** Names of the operations, as the conformance manifest compares them. */
export function listOperations(): { operationId: string; method: string; path: string }[] {
  return operations.map(({ operationId, method, path }) => ({ operationId, method, path }))
}

/** Builds the HTTP application. `catalogState` says what is being made of the catalog in the background. */
export async function buildApp(
  deps: Deps,
  catalogState: () => string | undefined = () => undefined,
): Promise<FastifyInstance> {
  const app = createHttpServer(deps.env)
  registerHealth(app, deps, catalogState)
  if (deps.env.role !== 'worker') {
    let document: ReturnType<typeof openApiDocument> | undefined
    app.get(
      '/openapi.json',
      async () => (document ??= openApiDocument([...operations, ...realtimeDescriptions], '0.1.0')),
    )
    const findPrincipal = principalFinder(deps.db, deps.vault)
    const limiter = new SharedRateLimiter(deps.db, deps.env.rateLimit)
    const rate = rateGate(limiter, deps.clock, deps.env.rateLimit)
    app.addHook('onClose', () => limiter.giveBack().catch(() => undefined))
    registerOperations(app, operations, {
      deps,
      findPrincipal,
      rate,
      audit: createAudit(deps),
      forProject: (projectId) => withProjectToolkits(deps, projectId),
    })
    await connectLinkPages(app, deps)
    await choicePages(app, deps)
    await fileEndpoints(app, deps)
    await ingressEndpoints(app, deps)
    await guidePages(app, deps, findPrincipal)
    await cliLoginPages(app, deps, findPrincipal)
    await mcpEndpoints(app, deps, findPrincipal, rate)
    await realtimeEndpoints(app, deps, findPrincipal)
    await authorizationEndpoints(app, deps, findPrincipal)
  }
  app.addHook('onClose', () => flushExperience(deps).catch(() => undefined))
  await app.ready()
  return app
}

/** Starts this process's share of the jobs. Returns what ends the part that the job engine does not. */
export async function startWorkers(deps: Deps): Promise<() => Promise<void>> {
  await deps.jobs.work(purgeFile, (data) => removeWhenDue(deps, data))
  await deps.jobs.work(purgeMount, (data) => removeMount(deps, data))
  await deps.jobs.work(expireConnection, (data) => expireInitiated(deps, data))
  await deps.jobs.work(readUserInfo, async (data) =>
    keepUserInfo(await withProjectToolkits(deps, data.projectId), data),
  )
  await deps.jobs.work(revokeUpstream, async (data) =>
    revokeLater(await withProjectToolkits(deps, data.projectId), data),
  )
  await deps.jobs.work(disposeAccounts, async (data) =>
    disposeOfAccounts(await withProjectToolkits(deps, data.projectId), data),
  )
  await deps.jobs.work(
    refreshAhead,
    async (data) => refreshIdle(await withProjectToolkits(deps, data.projectId), data),
    20,
  )
  const sweep = startSweep(deps)
  const dispatcher = startDispatcher(deps)
  const poller = startPoller(deps)
  const { account } = deps.env.realtime
  const stopPublisher = account && startPublisher(deps, account)
  const stopRetention = startRetention(deps)
  const stopChaining = startChaining(deps)
  return async () => {
    await sweep.stop()
    await poller.stop()
    await dispatcher.stop()
    await stopPublisher?.()
    await stopRetention()
    await stopChaining()
  }
}

/** `/healthz`: the process is alive. `/readyz`: it can serve, which needs the database. */
function registerHealth(app: FastifyInstance, deps: Deps, catalogState: () => string | undefined): void {
  app.get('/healthz', async () => ({ status: 'ok' }))
  app.get('/readyz', async (_request, reply) => {
    const database = await deps.db.execute(sql`select 1`).then(
      () => 'ok',
      () => 'unreachable',
    )
    const ready = database === 'ok'
    const progress = catalogState()
    return reply.code(ready ? 200 : 503).send({
      status: ready ? 'ready' : 'not ready',
      checks: {
        database,
        catalog: `${countTools(deps.catalog)} tools`,
        workbench: deps.workbench.state,
        ...(progress !== undefined && { catalog_progress: progress }),
      },
    })
  })
}
