/** Operations of files: asking for an upload, and listing what was uploaded. */
import { z } from 'zod'
import { pageOf, queryLimit, queryString } from '../http/contract.ts'
import { nothing, operation, type Operation } from '../http/operation.ts'
import { signLink, storageOrigin } from './file-links.ts'
import { listFiles, requestUpload } from './files.ts'

const slug = z.string().regex(/^[A-Za-z0-9_-]{1,100}$/, 'must be a slug: 1 to 100 letters, digits, _ or -')

/** Neither path nor control characters. */
export const FileName = z
  .string()
  .min(1, 'must not be empty')
  .max(255, 'must have at most 255 characters')
  .regex(/^[^\p{Cc}/\\]*$/u, 'must be a name: no slashes, no control characters')
  .refine((name) => !/^\.*$/.test(name), { error: 'must be a name' })

export const MediaType = z
  .string()
  .max(255, 'must have at most 255 characters')
  .regex(
    /^[\w.+-]+\/[\w.+*-]+(?:\s*;\s*[\w-]+=(?:[\w.+:-]+|"[^"\\\p{Cc}]*"))*$/u,
    'must be a media type, for example application/pdf',
  )

const UploadBody = z.strictObject({
  toolkit_slug: slug,
  tool_slug: slug,
  filename: FileName,
  mimetype: MediaType,
  md5: z
    .string()
    .regex(/^[0-9a-fA-F]{32}$/, 'must be the MD5 of the file in 32 hex digits')
    .toLowerCase(),
})

const UploadResult = z.object({
  id: z.string(),
  key: z.string(),
  new_presigned_url: z.string(),
  newPresignedUrl: z.string(),
  type: z.literal('new'),
  metadata: z.object({ storage_backend: z.literal('s3') }),
})

const ListedFile = z.object({
  toolkit_slug: z.string(),
  tool_slug: z.string(),
  filename: z.string(),
  mimetype: z.string(),
  md5: z.string(),
})

const tag = 'Files'

export const fileRoutes: readonly Operation[] = [
  operation({
    method: 'POST',
    path: '/files/upload/request',
    operationId: 'postFilesUploadRequest',
    tag,
    summary: 'Get a link to upload a file to, and the key by which a tool takes it',
    access: 'project',
    rateClass: 'standard',
    audit: 'none',
    params: nothing,
    query: nothing,
    body: UploadBody,
    success: { status: 200, body: UploadResult },
    errors: [400, 401, 403, 404, 410, 429, 500, 501],
    handler: async ({ deps, principal, body, request }) => {
      const { toolkit_slug: toolkit, tool_slug: tool, filename, mimetype, md5 } = body
      const file = await requestUpload(deps, principal.projectId, { toolkit, tool, filename, mimetype, md5 })
      const { url } = await signLink(deps, 'PUT', file, storageOrigin(deps.env, request))
      return {
        id: file.id,
        key: file.key,
        new_presigned_url: url,
        newPresignedUrl: url,
        type: 'new' as const,
        // The other backend of the contract makes clients send a header of its own.
        metadata: { storage_backend: 's3' as const },
      }
    },
  }),
  operation({
    method: 'GET',
    path: '/files/list',
    operationId: 'getFilesList',
    tag,
    summary: 'List the files of tool calls',
    access: 'project',
    rateClass: 'standard',
    audit: 'none',
    params: nothing,
    query: z.object({
      toolkit_slug: queryString,
      tool_slug: queryString,
      limit: queryLimit(1000, 100),
      cursor: queryString,
    }),
    body: nothing,
    success: { status: 200, body: pageOf(ListedFile) },
    errors: [400, 401, 404, 500],
    handler: async ({ deps, principal, query: { toolkit_slug: toolkit, tool_slug: tool, ...page } }) => {
      const listed = await listFiles(deps, principal.projectId, { toolkit, tool, ...page })
      return {
        ...listed,
        items: listed.items.map(({ toolkit, tool, filename, mimetype, md5 }) => ({
          toolkit_slug: toolkit ?? '',
          tool_slug: tool ?? '',
          filename,
          mimetype,
          md5: md5 ?? '',
        })),
      }
    },
  }),
]
