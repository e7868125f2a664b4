/** Property names that models accept, with the wire name kept for the request. */
import { propertyNamePattern } from '../manifest/tool-schema.ts'

/** Names that break code downstream of us when they are object keys. */
const forbidden = new Set(['__proto__', 'constructor', 'prototype'])

/** Whether a property can keep its name. */
export function isModelName(name: string): boolean {
  return propertyNamePattern.test(name) && !forbidden.has(name)
}

/**
 * A free name within `^[A-Za-z0-9_.-]{1,64}$` for a property: `filter[name]` → `filter_name`.
 *
 * @param taken the names that the object already has; the result is not among them.
 */
export function modelName(name: string, taken: ReadonlySet<string>): string {
  if (isModelName(name) && !taken.has(name)) return name
  const plain =
    name
      .replaceAll(/[^A-Za-z0-9_-]+/g, '_')
      .replaceAll(/^_+|_+$/g, '')
      .slice(0, 60) || 'field'
  const stem = forbidden.has(plain) ? `${plain}_field` : plain
  if (!taken.has(stem)) return stem
  for (let number = 2; ; number += 1) if (!taken.has(`${stem}_${number}`)) return `${stem}_${number}`
}
