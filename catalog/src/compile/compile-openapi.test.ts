import { expect, test } from 'vitest'
import { compileOpenApi } from './compile-openapi.ts'
import { OpenApiError } from './openapi.ts'

type Paths = Record<string, unknown>

const compile = (paths: Paths, more: Record<string, unknown> = {}) =>
  compileOpenApi({ openapi: '3.0.3', paths, ...more }, { toolkit: 'acme' })

const only = (paths: Paths, more: Record<string, unknown> = {}) => {
  const { tools, dropped } = compile(paths, more)
  expect(dropped).toStrictEqual([])
  expect(tools).toHaveLength(1)
  return tools[0]
}

const json = (schema: unknown) => ({ required: true, content: { 'application/json': { schema } } })

test('parameters and body become arguments, each with its way to the request', () => {
  const tool = only({
    '/things/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
      patch: {
        summary: 'Update a thing',
        description: 'Changes **one** thing.',
        parameters: [
          { name: 'filter[kind]', in: 'query', schema: { type: 'string' } },
          { name: 'tags', in: 'query', explode: false, schema: { type: 'array', items: { type: 'string' } } },
          { name: 'X-Trace', in: 'header', schema: { type: 'string' } },
          { name: 'Accept', in: 'header', schema: { type: 'string' } },
        ],
        requestBody: json({
          type: 'object',
          properties: { id: { type: 'integer', description: 'New id.' }, title: { type: 'string' } },
          required: ['title'],
        }),
      },
    },
  })
  expect(tool).toMatchObject({
    slug: 'ACME_UPDATE_A_THING',
    name: 'Update a thing',
    description: 'Update a thing. Changes one thing.',
    exec: {
      method: 'PATCH',
      path: '/things/{id}',
      body_type: 'json',
      parameters: [
        { name: 'id', in: 'path' },
        { name: 'filter_kind', in: 'query', wire: 'filter[kind]' },
        { name: 'tags', in: 'query', style: 'comma' },
        { name: 'x_trace', in: 'header', wire: 'X-Trace' },
        { name: 'body_id', in: 'body', wire: 'id' },
        { name: 'title', in: 'body' },
      ],
    },
  })
  expect(tool?.input['required']).toStrictEqual(['id', 'title'])
  expect(tool?.input.properties['body_id']).toStrictEqual({ type: 'integer', description: 'New id.' })
})

const variant = (name: string) => ({
  type: 'object',
  properties: { [name]: {}, both: {} },
  required: [name, 'both'],
})

test('a union of objects is one set of arguments, required where all variants require', () => {
  const tool = only({
    '/a': { post: { summary: 'Add', requestBody: json({ oneOf: [variant('x'), variant('y')] }) } },
  })
  expect(Object.keys(tool?.input.properties ?? {})).toStrictEqual(['x', 'both', 'y'])
  expect(tool?.input['required']).toStrictEqual(['both'])
})

test('a body that is no object is one argument', () => {
  const list = { type: 'array', items: { type: 'string' } }
  const tool = only({ '/a': { post: { summary: 'Add', requestBody: json(list) } } })
  expect(tool?.input).toMatchObject({ properties: { body: list }, required: ['body'] })
  expect(tool?.exec).toMatchObject({ body_type: 'raw', headers: { 'content-type': 'application/json' } })
})

test('forms and plain text are sent as such', () => {
  const form = { content: { 'application/x-www-form-urlencoded': { schema: { properties: { a: {} } } } } }
  expect(only({ '/a': { post: { summary: 'Add', requestBody: form } } })?.exec).toMatchObject({
    body_type: 'form',
  })
  const text = { content: { 'text/x-markdown': { schema: { type: 'string' } } } }
  expect(only({ '/a': { post: { summary: 'Add', requestBody: text } } })?.exec).toMatchObject({
    body_type: 'raw',
    headers: { 'content-type': 'text/x-markdown' },
  })
})

