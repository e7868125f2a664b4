/** The request body of an operation → arguments, one for each property where it is an object. */
import type { HttpExec } from '../manifest/manifest.ts'
import { compactSchema } from './ladder.ts'
import { isJson, jsonAt, listAt, own, resolveRef, textAt } from './openapi.ts'
import type { Json } from './openapi.ts'
import type { Argument } from './parameters.ts'
import { modelName } from './property-name.ts'
import { plainText, shorten } from './prose.ts'

export type Body = {
  type: HttpExec['body_type']
  /** Content type to send, when it is not the one that the body type implies. */
  contentType: string | undefined
  arguments: Argument[]
}

/** An operation that the manifest cannot express; `message` says why, for the build report. */
export class CannotCompile extends Error {
  override readonly name = 'CannotCompile'
}

const maxCharacters = 8_000

/**
 * Reads a request body.
 *
 * A JSON or form object is spread over the tool's arguments; anything else is one argument, `body`.
 *
 * @throws CannotCompile for content the declarative call cannot send (multipart, XML).
 */
export function readBody(document: Json, requestBody: Json, taken: Set<string>): Body {
  const content = jsonAt(requestBody, 'content')
  const types = Object.keys(content)
  const json = types.find((type) => /^application\/([\w.+-]+\+)?json\b/i.test(type))
  const form = types.find((type) => type.toLowerCase().startsWith('application/x-www-form-urlencoded'))
  const raw = types.find((type) => /^(text\/|application\/octet-stream|\*\/\*)/i.test(type))
  const chosen = json ?? form ?? raw
  if (chosen === undefined) {
    if (types.length === 0) return { type: 'json', contentType: undefined, arguments: [] }
    throw new CannotCompile(`body of type ${types[0]?.slice(0, 60)}`)
  }
  const media = own(content, chosen)
  const schema = isJson(media) ? (own(media, 'schema') ?? {}) : {}
  const required = own(requestBody, 'required') === true
  if (chosen !== json && chosen !== form) return rawBody(document, schema, required, chosen, taken)
  const object = objectSchema(document, schema)
  if (!object) return rawBody(document, schema, required, chosen, taken)
  return {
    type: chosen === form ? 'form' : 'json',
    contentType: chosen === form || chosen === 'application/json' ? undefined : chosen,
    arguments: spreadBody(document, object, taken),
  }
}

function rawBody(document: Json, schema: unknown, required: boolean, type: string, taken: Set<string>): Body {
  const name = modelName('body', taken)
  taken.add(name)
  const compact = compactSchema(document, schema, maxCharacters)
  compact['description'] ??= 'The request body.'
  const parameter = { name, in: 'body', style: 'repeat', spread: false } as const
  return { type: 'raw', contentType: type, arguments: [{ schema: compact, required, parameter }] }
}

function spreadBody(document: Json, object: Json, taken: Set<string>): Argument[] {
  const required = new Set(listAt(object, 'required'))
  const names = new Map<string, string>()
  const renamed: Record<string, unknown> = {}
  for (const [wire, property] of Object.entries(jsonAt(object, 'properties'))) {
    // A dot in a wire name nests; a property that really has one cannot be expressed.
    if (wire.includes('.') || wire === '__proto__') continue
    const name = modelName(taken.has(wire) ? `body_${wire}` : wire, taken)
    taken.add(name)
    names.set(name, wire)
    renamed[name] = property
  }
  const missing = [...required].find((name) => ![...names.values()].includes(String(name)))
  if (missing !== undefined && Object.hasOwn(jsonAt(object, 'properties'), String(missing))) {
    throw new CannotCompile(`required body field ${String(missing).slice(0, 60)}`)
  }
  const converted = compactSchema(document, { type: 'object', properties: renamed }, maxCharacters)
  return Object.entries(jsonAt(converted, 'properties')).flatMap(([name, schema]) => {
    if (!isJson(schema)) return []
    const wire = names.get(name) ?? name
    widenDescription(document, renamed[name], schema)
    const place = {
      name,
      in: 'body',
      ...(wire === name ? {} : { wire }),
      style: 'repeat',
      spread: false,
    } as const
    return [{ schema, required: required.has(wire), parameter: place }]
  })
}

/** Arguments are what a model fills in, so their own descriptions get more room than nested ones. */
function widenDescription(document: Json, source: unknown, schema: { [keyword: string]: unknown }): void {
  if (!isJson(source)) return
  const text = textAt(source, 'description') ?? textAt(tryResolve(document, source) ?? {}, 'description')
  const description = shorten(plainText(text ?? ''), 300)
  if (description !== '') schema['description'] = description
}

/** The body as one object: `allOf` merged, and a union of objects joined, required where all require it. */
function objectSchema(document: Json, schema: unknown, depth = 0): Json | undefined {
  const source = tryResolve(document, schema)
  if (!source || depth > 8) return undefined
  const parts = listAt(source, 'allOf').map((part) => objectSchema(document, part, depth + 1))
  const variants = [...listAt(source, 'oneOf'), ...listAt(source, 'anyOf')]
    .map((variant) => objectSchema(document, variant, depth + 1))
    .filter((variant) => variant !== undefined)
  const all = [...parts.filter((part) => part !== undefined), ...variants, source]
  const properties: Record<string, unknown> = {}
  for (const part of all) {
    for (const [name, property] of Object.entries(jsonAt(part, 'properties'))) {
      if (name !== '__proto__') properties[name] = property
    }
  }
  if (Object.keys(properties).length === 0) return undefined
  const always = [...parts, source].flatMap((part) => (part ? listAt(part, 'required') : []))
  const [first, ...others] = variants.map((variant) => listAt(variant, 'required'))
  const shared = (first ?? []).filter((name) => others.every((list) => list.includes(name)))
  return { type: 'object', properties, required: [...new Set([...always, ...shared])] }
}

function tryResolve(document: Json, schema: unknown): Json | undefined {
  try {
    return resolveRef(document, schema)
  } catch {
    return undefined
  }
}
