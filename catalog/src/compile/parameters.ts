/** The path, query and header parameters of an operation → input properties and where they go. */
import type { JsonSchema, Parameter } from '../manifest/manifest.ts'
import { compactSchema } from './ladder.ts'
import { isJson, jsonAt, own, textAt } from './openapi.ts'
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

const maxCharacters = 1_500

/**
 * Reads the parameters in the document's order.
 *
 * @param taken names already used; the names of the result are added.
 */
export function readParameters(document: Json, operation: Operation, taken: Set<string>): Argument[] {
  const list: Argument[] = []
  for (const source of operation.parameters) {
    const name = textAt(source, 'name')
    const place = textAt(source, 'in')
    if (name === undefined || !isPlace(place)) continue
    if (place === 'header' && ownHeaders.has(name.toLowerCase())) continue
    list.push(readParameter(document, source, name, place, taken))
  }
  return list
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
    parameter: { name, in: place, ...renamed, style: styleOf(source), spread: false },
  }
}

function schemaOf(source: Json): unknown {
  const schema = own(source, 'schema')
  if (schema !== undefined) return schema
  const content = Object.values(jsonAt(source, 'content'))[0]
  return isJson(content) ? own(content, 'schema') : {}
}

/** OpenAPI 3 section 4.8.12.2: `form` explodes unless told otherwise, the other styles do not. */
function styleOf(source: Json): Parameter['style'] {
  const style = textAt(source, 'style')
  if (style === 'deepObject') return 'deepObject'
  if (style === 'spaceDelimited') return 'space'
  if (style === 'pipeDelimited') return 'pipe'
  return own(source, 'explode') === false ? 'comma' : 'repeat'
}
