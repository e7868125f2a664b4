/** Turns whatever was thrown into the error envelope of the contract. */
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { ApiError } from './errors.ts'

/** Fastify's own failures, as the catalogue names them. */
const frameworkErrors: Record<string, () => ApiError> = {
  FST_ERR_CTP_INVALID_JSON_BODY: () => notJson(),
  FST_ERR_CTP_EMPTY_JSON_BODY: () =>
    new ApiError('BadRequest', 'The request body is empty; JSON was expected'),
  FST_ERR_CTP_BODY_TOO_LARGE: () =>
    new ApiError('PayloadTooLarge', 'The request body is larger than allowed'),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () =>
    new ApiError('UnsupportedMediaType', 'The content-type is not supported'),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: () =>
    new ApiError('BadRequest', 'The body’s length differs from the content-length header'),
}

export function notJson(): ApiError {
  return new ApiError('BadRequest', 'The request body is not valid JSON', {
    errors: ['body: not valid JSON'],
    suggestedFix: 'Send a JSON object, with double quotes and no trailing commas.',
  })
}

/** Text in the body that is none. */
export function notText(field: string): ApiError {
  const problem = `${field}: holds a NUL or half of a surrogate pair`
  return new ApiError('BadRequest', `Invalid body: ${problem}`, {
    errors: [problem],
    suggestedFix: 'Send text as well-formed Unicode, without U+0000.',
  })
}

/** A path or query that does not decode to text. */
export function badUrl(): ApiError {
  return new ApiError('BadRequest', 'The URL is not valid: it does not decode to text', {
    suggestedFix: 'Percent-encode the path and query as UTF-8, without %00.',
  })
}

/** Installs the two handlers that answer every failure. */
export function installErrorHandlers(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => sendError(toApiError(error), request, reply))
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0]
    sendError(new ApiError('RouteNotFound', `No operation ${request.method} ${path}`), request, reply)
  })
}

/** Answers with the envelope; logs what the caller is not told. */
export function sendError(error: ApiError, request: FastifyRequest, reply: FastifyReply): void {
  if (error.status >= 500) request.log.error({ err: error.cause ?? error }, error.message)
  // 409 and 5xx are retried by the SDKs unless told otherwise; a conflict does not go away by itself.
  if (error.status === 409) reply.header('x-should-retry', 'false')
  reply.headers(error.options.headers ?? {})
  reply.code(error.status).type('application/json').serializer(JSON.stringify)
  reply.send(error.toEnvelope(request.id))
}

/** What a thrown value means to the caller. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error
  if (hasZodFastifySchemaValidationErrors(error)) return invalidRequest(error)
  const { code, statusCode } = error as FastifyError
  const known = code === undefined ? undefined : frameworkErrors[code]
  if (known) return known()
  // Malformed JSON and a poisoned __proto__ key come from the parser as plain SyntaxErrors of status 400.
  if (error instanceof SyntaxError && statusCode === 400) return notJson()
  if (isUnreachableDatabase(error)) {
    return new ApiError('Unavailable', 'The database cannot be reached at the moment', {
      headers: { 'retry-after': '1' },
      cause: error,
    })
  }
  return new ApiError('InternalServerError', 'Something went wrong on our side', { cause: error })
}

interface ValidationFailure {
  validationContext?: string | undefined
  validation: readonly { instancePath: string; message?: string | undefined }[]
}

function invalidRequest(error: ValidationFailure): ApiError {
  const part = error.validationContext === 'querystring' ? 'query' : (error.validationContext ?? 'body')
  const errors = error.validation.slice(0, 20).map((issue) => {
    const field = issue.instancePath.replace(/^\//, '').replaceAll('/', '.')
    return `${field || part}: ${issue.message ?? 'is not valid'}`
  })
  return new ApiError('BadRequest', `Invalid ${part}: ${errors.join('; ')}`, { errors })
}

const connectionCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', '57P01', '57P03', '53300', '08006'])

/** Postgres is away or restarting; drizzle wraps the driver's error as `cause`. */
function isUnreachableDatabase(error: unknown): boolean {
  for (let at = error, depth = 0; at instanceof Error && depth < 4; at = at.cause, depth += 1) {
    if (connectionCodes.has(String((at as NodeJS.ErrnoException).code))) return true
    if (at.message.startsWith('Connection terminated')) return true
  }
  return false
}
