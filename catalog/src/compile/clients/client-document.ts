/** What the readers of generated clients have in common: operations → an OpenAPI document. */
import type { ClientHead } from '../../sources/clients.ts'
import type { Json, Method } from '../openapi.ts'
import { readDoc } from './doc-comment.ts'
import type { Declarations } from './declarations.ts'
import { nothing } from './type-parser.ts'

/** The files of a client by their path in the package. */
export type ClientFiles = ReadonlyMap<string, string>

export type ClientParameter = {
  name: string
  in: 'path' | 'query' | 'header'
  required: boolean
  schema: Json
}

export type ClientOperation = {
  method: Method
  /** With its path parameters in braces. */
  path: string
  operationId: string
  summary: string
  description: string
  deprecated?: boolean
  parameters: ClientParameter[]
  body?: { contentType: string; required: boolean; schema: Json }
  answer?: Json
}

export function documentOf(
  head: ClientHead,
  operations: readonly ClientOperation[],
  { schemas }: Declarations,
): Json {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const operation of operations) {
    const { method, operationId, summary, description, parameters, body, answer } = operation
    const path =
      head.above && operation.path.startsWith(`${head.above}/`)
        ? operation.path.slice(head.above.length)
        : operation.path
    const item = (paths[path] ??= {})
    item[method] ??= {
      // In words, so that a name which is cut for its length is cut at one.
      operationId: wordsOf(operationId).replaceAll("'", '').replaceAll(' ', '_').toLowerCase(),
      summary,
      description,
      ...(operation.deprecated === true ? { deprecated: true } : {}),
      parameters,
      ...(body === undefined
        ? {}
        : {
            requestBody: {
              required: body.required,
              content: { [body.contentType]: { schema: head.bodies?.[operationId] ?? body.schema } },
            },
          }),
      responses: {
        200: {
          description: 'The answer.',
          ...(answer === undefined ? {} : { content: { 'application/json': { schema: answer } } }),
        },
      },
    }
  }
  return {
    openapi: '3.0.3',
    info: { title: head.title, description: head.description, 'x-providerName': head.provider },
    servers: [{ url: head.server }],
    components: { schemas: Object.fromEntries(schemas), securitySchemes: head.securitySchemes ?? {} },
    paths,
  }
}

/** `listAnOrganization_sTeams` → `List an organization's teams`. */
export function wordsOf(name: string): string {
  const words = name
    .replaceAll(/_s(?=[A-Z])/g, "'s ")
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** Summary and description of an operation: by tags, or as prose under the operation's own name. */
export function proseOf(comment: string, name: string) {
  const { text, tags } = readDoc(comment)
  const summary = tags.get('summary') || wordsOf(name)
  const [description = summary] = [tags.get('description'), text].filter(
    (words) => words !== undefined && words !== '' && words !== 'No description',
  )
  return {
    summary,
    description,
    ...(tags.has('deprecated') ? { deprecated: true } : {}),
  }
}

/** The members of an object type, which may stand under a name. */
export function membersOf(
  schema: unknown,
  { schemas }: Declarations,
): { name: string; required: boolean; schema: Json }[] {
  const found = resolved(schema, schemas)
  const properties = asJson(found?.['properties'])
  const required = Array.isArray(found?.['required']) ? (found['required'] as unknown[]) : []
  return Object.entries(properties ?? {}).flatMap(([name, value]) =>
    value === nothing ? [] : [{ name, required: required.includes(name), schema: asJson(value) ?? {} }],
  )
}

export const asJson = (value: unknown): Json | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined

function resolved(value: unknown, schemas: ReadonlyMap<string, Json>): Json | undefined {
  const schema = asJson(value)
  const ref = schema?.['$ref']
  return typeof ref === 'string' ? schemas.get(ref.replace('#/components/schemas/', '')) : schema
}

export const methodOf = (text: string): Method | undefined => {
  const method = text.toLowerCase()
  return method === 'get' ||
    method === 'post' ||
    method === 'put' ||
    method === 'patch' ||
    method === 'delete'
    ? method
    : undefined
}
