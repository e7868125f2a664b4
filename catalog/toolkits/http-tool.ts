/** A short way to write an http tool: every argument is described at the place it goes to. */
import type { HttpExec, JsonSchema, ToolkitInput } from '../src/manifest/manifest.ts'
import { destroys, reads, replaces, writes } from './parameters.ts'

type ToolInput = ToolkitInput['tools'][number]
type ParameterInput = NonNullable<Extract<ToolInput['exec'], { kind: 'http' }>['parameters']>[number]
type Properties = Readonly<Record<string, JsonSchema>>

const places = ['path', 'query', 'header', 'body'] as const
type Place = (typeof places)[number]

/** Everything of a parameter that its name and place do not say. */
export type Spelling = Omit<ParameterInput, 'name' | 'in'>

export type HttpToolSpec = Omit<ToolInput, 'input' | 'exec' | 'tags'> & {
  /** Method and path: `GET /things/{thing_id}`. */
  call: `${HttpExec['method']} ${string}`
  /** Behaviour tags; those of the method when left out. */
  tags?: string[]
  /** Names of the required arguments. Path arguments without a default always are. */
  required?: readonly string[]
  /** Wire name of an argument, or more of its spelling. */
  wires?: Readonly<Record<string, string | Spelling>>
  /** Constants, body type and the like. */
  exec?: Partial<
    Omit<Extract<ToolInput['exec'], { kind: 'http' }>, 'kind' | 'method' | 'path' | 'parameters'>
  >
} & { [place in Place]?: Properties }

/** What the tools of one toolkit have in common. */
export type HttpToolStyle = {
  /** Wire name of a query, header or body argument that has none of its own. */
  wire?: (name: string, place: Place) => string
  /** Spelling of every argument of this name. */
  wires?: HttpToolSpec['wires']
  exec?: HttpToolSpec['exec']
}

const tagsOf: Readonly<Record<HttpExec['method'], string[]>> = {
  GET: reads,
  HEAD: reads,
  POST: writes,
  PUT: replaces,
  PATCH: replaces,
  DELETE: destroys,
}

/** `snake_case` as the camelCase that many APIs use on the wire. */
export const camelCase = (name: string): string =>
  name.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())

/** A writer of tools in the style of one toolkit. */
export function httpTools(style: HttpToolStyle = {}) {
  return (spec: HttpToolSpec): ToolInput => {
    const { call, path, query, header, body, required = [], wires = {}, exec, tags, ...rest } = spec
    const [method, template] = splitCall(call)
    const given = { path, query, header, body }
    const needed = Object.entries(path ?? {}).filter(([, schema]) => schema['default'] === undefined)
    const parameters = places.flatMap((place) =>
      Object.keys(given[place] ?? {}).map((name) => parameter(name, place, wires, style)),
    )
    return {
      ...rest,
      tags: tags ?? tagsOf[method],
      input: {
        type: 'object',
        properties: { ...path, ...query, ...header, ...body },
        required: [...new Set([...needed.map(([name]) => name), ...required])],
      },
      exec: { kind: 'http', method, path: template, parameters, ...style.exec, ...exec },
    }
  }
}

function parameter(
  name: string,
  place: Place,
  wires: NonNullable<HttpToolSpec['wires']>,
  style: HttpToolStyle,
): ParameterInput {
  const own = wires[name] ?? style.wires?.[name]
  const spelling = typeof own === 'string' ? { wire: own } : own
  const wire = spelling?.wire ?? (place === 'path' ? name : (style.wire?.(name, place) ?? name))
  return { name, in: place, ...spelling, ...(wire !== name && { wire }) }
}

function splitCall(call: HttpToolSpec['call']): [HttpExec['method'], string] {
  const space = call.indexOf(' ')
  return [call.slice(0, space) as HttpExec['method'], call.slice(space + 1)]
}

type More = Record<string, unknown>

/** Schemas of the usual kinds of argument; `more` adds keywords. */
export const text = (description: string, more: More = {}) => ({ type: 'string', description, ...more })
export const id = (description: string, more: More = {}) => text(description, { minLength: 1, ...more })
export const flag = (description: string, more: More = {}) => ({ type: 'boolean', description, ...more })
export const integer = (description: string, more: More = {}) => ({ type: 'integer', description, ...more })
export const number = (description: string, more: More = {}) => ({ type: 'number', description, ...more })
export const oneOf = (values: readonly string[], description: string, more: More = {}) => ({
  type: 'string',
  enum: [...values],
  description,
  ...more,
})
export const texts = (description: string, more: More = {}) => ({
  type: 'array',
  items: { type: 'string' },
  description,
  ...more,
})
export const list = (items: JsonSchema, description: string, more: More = {}) => ({
  type: 'array',
  items,
  description,
  ...more,
})
export const record = (properties: Properties, description: string, more: More = {}) => ({
  type: 'object',
  properties,
  description,
  ...more,
})
export const open = (description: string, more: More = {}) => ({
  type: 'object',
  description,
  additionalProperties: true,
  ...more,
})

/** Output: an object with at least these fields. Only names and rough types; descriptions cost tokens. */
export const answer = (properties: Properties) => ({ type: 'object' as const, properties })
export const words = { type: 'string' }
export const count = { type: 'integer' }
export const anything = { type: 'object', additionalProperties: true }
export const listOf = (items: JsonSchema = anything) => ({ type: 'array', items })
