/** What a parsed manifest says beyond the defaults of its schema. */
import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'

/**
 * The value without the fields that equal their schema's default, at every depth that the schema describes.
 * A manifest therefore stays the same when the schema gains a field with a default. What the schema leaves open
 * (tool schemas, bodies) is kept as it is.
 */
export function withoutDefaults(schema: z.core.$ZodType, value: unknown): unknown {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) {
    return withoutDefaults(schema.def.innerType, value)
  }
  if (Array.isArray(value) && schema instanceof z.ZodArray) {
    return value.map((item) => withoutDefaults(schema.def.element, item))
  }
  if (!isRecord(value)) return value
  if (schema instanceof z.ZodObject) return objectWithoutDefaults(schema.def.shape, value)
  if (schema instanceof z.ZodRecord) {
    const { valueType } = schema.def
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, withoutDefaults(valueType, item)]),
    )
  }
  if (schema instanceof z.ZodUnion) {
    const option = schema.def.options.find((candidate) => z.safeParse(candidate, value).success)
    return option ? withoutDefaults(option, value) : value
  }
  return value
}

function objectWithoutDefaults(
  shape: Readonly<Record<string, z.core.$ZodType>>,
  value: Record<string, unknown>,
): Record<string, unknown> {
  const kept: Record<string, unknown> = {}
  for (const [key, item] of Object.entries(value)) {
    const field = Object.hasOwn(shape, key) ? shape[key] : undefined
    if (!field) kept[key] = item
    else if (!isDefault(field, item)) kept[key] = withoutDefaults(field, item)
  }
  return kept
}

function isDefault(field: z.core.$ZodType, value: unknown): boolean {
  return (
    value === undefined || (field instanceof z.ZodDefault && isDeepStrictEqual(value, field.def.defaultValue))
  )
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
