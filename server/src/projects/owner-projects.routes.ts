/** Operations by which an organisation manages its projects. */
import { isIpRange, keyScopes } from '../http/key-limits.ts'
import { ApiError } from '../http/errors.ts'
import { z } from 'zod'
import { idOf, pageRequest, queryLimit, queryString } from '../http/contract.ts'
import { nothing, operation, type Operation } from '../http/operation.ts'
import {
  addProjectKey,
  createProject,
  deleteProject,
  findProjectWithKeys,
  listProjects,
  regenerateProjectKey,
} from './owner-projects.ts'
import {
  ApiKeyContract,
  presentApiKey,
  presentProject,
  ProjectPage,
  ProjectWithKeys,
} from './present-project.ts'
import { ProjectConfigInput } from './project-config.ts'

const tag = 'Projects'
const Id = z.object({ nano_id: idOf('project') })

const NewProjectBody = z.strictObject({
  name: z
    .string()
    .min(3, 'must have at least 3 characters')
    .max(75, 'must have at most 75 characters')
    .regex(/^[a-zA-Z0-9_-]+$/, 'may hold letters, digits, _ and - only'),
  should_create_api_key: z.boolean({ error: 'must be true or false' }).default(false),
  config: ProjectConfigInput.optional(),
})

const ListQuery = z.object({ limit: queryLimit(1_000, 20), cursor: queryString })

/** A key can be limited when it is made, and only then. */
const NewKeyBody = z.strictObject({
  name: z.string().trim().min(1).max(100).optional(),
  scopes: z.array(z.enum(keyScopes)).min(1).max(keyScopes.length).optional(),
  allowed_ips: z
    .array(z.string().refine(isIpRange, 'must be an IP address or a CIDR range, as 203.0.113.0/24'))
    .min(1)
    .max(100)
    .optional(),
  expires_at: z.iso.datetime({ offset: true }).optional(),
})
const KeyLimitsContract = {
  scopes: z.array(z.string()).nullable(),
  allowed_ips: z.array(z.string()).nullable(),
  expires_at: z.string().nullable(),
}

export const ownerProjectRoutes: readonly Operation[] = [
  operation({
    method: 'POST',
    path: '/org/owner/project/new',
    operationId: 'postOrgOwnerProjectNew',
    tag,
    summary: 'Create a new project',
    access: 'organization',
    rateClass: 'standard',
    audit: 'project.created',
    params: nothing,
    query: nothing,
    body: NewProjectBody,
    success: {
      status: 200,
      body: z.object({ id: z.string(), name: z.string(), api_key: z.string().nullable() }),
    },
    errors: [400, 401, 500],
    handler: async ({ deps, principal, body }) => {
      const { project, apiKey } = await createProject(deps, principal.orgId, {
        name: body.name,
        withApiKey: body.should_create_api_key,
        config: body.config ?? {},
      })
      return { id: project.id, name: project.name, api_key: apiKey }
    },
  }),
  operation({
    method: 'GET',
    path: '/org/owner/project/list',
    operationId: 'getOrgOwnerProjectList',
    tag,
    summary: 'List all projects',
    access: 'organization',
    rateClass: 'standard',
    audit: 'none',
    params: nothing,
    query: ListQuery,
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
    method: 'GET',
    path: '/org/owner/project/:nano_id',
    operationId: 'getOrgOwnerProjectByNanoId',
    tag,
    summary: 'Get project details by ID with an organisation key',
    access: 'organization',
    rateClass: 'standard',
    audit: 'none',
    params: Id,
    query: nothing,
    body: nothing,
    success: { status: 200, body: ProjectWithKeys },
    errors: [400, 401, 404, 500],
    handler: async ({ deps, principal, params }) => {
      const { project, keys } = await findProjectWithKeys(deps, principal.orgId, params.nano_id)
      return { ...presentProject(project), api_keys: keys.map((row) => presentApiKey(row)) }
    },
  }),
  operation({
    method: 'DELETE',
    path: '/org/owner/project/:nano_id',
    operationId: 'deleteOrgOwnerProjectByNanoId',
    tag,
    summary: 'Delete a project',
    access: 'organization',
    rateClass: 'standard',
    audit: 'project.deleted',
    params: Id,
    query: nothing,
    body: nothing,
    success: { status: 200, body: z.object({ status: z.literal('success') }) },
    errors: [400, 401, 403, 404, 500],
    handler: async ({ deps, principal, params }) => {
      await deleteProject(deps, principal.orgId, params.nano_id)
      return { status: 'success' as const }
    },
  }),
  operation({
    method: 'POST',
    path: '/org/owner/project/:nano_id/regenerate_api_key',
    operationId: 'postOrgOwnerProjectByNanoIdRegenerateApiKey',
    tag,
    summary: 'Delete and generate new API key for project',
    access: 'organization',
    rateClass: 'standard',
    audit: 'api_key.regenerated',
    params: Id,
    query: nothing,
    body: nothing,
    success: { status: 200, body: z.object({ api_key: ApiKeyContract, message: z.string() }) },
    errors: [400, 401, 404, 500],
    handler: async ({ deps, principal, params: { nano_id: id } }) => {
      const { row, key } = await regenerateProjectKey(deps, principal.orgId, id)
      return {
        api_key: presentApiKey(row, key),
        message: 'API key regenerated; the earlier keys of this project are revoked',
      }
    },
  }),
  operation({
    method: 'POST',
    path: '/org/project/:nano_id/api_keys/create',
    operationId: 'postOrgProjectByNanoIdApiKeysCreate',
    tag,
    summary: 'Create a project API key (command line clients)',
    access: 'user',
    rateClass: 'standard',
    audit: 'api_key.created',
    params: Id,
    query: nothing,
    body: NewKeyBody.nullish(),
    success: { status: 200, body: ApiKeyContract.extend({ api_key: z.string(), ...KeyLimitsContract }) },
    errors: [400, 401, 404, 500],
    handler: async ({ deps, principal, params: { nano_id: id }, body }) => {
      const { name, scopes = null, allowed_ips: allowedIps = null, expires_at } = body ?? {}
      const expiresAt = expires_at === undefined ? null : new Date(expires_at)
      if (expiresAt !== null && expiresAt <= deps.clock.now())
        throw new ApiError('BadRequest', 'Invalid body: expires_at: must lie in the future', {
          errors: ['expires_at: must lie in the future'],
          suggestedFix: 'Give a later time, or leave expires_at out for a key that does not end.',
        })
      const limits = { scopes, allowedIps, expiresAt }
      const { row, key } = await addProjectKey(deps, principal.orgId, id, {
        ...(name && { name }),
        ...limits,
      })
      return {
        ...presentApiKey(row, key),
        api_key: key,
        scopes,
        allowed_ips: allowedIps,
        expires_at: expiresAt?.toISOString() ?? null,
      }
    },
  }),
]
