import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'

import { listen } from './listen.ts'
import { parseBody, readBody } from './read-body.ts'
import { errorShapes } from './upstream-errors.ts'

export type UpstreamCall = {
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: unknown
}

export type Upstream = {
  readonly url: string
  /** Every request in order of arrival. */
  calls(): UpstreamCall[]
  clear(): void
  close(): Promise<void>
}

export type UpstreamOptions = {
  /** Accepted secrets, each with the name of its owner: `x-api-key` header or `api_key` query parameter. */
  apiKeys?: Record<string, string>
  bearerTokens?: Record<string, string>
  /** Keys are `user:password`. */
  basic?: Record<string, string>
}

type Item = { id: number; name: string; owner: string }
type Exchange = { call: UpstreamCall; res: ServerResponse; owner: string | undefined; items: Item[] }
type Route = (exchange: Exchange, rest: string) => Promise<void> | void

/** `/huge` and `/slow` stop here, whatever the query asks for. */
const MAX_BYTES = 256 * 1024 * 1024
const MAX_DELAY_MS = 60_000

/**
 * A plain HTTP API, for everything that is not OAuth. The first path segment chooses the behaviour:
 *
 * | path | answer |
 * |---|---|
 * | `/echo/…` | 200, method, path, query, headers and body as received; no credential needed |
 * | `/whoami` | 200 `{ owner, scheme }`, or 401 |
 * | `/items`, `/items/:id` | GET, POST, DELETE on the owner's items, or 401 |
 * | `/slow?ms=` | 200 after that time |
 * | `/huge?bytes=` | 200, that many bytes of text, no content-length |
 * | `/gzip?bytes=` | 200, JSON with that many spaces, compressed (a bomb when large) |
 * | `/binary?bytes=` | 200, `image/png` bytes; `x-sha256` tells their digest |
 * | `/error/:shape?status=` | an error as one of `errorShapes` writes it |
 * | `/redirect?to=&status=` | the redirect, 302 unless told |
 * | `/cut` | headers, half a body, then a broken connection |
 * | `/empty` | 204 |
 */
export async function startUpstream(options: UpstreamOptions = {}): Promise<Upstream> {
  const items: Item[] = []
  let calls: UpstreamCall[] = []
  const { url, close } = await listen((req, res) => {
    describe(req)
      .then((call) => {
        calls.push(call)
        return dispatch({ call, res, owner: identify(call, options)?.owner, items }, options)
      })
      .catch((error: unknown) => {
        if (!res.headersSent) res.writeHead(500, { 'content-type': 'text/plain' })
        res.end(String(error))
      })
  })
  return { url, calls: () => [...calls], clear: () => void (calls = []), close }
}

const routes: Record<string, Route> = {
  echo: ({ call, res }) => json(res, 200, call),
  items: serveItems,
  slow: async ({ call, res }) => {
    const ms = number(call.query['ms'], 1000, MAX_DELAY_MS)
    await new Promise((resolve) => setTimeout(resolve, ms))
    json(res, 200, { waited_ms: ms })
  },
  huge: ({ call, res }) => serveHuge(res, number(call.query['bytes'], 1024 * 1024, MAX_BYTES)),
  gzip: ({ call, res }) => {
    const padding = ' '.repeat(number(call.query['bytes'], 1024, MAX_BYTES))
    res.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
    res.end(gzipSync(`{"compressed":true${padding}}`))
  },
  binary: ({ call, res }) => {
    const bytes = Buffer.alloc(number(call.query['bytes'], 64, MAX_BYTES), 0xa5)
    const digest = createHash('sha256').update(bytes).digest('hex')
    res.writeHead(200, { 'content-type': 'image/png', 'x-sha256': digest }).end(bytes)
  },
  error: ({ call, res }, shape) => {
    const write = Object.hasOwn(errorShapes, shape) ? errorShapes[shape] : undefined
    if (write === undefined) return json(res, 404, { message: `No error shape ${shape}` })
    const { status, headers, body } = write(number(call.query['status'], 400, 599))
    res.writeHead(status, headers).end(body)
  },
  redirect: ({ call, res }) => {
    res.writeHead(number(call.query['status'], 302, 399), { location: call.query['to'] ?? '/echo' }).end()
  },
  cut: ({ res }) => {
    res.writeHead(200, { 'content-type': 'application/json', 'content-length': 1000 })
    res.write('{"half":', () => res.socket?.resetAndDestroy())
  },
  empty: ({ res }) => void res.writeHead(204).end(),
}

