/** Where signed links lead: the bytes of files, in and out, as they come. The link is the only credential. */
import type { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import { linkPrefix, openLink } from './file-links.ts'
import { findFile, keepBytes, readBytes, tooLarge, type FileRow } from './files.ts'

/** Types that a browser runs or renders with scripts: nothing that was stored is ever a page of this origin. */
const active = /\b(?:x?html|svg|(?:java|ecma)script|multipart)\b|[/+]xml\b/i

/** Serves uploads (PUT) and downloads (GET, HEAD). */
export async function fileEndpoints(app: FastifyInstance, deps: Deps): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
    const path = `${linkPrefix}/*`
    const config = { slowBody: true }
    scope.put(path, { config, bodyLimit: Number.MAX_SAFE_INTEGER }, (request, reply) =>
      upload(deps, request, reply),
    )
    scope.get(path, (request, reply) => download(deps, request, reply))
  })
}

/** @throws {ApiError} FileLinkInvalid, FileLinkExpired, FileNotFound, FileTooLarge, FileDiffers, BadRequest. */
async function upload(deps: Deps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  try {
    const grant = openLink(deps, 'PUT', request.raw.url ?? '')
    const file = await findFile(deps, grant.projectId, grant.fileId)
    if (Number(request.headers['content-length'] ?? 0) > grant.mostBytes) throw tooLarge(grant.mostBytes)
    const { md5 } = await keepBytes(deps, file, request.raw, grant.mostBytes).catch(
      explainBrokenBody(request),
    )
    return await reply.code(200).header('etag', `"${md5}"`).send()
  } catch (error) {
    // What is left of the body is not read: the connection ends with the answer.
    reply.header('connection', 'close')
    throw error
  }
}

function explainBrokenBody(request: FastifyRequest) {
  return (error: unknown): never => {
    if (error instanceof ApiError || !request.raw.errored) throw error
    throw new ApiError('BadRequest', 'The upload broke off', { cause: error })
  }
}

/** @throws {ApiError} FileLinkInvalid, FileLinkExpired, FileNotFound. */
async function download(deps: Deps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { projectId, fileId } = openLink(deps, 'GET', request.raw.url ?? '')
  const file = await findFile(deps, projectId, fileId)
  const bytes = await readBytes(deps, file)
  reply.code(200).headers(headersOf(file))
  if (request.method !== 'HEAD') return reply.send(bytes)
  ;(bytes as Readable).destroy()
  return reply.send()
}

function headersOf({ filename, mimetype, size, md5 }: FileRow): Record<string, string> {
  const name = filename.split('/').at(-1) ?? filename
  const plain = name.replaceAll(/[^\w .()+-]/g, '_')
  return {
    'content-type': active.test(mimetype) ? 'application/octet-stream' : mimetype,
    'content-length': String(size),
    'content-disposition': `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name).replaceAll(/['()*]/g, encodeAscii)}`,
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
    'referrer-policy': 'no-referrer',
    etag: `"${md5}"`,
  }
}

/** RFC 5987 allows fewer characters than `encodeURIComponent` leaves. */
const encodeAscii = (char: string) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`
