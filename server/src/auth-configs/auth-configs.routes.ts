/** Operations of auth configs. */
import { z } from 'zod'
import { countConnections } from '../connected-accounts/count-connections.ts'
import { idOf, pageOf } from '../http/contract.ts'
import { nothing, operation, type Operation } from '../http/operation.ts'
import type { ProjectPrincipal } from '../http/principal.ts'
import {
  changeAuthConfig,
  createAuthConfig,
  deleteAuthConfig,
  findAuthConfig,
  listAuthConfigs,
  setAuthConfigStatus,
} from './auth-configs.ts'
import {
  AuthConfig,
  AuthConfigChanged,
  ChangeAuthConfig,
  CreateAuthConfig,
  CreatedAuthConfig,
  ListAuthConfigs,
} from './auth-configs.contract.ts'
import { presentAuthConfig } from './present-auth-config.ts'

const tag = 'Auth Configs'
const Id = z.object({ nanoid: idOf('authConfig') })

function memberOf(principal: ProjectPrincipal): string {
  return principal.kind === 'user' ? principal.memberId : principal.keyId
}

export const authConfigRoutes: readonly Operation[] = [
  operation({
    method: 'POST',
    path: '/auth_configs',
    operationId: 'postAuthConfigs',
    tag,
    summary: 'Create new authentication configuration',
    access: 'project',
    rateClass: 'standard',
    audit: 'auth_config.created',
    params: nothing,
    query: nothing,
    body: CreateAuthConfig,
    success: { status: 201, body: CreatedAuthConfig },
    errors: [400, 401, 404, 500],
    handler: async ({ deps, principal, body }) => {
      const row = await createAuthConfig(deps, principal.projectId, memberOf(principal), body)
      return {
        toolkit: { slug: row.toolkit },
        auth_config: {
          id: row.id,
          auth_scheme: row.authScheme,
          is_composio_managed: row.type === 'default',
          restrict_to_following_tools: row.toolAccessConfig.tools_available_for_execution,
        },
      }
    },
  }),
  operation({
    method: 'GET',
    path: '/auth_configs',
    operationId: 'getAuthConfigs',
    tag,
    summary: 'List authentication configurations with optional filters',
    access: 'project',
    rateClass: 'standard',
    audit: 'none',
    params: nothing,
    query: ListAuthConfigs,
    body: nothing,
    success: { status: 200, body: pageOf(AuthConfig) },
    errors: [400, 401, 404, 500],
    handler: async ({ deps, principal: { projectId }, query }) => {
      const page = await listAuthConfigs(deps, projectId, query)
      const connections = await countConnections(
        deps,
        projectId,
        page.items.map(({ id }) => id),
      )
      const items = page.items.map((row) => presentAuthConfig(deps, row, connections.get(row.id) ?? 0))
      return { ...page, items }
    },
  }),
  operation({
    method: 'GET',
    path: '/auth_configs/:nanoid',
    operationId: 'getAuthConfigsByNanoid',
    tag,
    summary: 'Get single authentication configuration by ID',
    access: 'project',
    rateClass: 'standard',
    audit: 'none',
    params: Id,
    query: nothing,
    body: nothing,
    success: { status: 200, body: AuthConfig },
    errors: [400, 401, 404, 500],
    handler: async ({ deps, principal: { projectId }, params: { nanoid } }) => {
      const row = await findAuthConfig(deps, projectId, nanoid)
      const connections = await countConnections(deps, projectId, [row.id])
      return presentAuthConfig(deps, row, connections.get(row.id) ?? 0)
    },
  }),
  operation({
    method: 'PATCH',
    path: '/auth_configs/:nanoid',
    operationId: 'patchAuthConfigsByNanoid',
    tag,
    summary: 'Update an authentication configuration',
    access: 'project',
    rateClass: 'standard',
    audit: 'auth_config.updated',
    params: Id,
    query: nothing,
    body: ChangeAuthConfig,
    success: { status: 200, body: AuthConfigChanged },
    errors: [400, 401, 404, 500],
    handler: async ({ deps, principal: { projectId }, params: { nanoid }, body }) => {
      const { id, status } = await changeAuthConfig(deps, projectId, nanoid, body)
      return { success: true as const, id, status }
    },
  }),
  operation({
    method: 'PATCH',
    path: '/auth_configs/:nanoid/:status',
    operationId: 'patchAuthConfigsByNanoidByStatus',
    tag,
    summary: 'Enable or disable an authentication configuration',
    access: 'project',
    rateClass: 'standard',
    audit: 'auth_config.updated',
    params: Id.extend({ status: z.enum(['ENABLED', 'DISABLED'], { error: 'must be ENABLED or DISABLED' }) }),
    query: nothing,
    body: nothing,
    success: { status: 200, body: AuthConfigChanged },
    errors: [400, 401, 404, 500],
    handler: async ({ deps, principal: { projectId }, params: { nanoid, status } }) => {
      await setAuthConfigStatus(deps, projectId, nanoid, status)
      return { success: true as const, id: nanoid, status }
    },
  }),
  operation({
    method: 'DELETE',
    path: '/auth_configs/:nanoid',
    operationId: 'deleteAuthConfigsByNanoid',
    tag,
    summary: 'Delete an authentication configuration',
    access: 'project',
    rateClass: 'standard',
    audit: 'auth_config.deleted',
    params: Id,
    query: nothing,
    body: nothing,
    success: { status: 200, body: z.object({ success: z.literal(true), id: z.string() }) },
    errors: [400, 401, 404, 500],
    handler: async ({ deps, principal: { projectId }, params: { nanoid } }) => {
      await deleteAuthConfig(deps, projectId, nanoid)
      return { success: true as const, id: nanoid }
    },
  }),
]
