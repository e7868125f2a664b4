/** Input schemas cut down to what a model needs to make a call. The whole ones come from COMPOSIO_GET_TOOL_SCHEMAS. */
import type { JsonSchema } from '@patchbay/catalog'
import { shortText } from './plain-text.ts'

/** How much of a schema is shown. */
export interface Detail {
  /** Optional properties at most; required ones always stay. */
  optional: number
  /** Characters of a property's description. */
  description: number
}

/** From everything to the bare minimum. */
export const details: readonly Detail[] = [
  { optional: 40, description: 160 },
  { optional: 10, description: 110 },
  { optional: 4, description: 80 },
  { optional: 0, description: 60 },
]

export interface TrimmedSchema {
  schema: JsonSchema
  /** Properties that were left out, or whose own properties were. */
  leftOut: string[]
}

const mostChoices = 15
const deepest = 2
const mostNested = 8

/**
 * @param wanted names that the query speaks of: these optional properties stay first.
 * @returns the schema with its required and first optional properties, texts shortened and cleaned.
 */
export function trimSchema(
  input: JsonSchema,
  detail: Detail,
  wanted: (name: string) => boolean,
): TrimmedSchema {
  const properties = recordOf(input['properties'])
  const required = namesIn(input['required']).filter((name) => Object.hasOwn(properties, name))
  const optional = Object.keys(properties).filter((name) => !required.includes(name))
  const first = optional.toSorted((a, b) => Number(wanted(b)) - Number(wanted(a))).slice(0, detail.optional)
  const leftOut = optional.filter((name) => !first.includes(name))
  const kept: Record<string, JsonSchema> = {}
  for (const [name, schema] of Object.entries(properties)) {
    if (leftOut.includes(name)) continue
    const trimmed = trimProperty(recordOf(schema), detail, 0)
    kept[name] = trimmed.schema
    if (trimmed.cut) leftOut.push(name)
  }
  return { schema: { type: 'object', properties: kept, ...(required.length > 0 && { required }) }, leftOut }
}

/** Keywords that pass as they are. What else there is, a model does not need before its first try. */
const plainKeywords = [
  'type',
  'format',
  'default',
  'minimum',
  'maximum',
  'maxItems',
  'file_uploadable',
] as const

function trimProperty(
  whole: JsonSchema,
  detail: Detail,
  depth: number,
): { schema: JsonSchema; cut: boolean } {
  const schema = firstForm(whole)
  const kept: JsonSchema = {}
  let cut = false
  for (const keyword of plainKeywords)
    if (schema[keyword] !== undefined) kept[keyword] = shorten(schema[keyword])
  const { description, enum: choices } = schema
  if (typeof description === 'string') kept['description'] = shortText(description, detail.description)
  if (Array.isArray(choices)) {
    kept['enum'] = choices.slice(0, mostChoices)
    cut ||= choices.length > mostChoices
  }
  const nested = nestedOf(schema)
  for (const [keyword, value] of Object.entries(nested)) {
    if (depth >= deepest) {
      cut = true
      continue
    }
    const trimmed =
      keyword === 'properties'
        ? trimMembers(value, schema, detail, depth)
        : trimProperty(value, detail, depth + 1)
    Object.assign(kept, keyword === 'properties' ? trimmed.schema : { [keyword]: trimmed.schema })
    cut ||= trimmed.cut
  }
  return { schema: kept, cut }
}

/** The parts of a schema that are schemas themselves. */
function nestedOf(schema: JsonSchema): Record<string, JsonSchema> {
  const nested: Record<string, JsonSchema> = {}
  for (const keyword of ['items', 'properties']) {
    const value = schema[keyword]
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      nested[keyword] = recordOf(value)
  }
  return nested
}

/** Of several forms that a value may have, the first that is not null: one is enough to make a call. */
function firstForm(schema: JsonSchema): JsonSchema {
  const forms: unknown = schema['anyOf'] ?? schema['oneOf'] ?? schema['allOf']
  if (!Array.isArray(forms)) return schema
  const form: unknown = forms.find((each) => recordOf(each)['type'] !== 'null')
  return { ...recordOf(form), ...schema }
}

function trimMembers(
  members: JsonSchema,
  schema: JsonSchema,
  detail: Detail,
  depth: number,
): { schema: JsonSchema; cut: boolean } {
  const required = namesIn(schema['required'])
  const names = Object.keys(members).toSorted(
    (a, b) => Number(required.includes(b)) - Number(required.includes(a)),
  )
  const shown = names.slice(0, Math.max(mostNested, required.length))
  let cut = shown.length < names.length
  const properties: Record<string, JsonSchema> = {}
  for (const name of shown) {
    const trimmed = trimProperty(
      recordOf(members[name]),
      { ...detail, description: detail.description / 2 },
      depth + 1,
    )
    properties[name] = trimmed.schema
    cut ||= trimmed.cut
  }
  return { schema: { properties, ...(required.length > 0 && { required }) }, cut }
}

function shorten(value: unknown): unknown {
  return typeof value === 'string' ? value.slice(0, 100) : value
}

function recordOf(value: unknown): JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
}

function namesIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((name) => typeof name === 'string') : []
}
