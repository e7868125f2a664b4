/**
 * `max_tokens`: a result made small enough for a model. Least needed first: what the tool's manifest says is rarely
 * read, all but what it says is always read, then long texts, then the end of the list that makes up most of it, then
 * everything a little.
 */
import type { CatalogTool } from '@patchbay/catalog'
import { isObject } from '../request/outgoing-request.ts'

/** Characters of JSON that one token stands for, about: English text and JSON in today's tokenizers. */
const charactersPerToken = 4

export interface Trimmed {
  data: Record<string, unknown>
  /** What was done, a line each; empty when the result fitted. */
  notes: string[]
}

export const tokensOf = (data: unknown) => Math.ceil(sizeOf(data) / charactersPerToken)
export const sizeOf = (data: unknown) => JSON.stringify(data).length

/** Longest texts, most items of a list and deepest level, from a careful cut to a hard one. */
const cuts = [
  { text: 1_000, items: 100, depth: 12 },
  { text: 500, items: 30, depth: 10 },
  { text: 250, items: 10, depth: 8 },
  { text: 120, items: 5, depth: 6 },
  { text: 60, items: 3, depth: 4 },
  { text: 30, items: 1, depth: 3 },
]
const longText = 1_000

/** The data in `tokens` at most, as far as that can be had; the given object is not changed. */
export function trimResult(
  data: Record<string, unknown>,
  tokens: number,
  hints: CatalogTool['result_hints'],
): Trimmed {
  const most = tokens * charactersPerToken
  const notes: string[] = []
  let kept: unknown = data
  const fits = () => sizeOf(kept) <= most
  if (fits()) return { data, notes }
  const stays = (hints?.keep ?? []).map((path) => path.split('.'))
  for (const path of hints?.drop ?? []) {
    if (fits()) break
    const without = drop(kept, path.split('.'), stays)
    if (without === kept) continue
    kept = without
    notes.push(`left out: ${path}`)
  }
  if (!fits() && stays.length > 0)
    kept = noted(notes, `left: ${hints?.keep?.join(', ')}`, kept, keepOnly(kept, hints?.items, stays))
  if (!fits())
    kept = noted(
      notes,
      `texts cut to ${longText} characters`,
      kept,
      cut(kept, { text: longText, items: Infinity, depth: 64 }),
    )
  if (!fits()) kept = shortenList(kept, hints?.items, most, notes)
  for (const [nth, level] of cuts.entries()) {
    if (fits()) break
    kept = cut(kept, level)
    if (nth === 0) notes.push('texts, lists and depth cut throughout')
  }
  if (!fits()) {
    kept = {
      text: `${JSON.stringify(kept)
        .slice(0, Math.max(most - 40, 0))
        .toWellFormed()}…`,
    }
    notes.push('the beginning of its JSON as text')
  }
  return { data: kept as Record<string, unknown>, notes }
}

function noted(notes: string[], note: string, before: unknown, after: unknown): unknown {
  if (sizeOf(after) < sizeOf(before)) notes.push(note)
  return after
}

/** As many first items of the main list as fit. */
function shortenList(data: unknown, named: string | undefined, most: number, notes: string[]): unknown {
  const path = named?.split('.') ?? largestList(data)
  const list = path && valueAt(data, path)
  if (!path || !Array.isArray(list)) return data
  const rest = sizeOf(replace(data, path, []))
  let room = most - rest
  let count = 0
  for (const item of list) {
    room -= sizeOf(item ?? null) + 1
    if (room < 0) break
    count += 1
  }
  // One item is worth more than none; it is cut further afterwards.
  const shown = Math.max(count, 1)
  if (shown >= list.length) return data
  notes.push(`${path.join('.')}: the first ${shown} of ${list.length}`)
  return replace(data, path, list.slice(0, shown))
}

/** Where the largest list is, three levels down at most. */
function largestList(data: unknown): string[] | undefined {
  let best: { path: string[]; size: number } | undefined
  const look = (value: unknown, path: string[]) => {
    if (Array.isArray(value)) {
      const size = sizeOf(value)
      if (!best || size > best.size) best = { path, size }
    } else if (isObject(value) && path.length < 3) {
      for (const [name, child] of Object.entries(value)) look(child, [...path, name])
    }
  }
  look(data, [])
  return best?.path
}

function valueAt(data: unknown, path: Path): unknown {
  let value = data
  for (const name of path) value = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined
  return value
}

function replace(data: unknown, [name, ...rest]: Path, value: unknown): unknown {
  if (name === undefined) return value
  return isObject(data) ? { ...data, [name]: replace(data[name], rest, value) } : data
}

/** A dotted path, and what is left of it on the way down. */
type Path = readonly string[]

/** Whether a part of a path means this key: `*` is any, `*_url` each with that end. */
const means = (part: string | undefined, key: string): boolean =>
  part === key || (part?.startsWith('*') === true && key.endsWith(part.slice(1)))

const below = (paths: readonly Path[], key: string): Path[] =>
  paths.filter(([part]) => means(part, key)).map((path) => path.slice(1))

/** Without what a path names, unless it stays or something in it does. */
function drop(data: unknown, [part, ...rest]: Path, stays: readonly Path[]): unknown {
  if (part === undefined) return data
  if (Array.isArray(data)) {
    const items = below(stays, '0')
    return part === '*'
      ? changed(
          data,
          data.map((item) => drop(item, rest, items)),
        )
      : data
  }
  if (!isObject(data)) return data
  const entries = Object.entries(data).flatMap(([key, value]): [string, unknown][] => {
    if (!means(part, key)) return [[key, value]]
    const staying = below(stays, key)
    if (rest.length > 0) return [[key, drop(value, rest, staying)]]
    return staying.length > 0 ? [[key, value]] : []
  })
  const same =
    entries.length === Object.keys(data).length && entries.every(([key, value]) => data[key] === value)
  return same ? data : Object.fromEntries(entries)
}

/** The items of the main list, or without one the whole, reduced to what stays. */
function keepOnly(data: unknown, items: string | undefined, stays: readonly Path[]): unknown {
  if (items === undefined) return reduce(data, stays)
  const path = items.split('.')
  const list = valueAt(data, path)
  if (!Array.isArray(list)) return data
  const own = path.reduce((left, key) => below(left, key), [...stays])
  return replace(data, path, reduce(list, own))
}

function reduce(value: unknown, stays: readonly Path[]): unknown {
  if (stays.some((path) => path.length === 0)) return value
  if (Array.isArray(value)) return value.map((item) => reduce(item, below(stays, '0')))
  if (!isObject(value)) return value
  const entries = Object.entries(value).flatMap(([key, field]): [string, unknown][] => {
    const staying = below(stays, key)
    return staying.length > 0 ? [[key, reduce(field, staying)]] : []
  })
  return Object.fromEntries(entries)
}

function changed(before: readonly unknown[], after: unknown[]): unknown {
  return after.some((item, at) => item !== before[at]) ? after : before
}

function cut(value: unknown, level: (typeof cuts)[number]): unknown {
  if (typeof value === 'string')
    return value.length > level.text ? `${value.slice(0, level.text).toWellFormed()}…` : value
  if (typeof value !== 'object' || value === null) return value
  if (level.depth === 0) return Array.isArray(value) ? `[${value.length} items]` : '{…}'
  const below = { ...level, depth: level.depth - 1 }
  if (Array.isArray(value)) {
    const items = value.slice(0, level.items).map((item) => cut(item, below))
    return value.length > level.items ? [...items, `… ${value.length - level.items} more`] : items
  }
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, cut(item, below)]))
}
