/** Under which origin the caller reaches this server. */
import type { FastifyRequest } from 'fastify'
import { ApiError } from './errors.ts'

/**
 * Origin of the request as the client wrote it (`http://localhost:3210`), honouring X-Forwarded-* from a proxy
 * on a private address. The published SDKs attach their key to an MCP URL only when its origin is exactly the
 * one they were configured with, so such URLs are built from the request.
 * @throws {ApiError} BadRequest when its headers name no origin: a link to it would lead nowhere.
 */
export function requestOrigin(request: FastifyRequest): string {
  const origin = `${request.protocol}://${request.host}`
  if (/^https?:\/\/[\w.:[\]-]+$/.test(origin) && URL.canParse(origin)) return origin
  throw new ApiError('BadRequest', 'The Host header, or X-Forwarded-* of a proxy, is no host name and port', {
    suggestedFix: 'Send the name under which this server is reached, or have its operator set a public URL.',
  })
}

/** Origin for links that a person opens: the operator's public URL, else what `requestOrigin` says or throws. */
export function publicOrigin(publicUrl: string | undefined, request: FastifyRequest): string {
  return publicUrl ?? requestOrigin(request)
}
