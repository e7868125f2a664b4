/** Arguments as names and texts, in the styles that providers use: for query strings, forms and paths. */
import type { ParameterStyle } from '@patchbay/catalog'
import { isObject } from './outgoing-request.ts'

const separators = { comma: ',', space: ' ', pipe: '|' } as const

/** How a style names what lies inside a value: the keys of an object, the places of an array. */
const nestings = {
  brackets: { key: (key: string) => `[${key}]`, place: () => '[]' },
  deepObject: { key: (key: string) => `[${key}]`, place: (index: number) => `[${index}]` },
  dotted: { key: (key: string) => `.${key}`, place: (index: number) => `.${index + 1}` },
  member: { key: (key: string) => `.${key}`, place: (index: number) => `.member.${index + 1}` },
} as const

type Nesting = (typeof nestings)[keyof typeof nestings]
type Pair = [name: string, text: string]

/** Deepest object that is written out as `a[b][c]`; what lies below becomes JSON. */
const deepest = 8

/** Adds one argument to the query; null and undefined are left out. */
export function appendQuery(
  query: URLSearchParams,
  name: string,
  value: unknown,
  style: ParameterStyle,
): void {
  for (const [key, text] of pairsOf(name, value, style)) query.append(key, text)
}

/** As `appendQuery`, in a form: an object has no other spelling than a nested one, unless it is to be JSON. */
export function appendForm(form: URLSearchParams, name: string, value: unknown, style: ParameterStyle): void {
  const nests = style in nestings || style === 'json' || !isObject(value)
  appendQuery(form, name, value, nests ? style : 'deepObject')
}

/** One argument as the pairs that its style makes of it; none for null and undefined. */
export function pairsOf(name: string, value: unknown, style: ParameterStyle): Pair[] {
  if (value === undefined || value === null) return []
  if (typeof value !== 'object') return [[name, asText(value)]]
  if (isNesting(style)) return nested(name, value, nestings[style], 0)
  if (!Array.isArray(value) || style === 'json') return [[name, JSON.stringify(value)]]
  if (style !== 'comma' && style !== 'space' && style !== 'pipe')
    return value.flatMap((item) => pairsOf(name, item, 'json'))
  return value.length > 0 ? [[name, value.map(asText).join(separators[style])]] : []
}

function isNesting(style: ParameterStyle): style is keyof typeof nestings {
  return Object.hasOwn(nestings, style)
}

function nested(name: string, value: unknown, nesting: Nesting, depth: number): Pair[] {
  if (value === undefined || value === null) return []
  if (typeof value !== 'object' || depth > deepest) return [[name, asText(value)]]
  const parts = Array.isArray(value)
    ? value.map((item: unknown, index): [string, unknown] => [nesting.place(index), item])
    : Object.entries(value).map(([key, item]: [string, unknown]): [string, unknown] => [
        nesting.key(key),
        item,
      ])
  return parts.flatMap(([part, item]) => nested(name + part, item, nesting, depth + 1))
}

/** A scalar as it is written in a URL or a header; an object or array becomes JSON. */
export function asText(value: unknown): string {
  if (typeof value === 'string') return value.toWellFormed()
  return isObject(value) || Array.isArray(value) ? JSON.stringify(value) : String(value)
}
