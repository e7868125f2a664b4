/**
 * The usual http tool in one line each: where an argument goes follows from the group it is written in.
 *
 *     get('ACME_GET_THING', '/things/{thing_id}', { name: …, description: …, path: { thing_id }, query: paging })
 */
import type { JsonSchema, ToolkitInput } from '../src/manifest/manifest.ts'
import { destroys, reads, replaces, writes } from './parameters.ts'

type Tool = ToolkitInput['tools'][number]
type HttpExec = Extract<Tool['exec'], { kind: 'http' }>
type Parameters = NonNullable<HttpExec['parameters']>
type Style = NonNullable<Parameters[number]['style']>
type Properties = Readonly<Record<string, JsonSchema>>

export type Call = Pick<Tool, 'name' | 'description'> &
  Partial<Pick<Tool, 'aliases' | 'important' | 'scopes' | 'tags' | 'output' | 'no_auth' | 'deprecated'>> & {
    /** Arguments by place. Those of the path are required unless they have a default. */
    path?: Properties
    query?: Properties
    body?: Properties
    headers?: Properties
    /** Required arguments besides those of the path. */
    required?: readonly string[]
    /** Names on the wire where they differ, by argument. */
    wire?: Readonly<Record<string, string>>
    /** Object that holds the whole body: `data` sends `{"data": {…}}`. */
    under?: string
    /** How arrays and objects in the query are written, by argument. */
    style?: Readonly<Record<string, Style>>
    /** Arguments whose own keys go to their place one by one. */
    spread?: readonly string[]
    /** Further places of the same arguments, such as an id that the body repeats. */
    also?: Parameters
    /** Further parts of the request: constants, headers, the kind of body. */
    exec?: Partial<HttpExec>
  }

type Method = HttpExec['method']

const groups = { path: 'path', query: 'query', headers: 'header', body: 'body' } as const
type Group = keyof typeof groups
type Place = (typeof groups)[Group]

/** One argument on its way: its name on the wire is left out when it is the same. */
function parameter(name: string, place: Place, { wire, under, style, spread }: Call) {
  const own = wire?.[name] ?? name
  const onWire = place === 'body' && under !== undefined ? `${under}.${own}` : own
  const written = style?.[name]
  return {
    name,
    in: place,
    ...(onWire !== name && { wire: onWire }),
    ...(written && { style: written }),
    ...(spread?.includes(name) && { spread: true }),
  }
}

function requiredOf(call: Call): string[] {
  const inPath = Object.entries(call.path ?? {})
    .filter(([, schema]) => schema['default'] === undefined)
    .map(([name]) => name)
  return [...inPath, ...(call.required ?? [])]
}

/** An http tool of any method; the shorthands below set the method and the tags that go with it. */
export function call(slug: string, method: Method, path: string, tags: readonly string[], call: Call): Tool {
  const required = requiredOf(call)
  const parameters = (Object.keys(groups) as Group[]).flatMap((group) =>
    Object.keys(call[group] ?? {}).map((name) => parameter(name, groups[group], call)),
  )
  return {
    slug,
    name: call.name,
    description: call.description,
    tags: call.tags ?? [...tags],
    ...(call.aliases && { aliases: call.aliases }),
    ...(call.important && { important: true }),
    ...(call.deprecated && { deprecated: true }),
    ...(call.no_auth && { no_auth: true }),
    ...(call.scopes && { scopes: call.scopes }),
    input: {
      type: 'object',
      properties: { ...call.path, ...call.query, ...call.headers, ...call.body },
      ...(required.length > 0 && { required }),
    },
    ...(call.output && { output: call.output }),
    exec: { kind: 'http', method, path, parameters: [...parameters, ...(call.also ?? [])], ...call.exec },
  }
}

export const get = (slug: string, path: string, its: Call) => call(slug, 'GET', path, reads, its)
export const post = (slug: string, path: string, its: Call) => call(slug, 'POST', path, writes, its)
/** A POST that only reads, such as a search whose question is in the body. */
export const ask = (slug: string, path: string, its: Call) => call(slug, 'POST', path, reads, its)
export const put = (slug: string, path: string, its: Call) => call(slug, 'PUT', path, replaces, its)
export const patch = (slug: string, path: string, its: Call) => call(slug, 'PATCH', path, replaces, its)
export const remove = (slug: string, path: string, its: Call) => call(slug, 'DELETE', path, destroys, its)
