/** Operations about the caller's project, its people and its keys. */
import { z } from 'zod'
import { recordAudit } from '../audit/audit.ts'
import { pageRequest, queryFlag, queryLimit, queryString } from '../http/contract.ts'
import { nothing, operation, type Operation } from '../http/operation.ts'
import { revokePresentedKeys } from './api-keys.ts'
import { listProjects } from './owner-projects.ts'
import { presentProject, ProjectPage } from './present-project.ts'
import { presentSessionInfo, SessionInfoContract } from './present-session-info.ts'
import { changeProjectConfig, ProjectConfig, projectConfig, ProjectConfigInput } from './project-config.ts'
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
  operation({
    method: 'GET',
    path: '/org/project/config',
    operationId: 'getOrgProjectConfig',
    tag: 'Projects',
    summary: 'Get project configuration',
    access: 'project',
    rateClass: 'standard',
    audit: 'none',
    params: nothing,
    query: nothing,
    body: nothing,
    success: { status: 200, body: ProjectConfig },
    errors: [400, 401, 404, 500],
    handler: ({ deps, principal }) => projectConfig(deps, principal.projectId),
  }),
  operation({
    method: 'PATCH',
    path: '/org/project/config',
    operationId: 'patchOrgProjectConfig',
    tag: 'Projects',
    summary: 'Update project configuration',
    access: 'project',
    rateClass: 'standard',
    audit: 'project.configured',
    params: nothing,
    query: nothing,
    body: ProjectConfigInput,
    success: { status: 200, body: ProjectConfig },
    errors: [400, 401, 404, 500],
    handler: ({ deps, principal, body }) => changeProjectConfig(deps, principal.projectId, body),
  }),
  operation({
    method: 'GET',
    path: '/org/project/list',
    operationId: 'getOrgProjectList',
    tag: 'Projects',
    summary: 'List the projects of the caller’s organisation (command line clients)',
    access: 'user',
    rateClass: 'standard',
    audit: 'none',
    params: nothing,
    query: z.object({
      list_all_org_projects: queryFlag,
      limit: queryLimit(1_000, 20),
      cursor: queryString,
    }),
    body: nothing,
    success: { status: 200, body: ProjectPage },
    errors: [400, 401, 500],
    handler: async ({ deps, principal, query }) => {
      const { items, ...page } = await listProjects(
        deps,
        principal.orgId,
        pageRequest(query.cursor, query.limit),
      )
      return { ...page, data: items.map(presentProject) }
    },
  }),
  operation({
    method: 'POST',
    path: '/api_key_revocation',
    operationId: 'postApiKeyRevocation',
    tag: 'Authentication',
    summary: 'Revoke API keys that have leaked; whoever holds a key may end it',
    access: 'public',
    rateClass: 'standard',
    audit: 'none',
    params: nothing,
    query: nothing,
    body: z.strictObject({ api_keys: z.array(z.string().min(1).max(200)).min(1).max(100) }),
    success: { status: 200, body: z.object({ received: z.boolean() }) },
    errors: [400, 429, 500],
    handler: async ({ deps, body, request }) => {
      const path = '/api/v3.1/api_key_revocation'
      await deps.db.transaction(async (tx) => {
        for (const { id, orgId, projectId } of await revokePresentedKeys(tx, deps.vault, body.api_keys))
          await recordAudit(
            { ...deps, db: tx },
            { event: 'api_key.revoked', orgId, projectId, keyId: id, requestId: request.id, path },
          )
      })
      // Says nothing about which of them existed.
      return { received: true }
    },
  }),
]
