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

type Told = Pick<Tool, 'name' | 'description'> &
  Partial<
    Pick<
      Tool,
      'aliases' | 'important' | 'scopes' | 'tags' | 'output' | 'no_auth' | 'deprecated' | 'pagination'
    >
  >

export type Call = Told & {
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

/** What a tool says about itself, whatever carries it out. */
function described(slug: string, tags: readonly string[], its: Call | Question) {
  return {
    slug,
    name: its.name,
    description: its.description,
    tags: its.tags ?? [...tags],
    ...(its.aliases && { aliases: its.aliases }),
    ...(its.important && { important: true }),
    ...(its.deprecated && { deprecated: true }),
    ...(its.no_auth && { no_auth: true }),
    ...(its.scopes && { scopes: its.scopes }),
    ...(its.output && { output: its.output }),
    ...(its.pagination && { pagination: its.pagination }),
  }
}

/** An http tool of any method; the shorthands below set the method and the tags that go with it. */
export function call(slug: string, method: Method, path: string, tags: readonly string[], call: Call): Tool {
  const required = requiredOf(call)
  const parameters = (Object.keys(groups) as Group[]).flatMap((group) =>
    Object.keys(call[group] ?? {}).map((name) => parameter(name, groups[group], call)),
  )
  return {
    ...described(slug, tags, call),
    input: {
      type: 'object',
      properties: { ...call.path, ...call.query, ...call.headers, ...call.body },
      ...(required.length > 0 && { required }),
    },
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

type GraphqlExec = Extract<Tool['exec'], { kind: 'graphql' }>

export type Question = Told & {
  /** Arguments, each a variable of the document. */
  input?: Properties
  required?: readonly string[]
  /** Places among the variables where they differ from the argument's name; dots nest. */
  wire?: Readonly<Record<string, string>>
  /** The part of `data` that is the result. */
  result?: string
  exec?: Partial<GraphqlExec>
}

/** A GraphQL tool: the document, and the arguments that are its variables. */
function graphql(slug: string, query: string, tags: readonly string[], its: Question): Tool {
  const { input = {}, required = [], wire = {}, result } = its
  const variables = Object.keys(input).map((name) => {
    const place = wire[name]
    return place === undefined ? { name } : { name, wire: place }
  })
  return {
    ...described(slug, tags, its),
    input: {
      type: 'object',
      properties: { ...input },
      ...(required.length > 0 && { required: [...required] }),
    },
    exec: {
      kind: 'graphql',
      query: query.replaceAll(/\s+/g, ' ').trim(),
      variables,
      ...(result !== undefined && { response: { path: result } }),
      ...its.exec,
    },
  }
}

export const query = (slug: string, text: string, its: Question) => graphql(slug, text, reads, its)
export const mutation = (slug: string, text: string, its: Question) => graphql(slug, text, writes, its)
