/** Operations on what a person lets agents do with their accounts. */
import { z } from 'zod'
import { idOf } from '../http/contract.ts'
import { nothing, operation, type Operation } from '../http/operation.ts'
import {
  changePermissions,
  listPermissions,
  resolvePermissions,
  type ConsumerPermissionRow,
  type PermissionChange,
} from './consumer-permissions.ts'
import { permissionSources, permissionStates, riskGroups } from './consumer-permissions.table.ts'

const tag = 'Consumer'
const text = z.string().min(1).max(200)
const Account = z.object({ nanoid: idOf('connectedAccount') })

const Change = z.strictObject({
  toolkit_slug: text.toLowerCase(),
  risk_group: z.enum(riskGroups),
  state: z.enum(permissionStates),
  source: z.enum(permissionSources).default('settings'),
  permission_config_version: text.optional(),
})

const Permission = z.object({
  id: z.string(),
  connected_account_id: z.string(),
  tool_slug: z.string(),
  toolkit_slug: z.string(),
  risk_group: z.enum(riskGroups),
  state: z.enum(permissionStates),
  source: z.enum(permissionSources),
  permission_config_version: z.string().nullable(),
  created_at: z.string(),
  updated_at: z.string(),
})
const Permissions = z.object({ permissions: z.array(Permission) })

const Mode = z.enum(['allow_all', 'ask_every_call', 'ask_once_per_session'])

const ResolveBody = z.strictObject({
  connected_account_ids: z.array(idOf('connectedAccount')).max(1_000).optional(),
  connected_accounts: z.record(text, z.array(idOf('connectedAccount')).min(1).max(1_000)).optional(),
  default: Mode.optional(),
})

function toChange(toolSlug: string, body: z.output<typeof Change>): PermissionChange {
  return {
    toolSlug: toolSlug.toUpperCase(),
    toolkitSlug: body.toolkit_slug,
    riskGroup: body.risk_group,
    state: body.state,
    source: body.source,
    permissionConfigVersion: body.permission_config_version ?? null,
  }
}

function present(row: ConsumerPermissionRow): z.input<typeof Permission> {
  return {
    id: row.id,
    connected_account_id: row.connectedAccountId,
    tool_slug: row.toolSlug,
    toolkit_slug: row.toolkitSlug,
    risk_group: row.riskGroup,
    state: row.state,
    source: row.source,
    permission_config_version: row.permissionConfigVersion,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  }
}

export const consumerRoutes: readonly Operation[] = [
  operation({
    method: 'GET',
    path: '/consumer/connected_accounts/:nanoid/permissions',
    operationId: 'getConsumerConnectedAccountsByNanoidPermissions',
    tag,
    summary: 'Get consumer tool permissions for a connected account',
    access: 'project',
    rateClass: 'standard',
    audit: 'none',
    params: Account,
    query: nothing,
    body: nothing,
    success: { status: 200, body: Permissions },
    errors: [400, 401, 403, 404, 500],
    handler: async ({ deps, principal, params }) => {
      const rows = await listPermissions(deps, principal.projectId, params.nanoid)
      return { permissions: rows.map(present) }
    },
  }),
  operation({
    method: 'PATCH',
    path: '/consumer/connected_accounts/:nanoid/permissions',
    operationId: 'patchConsumerConnectedAccountsByNanoidPermissions',
    tag,
    summary: 'Upsert consumer tool permissions for a connected account',
    access: 'project',
    rateClass: 'standard',
    audit: 'permission.changed',
    params: Account,
    query: nothing,
    body: z.strictObject({
      permissions: z
        .array(Change.extend({ tool_slug: text }))
        .min(1)
        .max(1_000),
    }),
    success: { status: 200, body: Permissions },
    errors: [400, 401, 403, 404, 500],
    handler: async ({ deps, principal, params, body }) => {
      const changes = body.permissions.map(({ tool_slug, ...change }) => toChange(tool_slug, change))
      const rows = await changePermissions(deps, principal.projectId, params.nanoid, changes)
      return { permissions: rows.map(present) }
    },
  }),
  operation({
    method: 'PATCH',
    path: '/consumer/connected_accounts/:nanoid/permissions/tools/:tool_slug',
    operationId: 'patchConsumerConnectedAccountsByNanoidPermissionsToolsByToolSlug',
    tag,
    summary: 'Upsert one consumer tool permission for a connected account',
    access: 'project',
    rateClass: 'standard',
    audit: 'permission.changed',
    params: Account.extend({ tool_slug: text }),
    query: nothing,
    body: Change,
    success: { status: 200, body: z.object({ permission: Permission }) },
    errors: [400, 401, 403, 404, 500],
    handler: async ({ deps, principal, params, body }) => {
      const changes = [toChange(params.tool_slug, body)]
      const [row] = await changePermissions(deps, principal.projectId, params.nanoid, changes)
      if (!row) throw new Error('one change makes one row')
      return { permission: present(row) }
    },
  }),
  operation({
    method: 'POST',
    path: '/consumer/permissions/resolve',
    operationId: 'postConsumerPermissionsResolve',
    tag,
    summary: 'Resolve consumer tool-router permissions',
    access: 'project',
    rateClass: 'standard',
    audit: 'none',
    params: nothing,
    query: nothing,
    body: ResolveBody,
    success: {
      status: 200,
      body: z.object({
        experimental: z.object({
          permissions: z.object({
            default: Mode,
            overrides: z.record(z.string(), z.enum(permissionStates)),
          }),
        }),
      }),
    },
    errors: [400, 401, 403, 404, 500],
    handler: async ({ deps, principal, body }) => {
      const ids = [
        ...(body.connected_account_ids ?? []),
        ...Object.values(body.connected_accounts ?? {}).flat(),
      ]
      const overrides = await resolvePermissions(deps, principal.projectId, ids)
      return { experimental: { permissions: { default: body.default ?? 'allow_all', overrides } } }
    },
  }),
]
