/** The path, query and header parameters of an operation → input properties and where they go. */
import type { JsonSchema, Parameter } from '../manifest/manifest.ts'
import { compactSchema } from './ladder.ts'
import { isJson, jsonAt, listAt, own, resolveRef, textAt } from './openapi.ts'
import type { Json, Operation } from './openapi.ts'
import { modelName } from './property-name.ts'
import { plainText, shorten } from './prose.ts'

/** One argument of a tool: its schema, and the way to the request. */
export type Argument = { schema: JsonSchema; required: boolean; parameter: Parameter }

/** Headers that the pipeline sets itself. */
const ownHeaders = new Set([
  'accept',
  'authorization',
  'content-type',
  'content-length',
  'host',
  'cookie',
  'user-agent',
])

/** Whether the pipeline sets this header. */
export const isOwnHeader = (name: string): boolean => ownHeaders.has(name.toLowerCase())

/** Set by the signer of AWS requests. */
const signed = /^x-amz-(content-sha256|date|algorithm|credential|security-token|signature|signedheaders)$/

/** What every API of Google takes and no agent needs; the credential has its own way in. */
const googleCommon = new Set([
  '$.xgafv',
  'access_token',
  'alt',
  'callback',
  'key',
  'oauth_token',
  'prettyPrint',
  'quotaUser',
  'upload_protocol',
  'uploadType',
  'userIp',
])

const maxCharacters = 1_500

/**
 * Reads the parameters in the document's order.
 *
 * @param taken names already used; the names of the result are added.
 */
export function readParameters(
  document: Json,
  operation: Operation,
  taken: Set<string>,
  filled: ReadonlySet<string> = new Set(),
): Argument[] {
  const list: Argument[] = []
  for (const source of operation.parameters) {
    const name = textAt(source, 'name')
    const place = textAt(source, 'in')
    if (name === undefined || !isPlace(place) || name.length > 200) continue
    if (isOurs(document, name, place, filled) || constantOf(document, source) !== undefined) continue
    list.push(readParameter(document, source, name, place, taken, operation.path.includes('#Action=')))
  }
  return list
}

/** Whether the pipeline or the credential sets a parameter, so that nobody is asked for it. */
function isOurs(document: Json, name: string, place: Place, filled: ReadonlySet<string>): boolean {
  const lower = name.toLowerCase()
  if (place === 'path') return false
  if (place === 'header' && (ownHeaders.has(lower) || signed.test(lower))) return true
  if (filled.has(`${place} ${lower}`)) return true
  return place === 'query' && googleCommon.has(name) && isGoogle(document)
}

const isGoogle = (document: Json): boolean =>
  listAt(jsonAt(document, 'info'), 'x-origin').some(
    (origin) => isJson(origin) && textAt(origin, 'format') === 'google',
  )

/** A required query or header parameter that can have one value only is a part of the request, not a question. */
export function constantOf(document: Json, source: Json): string | undefined {
  const place = textAt(source, 'in')
  if (own(source, 'required') !== true || (place !== 'query' && place !== 'header')) return undefined
  const schema = tryResolve(document, schemaOf(source))
  const values = schema ? listAt(schema, 'enum') : []
  const [only] = values
  return values.length === 1 && typeof only === 'string' && only.length <= 200 && !only.includes('{{')
    ? only
    : undefined
}

function tryResolve(document: Json, value: unknown): Json | undefined {
  try {
    return resolveRef(document, value)
  } catch {
    return undefined
  }
}

type Place = 'path' | 'query' | 'header'
const isPlace = (place: string | undefined): place is Place =>
  place === 'path' || place === 'query' || place === 'header'

function readParameter(
  document: Json,
  source: Json,
  wire: string,
  place: Place,
  taken: Set<string>,
  aws: boolean,
): Argument {
  const name = modelName(place === 'header' ? wire.replaceAll('-', '_').toLowerCase() : wire, taken)
  taken.add(name)
  const schema = compactSchema(document, schemaOf(source), maxCharacters)
  const description = shorten(plainText(textAt(source, 'description') ?? ''), 300)
  if (description !== '') schema['description'] = description
  const required = place === 'path' || own(source, 'required') === true
  const renamed = name === wire ? {} : { wire }
  return {
    schema,
    required,
    parameter: { name, in: place, ...renamed, style: styleOf(document, source, place, aws), spread: false },
  }
}

function schemaOf(source: Json): unknown {
  const schema = own(source, 'schema')
  if (schema !== undefined) return schema
  const content = Object.values(jsonAt(source, 'content'))[0]
  return isJson(content) ? own(content, 'schema') : {}
}

/** Path parameters of Google that hold a whole resource name, slashes and all. */
const resourceNames = new Set([
  'name',
  'parent',
  'resource',
  'resourceName',
  'property',
  'entry',
  'session',
  'scope',
])

/** OpenAPI 3 section 4.8.12.2: `form` explodes unless told otherwise, the other styles do not. */
function styleOf(document: Json, source: Json, place: Place, aws: boolean): Parameter['style'] {
  if (place === 'path')
    return isGoogle(document) && resourceNames.has(textAt(source, 'name') ?? '') ? 'segments' : 'repeat'
  if (aws && place === 'query')
    return textAt(jsonAt(document, 'info'), 'x-serviceName') === 'ec2' ? 'dotted' : 'member'
  const style = textAt(source, 'style')
  if (style === 'deepObject') return 'deepObject'
  if (style === 'spaceDelimited') return 'space'
  if (style === 'pipeDelimited') return 'pipe'
  return own(source, 'explode') === false ? 'comma' : 'repeat'
}
