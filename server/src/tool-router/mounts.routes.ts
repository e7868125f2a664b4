/** Operations of a session's mount: its files, and links to move them. */
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { signLink, storageOrigin } from '../files/file-links.ts'
import { MediaType } from '../files/files.routes.ts'
import {
  findMountFile,
  listMountFiles,
  mountId,
  mountUpload,
  removeMountFile,
  sandboxPrefix,
  type Mount,
} from '../files/mount-files.ts'
import { idOf, queryLimit, queryString } from '../http/contract.ts'
import { ApiError } from '../http/errors.ts'
import { nothing, operation, type Operation } from '../http/operation.ts'
import { findSession } from './sessions.ts'

const tag = 'Tool Router'
const path = '/tool_router/session/:session_id/mounts/:mount_id'
const Params = z.object({ session_id: idOf('toolRouterSession'), mount_id: z.string().min(1).max(100) })

/** SDKs document paths that begin at the root of the mount. */
const relativePath = z
  .string()
  .min(1, 'must not be empty')
  .overwrite((path) => path.replace(/^\//, ''))
const PathBody = z.strictObject({ mount_relative_path: relativePath })

const Place = { mount_relative_path: z.string(), sandbox_mount_prefix: z.string() }

/** @throws {ApiError} SessionNotFound, MountNotFound. */
async function mountOf(
  deps: Pick<Deps, 'db'>,
  projectId: string,
  params: z.output<typeof Params>,
): Promise<Mount> {
  const session = await findSession(deps, projectId, params.session_id)
  if (params.mount_id !== mountId)
    throw new ApiError(
      'MountNotFound',
      `Mount ${params.mount_id} not found: a session has the mount ${mountId}`,
    )
  return { projectId: session.projectId, sessionId: session.id }
}

const place = (mountPath: string) => ({
  mount_relative_path: mountPath,
  sandbox_mount_prefix: sandboxPrefix,
})

export const mountRoutes: readonly Operation[] = [
  operation({
    method: 'GET',
    path: `${path}/items`,
    operationId: 'getToolRouterSessionBySessionIdMountsByMountIdItems',
    tag,
    summary: 'List the files of a session',
    access: 'project',
    rateClass: 'standard',
    audit: 'none',
    params: Params,
    query: z.object({ cursor: queryString, limit: queryLimit(500, 100), mount_relative_prefix: queryString }),
    body: nothing,
    success: {
      status: 200,
      body: z.object({
        items: z.array(z.object({ ...Place, size: z.number(), last_modified: z.string() })),
        // Absent at the end: clients refuse null here.
        next_cursor: z.string().optional(),
      }),
    },
    errors: [400, 401, 404, 500],
    handler: async ({ deps, principal, params, query }) => {
      const mount = await mountOf(deps, principal.projectId, params)
      const { mount_relative_prefix: prefix, ...page } = query
      const { items, next } = await listMountFiles(deps, mount, { prefix, ...page })
      return {
        items: items.map(({ filename, size, uploadedAt, createdAt }) => ({
          ...place(filename),
          size: size ?? 0,
          last_modified: (uploadedAt ?? createdAt).toISOString(),
        })),
        ...(next !== undefined && { next_cursor: next }),
      }
    },
  }),
  operation({
    method: 'POST',
    path: `${path}/upload_url`,
    operationId: 'postToolRouterSessionBySessionIdMountsByMountIdUploadUrl',
    tag,
    summary: 'Get a link to upload a file of a session to',
    access: 'project',
    rateClass: 'standard',
    audit: 'none',
    params: Params,
    query: nothing,
    body: z.strictObject({ mount_relative_path: relativePath, mimetype: MediaType.optional() }),
    success: {
      status: 201,
      body: z.object({ upload_url: z.string(), ...Place, expires_at: z.string() }),
    },
    errors: [400, 401, 404, 500],
    handler: async ({ deps, principal, params, body, request }) => {
      const mount = await mountOf(deps, principal.projectId, params)
      const { mount_relative_path: name, mimetype = 'application/octet-stream' } = body
      const file = await mountUpload(deps, mount, name, mimetype)
      const { url, expiresAt } = await signLink(deps, 'PUT', file, storageOrigin(deps.env, request))
      return { upload_url: url, ...place(file.filename), expires_at: expiresAt }
    },
  }),
  operation({
    method: 'POST',
    path: `${path}/download_url`,
    operationId: 'postToolRouterSessionBySessionIdMountsByMountIdDownloadUrl',
    tag,
    summary: 'Get a link to download a file of a session from',
    access: 'project',
    rateClass: 'standard',
    audit: 'none',
    params: Params,
    query: nothing,
    body: PathBody,
    success: {
      status: 201,
      body: z.object({ download_url: z.string(), ...Place, expires_at: z.string() }),
    },
    errors: [400, 401, 404, 500],
    handler: async ({ deps, principal, params, body, request }) => {
      const mount = await mountOf(deps, principal.projectId, params)
      const file = await findMountFile(deps, mount, body.mount_relative_path)
      const { url, expiresAt } = await signLink(deps, 'GET', file, storageOrigin(deps.env, request))
      return { download_url: url, ...place(file.filename), expires_at: expiresAt }
    },
  }),
  operation({
    method: 'POST',
    path: `${path}/delete`,
    operationId: 'postToolRouterSessionBySessionIdMountsByMountIdDelete',
    tag,
    summary: 'Delete a file of a session',
    access: 'project',
    rateClass: 'standard',
    audit: 'none',
    params: Params,
    query: nothing,
    body: PathBody,
    success: { status: 200, body: z.object(Place) },
    errors: [400, 401, 404, 500],
    handler: async ({ deps, principal, params, body }) => {
      const mount = await mountOf(deps, principal.projectId, params)
      await removeMountFile(deps, mount, body.mount_relative_path)
      return place(body.mount_relative_path)
    },
  }),
]
