/** The parts of an OpenAPI 3.0 / 3.1 document that the compiler reads. Nothing in it is trusted. */

export type Json = { readonly [key: string]: unknown }

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const jsonAt = (value: Json, key: string): Json => {
  const found = own(value, key)
  return isJson(found) ? found : {}
}

export const listAt = (value: Json, key: string): readonly unknown[] => {
  const found = own(value, key)
  return Array.isArray(found) ? found : []
}

export const textAt = (value: Json, key: string): string | undefined => {
  const found = own(value, key)
  return typeof found === 'string' ? found : undefined
}

/** Reads an own property only: documents may name a key `constructor` or `__proto__`. */
export const own = (value: Json, key: string): unknown => (Object.hasOwn(value, key) ? value[key] : undefined)

export const methods = ['get', 'post', 'put', 'patch', 'delete', 'head'] as const
export type Method = (typeof methods)[number]

/** One operation of a document, with the parameters of its path item merged in. */
export type Operation = {
  method: Method
  path: string
  operationId: string
  summary: string
  description: string
  tag: string
  deprecated: boolean
  parameters: readonly Json[]
  requestBody: Json | undefined
  responses: Json
  /** Base URL of this operation alone, when it differs from the document's. */
  server: string | undefined
  source: Json
}

/** A document that is not OpenAPI 3, or a `$ref` that leads nowhere. */
export class OpenApiError extends Error {
  override readonly name = 'OpenApiError'
}

const maxHops = 32

/** Follows a local `$ref` (RFC 6901 pointer) to what it names. @throws OpenApiError */
export function resolveRef(document: Json, value: unknown): Json {
  let current = value
  for (let hop = 0; hop < maxHops; hop += 1) {
    if (!isJson(current)) throw new OpenApiError('a reference does not lead to an object')
    const ref = textAt(current, '$ref')
    if (ref === undefined) return current
    current = pointed(document, ref)
  }
  throw new OpenApiError('references run in a circle')
}

function pointed(document: Json, ref: string): unknown {
  if (!ref.startsWith('#/')) throw new OpenApiError(`only local references are read, not ${ref.slice(0, 80)}`)
  let current: unknown = document
  for (const part of ref.slice(2).split('/')) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~')
    if (Array.isArray(current)) current = current[Number(key)]
    else current = isJson(current) ? own(current, key) : undefined
  }
  if (current === undefined) throw new OpenApiError(`${ref.slice(0, 80)} leads nowhere`)
  return current
}

/** An operation left out, with the reason. */
export type Dropped = { operation: string; reason: string }

/**
 * Every operation of the document, in its order; a broken one is added to `dropped`.
 *
 * @throws OpenApiError when it is not OpenAPI 3.
 */
export function listOperations(document: Json, dropped: Dropped[] = []): Operation[] {
  if (!textAt(document, 'openapi')?.startsWith('3.')) throw new OpenApiError('not an OpenAPI 3 document')
  const operations: Operation[] = []
  for (const [path, item] of Object.entries(jsonAt(document, 'paths'))) {
    if (!isJson(item) || path.length > maxPath) continue
    for (const method of methods) {
      const source = own(item, method)
      if (!isJson(source)) continue
      try {
        operations.push(readOperation(document, path, method, item, source))
      } catch (error) {
        if (!(error instanceof OpenApiError)) throw error
        dropped.push({ operation: `${method} ${path}`, reason: error.message })
      }
    }
  }
  return operations
}

const maxPath = 1_000

function readOperation(document: Json, path: string, method: Method, item: Json, source: Json): Operation {
  const body = own(source, 'requestBody')
  const server = [...listAt(source, 'servers'), ...listAt(item, 'servers')][0]
  const tag = listAt(source, 'tags')[0]
  return {
    method,
    path,
    operationId: textAt(source, 'operationId') ?? '',
    summary: textAt(source, 'summary') ?? '',
    description: textAt(source, 'description') ?? '',
    tag: typeof tag === 'string' ? tag : '',
    deprecated: own(source, 'deprecated') === true,
    parameters: mergeParameters(document, listAt(item, 'parameters'), listAt(source, 'parameters')),
    requestBody: body === undefined ? undefined : resolveRef(document, body),
    responses: jsonAt(source, 'responses'),
    server: isJson(server) ? textAt(server, 'url') : undefined,
    source,
  }
}

/** An operation's parameter replaces the path item's of the same name and place. */
function mergeParameters(document: Json, shared: readonly unknown[], its: readonly unknown[]): Json[] {
  const merged = new Map<string, Json>()
  for (const value of [...shared, ...its]) {
    const parameter = resolveRef(document, value)
    if (!Object.hasOwn(parameter, 'in') || !Object.hasOwn(parameter, 'name')) continue
    merged.set(`${textAt(parameter, 'in')}:${textAt(parameter, 'name')}`, parameter)
  }
  return [...merged.values()]
}
