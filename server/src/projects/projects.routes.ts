/** Operations about the caller's project. */
import { nothing, operation, type Operation } from '../http/operation.ts'
import { presentSessionInfo, SessionInfoContract } from './present-session-info.ts'
import { sessionInfo } from './projects.ts'

export const projectRoutes: readonly Operation[] = [
  operation({
    method: 'GET',
    path: '/auth/session/info',
    operationId: 'getAuthSessionInfo',
    tag: 'Authentication',
    summary: 'Get current user session information',
    access: 'project',
    rateClass: 'standard',
    audit: 'none',
    params: nothing,
    query: nothing,
    body: nothing,
    success: { status: 200, body: SessionInfoContract },
    errors: [400, 401, 403, 404, 500],
    handler: async ({ deps, principal }) => presentSessionInfo(await sessionInfo(deps, principal)),
  }),
]
