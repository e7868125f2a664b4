/** The OpenAPI document, generated from the declared operations. */
import { z } from 'zod'
import { nothing, type Operation } from './operation.ts'
import { errorCatalogue } from './errors.ts'

type Schema = Record<string, unknown>

const securityOf = {
  public: [],
  project: [{ ApiKeyAuth: [] }, { UserApiKeyAuth: [] }],
  organization: [{ OrgApiKeyAuth: [] }],
  user: [{ UserApiKeyAuth: [] }],
}

/** What is described: an operation, or an endpoint whose body or answer is of another media type than JSON. */
export interface Described extends Pick<
  Operation,
  | 'method'
  | 'path'
  | 'operationId'
  | 'tag'
  | 'summary'
  | 'access'
  | 'params'
  | 'query'
  | 'body'
  | 'success'
  | 'errors'
> {
  bodyType?: string
  answerType?: string
}

/** Describes what is served under `/api/v3.1`, as OpenAPI 3.1. */
export function openApiDocument(described: readonly Described[], version: string): Schema {
  const paths: Record<string, Schema> = {}
  for (const operation of described) {
    const path = `/api/v3.1${operation.path.replaceAll(/:(\w+)/g, '{$1}')}`
    paths[path] = { ...paths[path], [operation.method.toLowerCase()]: describe(operation) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Patchbay', version, description: 'The self-hosted tool platform for AI agents.' },
    paths,
    components: {
      securitySchemes: {
        ApiKeyAuth: { type: 'apiKey', in: 'header', name: 'x-api-key' },
        UserApiKeyAuth: { type: 'apiKey', in: 'header', name: 'x-user-api-key' },
        OrgApiKeyAuth: { type: 'apiKey', in: 'header', name: 'x-org-api-key' },
      },
      schemas: { Error: errorSchema },
    },
  }
}

function describe(operation: Described): Schema {
  const { operationId, summary, tag, access, body, success, errors, bodyType, answerType } = operation
  const failure = { content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } } }
  return {
    operationId,
    summary,
    tags: [tag],
    security: securityOf[access],
    parameters: [...parameters('path', operation.params), ...parameters('query', operation.query)],
    ...(body !== nothing && { requestBody: { content: contentOf(body, 'input', bodyType) } }),
    responses: {
      [success.status]: { description: 'Success', content: contentOf(success.body, 'output', answerType) },
      ...Object.fromEntries(
        errors.map((status) => [status, { description: statusNames[status] ?? 'Error', ...failure }]),
      ),
    },
  }
}

function contentOf(schema: z.ZodType, io: 'input' | 'output', type = 'application/json'): Schema {
  return { [type]: { schema: toJsonSchema(schema, io) } }
}

function parameters(location: 'path' | 'query', schema: z.ZodType): Schema[] {
  if (schema === nothing) return []
  const { properties = {}, required = [] } = toJsonSchema(schema, 'output') as {
    properties?: Record<string, Schema>
    required?: string[]
  }
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: location,
    required: location === 'path' || (required.includes(name) && !('default' in property)),
    schema: property,
  }))
}

function toJsonSchema(schema: z.ZodType, io: 'input' | 'output'): Schema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return rest
}

const statusNames: Record<number, string> = {
  400: 'Bad request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not found',
  408: 'Request timeout',
  409: 'Conflict',
  413: 'Payload too large',
  422: 'Unprocessable entity',
  429: 'Too many requests',
  500: 'Internal server error',
  502: 'Bad gateway',
  503: 'Service unavailable',
  504: 'Gateway timeout',
}

const errorSchema: Schema = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['message', 'code', 'slug', 'status', 'request_id', 'suggested_fix'],
      properties: {
        message: { type: 'string' },
        code: { type: 'number' },
        slug: { type: 'string', enum: Object.values(errorCatalogue).map(({ slug }) => slug) },
        status: { type: 'number' },
        request_id: { type: 'string' },
        suggested_fix: { type: 'string' },
        errors: { type: 'array', items: { type: 'string' } },
      },
    },
  },
}
