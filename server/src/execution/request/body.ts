/** The body of a tool's request: constants of the manifest, then the arguments, each at its place. */
import { fillConstants, wirePath, type HttpExec, type Parameter, type TemplateScope } from '@patchbay/catalog'
import { OpenedFile } from '../files/opened-file.ts'
import { bodyOf, type StreamedBody } from './streamed-body.ts'
import { multipartBody, relatedParts } from './multipart.ts'
import { appendForm } from './query.ts'
import { isObject, own, type Bag } from './outgoing-request.ts'
import { copyOf, dense, placeAt, type Container } from './place.ts'
import { xmlBody } from './xml-body.ts'

export interface EncodedBody {
  contentType: string
  body: string | Buffer | StreamedBody
}

/** Encodes the body arguments; undefined when the request has no body. */
export function buildBody(
  exec: HttpExec,
  args: Readonly<Bag>,
  scope: TemplateScope,
): EncodedBody | undefined {
  if (exec.method === 'GET' || exec.method === 'HEAD') return undefined
  const parameters = exec.parameters.filter((parameter) => parameter.in === 'body')
  const constants = fillConstants(exec.body ?? {}, scope)
  switch (exec.body_type) {
    case 'raw':
      return rawBody(exec, parameters, args)
    case 'form':
      return formBody(constants, parameters, args)
    case 'multipart':
      return multipartBody(constants, parameters, args)
    case 'related':
      return relatedBody(constants, parameters, args)
    case 'xml':
      return xmlBody(exec.xml_root ?? 'request', nestedBody(constants, parameters, args))
    case 'json':
      return jsonBody(constants, parameters, args)
  }
}

const isJson = /^application\/([\w.+-]+\+)?json\b/i

function rawBody(
  { headers }: HttpExec,
  [parameter]: Parameter[],
  args: Readonly<Bag>,
): EncodedBody | undefined {
  const value = parameter && own(args, parameter.name)
  if (value === undefined) return undefined
  if (value instanceof OpenedFile) return { contentType: value.contentType, body: bodyOf([value]) }
  // A text where JSON is wanted is a JSON text, quotes and all.
  if (typeof value === 'string' && !isJson.test(headers['content-type'] ?? ''))
    return { contentType: 'text/plain; charset=utf-8', body: value }
  return { contentType: 'application/json', body: JSON.stringify(value) }
}

function jsonBody(
  constants: unknown,
  parameters: readonly Parameter[],
  args: Readonly<Bag>,
): EncodedBody | undefined {
  const body = nestedBody(constants, parameters, args)
  const size = Array.isArray(body) ? 1 : Object.keys(body).length
  if (size === 0 && parameters.length === 0) return undefined
  return { contentType: 'application/json', body: JSON.stringify(body) }
}

/** Constants with the arguments placed into them; an array when the constants or every place begin with one. */
function nestedBody(constants: unknown, parameters: readonly Parameter[], args: Readonly<Bag>): Container {
  const placed = parameters.map((parameter) => ({
    parameter,
    path: wirePath(parameter.wire ?? parameter.name),
  }))
  const isList = placed.length > 0 && placed.every(({ path }) => typeof path[0] === 'number')
  const isEmpty = isObject(constants) && Object.keys(constants).length === 0
  const body = isList && isEmpty ? [] : copyOf(constants)
  for (const { parameter, path } of placed) {
    const value = own(args, parameter.name)
    if (value === undefined) continue
    if (parameter.spread && isObject(value) && !Array.isArray(body)) Object.assign(body, value)
    else
      placeAt(
        body,
        path,
        parameter.style === 'json' && typeof value === 'object' ? JSON.stringify(value) : value,
      )
  }
  return dense(body) as Container
}

/** Everything but the file as the JSON part; without a file, that alone. */
function relatedBody(
  constants: unknown,
  parameters: readonly Parameter[],
  args: Readonly<Bag>,
): EncodedBody | undefined {
  const file = parameters.map(({ name }) => own(args, name)).find((value) => value instanceof OpenedFile)
  const others = parameters.filter(({ name }) => own(args, name) !== file)
  if (!file) return jsonBody(constants, others, args)
  return relatedParts(JSON.stringify(nestedBody(constants, others, args)), file)
}

function formBody(
  constants: unknown,
  parameters: readonly Parameter[],
  args: Readonly<Bag>,
): EncodedBody | undefined {
  const form = new URLSearchParams()
  if (isObject(constants)) {
    for (const [name, value] of Object.entries(constants)) appendForm(form, name, value, 'deepObject')
  }
  for (const parameter of parameters) {
    const value = plainValue(own(args, parameter.name))
    const spread = parameter.spread && isObject(value)
    const fields = spread ? Object.entries(value) : [[parameter.wire ?? parameter.name, value] as const]
    for (const [name, field] of fields) appendForm(form, name, field, parameter.style)
  }
  if (form.size === 0 && parameters.length === 0) return undefined
  return { contentType: 'application/x-www-form-urlencoded', body: form.toString() }
}

const plainValue = (value: unknown) => (value instanceof OpenedFile ? value.toJSON() : value)
