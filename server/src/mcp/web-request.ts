/** A request of Fastify as the web standard's, which the MCP handler takes. */
import type { FastifyRequest } from 'fastify'
import { requestOrigin } from '../http/public-url.ts'

/** Without its body, which goes beside it, parsed already. */
export function toWebRequest(request: FastifyRequest, signal: AbortSignal): Request {
  const headers = Object.entries(request.headers).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
  )
  return new Request(requestOrigin(request) + request.url, { method: request.method, headers, signal })
}

/** Many MCP clients can send a key only as `Authorization: Bearer …`. */
export function withBearerKey<T extends FastifyRequest>(request: T): T {
  const bearer = /^Bearer (u?ak_\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  if (bearer !== undefined)
    request.headers[bearer.startsWith('ak_') ? 'x-api-key' : 'x-user-api-key'] ??= bearer
  return request
}

/** A bearer that is no API key: an access token. */
export function bearerToken({ headers }: FastifyRequest): string | undefined {
  const bearer = /^Bearer +(\S{1,512})$/i.exec(headers.authorization ?? '')?.[1]
  return bearer === undefined || /^u?ak_/.test(bearer) ? undefined : bearer
}
