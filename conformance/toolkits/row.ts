import { expect } from 'vitest'

/** One row of a table that drives a toolkit against a server that keeps state, in the order of the table. */
export interface Row {
  readonly tool: string
  /** What later rows call the tool's data by, as in `{{issue.number}}`. */
  readonly as?: string
  readonly args: Values
  /** Part of the data that the tool gives. */
  readonly gives?: unknown
  /** Asked of the server itself afterwards, with the user's own credential. */
  readonly asks?: Question
  /** Part of what the server answers to that; a number is the status that it answers with. */
  readonly shows?: unknown
}

export interface Question {
  readonly path: string
  /** GET, and POST where there is a body. */
  readonly body?: Values
}

type Values = Readonly<Record<string, unknown>>
export type Seen = Record<string, unknown>

/** A list that has this among its items. */
export const listWith = (item: unknown) => new ListWith(item)
class ListWith {
  readonly item: unknown
  constructor(item: unknown) {
    this.item = item
  }
}

/** The value with each `{{name.path}}` filled from what was seen; one that is the whole text keeps its type. */
export function filled(value: unknown, seen: Seen): unknown {
  if (typeof value === 'string') return filledText(value, seen)
  if (Array.isArray(value)) return value.map((item) => filled(item, seen))
  if (value instanceof ListWith) {
    const item = filled(value.item, seen)
    return expect.arrayContaining([typeof item === 'string' ? item : expect.objectContaining(item as object)])
  }
  // Matchers of the test runner are objects of their own classes.
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, filled(item, seen)]))
}

const reference = /\{\{([\w.]+)\}\}/g

function filledText(text: string, seen: Seen): unknown {
  const [whole] = text.matchAll(reference)
  if (whole?.[0] === text) return lookUp(seen, text.slice(2, -2))
  return text.replaceAll(reference, (_match, path: string) => String(lookUp(seen, path)))
}

function lookUp(seen: Seen, path: string): unknown {
  let value: unknown = seen
  for (const name of path.split('.')) value = (value as Seen | undefined)?.[name]
  if (value === undefined) throw new Error(`no earlier row gave ${path}`)
  return value
}
