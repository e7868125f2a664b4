/** A Fastify instance with everything that does not depend on a feature. */
import { Socket } from 'node:net'
import Fastify, { type FastifyInstance, type FastifyRequest, LogController } from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import qs from 'qs'
import { newId } from '../db/ids.ts'
import type { Env } from '../env.ts'
import { answerClientError } from './client-error.ts'
import { badUrl, installErrorHandlers, notJson, notText, sendError } from './error-handler.ts'
import { findBadText, nestsTooDeep } from './json-body.ts'

/**
 * Times after which a slow client is let go; without them Node keeps hundreds of idle sockets open. Node's own
 * limit on a whole request is for the longest upload; `endSlowBodies` keeps every other body shorter.
 */
const timeouts = { requestTimeout: 6 * 60 * 60_000, connectionTimeout: 120_000, keepAliveTimeout: 72_000 }
const headersTimeout = 60_000

/** Builds the server. Logs go to standard output as JSON lines, without headers, queries or bodies. */
export function createHttpServer({
  logLevel,
  bodySeconds,
}: Pick<Env, 'logLevel' | 'bodySeconds'>): FastifyInstance {
  const app = Fastify({
    ...timeouts,
    http: { headersTimeout },
    logger: {
      level: logLevel,
      serializers: { req: describeRequest, res: ({ statusCode }) => ({ status: statusCode }) },
    },
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => newId('request'),
    trustProxy: ['loopback', 'linklocal', 'uniquelocal'],
    routerOptions: { maxParamLength: 256, ignoreTrailingSlash: true, querystringParser: parseQuery },
    return503OnClosing: true,
    clientErrorHandler: answerClientError,
    frameworkErrors: (_error, request, reply) => sendError(badUrl(), request, reply),
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  acceptJson(app)
  installErrorHandlers(app)
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id)
    done()
  })
  endSlowBodies(app, bodySeconds)
  endConnectionsWhenClosing(app)
  endSilentConnectionsWhenClosing(app)
  return app
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The body may take its time: it is streamed, and its connection ends only when nothing comes any more. */
    slowBody?: boolean
  }
}

function endSlowBodies(app: FastifyInstance, seconds: number): void {
  app.addHook('onRequest', (request, _reply, done) => {
    endIfSlow(request, seconds)
    done()
  })
}

/** Ends a connection whose body has not arrived in time, however steadily it drips. */
function endIfSlow({ raw, headers, routeOptions }: FastifyRequest, seconds: number): void {
  const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
  if (!hasBody || routeOptions.config.slowBody === true) return
  const timer = setTimeout(() => {
    // A request that was injected, as tests do, has no connection to end.
    if (!(raw.socket instanceof Socket) || raw.complete || raw.readableEnded || raw.destroyed) return
    answerClientError(tooLate(), raw.socket)
  }, seconds * 1_000)
  timer.unref()
  raw.once('close', () => clearTimeout(timer))
}

/** As Node says it of a whole request. */
function tooLate() {
  return Object.assign(new Error('the body is late'), {
    code: 'ERR_HTTP_REQUEST_TIMEOUT',
    bytesParsed: 0,
    rawPacket: { type: 'Buffer', data: [] },
  })
}

/**
 * A kept-alive connection whose request was in flight when the stop began would hold the stop up. Node ends those that
 * are idle at that moment; one whose answer had begun by then, as a stream's has, becomes idle later.
 */
function endConnectionsWhenClosing(app: FastifyInstance): void {
  let closing = false
  app.addHook('preClose', async () => {
    closing = true
    if (!app.server.listening) return
    const sweep = setInterval(() => app.server.closeIdleConnections(), 200)
    app.server.once('close', () => clearInterval(sweep))
  })
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (closing) reply.header('connection', 'close')
    done()
  })
}

/** So would one that was opened and on which nothing was asked yet: Node counts it as busy until a minute is over. */
function endSilentConnectionsWhenClosing(app: FastifyInstance): void {
  const silent = new Set<Socket>()
  app.server.on('connection', (socket: Socket) => {
    silent.add(socket)
    socket.once('close', () => silent.delete(socket))
  })
  app.server.on('request', ({ socket }: { socket: Socket }) => silent.delete(socket))
  app.addHook('preClose', async () => silent.forEach((socket) => socket.destroy()))
}

/** `key[name]=value` becomes an object, a repeated key an array. */
function parseQuery(text: string): Record<string, unknown> {
  return qs.parse(text, { depth: 1, parameterLimit: 200, arrayLimit: 1000, plainObjects: true })
}

/** Method and path only: a query may hold a token. */
function describeRequest({ method, url }: { method: string; url: string }) {
  return { method, path: url.split('?')[0] }
}

/** JSON bodies: an empty one is no body; deep nesting and `__proto__` keys are refused. */
function acceptJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeContentTypeParser(['application/json', 'text/plain'])
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, text, done) => {
    const body = text.toString()
    if (body.trim() === '') return done(null, undefined)
    if (nestsTooDeep(body)) return done(notJson())
    return parse(request, body, (error, parsed) => {
      const badText = error ? undefined : findBadText(body, parsed)
      if (badText === undefined) return done(error, parsed)
      return done(notText(badText))
    })
  })
}
