import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { Readable } from 'node:stream'
import {
  brotliCompressSync,
  deflateRawSync,
  deflateSync,
  gzipSync,
  gunzipSync,
  brotliDecompressSync,
} from 'node:zlib'
import { afterEach, expect, test } from 'vitest'
import { createEgress, EgressError, type Egress, type EgressOptions, type EgressRequest } from './egress.ts'
import type { ResolvedAddress } from './resolve.ts'

const cleanups: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup()
})

interface Seen {
  port: number
  requests: {
    method: string | undefined
    url: string | undefined
    headers: IncomingMessage['headers']
    body: string
  }[]
  connections: number
}

/** A real server on the loopback address; what reached it is in `requests`. */
async function serve(
  listener: RequestListener = (_request, response) => void response.end('ok'),
  host = '127.0.0.1',
  port = 0,
): Promise<Seen> {
  const seen: Seen = { port: 0, requests: [], connections: 0 }
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += String(chunk)
    seen.requests.push({ method: request.method, url: request.url, headers: request.headers, body })
    listener(request, response)
  })
  server.on('connection', () => seen.connections++)
  seen.port = await listen(server, host, port)
  cleanups.push(async () => {
    server.closeAllConnections()
    server.close()
  })
  return seen
}

async function serveBytes(handle: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>()
  const server = createTcpServer((socket) => {
    sockets.add(socket.on('error', () => {}))
    handle(socket)
  })
  cleanups.push(async () => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return listen(server, '127.0.0.1', 0)
}

async function listen(server: Server, host: string, port: number): Promise<number> {
  await new Promise<void>((resolve) => server.listen(port, host, resolve))
  return (server.address() as AddressInfo).port
}

function egress(allowPrivate: string[], options: Partial<EgressOptions> = {}): Egress {
  const made = createEgress({ allowPrivate, ...options })
  cleanups.push(() => made.close(0))
  return made
}

async function failure(call: Promise<unknown>): Promise<EgressError> {
  const error: unknown = await call.then(
    () => new Error('the call went through'),
    (error: unknown) => error,
  )
  if (error instanceof EgressError) return error
  throw error
}

const loopback: ResolvedAddress = { address: '127.0.0.1', family: 4 }
const toLoopback = async (): Promise<ResolvedAddress[]> => [loopback]
const toMixed = async (): Promise<ResolvedAddress[]> => [{ address: '93.184.216.34', family: 4 }, loopback]
const redirectTo =
  (status: number, location: (request: IncomingMessage) => string): RequestListener =>
  (request, response) =>
    void response.writeHead(status, { location: location(request) }).end('moved')

test('makes a call and returns status, headers and body', async () => {
  const server = await serve(
    (_request, response) => void response.writeHead(418, { 'X-Kettle': 'on' }).end('short'),
  )
  const url = `http://127.0.0.1:${server.port}/a%2fb?x=1#secret`
  const response = await egress(['127.0.0.1']).request({
    url,
    method: 'post',
    body: 'hello',
    headers: { 'X-Api-Key': 'k' },
  })
  expect(response).toMatchObject({ status: 418, redirects: 0, url: url.replace('#secret', '') })
  expect(response.body.toString()).toBe('short')
  expect(response.headers['x-kettle']).toBe('on')
  expect(server.requests).toMatchObject([
    { method: 'POST', url: '/a%2fb?x=1', body: 'hello', headers: { 'x-api-key': 'k' } },
  ])
})

test('sends a streamed body', async () => {
  const server = await serve()
  await egress(['127.0.0.1']).request({
    url: `http://127.0.0.1:${server.port}/`,
    method: 'PUT',
    body: Readable.from(['a', 'b']),
  })
  expect(server.requests[0]?.body).toBe('ab')
})

test('reuses connections for calls in a row', async () => {
  const server = await serve()
  const out = egress(['127.0.0.1'])
  for (let i = 0; i < 20; i++) await out.request({ url: `http://127.0.0.1:${server.port}/${i}` })
  expect(server.requests).toHaveLength(20)
  // Two, because a connection counts as free one turn of the event loop after its answer.
  expect(server.connections).toBeLessThanOrEqual(2)
})

test('opens no more connections to one origin than it may, and serves all calls', async () => {
  const server = await serve()
  const out = egress(['127.0.0.1'], { limits: { connectionsPerOrigin: 2 } })
  await Promise.all(
    Array.from({ length: 20 }, () => out.request({ url: `http://127.0.0.1:${server.port}/` })),
  )
  expect(server.requests).toHaveLength(20)
  expect(server.connections).toBeLessThanOrEqual(2)
})

/** Each reaches the server when the operator opens loopback: the proof that the guard is what stops it. */
const spellings = [
  '127.0.0.1',
  'localhost',
  '127.1',
  '2130706433',
  '0x7f.1',
  '0177.0.0.1',
  '127。0。0。1',
  '①②⑦.⓪.⓪.①',
  '127.0.0.1.',
]
test.each(spellings)('http://%s does not reach a local server, unless the guard is opened', async (host) => {
  const server = await serve()
  const call = { url: `http://${host}:${server.port}/`, allowHttp: true }
  expect(await failure(egress([]).request(call))).toMatchObject({ code: 'destination_refused', sent: false })
  expect(await failure(egress([]).stream(call))).toMatchObject({ code: 'destination_refused' })
  expect(server.connections).toBe(0)
  expect((await egress(['127.0.0.0/8', '::1']).request(call)).status).toBe(200)
})

test('a name with one private record is refused, and nothing reaches the server', async () => {
  const server = await serve()
  const call = { url: `http://mixed.example:${server.port}/`, allowHttp: true }
  const error = await failure(egress([], { resolve: toMixed }).request(call))
  expect(error).toMatchObject({ code: 'destination_refused' })
  expect(error.message).not.toContain('127.0.0.1')
  expect(server.connections).toBe(0)
})

test('a name that changes its address between check and use only ever reaches the checked one', async () => {
  const checked = await serve()
  const victim = await serve(undefined, '127.0.0.2', checked.port)
  let lookups = 0
  const resolve = async (): Promise<ResolvedAddress[]> => [
    lookups++ === 0 ? loopback : { address: '127.0.0.2', family: 4 },
  ]
  const call = { url: `http://flip.example:${checked.port}/`, headers: { 'x-secret': 's' } }
  const out = egress(['127.0.0.1'], { resolve })
  await out.request(call)
  expect(lookups).toBe(1)
  expect([checked.requests.length, victim.connections]).toEqual([1, 0])

  const later = egress(['127.0.0.1'], { resolve })
  expect(await failure(later.request(call))).toMatchObject({ code: 'destination_refused' })
  expect(victim.connections).toBe(0)
  await egress(['127.0.0.1', '127.0.0.2'], { resolve }).request(call)
  expect(victim.connections).toBe(1)
})

test('plain http to a public address is refused without connecting, unless the call allows it', async () => {
  const out = egress([], { resolve: async () => [{ address: '93.184.216.34', family: 4 }] })
  const error = await failure(out.request({ url: 'http://public.example/', timeouts: { connectMs: 50 } }))
  expect(error).toMatchObject({ code: 'destination_refused', sent: false })
  expect(error.message).toContain('it must be https')
})

test('a redirect to a private address is refused, and followed when the guard is opened', async () => {
  const victim = await serve()
  const location = `http://127.0.0.2:${victim.port}/latest/meta-data`
  const metadata = await serve(undefined, '127.0.0.2', victim.port)
  const first = await serve(redirectTo(302, () => location))
  const url = `http://127.0.0.1:${first.port}/`
  const error = await failure(egress(['127.0.0.1']).request({ url }))
  expect(error).toMatchObject({ code: 'destination_refused', sent: true, retryable: false })
  expect(error.message).not.toContain('127.0.0.2')
  expect(metadata.connections).toBe(0)
  expect(await egress(['127.0.0.0/8']).request({ url })).toMatchObject({
    status: 200,
    url: location,
    redirects: 1,
  })
})

test('a redirect to a name that resolves to a private address is refused', async () => {
  const victim = await serve()
  const first = await serve(redirectTo(302, () => `http://inside.example:${victim.port}/`))
  const out = egress([`first.example:${first.port}`], { resolve: toLoopback })
  const error = await failure(out.request({ url: `http://first.example:${first.port}/`, allowHttp: true }))
  expect(error).toMatchObject({ code: 'destination_refused', sent: true })
  expect(error.message).not.toContain('inside')
  expect(victim.connections).toBe(0)
})

test('an allowed host is checked on every hop', async () => {
  const other = await serve()
  const first = await serve(redirectTo(302, () => `http://b.example:${other.port}/`))
  const out = egress(['127.0.0.1'], { resolve: toLoopback })
  const url = `http://a.example:${first.port}/`
  expect(await failure(out.request({ url, allowHosts: ['b.example'] }))).toMatchObject({
    code: 'host_not_allowed',
    sent: false,
  })
  expect(await failure(out.request({ url, allowHosts: ['a.example'] }))).toMatchObject({
    code: 'host_not_allowed',
    sent: true,
  })
  expect([first.connections, other.connections]).toEqual([1, 0])
  expect(await out.request({ url, allowHosts: ['*.example'] })).toMatchObject({ status: 200 })
})

test('credentials stay behind when a redirect leaves the origin, and go along when it does not', async () => {
  const other = await serve()
  const first = await serve((request, response) => {
    const location = request.url === '/1' ? '/2' : `http://127.0.0.1:${other.port}/3`
    response.writeHead(302, { location }).end()
  })
  const headers = { authorization: 'Bearer canary', 'x-api-key': 'canary', cookie: 'canary', accept: 'a/b' }
  await egress(['127.0.0.1']).request({
    url: `http://127.0.0.1:${first.port}/1`,
    headers,
    secretHeaders: ['x-api-key'],
  })
  expect(first.requests.map((request) => request.headers.authorization)).toEqual([
    'Bearer canary',
    'Bearer canary',
  ])
  expect(other.requests[0]?.headers.accept).toBe('a/b')
  expect(JSON.stringify(other.requests)).not.toContain('canary')
})

test('stops after the redirects it may follow; with none allowed the redirect is the answer', async () => {
  const server = await serve(redirectTo(302, (request) => `/${Number(request.url?.slice(1)) + 1}`))
  const out = egress(['127.0.0.1'])
  const url = `http://127.0.0.1:${server.port}/0`
  expect(await failure(out.request({ url }))).toMatchObject({ code: 'too_many_redirects', sent: true })
  expect(server.requests).toHaveLength(4)
  expect(await out.request({ url, maxRedirects: 0 })).toMatchObject({ status: 302, redirects: 0 })
  expect(await out.request({ url, method: 'POST', body: 'x' })).toMatchObject({ status: 302, redirects: 0 })
})

test('a call that failed after a redirected POST is not offered for a retry', async () => {
  const breaking = await serveBytes((socket) => socket.destroy())
  const gone = await serve()
  await cleanups.pop()?.()
  const out = egress(['127.0.0.1'])
  for (const port of [breaking, gone.port]) {
    const server = await serve(redirectTo(303, () => `http://127.0.0.1:${port}/`))
    const call: EgressRequest = { url: `http://127.0.0.1:${server.port}/`, maxRedirects: 1 }
    expect(await failure(out.request({ ...call, method: 'POST' }))).toMatchObject({
      sent: true,
      retryable: false,
    })
    expect(await failure(out.request({ ...call, method: 'GET' }))).toMatchObject({
      sent: true,
      retryable: true,
    })
  }
})

const text = 'compress me '.repeat(1000)
const encodings: [coding: string, bytes: Buffer][] = [
  ['gzip', gzipSync(text)],
  ['x-gzip', gzipSync(text)],
  ['deflate', deflateSync(text)],
  ['deflate', deflateRawSync(text)],
  ['br', brotliCompressSync(text)],
]
test.each(encodings)('decompresses %s and says so by leaving the header out', async (coding, bytes) => {
  const server = await serve(
    (_request, response) => void response.writeHead(200, { 'content-encoding': coding }).end(bytes),
  )
  const { body, headers } = await egress(['127.0.0.1']).request({ url: `http://127.0.0.1:${server.port}/` })
  expect(body.toString()).toBe(text)
  expect(headers['content-encoding']).toBeUndefined()
})

test('a coding that was not asked for is handed over as it came', async () => {
  const server = await serve(
    (_request, response) => void response.writeHead(200, { 'content-encoding': 'gzip, gzip' }).end('raw'),
  )
  const { body, headers } = await egress(['127.0.0.1']).request({ url: `http://127.0.0.1:${server.port}/` })
  expect([body.toString(), headers['content-encoding']]).toEqual(['raw', 'gzip, gzip'])
})

/** 64 MB of zeros in 64 kB, or in 50 bytes. */
const bombs: [coding: string, bytes: Buffer][] = [
  ['gzip', gzipSync(Buffer.alloc(64 << 20))],
  ['br', brotliCompressSync(Buffer.alloc(64 << 20))],
]
test.each(bombs)('a %s bomb is cut at the limit, whole and streamed', async (coding, bytes) => {
  const server = await serve(
    (_request, response) => void response.writeHead(200, { 'content-encoding': coding }).end(bytes),
  )
  const call = { url: `http://127.0.0.1:${server.port}/`, maxResponseBytes: 100_000 }
  const out = egress(['127.0.0.1'])
  expect(await failure(out.request(call))).toMatchObject({ code: 'response_too_large', sent: true })
  const { body } = await out.stream(call)
  let bytesRead = 0
  const read = (async () => {
    for await (const chunk of body) bytesRead += (chunk as Buffer).length
  })()
  expect(await failure(read)).toMatchObject({ code: 'response_too_large' })
  expect(bytesRead).toBeLessThanOrEqual(100_000)
})

test('the control: what is not cut goes off in memory, a thousand times its size', () => {
  for (const [coding, bytes] of bombs) {
    const whole = coding === 'gzip' ? gunzipSync(bytes) : brotliDecompressSync(bytes)
    expect(whole.length / bytes.length).toBeGreaterThan(900)
  }
})

test('an answer that is too long is cut, announced or not, and one that just fits is not', async () => {
  const server = await serve((request, response) => {
    if (request.url === '/announced') response.setHeader('content-length', 1001)
    response.write('x'.repeat(500))
    response.end('x'.repeat(request.url === '/fits' ? 500 : 501))
  })
  const out = egress(['127.0.0.1'], { limits: { maxResponseBytes: 1000 } })
  for (const path of ['/announced', '/chunked']) {
    const url = `http://127.0.0.1:${server.port}${path}`
    expect(await failure(out.request({ url })), path).toMatchObject({
      code: 'response_too_large',
      retryable: false,
    })
  }
  expect((await out.request({ url: `http://127.0.0.1:${server.port}/fits` })).body).toHaveLength(1000)
})

test('HEAD and 304 are answers without a body, whatever their headers announce', async () => {
  const server = await serve((request, response) => {
    const headers = { 'content-length': '99999999', 'content-encoding': 'gzip' }
    response.writeHead(request.method === 'HEAD' ? 200 : 304, request.method === 'HEAD' ? headers : {}).end()
  })
  const out = egress(['127.0.0.1'])
  const url = `http://127.0.0.1:${server.port}/`
  const head = await out.request({ url, method: 'HEAD' })
  expect([head.status, head.body.length, head.headers['content-length']]).toEqual([200, 0, '99999999'])
  expect(await out.request({ url })).toMatchObject({ status: 304 })
  expect((await (await out.stream({ url, method: 'HEAD' })).body.toArray()).length).toBe(0)
})

test('a server that does not answer, or never finishes, is left after the time it had', async () => {
  const silent = await serveBytes(() => {})
  const trickling = await serve((_request, response) => {
    response.write('x')
    const timer = setInterval(() => response.write('x'), 5)
    response.on('close', () => clearInterval(timer))
  })
  const out = egress(['127.0.0.1'])
  const get = { url: `http://127.0.0.1:${silent}/`, timeouts: { headersMs: 50 } }
  expect(await failure(out.request(get))).toMatchObject({ code: 'timeout', sent: true, retryable: true })
  expect(await failure(out.request({ ...get, method: 'POST' }))).toMatchObject({
    code: 'timeout',
    retryable: false,
  })
  const total = { url: `http://127.0.0.1:${trickling.port}/`, timeouts: { totalMs: 100 } }
  expect(await failure(out.request(total))).toMatchObject({ code: 'timeout', sent: true })
  const { body } = await out.stream(total)
  expect(await failure(body.toArray())).toMatchObject({ code: 'timeout' })
})

test('waiting for a name or a free connection ends with the connect timeout, and nothing was sent', async () => {
  const timeouts = { connectMs: 50 }
  const stuck = egress([], { resolve: () => new Promise(() => {}) })
  const error = await failure(stuck.request({ url: 'https://a.example/', timeouts }))
  expect(error).toMatchObject({ code: 'connect_timeout', sent: false, retryable: true })

  const silent = await serve(() => {})
  const out = egress(['127.0.0.1'], { limits: { connectionsPerOrigin: 1 } })
  const url = `http://127.0.0.1:${silent.port}/`
  const first = failure(out.request({ url, method: 'POST', timeouts: { headersMs: 300 } }))
  expect(await failure(out.request({ url, method: 'POST', timeouts }))).toMatchObject({
    code: 'connect_timeout',
    retryable: true,
  })
  expect(await first).toMatchObject({ code: 'timeout' })
  expect(silent.requests).toHaveLength(1)
})

test('tells apart a closed port, a wrong protocol, a broken connection and a name that does not resolve', async () => {
  const gone = await serve()
  await cleanups.pop()?.()
  const resets = await serveBytes((socket) => void socket.once('data', () => socket.resetAndDestroy()))
  const cut = await serveBytes(
    (socket) => void socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc')),
  )
  const garbage = await serveBytes(
    (socket) => void socket.once('data', () => socket.end('SSH-2.0-OpenSSH\r\n')),
  )
  const out = egress(['127.0.0.1'])
  const get = (port: number, scheme = 'http') =>
    failure(out.request({ url: `${scheme}://127.0.0.1:${port}/` }))
  expect(await get(gone.port)).toMatchObject({ code: 'connect_failed', sent: false, retryable: true })
  expect(await get(garbage, 'https')).toMatchObject({ code: 'tls_failed', sent: false, retryable: false })
  expect(await get(resets)).toMatchObject({ code: 'reset', sent: true, retryable: true })
  expect(await get(cut)).toMatchObject({ code: 'reset', sent: true, retryable: true })
  expect(await get(garbage)).toMatchObject({ code: 'bad_response', sent: true, retryable: false })
  const unknown = egress([], {
    resolve: () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' })),
  })
  expect(await failure(unknown.request({ url: 'https://a.example/?key=canary' }))).toMatchObject({
    code: 'dns_failed',
    message: '"a.example" does not resolve',
    sent: false,
    retryable: false,
  })
})

test('a caller can abort before, during and between', async () => {
  const server = await serve(() => {})
  const out = egress(['127.0.0.1'])
  const url = `http://127.0.0.1:${server.port}/`
  expect(await failure(out.request({ url, signal: AbortSignal.abort() }))).toMatchObject({
    code: 'aborted',
    sent: false,
  })
  expect(server.connections).toBe(0)
  const controller = new AbortController()
  const first = serve((_request, response: ServerResponse) => {
    response.writeHead(302, { location: url }).end()
    controller.abort()
  })
  const call = { url: `http://127.0.0.1:${(await first).port}/`, signal: controller.signal }
  expect(await failure(out.request(call))).toMatchObject({ code: 'aborted', sent: true })
})

test('closing a stream early closes the connection', async () => {
  const closed = Promise.withResolvers<void>()
  const server = await serve((_request, response) => {
    response.on('close', closed.resolve)
    response.write('x'.repeat(100_000))
  })
  const { body } = await egress(['127.0.0.1']).stream({ url: `http://127.0.0.1:${server.port}/` })
  body.destroy()
  await closed.promise
})

test('a stream that nobody reads holds the server back instead of filling memory', async () => {
  let written = 0
  const stalled = Promise.withResolvers<void>()
  const server = await serve((_request, response) => {
    Readable.from(
      (function* () {
        for (; written < 1000; written++) yield Buffer.alloc(65_536)
      })(),
    ).pipe(response)
    const timer = setInterval(
      () => (before === written && written > 0 ? stalled.resolve() : (before = written)),
      100,
    )
    let before = -1
    response.on('close', () => clearInterval(timer))
  })
  const { body } = await egress(['127.0.0.1']).stream({
    url: `http://127.0.0.1:${server.port}/`,
    maxResponseBytes: 1e9,
  })
  await stalled.promise
  expect(written).toBeLessThan(500)
  let bytes = 0
  for await (const chunk of body) bytes += (chunk as Buffer).length
  expect(bytes).toBe(1000 * 65_536)
})

test('calls that cannot be made as given are refused before anything is sent', async () => {
  const server = await serve()
  const url = `http://127.0.0.1:${server.port}/`
  const out = egress(['127.0.0.1'])
  const calls: EgressRequest[] = [
    { url, method: 'CONNECT' },
    { url, method: 'TRACE' },
    { url, method: 'GET /x HTTP/1.1\r\n' },
    { url, headers: { 'x-a': 'b\r\nx-injected: 1' } },
    { url, headers: { host: 'other.example' } },
    { url, headers: { 'content-length': '1' } },
    { url, timeouts: { totalMs: 0 } },
    { url, timeouts: { headersMs: NaN } },
  ]
  for (const call of calls) {
    expect(await failure(out.request(call)), JSON.stringify(call)).toMatchObject({
      code: 'bad_request',
      sent: false,
    })
  }
  expect(server.connections).toBe(0)
})

test('closing lets calls finish, breaks off those that take too long, and refuses new ones', async () => {
  const started = Promise.withResolvers<void>()
  const release = Promise.withResolvers<void>()
  const server = await serve((request, response) => {
    if (request.url === '/slow') void release.promise.then(() => response.end('done'))
    started.resolve()
  })
  const patient = createEgress({ allowPrivate: ['127.0.0.1'] })
  const slow = patient.request({ url: `http://127.0.0.1:${server.port}/slow` })
  await started.promise
  const closed = Promise.all([patient.close(), patient.close()])
  const late = failure(patient.request({ url: `http://127.0.0.1:${server.port}/slow` }))
  expect(await late).toMatchObject({ code: 'connect_failed', sent: false })
  release.resolve()
  expect((await slow).body.toString()).toBe('done')
  await closed

  const hasty = createEgress({ allowPrivate: ['127.0.0.1'] })
  const never = failure(hasty.request({ url: `http://127.0.0.1:${server.port}/never` }))
  await hasty.close(50)
  expect(await never).toBeInstanceOf(EgressError)
})
