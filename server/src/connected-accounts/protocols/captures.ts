/** Values of a provider's answer or callback that become fields of a connection. */
import { RE2JS } from 're2js'
import type { Capture } from '@patchbay/catalog'
import { TokenError } from './token-error.ts'

/** Values apart by whether they may be stored and shown as they are. */
export interface Captured {
  publicFields: Record<string, string>
  credential: Record<string, string>
}

/** A callback passes through the user's browser, who can write there what he likes. */
const callbackForm = /^[\w.:@-]{1,256}$/
const longest = 16_384

/**
 * Reads captures from a callback's query.
 * @throws {TokenError} `malformed`: a required one is missing, given twice, or not of its pattern.
 */
export function capturesOfCallback(captures: readonly Capture[] = [], callback: URLSearchParams): Captured {
  return read(captures, ({ from, pattern }) => {
    const values = callback.getAll(from)
    const [value] = values
    if (values.length !== 1 || value === undefined) return undefined
    return pattern !== undefined || callbackForm.test(value) ? value : undefined
  })
}

/**
 * Reads captures from the JSON of an answer.
 * @throws {TokenError} `malformed`, as above.
 */
export function capturesOfAnswer(captures: readonly Capture[] = [], answer: unknown): Captured {
  return read(captures, ({ from }) => textAt(answer, from))
}

/** The text at a dotted path; digits are places in a list. Undefined for objects, lists, null and the empty text. */
export function textAt(answer: unknown, path: string): string | undefined {
  const value = valueAt(answer, path)
  if (typeof value === 'string') return value === '' ? undefined : value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined
}

/** What is at a dotted path. Only own properties are read. */
export function valueAt(answer: unknown, path: string): unknown {
  let value: unknown = answer
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = (value as Record<string, unknown>)[key]
  }
  return value
}

function read(captures: readonly Capture[], find: (capture: Capture) => string | undefined): Captured {
  const captured: Captured = { publicFields: {}, credential: {} }
  for (const capture of captures) {
    const value = find(capture)
    if (value !== undefined && fits(capture, value)) {
      ;(capture.secret ? captured.credential : captured.publicFields)[capture.field] = value
    } else if (capture.required) {
      throw new TokenError('malformed', `no usable ${capture.from}`)
    }
  }
  return captured
}

function fits({ pattern }: Capture, value: string): boolean {
  if (value.length > longest || /\p{Cc}/u.test(value)) return false
  return pattern === undefined || RE2JS.matches(pattern, value)
}
