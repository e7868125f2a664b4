/** What a key may be limited to: kinds of calls, addresses of callers. */
import { BlockList, isIP } from 'node:net'
import type { FastifyRequest } from 'fastify'
import { ApiError } from './errors.ts'
import type { Operation } from './operation.ts'

/** `read`: looking at things. `execute`: what an agent does in sessions and with tools. `manage`: all else. */
export const keyScopes = ['read', 'execute', 'manage'] as const

export type KeyScope = (typeof keyScopes)[number]

export interface KeyLimits {
  /** Null: every kind of call. */
  scopes: readonly KeyScope[] | null
  /** Addresses and CIDR ranges; null: from anywhere. */
  allowedIps: readonly string[] | null
}

const agentTags: readonly string[] = ['Tools', 'Tool Router', 'Files', 'MCP']

/** What an operation asks of a key. */
export function scopeOf({ method, tag }: Pick<Operation, 'method' | 'tag'>): KeyScope {
  if (method === 'GET') return 'read'
  return agentTags.includes(tag) ? 'execute' : 'manage'
}

/** Whether a text is an address or a CIDR range. */
export function isIpRange(text: string): boolean {
  const [address = '', prefix, ...rest] = text.split('/')
  const family = isIP(address)
  if (family === 0 || rest.length > 0) return false
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128))
}

/**
 * Refuses a call from an address that the key is not for, or of a kind that it is not for.
 * @throws {ApiError} Unauthorized for the address, as for an unknown key: whoever found it learns nothing. Forbidden.
 */
export function checkLimits(limits: KeyLimits | undefined, request: FastifyRequest, scope: KeyScope): void {
  if (limits === undefined) return
  if (limits.allowedIps !== null && !isWithin(limits.allowedIps, request.ip))
    throw new ApiError('Unauthorized', 'Invalid API key')
  if (limits.scopes === null || limits.scopes.includes(scope)) return
  throw new ApiError(
    'Forbidden',
    `This key is for ${limits.scopes.join(' and ')} only; the call needs ${scope}`,
    {
      suggestedFix: `Use a key with the scope ${scope}.`,
    },
  )
}

function isWithin(ranges: readonly string[], ip: string): boolean {
  const allowed = new BlockList()
  for (const range of ranges) {
    const [address = '', prefix] = range.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    if (prefix === undefined) allowed.addAddress(address, family)
    else allowed.addSubnet(address, Number(prefix), family)
  }
  const plain = ip.replace(/^::ffff:(?=\d+\.)/i, '')
  return allowed.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4')
}
