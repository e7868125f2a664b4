/** What a log row keeps of a call's arguments and result: bounded, and without values whose names say secret. */
import { REDACTED } from '../vault/secret.ts'

export interface Payload {
  /** The arguments, once they were found valid. */
  request?: unknown
  /** The result's data. */
  response?: unknown
  /** The exchanges with the provider, where the session records its calls. Bounded and scrubbed by who made it. */
  recording?: unknown
}

/** Characters of each. */
const largest = 16_000
const longestText = 4_000
const deepest = 12
const secretName =
  /passw|secret|api_?key|private_?key|(?:access|refresh|id|bearer|auth)_?token|authorization|credential|cookie/i

/** Whether a value under this name is taken for a secret. */
export function isSecretName(name: string): boolean {
  return secretName.test(name.replaceAll('-', '_'))
}

/** A copy of JSON-like data of some 16,000 characters at most; what was left out is marked with `…`. */
export function boundPayload(value: unknown): unknown {
  return bound(value, { left: largest }, 0)
}

function bound(value: unknown, budget: { left: number }, depth: number): unknown {
  if (typeof value === 'string') return cut(value, budget)
  if (typeof value !== 'object' || value === null) {
    budget.left -= 8
    return typeof value === 'bigint' || typeof value === 'function' ? String(value) : (value ?? null)
  }
  if (depth === deepest) return '…'
  return Array.isArray(value) ? boundList(value, budget, depth) : boundObject(value, budget, depth)
}

function boundList(list: readonly unknown[], budget: { left: number }, depth: number): unknown[] {
  const copy: unknown[] = []
  for (const item of list) {
    if (budget.left <= 0) return [...copy, `… (${list.length} in all)`]
    copy.push(bound(item, budget, depth + 1))
  }
  return copy
}

function boundObject(object: object, budget: { left: number }, depth: number): Record<string, unknown> {
  const copy: [string, unknown][] = []
  for (const [name, item] of Object.entries(object)) {
    if (budget.left <= 0) {
      copy.push(['…', 'more fields'])
      break
    }
    const isSecret = isSecretName(name) && typeof item === 'string'
    copy.push([cut(name, budget), isSecret ? REDACTED : bound(item, budget, depth + 1)])
  }
  return Object.fromEntries(copy)
}

/** Text that jsonb takes: without NUL and halves of surrogate pairs. */
function cut(text: string, budget: { left: number }): string {
  const room = Math.max(0, Math.min(budget.left, longestText))
  const kept = text.slice(0, room).replaceAll('\0', '').toWellFormed()
  budget.left -= kept.length + 4
  return text.length > room ? `${kept}…` : kept
}
