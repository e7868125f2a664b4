/** Under which origin the caller reaches this server. */
import type { FastifyRequest } from 'fastify'

/**
 * Origin of the request as the client wrote it (`http://localhost:3210`), honouring X-Forwarded-* from a proxy
 * on a private address. The published SDKs attach their key to an MCP URL only when its origin is exactly the
 * one they were configured with, so such URLs are built from the request.
 */
export function requestOrigin(request: FastifyRequest): string {
  return `${request.protocol}://${request.host}`
}

/** Origin for links that a person opens: the operator's public URL, else the request's. */
export function publicOrigin(publicUrl: string | undefined, request: FastifyRequest): string {
  return publicUrl ?? requestOrigin(request)
}
