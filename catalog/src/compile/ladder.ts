/** The ladder of budgets: a schema is written as richly as its size allows. */
import type { JsonSchema } from '../manifest/manifest.ts'
import { convertSchema, SchemaTooLarge } from './schema.ts'
import type { SchemaLimits, SchemaSide } from './schema.ts'
import { isJson, resolveRef } from './openapi.ts'
import type { Json } from './openapi.ts'

const inputRungs: readonly SchemaLimits[] = [
  { depth: 6, description: 200, union: 6 },
  { depth: 5, description: 160, union: 5 },
  { depth: 4, description: 120, union: 4 },
  { depth: 3, description: 80, union: 3 },
  { depth: 2, description: 40, union: 2 },
  { depth: 1, description: 0, union: 1 },
  { depth: 0, description: 0, union: 1 },
]

/** Results are read, not filled in: their outline is enough. */
const outputRungs: readonly SchemaLimits[] = [
  { depth: 4, description: 100, union: 3 },
  { depth: 2, description: 60, union: 2 },
  { depth: 1, description: 0, union: 1 },
  { depth: 0, description: 0, union: 1 },
]

/**
 * Converts a schema with the richest limits under which it stays within a number of characters of JSON.
 *
 * @returns the result of the last rung when none fits; an open object when even that one is too large.
 */
export function compactSchema(
  document: Json,
  schema: unknown,
  characters: number,
  side: SchemaSide = 'input',
): JsonSchema {
  const known = remembered(document, schema, `${side} ${characters}`)
  if (known.value === undefined) known.value = compact(document, schema, characters, side)
  return structuredClone(known.value)
}

/** The least that a schema takes as JSON: `"a":{},`. A rung that writes more nodes cannot fit. */
const smallestNode = 7

function compact(document: Json, schema: unknown, characters: number, side: SchemaSide): JsonSchema {
  let smallest: JsonSchema = { type: 'object', properties: {}, additionalProperties: true }
  const nodes = Math.ceil(characters / smallestNode)
  for (const limits of side === 'input' ? inputRungs : outputRungs) {
    try {
      smallest = convertSchema(document, schema, { ...limits, nodes }, side)
      if (JSON.stringify(smallest).length <= characters) return smallest
    } catch (error) {
      if (!(error instanceof SchemaTooLarge)) throw error
    }
  }
  return smallest
}

type Memory = { value: JsonSchema | undefined }
const memory = new WeakMap<Json, WeakMap<Json, Map<string, Memory>>>()

/** Hundreds of operations answer with one schema: what became of it is kept as long as its document is. */
function remembered(document: Json, schema: unknown, key: string): Memory {
  const target = followed(document, schema)
  if (!target) return { value: undefined }
  const schemas = memory.get(document) ?? new WeakMap<Json, Map<string, Memory>>()
  memory.set(document, schemas)
  const results = schemas.get(target) ?? new Map<string, Memory>()
  schemas.set(target, results)
  const found = results.get(key) ?? { value: undefined }
  results.set(key, found)
  return found
}

/** Only a schema behind a reference is met again. */
function followed(document: Json, schema: unknown): Json | undefined {
  try {
    return isJson(schema) && Object.hasOwn(schema, '$ref') ? resolveRef(document, schema) : undefined
  } catch {
    return undefined
  }
}
