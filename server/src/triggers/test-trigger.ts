/** A made-up event of a trigger, sent the way that real ones go: through the outbox, signed, to whoever listens. */
import type { Deps } from '../deps.ts'
import { newId } from '../db/ids.ts'
import { ApiError } from '../http/errors.ts'
import { recordTriggerEvent } from './trigger-event.ts'
import { findTriggerAtVersion } from './trigger-types.ts'
import { findInstance } from './triggers.ts'

export interface TestEvent {
  event_id: string
  log_id: string
  payload: Record<string, unknown>
}

/**
 * Records a test event. Its payload is the one given, or made of the type's schema.
 * @throws {ApiError} TriggerNotFound; TriggerDisabled for an instance that would not tell of a real one
 */
export async function testTrigger(
  deps: Pick<Deps, 'db' | 'catalog' | 'config' | 'clock'>,
  projectId: string,
  id: string,
  given: Record<string, unknown> | undefined,
): Promise<TestEvent> {
  const instance = await findInstance(deps, projectId, id)
  if (instance.disabledAt !== null)
    throw new ApiError(
      'TriggerDisabled',
      `Trigger instance ${id} is disabled, so that nothing is sent for it`,
    )
  const { trigger } = findTriggerAtVersion(deps, instance.slug, instance.version)
  const sample = sampleOf(trigger.payload)
  const payload = given ?? (isObject(sample) ? sample : {})
  return deps.db.transaction(async (tx) => {
    const recorded = await recordTriggerEvent(
      tx,
      instance,
      newId('log'),
      payload,
      deps.clock.now(),
      'log_test_',
    )
    return { ...recorded, payload }
  })
}

const deepest = 6

/** A value that a schema allows: its example, its default, or the plainest of its type. */
export function sampleOf(schema: unknown, depth = 0): unknown {
  if (!isObject(schema) || depth > deepest) return null
  const { examples, default: usual, const: only, enum: choices, properties, items } = schema
  if (Array.isArray(examples) && examples.length > 0) return examples[0]
  if (usual !== undefined) return usual
  if (only !== undefined) return only
  if (Array.isArray(choices)) return choices[0]
  const types = [schema['type']].flat()
  if (types.includes('object') || isObject(properties)) {
    const fields = Object.entries(isObject(properties) ? properties : {})
    return Object.fromEntries(fields.map(([name, field]) => [name, sampleOf(field, depth + 1)]))
  }
  if (types.includes('array')) return items === undefined ? [] : [sampleOf(items, depth + 1)]
  if (types.includes('string')) return sampleText(schema['format'])
  if (types.includes('integer') || types.includes('number')) return 1
  return types.includes('boolean') ? true : null
}

function sampleText(format: unknown): string {
  if (format === 'date-time') return '2026-01-01T00:00:00Z'
  return format === 'uri' ? 'https://example.com/' : 'test'
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
