import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AccessToken, ClientCredentials } from 'oidc-provider'

import { parseBody, readBody } from './read-body.ts'

export type Item = { readonly id: number; readonly name: string; readonly owner: string }
type Token = AccessToken | ClientCredentials
export type FindToken = (token: string) => Promise<Token | undefined>

/** The paths of the protected API with the scope that each method needs. */
const scopes: Record<string, Record<string, string | undefined>> = {
  '/me': { GET: undefined },
  '/items': { GET: 'items:read', POST: 'items:write' },
}

export function isResourcePath(path: string): boolean {
  return Object.hasOwn(scopes, path)
}

/**
 * A protected API with state per person, or per client that came on its own: `GET /me`, `GET /items`, `POST /items {name}`. Errors follow RFC 6750
 * section 3.1: 401 `invalid_token`, 403 `insufficient_scope`.
 */
export function resourceApi(
  findToken: FindToken,
): (req: IncomingMessage, res: ServerResponse, path: string) => Promise<void> {
  const items: Item[] = []
  return async function serveResource(req, res, path) {
    const token = await liveToken(req, findToken)
    if (token === undefined) return refuse(res, 401, 'invalid_token')
    const method = req.method ?? 'GET'
    const methods = scopes[path] ?? {}
    if (!Object.hasOwn(methods, method)) return reply(res, 405, { error: 'method_not_allowed' })
    const scope = methods[method]
    if (scope !== undefined && !token.scopes.has(scope)) return refuse(res, 403, 'insufficient_scope')
    if (path === '/me') return reply(res, 200, { login: token.accountId, client_id: token.clientId })
    const owner = token.accountId ?? token.clientId
    if (method === 'GET') return reply(res, 200, { items: items.filter((item) => item.owner === owner) })
    const body = parseBody(await readBody(req), 'application/json')
    const name = typeof body === 'object' && body !== null && 'name' in body ? body.name : undefined
    if (typeof name !== 'string') return reply(res, 422, { error: 'name must be a string' })
    const item: Item = { id: items.length + 1, name, owner }
    items.push(item)
    return reply(res, 201, item)
  }
}

async function liveToken(req: IncomingMessage, findToken: FindToken): Promise<Token | undefined> {
  const value = /^bearer\s+(\S+)$/i.exec(req.headers.authorization ?? '')?.[1]
  const token = value === undefined ? undefined : await findToken(value)
  return token?.isValid === true ? token : undefined
}

function refuse(res: ServerResponse, status: number, error: string): void {
  res.setHeader('www-authenticate', `Bearer error="${error}"`)
  reply(res, status, { error })
}

function reply(res: ServerResponse, status: number, body: unknown): void {
  res.writeHead(status, { 'content-type': 'application/json' })
  res.end(JSON.stringify(body))
}
