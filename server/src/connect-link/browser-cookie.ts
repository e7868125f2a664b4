/** Recognises the browser that opened a link when the provider sends it back. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { newToken } from '../db/ids.ts'

/** Longer than any link lives. */
const maxAgeSeconds = 1200

/**
 * The browser's token, a new one unless it has one; the reply sets it. Over https the cookie has the `__Host-`
 * prefix (RFC 6265bis section 4.1.3.2), which no other host can set. `Lax` lets the provider's redirect bring it.
 */
export function rememberBrowser(request: FastifyRequest, reply: FastifyReply, origin: string): string {
  const secure = origin.startsWith('https:')
  const token = readBrowser(request, origin) ?? newToken()
  const flags = `Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
  reply.header('set-cookie', `${cookieName(secure)}=${token}; ${flags}`)
  return token
}

/** The token that the browser brought; undefined when it brought none. */
export function readBrowser(request: FastifyRequest, origin: string): string | undefined {
  const name = cookieName(origin.startsWith('https:'))
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const [key = '', value = ''] = pair.trim().split('=', 2)
    if (key === name && /^[A-Za-z0-9_-]{43}$/.test(value)) return value
  }
  return undefined
}

function cookieName(secure: boolean): string {
  return secure ? '__Host-patchbay-link' : 'patchbay-link'
}
