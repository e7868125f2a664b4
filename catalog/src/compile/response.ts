/** The schema of what a successful call returns. */
import type { JsonSchema, Tool } from '../manifest/manifest.ts'
import { compactSchema } from './ladder.ts'
import { isJson, jsonAt, own, resolveRef } from './openapi.ts'
import type { Json, Operation } from './openapi.ts'

/** Results are read, not filled in: models need their outline only. */
const maxCharacters = 3_000

/** The property that holds a result which is not an object. */
export const wrapper = 'items'

/**
 * Reads the first JSON response of the 2xx range. `data` is always an object, so a list is described under
 * `items`; no JSON at all gives an open object.
 */
export function readOutput(document: Json, operation: Operation): Tool['output'] {
  const schema = successSchema(document, operation)
  if (schema === undefined) return { type: 'object', properties: {} }
  const compact = compactSchema(document, schema, maxCharacters, 'output')
  if (compact['type'] === 'object' && isJson(compact['properties'])) {
    return { ...compact, type: 'object', properties: propertiesOf(compact) }
  }
  if (compact['type'] === 'array') return { type: 'object', properties: { [wrapper]: compact } }
  return { type: 'object', properties: {}, additionalProperties: true }
}

function propertiesOf(schema: JsonSchema): Record<string, Record<string, unknown>> {
  const properties: Record<string, Record<string, unknown>> = {}
  for (const [name, property] of Object.entries(jsonAt(schema, 'properties'))) {
    if (isJson(property)) properties[name] = { ...property }
  }
  return properties
}

function successSchema(document: Json, { responses }: Operation): unknown {
  for (const status of Object.keys(responses).filter((code) => /^2(\d\d|XX)$/i.test(code))) {
    const response = tryResolve(document, responses[status])
    if (!response) continue
    for (const [type, media] of Object.entries(jsonAt(response, 'content'))) {
      if (/json/i.test(type) && isJson(media) && own(media, 'schema') !== undefined)
        return own(media, 'schema')
    }
  }
  return undefined
}

function tryResolve(document: Json, value: unknown): Json | undefined {
  try {
    return resolveRef(document, value)
  } catch {
    return undefined
  }
}
