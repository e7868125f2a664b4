/** One operation → one tool. */
import type { JsonSchema, Parameter, ScopeRequirements, Tool } from '../manifest/manifest.ts'
import { pathPlaceholders } from '../manifest/parse-manifest.ts'
import { CannotCompile, readBody } from './body.ts'
import type { Body } from './body.ts'
import { defaultsAsText } from './default-text.ts'
import { textAt } from './openapi.ts'
import type { Json, Operation } from './openapi.ts'
import { constantOf, isOwnHeader, readParameters } from './parameters.ts'
import type { Argument } from './parameters.ts'
import { plainText, shorten } from './prose.ts'
import { readOutput } from './response.ts'
import { declaredScopes } from './scopes.ts'
import type { SlugChoice } from './slug.ts'
import { behaviourTags } from './tags.ts'
import { slimArguments } from './slim.ts'
import { narrowArguments } from './wide.ts'

export type OperationOptions = {
  /** `GITHUB_` */
  prefix: string
  /** A description ends where one of these begins: the boilerplate that a publisher repeats everywhere. */
  cutDescriptionAt?: readonly RegExp[]
  /** Parameters that the credential fills: `header x-api-key`, `query token`. */
  filled?: ReadonlySet<string>
  /** Replaces the scopes that the document declares. */
  scopes?: (operation: Operation) => ScopeRequirements | null
}

/** Compiles an operation. @throws CannotCompile when a declarative call cannot do it. */
export function compileOperation(
  document: Json,
  operation: Operation,
  { slug, aliases }: SlugChoice,
  options: OperationOptions,
): Tool {
  const taken = new Set<string>()
  const parameters = readParameters(document, operation, taken, options.filled)
  const body =
    operation.requestBody && canHaveBody(operation)
      ? readBody(document, operation.requestBody, taken)
      : undefined
  const list = slimArguments(narrowArguments([...parameters, ...(body?.arguments ?? [])]))
  checkPath(operation, list)
  return {
    slug,
    aliases,
    name: nameOf(operation),
    description: describe(operation, options.cutDescriptionAt ?? []),
    tags: behaviourTags(operation.method, slug.slice(options.prefix.length)),
    important: false,
    deprecated: operation.deprecated,
    no_auth: false,
    scopes: options.scopes ? options.scopes(operation) : declaredScopes(document, operation),
    input: inputSchema(list),
    output: readOutput(document, operation),
    exec: httpExec(document, operation, list, body),
  }
}

const canHaveBody = ({ method }: Operation) => method !== 'get' && method !== 'head'

function checkPath({ path }: Operation, list: readonly Argument[]): void {
  if (/\{\{|\}\}|\s/.test(path)) throw new CannotCompile('the path holds braces or spaces that no path has')
  const wires = list
    .filter(({ parameter }) => parameter.in === 'path')
    .map(({ parameter }) => parameter.wire ?? parameter.name)
  const placeholders = pathPlaceholders(path.replace(/[#?].*$/, ''))
  const lost = placeholders.find((name) => !wires.includes(name))
  if (lost !== undefined) throw new CannotCompile(`path parameter ${lost.slice(0, 60)} is not declared`)
  const unused = wires.find((name) => !placeholders.includes(name))
  if (unused !== undefined)
    throw new CannotCompile(`path parameter ${unused.slice(0, 60)} is not in the path`)
}

function nameOf({ summary, operationId, method, path }: Operation): string {
  return shorten(plainText(summary) || operationId || `${method.toUpperCase()} ${path}`, 100)
}

function describe(operation: Operation, cuts: readonly RegExp[]): string {
  let text = plainText(operation.description)
  for (const cut of cuts) {
    const at = text.search(cut)
    if (at >= 0) text = text.slice(0, at).trim()
  }
  const name = nameOf(operation)
  const short = shorten(text, 500)
  if (short === '') return `${name}.`
  return repeats(name, short) ? short : `${name.replace(/\.$/, '')}. ${short}`
}

/** "Lists the commits of a branch." says what "List commits" says: it begins with the same verb. */
function repeats(name: string, description: string): boolean {
  const verb = name.split(' ')[0]?.toLowerCase().slice(0, 5) ?? ''
  return verb !== '' && description.length >= 30 && description.toLowerCase().startsWith(verb)
}

function inputSchema(list: readonly Argument[]): Tool['input'] {
  const properties: Record<string, JsonSchema> = {}
  for (const { parameter, schema } of list) properties[parameter.name] = defaultsAsText(schema)
  const required = list.filter((argument) => argument.required).map(({ parameter }) => parameter.name)
  return { type: 'object', properties, ...(required.length > 0 ? { required } : {}) }
}

const verbs = {
  get: 'GET',
  post: 'POST',
  put: 'PUT',
  patch: 'PATCH',
  delete: 'DELETE',
  head: 'HEAD',
} as const

function httpExec(
  document: Json,
  operation: Operation,
  list: readonly Argument[],
  body: Body | undefined,
): Tool['exec'] {
  const constants = constantsOf(document, operation)
  const parameters: Parameter[] = list.map(({ parameter }) => parameter)
  const server = operation.server?.replace(/\/+$/, '') ?? ''
  return {
    kind: 'http',
    method: verbs[operation.method],
    path: `${server}${wirePath(operation)}`,
    parameters,
    query: constants.query,
    body_type: body?.type ?? 'json',
    ...(body?.root === undefined ? {} : { xml_root: body.root }),
    headers: { ...constants.headers, ...contentType(body, constants.headers) },
  }
}

/** Some descriptions tell operations of one path apart by a fragment, which no request has. */
function wirePath({ path }: Operation): string {
  const plain = path.replace(/[#?].*$/, '')
  return plain.startsWith('/') ? plain : `/${plain}`
}

function constantsOf(document: Json, operation: Operation) {
  const query: Record<string, string> = {}
  const headers: Record<string, string> = {}
  for (const source of operation.parameters) {
    const name = textAt(source, 'name')
    const value = constantOf(document, source)
    if (name === undefined || value === undefined || name === '__proto__') continue
    if (textAt(source, 'in') === 'query') query[name] = value
    else if (/^[\w-]{1,64}$/.test(name) && !isOwnHeader(name)) headers[name.toLowerCase()] = value
  }
  return { query, headers }
}

/** The JSON protocol of AWS names its target in a header and wants a media type of its own. */
function contentType(
  body: Body | undefined,
  headers: Readonly<Record<string, string>>,
): Record<string, string> {
  if (Object.hasOwn(headers, 'x-amz-target')) return { 'content-type': 'application/x-amz-json-1.1' }
  return body?.contentType ? { 'content-type': body.contentType } : {}
}
