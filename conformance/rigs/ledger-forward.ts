import { request, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'

import { readBody } from './read-body.ts'

export type Exchange = {
  method: string
  url: URL
  headers: IncomingHttpHeaders
  body: Buffer
  token: string | undefined
}
export type Answer = { status: number; headers: Record<string, string | string[]>; body: Buffer }

/** Sends the request to what stands behind, and reads the whole answer. */
export async function forward(upstream: string, exchange: Exchange): Promise<Answer> {
  const { method, url, headers, body } = exchange
  const target = new URL(url.pathname + url.search, upstream)
  const { host: _, connection: __, 'transfer-encoding': ___, ...rest } = headers
  const message = await new Promise<IncomingMessage>((resolve, reject) => {
    const outgoing = request(target, { method, headers: { ...rest, 'content-length': body.length } }, resolve)
    outgoing.once('error', reject)
    outgoing.end(body)
  })
  const passed: Record<string, string | string[]> = {}
  for (const [name, value] of Object.entries(message.headers)) {
    if (value !== undefined && !hopByHop.has(name)) passed[name] = value
  }
  return { status: message.statusCode ?? 502, headers: passed, body: await readBody(message) }
}

/** Headers of one connection (RFC 9110 section 7.6.1), and the length, which is set anew. */
const hopByHop = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length'])

/** The same GraphQL call without the fields that a stand-in lacks. */
export function withoutFields(exchange: Exchange, lacks: RegExp): Exchange {
  return { ...exchange, body: Buffer.from(exchange.body.toString().replaceAll(lacks, '')) }
}

/** The same call as a form post: for a stand-in that knows only POST where the real API takes both. */
export function asPost(exchange: Exchange): Exchange {
  const body = Buffer.from(exchange.url.searchParams.toString())
  const headers = { ...exchange.headers, 'content-type': 'application/x-www-form-urlencoded' }
  const url = new URL(exchange.url.pathname, exchange.url)
  return { ...exchange, method: 'POST', url, headers, body }
}
