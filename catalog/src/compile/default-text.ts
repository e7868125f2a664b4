/**
 * The defaults of a published description, as words.
 *
 * They say what the provider does when a field is absent. As a `default` keyword they would be sent: some
 * frameworks fill them in, and then an update resets fields that nobody named, and filters that exclude each
 * other meet in one request.
 */
import type { JsonSchema } from '../manifest/manifest.ts'
import { isJson, jsonAt, listAt, own, textAt } from './openapi.ts'
import type { Json } from './openapi.ts'

const longest = 60

/** A copy of the schema with every `default` moved to the end of its description. */
export function defaultsAsText(schema: Json): JsonSchema {
  const { default: value, ...rest } = schema
  const result: JsonSchema = { ...rest }
  if (value !== undefined) {
    const description = described(textAt(schema, 'description') ?? '', value)
    if (description !== '') result['description'] = description
  }
  const properties = own(schema, 'properties')
  if (isJson(properties)) result['properties'] = mapProperties(properties)
  for (const keyword of ['items', 'additionalProperties']) {
    const inner = own(schema, keyword)
    if (isJson(inner)) result[keyword] = defaultsAsText(inner)
  }
  const union = listAt(schema, 'anyOf')
  if (union.length > 0)
    result['anyOf'] = union.map((member) => (isJson(member) ? defaultsAsText(member) : member))
  return result
}

function mapProperties(properties: Json): Record<string, JsonSchema> {
  return Object.fromEntries(
    Object.keys(properties).map((name) => [name, defaultsAsText(jsonAt(properties, name))]),
  )
}

function described(description: string, value: unknown): string {
  const text = String(value)
  if (/\bdefault/i.test(description) || text === '' || text.length > longest) return description
  return `${description}${/[.!?…]$/.test(description) || description === '' ? '' : '.'} Default: ${text}.`.trim()
}
