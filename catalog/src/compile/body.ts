/** The request body of an operation → arguments, one for each property where it is an object. */
import { fileInput } from '../manifest/files.ts'
import type { HttpExec } from '../manifest/exec.ts'
import type { JsonSchema } from '../manifest/manifest.ts'
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
  /** Root element of an XML body. */
  root?: string
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
 * A part or body of bytes is a file argument.
 *
 * @throws CannotCompile for content the declarative call cannot send.
 */
export function readBody(document: Json, requestBody: Json, taken: Set<string>): Body {
  const content = jsonAt(requestBody, 'content')
  const types = Object.keys(content)
  const json = types.find((type) => /^application\/([\w.+-]+\+)?json\b/i.test(type))
  const form = types.find((type) => type.toLowerCase().startsWith('application/x-www-form-urlencoded'))
  const multipart = types.find((type) => /^multipart\/form-data/i.test(type))
  const xml = types.find((type) => /^(application|text)\/(.+\+)?xml\b/i.test(type))
  const raw = types.find((type) => /^(text\/|application\/|image\/|audio\/|video\/|\*\/\*)/i.test(type))
  const chosen = json ?? form ?? multipart ?? xml ?? raw
  if (chosen === undefined) {
    if (types.length === 0) return { type: 'json', contentType: undefined, arguments: [] }
    throw new CannotCompile(`body of type ${types[0]?.slice(0, 60)}`)
  }
  const media = own(content, chosen)
  const schema = isJson(media) ? (own(media, 'schema') ?? {}) : {}
  const required = own(requestBody, 'required') === true
  const structured = [json, form, multipart, xml].includes(chosen)
  const object = structured ? objectSchema(document, schema) : undefined
  if (chosen === multipart && !object) throw new CannotCompile('a multipart body without declared parts')
  if (!object) return rawBody(document, schema, required, chosen, taken)
  if (chosen === xml) return xmlBody(document, schema, object, chosen, taken)
  const type = chosen === form ? 'form' : chosen === multipart ? 'multipart' : 'json'
  const spread = spreadBody(document, object, taken, type)
  return {
    type,
    contentType: type === 'json' && chosen !== 'application/json' && isMediaType(chosen) ? chosen : undefined,
    arguments: spread,
  }
}

const isMediaType = (type: string) => /^[\w.+-]+\/[\w.+*-]+(\s*;\s*[\w-]+=[\w."-]+)*$/.test(type)

/** The element around everything: named by the schema, or the one property that stands for it. */
function xmlBody(document: Json, schema: unknown, object: Json, type: string, taken: Set<string>): Body {
  const source = tryResolve(document, schema) ?? {}
  const named = textAt(jsonAt(source, 'xml'), 'name')
  const properties = jsonAt(object, 'properties')
  const [only, ...others] = Object.keys(properties)
  const inner =
    others.length === 0 && only !== undefined ? objectSchema(document, properties[only]) : undefined
  const referred = isJson(schema) ? textAt(schema, '$ref')?.split('/').at(-1) : undefined
  const root = named ?? (inner ? only : referred)
  if (root === undefined || !/^[A-Za-z_][\w.-]{0,63}$/.test(root))
    throw new CannotCompile('an XML body without a root')
  return {
    type: 'xml',
    contentType: isMediaType(type) ? type : 'application/xml',
    root,
    arguments: spreadBody(document, named === undefined && inner ? inner : object, taken, 'xml'),
  }
}

/** Whether a schema is bytes: a file in a form, or a body that is one. */
function isBinary(document: Json, schema: unknown): boolean {
  const source = tryResolve(document, schema)
  if (!source) return false
  if (textAt(source, 'type') === 'array') return false
  return textAt(source, 'format') === 'binary' || textAt(source, 'contentMediaType') !== undefined
}

function fileArgument(document: Json, source: unknown, name: string): JsonSchema {
  const text = shorten(plainText(textAt(tryResolve(document, source) ?? {}, 'description') ?? ''), 300)
  return fileInput(text === '' ? `The file for ${name}.` : text)
}

function rawBody(document: Json, schema: unknown, required: boolean, type: string, taken: Set<string>): Body {
  const name = modelName('body', taken)
  taken.add(name)
  const text = /^(text\/|application\/([\w.+-]+\+)?(json|xml|x-ndjson|graphql|yaml|x-yaml))/i.test(type)
  const compact =
    text && !isBinary(document, schema)
      ? compactSchema(document, schema, maxCharacters)
      : fileArgument(document, schema, 'the body')
  compact['description'] ??= 'The request body.'
  const parameter = { name, in: 'body', style: 'repeat', spread: false } as const
  return {
    type: 'raw',
    contentType: isMediaType(type) && !type.includes('*') ? type : undefined,
    arguments: [{ schema: compact, required, parameter }],
  }
}

function spreadBody(
  document: Json,
  object: Json,
  taken: Set<string>,
  type: HttpExec['body_type'],
): Argument[] {
  const nests = type === 'json' || type === 'xml'
  const required = new Set(listAt(object, 'required'))
  const names = new Map<string, string>()
  const renamed: Record<string, unknown> = {}
  for (const [wire, property] of Object.entries(jsonAt(object, 'properties'))) {
    if (wire === '__proto__' || wire === '' || isReadOnly(document, property)) continue
    const name = modelName(taken.has(wire) ? `body_${wire}` : wire, taken)
    taken.add(name)
    names.set(name, wire)
    renamed[name] = property
  }
  const converted = compactSchema(document, { type: 'object', properties: renamed }, maxCharacters)
  return Object.entries(jsonAt(converted, 'properties')).flatMap(([name, schema]) => {
    if (!isJson(schema)) return []
    const plain = names.get(name) ?? name
    const wire = nests ? plain.replaceAll(/[\\.]/g, '\\$&').replace(/^\d{1,2}$/, '\\$&') : plain
    const place = {
      name,
      in: 'body',
      ...(wire === name ? {} : { wire }),
      style: 'repeat',
      spread: false,
    } as const
    const isFile = type === 'multipart' && isBinary(document, renamed[name])
    if (isFile)
      return [
        {
          schema: fileArgument(document, renamed[name], plain),
          required: required.has(plain),
          parameter: place,
        },
      ]
    widenDescription(document, renamed[name], schema)
    return [{ schema, required: required.has(plain), parameter: place }]
  })
}

/** What only the provider sets is not asked for. */
const isReadOnly = (document: Json, property: unknown): boolean =>
  own(tryResolve(document, property) ?? {}, 'readOnly') === true

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
