/**
 * Signed links to files: whoever holds one may do the one thing it is for, until it ends. The signature covers
 * method, path (project, file and name), most bytes and the end, so that changing any of them makes it worthless.
 * The content type is not covered: clients send what they like, or nothing.
 */
import type { FastifyRequest } from 'fastify'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import { publicOrigin } from '../http/public-url.ts'
import { projectConfig } from '../projects/project-config.ts'
import type { FileRow } from './files.table.ts'

export interface FileLink {
  url: string
  /** ISO 8601. */
  expiresAt: string
}

/** What a link that holds allows. */
export interface Grant {
  projectId: string
  fileId: string
  /** Of an upload. */
  mostBytes: number
}

type LinkDeps = Pick<Deps, 'db' | 'vault' | 'clock' | 'env'>
type LinkMethod = 'GET' | 'PUT'

/** Where links lead, below the origin. */
export const linkPrefix = '/storage'

/** Origin of links in the answer to this request: the operator's for files, else for everything, else its own. */
export function storageOrigin(
  { storagePublicUrl, publicUrl }: Pick<Deps['env'], 'storagePublicUrl' | 'publicUrl'>,
  request: FastifyRequest,
): string {
  return publicOrigin(storagePublicUrl ?? publicUrl, request)
}

/** A link to a file that lasts as long as its project says. */
export async function signLink(
  deps: LinkDeps,
  method: LinkMethod,
  file: Pick<FileRow, 'id' | 'projectId' | 'filename'>,
  origin: string,
): Promise<FileLink> {
  const { signed_url_file_expiry_in_seconds: seconds } = await projectConfig(deps, file.projectId)
  const expires = Math.ceil(deps.clock.now().getTime() / 1000 + seconds)
  const name = file.filename.split('/').at(-1) ?? file.filename
  const path = `${linkPrefix}/${file.projectId}/${file.id}/${encodeURIComponent(name)}`
  const most = method === 'PUT' ? deps.env.maxFileBytes : undefined
  const signature = deps.vault.sign(linkText(method, path, most, expires))
  const limit = most === undefined ? '' : `&max=${most}`
  return {
    url: `${origin}${path}?expires=${expires}${limit}&signature=${signature}`,
    expiresAt: new Date(expires * 1000).toISOString(),
  }
}

const linkForm =
  /^(\/storage\/([^/?]+)\/([^/?]+)\/[^/?]*)\?expires=(\d{1,12})(?:&max=(\d{1,16}))?&signature=([0-9a-f]{64})$/

/**
 * What a link allows. `target` is path and query as they came.
 * @throws {ApiError} FileLinkInvalid, FileLinkExpired.
 */
export function openLink(
  { vault, clock }: Pick<Deps, 'vault' | 'clock'>,
  method: LinkMethod,
  target: string,
): Grant {
  const [, path = '', projectId = '', fileId = '', expires = '', max, signature = ''] =
    linkForm.exec(target) ?? []
  const mostBytes = max === undefined ? undefined : Number(max)
  if (!vault.verifySignature(linkText(method, path, mostBytes, Number(expires)), signature))
    throw new ApiError('FileLinkInvalid', 'This link is not one that this server gave for this')
  if (clock.now().getTime() >= Number(expires) * 1000)
    throw new ApiError('FileLinkExpired', 'This link has expired')
  return { projectId, fileId, mostBytes: mostBytes ?? 0 }
}

/** The vault signs other texts too: the first line keeps them apart. */
function linkText(method: LinkMethod, path: string, most: number | undefined, expires: number): string {
  return ['file-link', method, path, most ?? '', expires].join('\n')
}