test('very wide objects keep the required and first fields and gather the rest', () => {
  const names = Array.from({ length: 200 }, (_, index) => `field_${index}`)
  const properties = Object.fromEntries(names.map((name) => [name, { type: 'string' }]))
  const body = json({ type: 'object', properties, required: ['field_150'] })
  const tool = only({ '/a': { post: { summary: 'Add', requestBody: body } } })
  const kept = Object.keys(tool?.input.properties ?? {})
  expect(kept).toHaveLength(41)
  expect(kept).toContain('field_150')
  expect(tool?.exec).toMatchObject({
    parameters: expect.arrayContaining([
      expect.objectContaining({ name: 'additional_fields', spread: true }),
    ]),
  })
})

test('what a provider assumes is said in words, never sent', () => {
  const body = json({
    type: 'object',
    properties: { private: { type: 'boolean', default: false, description: 'Hidden' } },
  })
  const parameters = [{ name: 'size', in: 'query', schema: { type: 'integer', default: 30 } }]
  const tool = only({ '/a': { patch: { summary: 'Update', parameters, requestBody: body } } })
  expect(tool?.input.properties).toStrictEqual({
    size: { type: 'integer', description: 'Default: 30.' },
    private: { type: 'boolean', description: 'Hidden. Default: false.' },
  })
})

test('a list in the answer is described under items', () => {
  const schema = { type: 'array', items: { type: 'object', properties: { id: { type: 'integer' } } } }
  const responses = { '200': { content: { 'application/json': { schema } } } }
  expect(only({ '/a': { get: { summary: 'List', responses } } })?.output.properties).toStrictEqual({
    items: { type: 'array', items: { type: 'object', properties: { id: { type: 'integer' } } } },
  })
})

const scopesWith = (security: unknown) => only({ '/a': { get: { summary: 'List', security } } })?.scopes

test('declared scopes are kept: together, one of several, or what several alternatives have in common', () => {
  expect(scopesWith([{ oauth: ['read', 'list'] }])).toStrictEqual({ all_of: ['read', 'list'] })
  expect(scopesWith([{ oauth: ['read'] }, { oauth: ['admin'] }])).toStrictEqual({
    all_of: [{ any_of: ['read', 'admin'] }],
  })
  expect(scopesWith([{ oauth: ['user', 'read'] }, { oauth: ['user', 'admin', 'all'] }])).toStrictEqual({
    all_of: ['user', { any_of: ['read', 'admin', 'all'] }],
  })
  expect(scopesWith([{ oauth: ['user'] }, { oauth: ['user', 'admin'] }])).toStrictEqual({ all_of: ['user'] })
  expect(scopesWith([{ oauth: ['read'] }, {}])).toBeNull()
})

test('an operation that cannot be expressed is left out with the reason', () => {
  const { tools, dropped } = compile({
    '/upload': { post: { summary: 'Upload', requestBody: { content: { 'multipart/form-data': {} } } } },
    '/lost/{id}': { get: { summary: 'Get lost' } },
    '/fine': { get: { summary: 'Fine' } },
  })
  expect(tools.map(({ slug }) => slug)).toStrictEqual(['ACME_FINE'])
  expect(dropped).toStrictEqual([
    { operation: 'post /upload', reason: 'a multipart body without declared parts' },
    { operation: 'get /lost/{id}', reason: 'path parameter id is not declared' },
  ])
})

test('an operation on a server of its own keeps that address', () => {
  const servers = [{ url: 'https://uploads.acme.example/' }]
  expect(only({ '/a': { get: { summary: 'A', servers } } })?.exec).toMatchObject({
    path: 'https://uploads.acme.example/a',
  })
})

test('only OpenAPI 3 is read', () => {
  expect(() => compileOpenApi({ swagger: '2.0' }, { toolkit: 'acme' })).toThrow(OpenApiError)
})

test('a hostile document cannot reach a prototype', () => {
  const body = JSON.parse('{"type":"object","properties":{"__proto__":{"type":"string"},"constructor":{}}}')
  const tool = only({ '/a': { post: { summary: 'Add', requestBody: json(body) } } })
  expect(Object.keys(tool?.input.properties ?? {})).toStrictEqual(['constructor_field'])
  expect(({} as Record<string, unknown>)['type']).toBeUndefined()
})
