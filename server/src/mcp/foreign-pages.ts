/** Pages of other sites must not reach an MCP endpoint through a visitor's browser (MCP, transports: security). */
import type { FastifyRequest } from 'fastify'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import { requestOrigin } from '../http/public-url.ts'

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

/**
 * Refuses a request whose Origin is another site's, and one to this machine under a name that is not its own: DNS
 * rebinding.
 * @throws {ApiError} Forbidden
 */
export function refuseForeignPages({ env }: Pick<Deps, 'env'>, request: FastifyRequest): void {
  const own = [requestOrigin(request), env.publicUrl]
  const host = URL.parse(requestOrigin(request))?.hostname ?? ''
  const isLocal = loopback.test(env.host) || env.host === '::1'
  const expected = loopback.test(host) || host === URL.parse(env.publicUrl ?? '')?.hostname
  // A page cannot send the header of a proxy.
  const isProxied = request.headers['x-forwarded-host'] !== undefined
  if (isLocal && env.publicUrl === undefined && !expected && !isProxied) {
    throw new ApiError('Forbidden', `Host: this server is not reached as ${host}`, {
      suggestedFix: 'Use localhost, or have the operator set PATCHBAY_PUBLIC_URL.',
    })
  }
  const { origin } = request.headers
  if (origin === undefined || own.includes(origin)) return
  if (loopback.test(URL.parse(origin)?.hostname ?? '')) return
  throw new ApiError('Forbidden', 'Origin: pages of other sites may not call this endpoint', {
    suggestedFix: 'Call it from your own server or MCP client, which send no Origin.',
  })
}
