/** Swagger 2.0 → the same description in the terms of OpenAPI 3, as far as the compiler reads them. */
import { isJson, jsonAt, listAt, methods, own, textAt } from './openapi.ts'
import type { Json } from './openapi.ts'

export const isSwagger2 = (document: Json): boolean => textAt(document, 'swagger')?.startsWith('2') === true

/** Converts a document; schemas are shared with the input, and `#/definitions/…` still lead where they led. */
export function fromSwagger2(document: Json): Json {
  const paths: Record<string, unknown> = {}
  for (const [path, item] of Object.entries(jsonAt(document, 'paths'))) {
    if (isJson(item)) paths[path] = pathItem(document, item)
  }
  return {
    ...document,
    openapi: '3.0.3',
    servers: servers(document),
    paths,
    components: { securitySchemes: securitySchemes(jsonAt(document, 'securityDefinitions')) },
  }
}

function servers(document: Json): Json[] {
  const host = textAt(document, 'host')
  const base = textAt(document, 'basePath') ?? ''
  if (!host) return [{ url: base || '/' }]
  const schemes = listAt(document, 'schemes').filter((scheme) => typeof scheme === 'string')
  const list = schemes.length > 0 ? schemes : ['https']
  return list.map((scheme) => ({ url: `${scheme}://${host}${base}` }))
}

function pathItem(document: Json, item: Json): Json {
  const shared = listAt(item, 'parameters')
  const converted: Record<string, unknown> = {}
  for (const method of methods) {
    const source = own(item, method)
    if (isJson(source)) converted[method] = operation(document, source, shared)
  }
  return converted
}

function operation(document: Json, source: Json, shared: readonly unknown[]): Json {
  const all = new Map<string, Json>()
  for (const value of [...shared, ...listAt(source, 'parameters')]) {
    const parameter = local(document, value)
    if (parameter) all.set(`${textAt(parameter, 'in')}:${textAt(parameter, 'name')}`, parameter)
  }
  const parameters = [...all.values()]
  const consumes = listAt(own(source, 'consumes') === undefined ? document : source, 'consumes')
  const body = requestBody(parameters, consumes)
  return {
    ...source,
    parameters: parameters
      .filter((parameter) => !['body', 'formData'].includes(textAt(parameter, 'in') ?? ''))
      .map(parameterOf),
    ...(body ? { requestBody: body } : {}),
    responses: responses(document, source),
  }
}

/** A parameter or response written in place, or one level of reference. */
function local(document: Json, value: unknown): Json | undefined {
  if (!isJson(value)) return undefined
  const ref = textAt(value, '$ref')
  if (ref === undefined) return value
  const match = /^#\/(parameters|responses)\/(.+)$/.exec(ref)
  const found = match
    ? own(jsonAt(document, match[1] ?? ''), match[2]?.replaceAll('~1', '/') ?? '')
    : undefined
  return isJson(found) ? found : undefined
}

const notSchema = new Set(['name', 'in', 'description', 'required', 'collectionFormat', 'allowEmptyValue'])
const schemaOf = (parameter: Json): Json =>
  Object.fromEntries(Object.entries(parameter).filter(([key]) => !notSchema.has(key)))

const styles: Readonly<Record<string, Json>> = {
  multi: { style: 'form', explode: true },
  ssv: { style: 'spaceDelimited', explode: false },
  pipes: { style: 'pipeDelimited', explode: false },
}

function parameterOf(parameter: Json): Json {
  const { name, in: place, description, required } = parameter
  const format = textAt(parameter, 'collectionFormat') ?? 'csv'
  const style = textAt(parameter, 'type') === 'array' ? (styles[format] ?? { explode: false }) : {}
  return { name, in: place, description, required, ...style, schema: schemaOf(parameter) }
}

function requestBody(parameters: readonly Json[], consumes: readonly unknown[]): Json | undefined {
  const body = parameters.find((parameter) => textAt(parameter, 'in') === 'body')
  if (body) {
    const json = consumes.find((type) => typeof type === 'string' && /json/i.test(type))
    const type = json ?? consumes[0] ?? 'application/json'
    return {
      required: own(body, 'required'),
      content: { [String(type)]: { schema: own(body, 'schema') ?? {} } },
    }
  }
  const fields = parameters.filter((parameter) => textAt(parameter, 'in') === 'formData')
  if (fields.length === 0) return undefined
  const properties: Record<string, unknown> = {}
  for (const field of fields) {
    const file = textAt(field, 'type') === 'file'
    const schema = file ? { type: 'string', format: 'binary' } : schemaOf(field)
    properties[textAt(field, 'name') ?? ''] = { ...schema, description: textAt(field, 'description') }
  }
  const files = fields.some((field) => textAt(field, 'type') === 'file')
  const type =
    files || consumes.includes('multipart/form-data')
      ? 'multipart/form-data'
      : 'application/x-www-form-urlencoded'
  const required = fields
    .filter((field) => own(field, 'required') === true)
    .map((field) => textAt(field, 'name'))
  return {
    required: required.length > 0,
    content: { [type]: { schema: { type: 'object', properties, required } } },
  }
}

function responses(document: Json, source: Json): Json {
  const converted: Record<string, unknown> = {}
  for (const [status, value] of Object.entries(jsonAt(source, 'responses'))) {
    const response = local(document, value)
    const schema = response && own(response, 'schema')
    converted[status] =
      schema === undefined ? { description: '' } : { content: { 'application/json': { schema } } }
  }
  return converted
}

function securitySchemes(definitions: Json): Json {
  const converted: Record<string, unknown> = {}
  for (const [name, scheme] of Object.entries(definitions)) {
    if (!isJson(scheme)) continue
    const type = textAt(scheme, 'type')
    if (type === 'basic') converted[name] = { type: 'http', scheme: 'basic' }
    else if (type === 'oauth2') converted[name] = { ...scheme, flows: flow(scheme) }
    else converted[name] = scheme
  }
  return converted
}

const flowNames: Readonly<Record<string, string>> = {
  accessCode: 'authorizationCode',
  application: 'clientCredentials',
  implicit: 'implicit',
  password: 'password',
}

function flow(scheme: Json): Json {
  const name = flowNames[textAt(scheme, 'flow') ?? '']
  const { authorizationUrl, tokenUrl, scopes } = scheme
  return name === undefined ? {} : { [name]: { authorizationUrl, tokenUrl, scopes } }
}