async function dispatch(exchange: Exchange, options: UpstreamOptions): Promise<void> {
  const { call, res } = exchange
  const [, name = '', ...rest] = call.path.split('/')
  if (name === 'whoami') return whoami(call, res, options)
  const route = Object.hasOwn(routes, name) ? routes[name] : undefined
  if (route === undefined) return json(res, 404, { message: `No route ${call.path}` })
  await route(exchange, rest.join('/'))
}

async function describe(req: IncomingMessage): Promise<UpstreamCall> {
  const url = new URL(req.url ?? '/', 'http://upstream')
  const { headers, method = 'GET' } = req
  const body = parseBody(await readBody(req), headers['content-type'])
  return {
    method,
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers,
    body: body ?? null,
  }
}

type Identity = { owner: string; scheme: string }

function identify(call: UpstreamCall, options: UpstreamOptions): Identity | undefined {
  const authorization = String(call.headers['authorization'] ?? '')
  const [scheme = '', credential = ''] = authorization.split(' ')
  const pair = Buffer.from(credential, 'base64').toString('utf8')
  const candidates: [string, Record<string, string> | undefined, string | undefined][] = [
    ['header', options.apiKeys, call.headers['x-api-key']?.toString()],
    ['query', options.apiKeys, call.query['api_key']],
    ['bearer', options.bearerTokens, scheme.toLowerCase() === 'bearer' ? credential : undefined],
    ['basic', options.basic, scheme.toLowerCase() === 'basic' ? pair : undefined],
  ]
  for (const [name, owners = {}, secret] of candidates) {
    const owner = secret !== undefined && Object.hasOwn(owners, secret) ? owners[secret] : undefined
    if (owner !== undefined) return { owner, scheme: name }
  }
  return undefined
}

function whoami(call: UpstreamCall, res: ServerResponse, options: UpstreamOptions): void {
  const identity = identify(call, options)
  if (identity === undefined) return unauthorized(res)
  json(res, 200, identity)
}

function serveItems({ call, res, owner, items }: Exchange, id: string): void {
  if (owner === undefined) return unauthorized(res)
  const mine = items.filter((item) => item.owner === owner)
  if (call.method === 'POST') return createItem(call.body, owner, items, res)
  if (id === '') return json(res, 200, { items: mine })
  const item = mine.find((candidate) => String(candidate.id) === id)
  if (item === undefined) return json(res, 404, { message: `No item ${id}` })
  if (call.method !== 'DELETE') return json(res, 200, item)
  items.splice(items.indexOf(item), 1)
  res.writeHead(204).end()
}

function createItem(body: unknown, owner: string, items: Item[], res: ServerResponse): void {
  const name = typeof body === 'object' && body !== null && 'name' in body ? body.name : undefined
  if (typeof name !== 'string') return json(res, 422, { message: 'name must be a string' })
  const item = { id: (items.at(-1)?.id ?? 0) + 1, name, owner }
  items.push(item)
  json(res, 201, item)
}

function serveHuge(res: ServerResponse, bytes: number): void {
  const chunk = Buffer.alloc(64 * 1024, 'x')
  let left = bytes
  res.writeHead(200, { 'content-type': 'text/plain' })
  const pump = (): void => {
    while (left > 0 && !res.destroyed) {
      const size = Math.min(left, chunk.length)
      left -= size
      if (!res.write(chunk.subarray(0, size))) return void res.once('drain', pump)
    }
    res.end()
  }
  pump()
}

function unauthorized(res: ServerResponse): void {
  res.setHeader('www-authenticate', 'Basic realm="upstream"')
  json(res, 401, { message: 'Unknown credential' })
}

function json(res: ServerResponse, status: number, body: unknown): void {
  res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

function number(text: string | undefined, fallback: number, limit: number): number {
  const value = Number(text ?? fallback)
  return Number.isInteger(value) && value >= 0 ? Math.min(value, limit) : fallback
}
