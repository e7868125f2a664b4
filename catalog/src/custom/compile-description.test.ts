import { expect, test } from 'vitest'
import { OpenApiError } from '../compile/openapi.ts'
import { compileDescription } from './compile-description.ts'

const swagger = {
  swagger: '2.0',
  info: { title: 'Parcels', description: 'Sends parcels.' },
  host: 'api.parcels.example',
  basePath: '/v2',
  schemes: ['https'],
  consumes: ['application/json'],
  securityDefinitions: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } },
  definitions: {
    Parcel: {
      type: 'object',
      required: ['to'],
      properties: { to: { type: 'string' }, grams: { type: 'integer' } },
    },
  },
  paths: {
    '/parcels/{id}': {
      put: {
        summary: 'Update a parcel',
        parameters: [
          { name: 'id', in: 'path', required: true, type: 'string' },
          { name: 'parcel', in: 'body', required: true, schema: { $ref: '#/definitions/Parcel' } },
        ],
        responses: { 200: { description: 'The parcel.', schema: { $ref: '#/definitions/Parcel' } } },
      },
    },
  },
}

test('Swagger 2 becomes a toolkit: address, credential, arguments of path and body', () => {
  const { toolkit, dropped } = compileDescription(JSON.stringify(swagger), { toolkit: 'parcels' })
  expect(dropped).toStrictEqual([])
  expect(toolkit).toMatchObject({
    name: 'Parcels',
    http: { base_url: 'https://api.parcels.example/v2' },
    auth: [{ mode: 'API_KEY', inject: { headers: { 'x-key': '{{conn.generic_api_key}}' } } }],
  })
  const [tool] = toolkit.tools
  expect(tool).toMatchObject({
    slug: 'PARCELS_UPDATE_A_PARCEL',
    input: { required: ['id', 'to'], properties: { grams: { type: 'integer' } } },
    exec: { kind: 'http', method: 'PUT', path: '/parcels/{id}' },
  })
})

test('the same in YAML', () => {
  const yaml =
    'swagger: "2.0"\nhost: api.parcels.example\npaths:\n  /parcels:\n    get:\n      summary: List parcels\n'
  const { toolkit } = compileDescription(yaml, { toolkit: 'parcels' })
  expect(toolkit.http.base_url).toBe('https://api.parcels.example')
  expect(toolkit.tools.map(({ slug }) => slug)).toStrictEqual(['PARCELS_LIST_PARCELS'])
})

test.each(['{"openapi": ', '"text"', '[]', 'a: &a [*a, *a]\nb: *a', ''])(
  '%j is refused with a reason',
  (text) => {
    expect(() => compileDescription(text, { toolkit: 'parcels' })).toThrow(OpenApiError)
  },
)

const withServer = (server: object, more: object = {}) =>
  JSON.stringify({
    openapi: '3.0.3',
    servers: [server],
    paths: { '/parcels': { get: { summary: 'List parcels', responses: {} } } },
    ...more,
  })

test('a server with variables asks for them at connection, whatever way to connect is chosen', () => {
  const text = withServer({
    url: 'https://{tenant}.parcels.dev/v2',
    variables: { tenant: { default: 'your-tenant' } },
  })
  for (const auth of [undefined, [{ mode: 'BEARER_TOKEN' as const }]]) {
    const { toolkit } = compileDescription(text, { toolkit: 'parcels', auth })
    expect(toolkit.http.base_url).toBe('https://{{conn.tenant}}.parcels.dev/v2')
    expect(toolkit.auth[0]?.connected_account_fields.map(({ name }) => name)).toContain('tenant')
  }
})

test('a server in a private network is taken: whoever brings it along means it', () => {
  const { toolkit } = compileDescription(withServer({ url: 'http://127.0.0.1:4010/' }), {
    toolkit: 'parcels',
  })
  expect(toolkit.http.base_url).toBe('http://127.0.0.1:4010')
  expect(toolkit.auth.map(({ mode }) => mode)).toStrictEqual(['NO_AUTH'])
})

test('braces of a given base URL are no template', () => {
  const { toolkit } = compileDescription(withServer({ url: '/' }), {
    toolkit: 'parcels',
    base_url: 'https://parcels.dev/{{conn.token}}',
  })
  expect(toolkit.http.base_url).toBe('https://parcels.dev/%7B%7Bconn.token%7D%7D')
})

test('credentials are read as the build reads them: keys that go together, and a parameter that is one', () => {
  const key = (name: string) => ({ type: 'apiKey', in: 'query', name })
  const pair = compileDescription(
    withServer(
      { url: 'https://parcels.dev' },
      { components: { securitySchemes: { a: key('key'), b: key('secret') } }, security: [{ a: [], b: [] }] },
    ),
    { toolkit: 'parcels' },
  ).toolkit
  expect(pair.auth[0]?.inject?.query).toStrictEqual({ key: '{{conn.key}}', secret: '{{conn.secret}}' })

  const parameters = [{ name: 'X-Api-Key', in: 'header', required: true, schema: { type: 'string' } }]
  const inferred = compileDescription(
    withServer(
      { url: 'https://parcels.dev' },
      { paths: { '/parcels': { get: { summary: 'List parcels', parameters, responses: {} } } } },
    ),
    { toolkit: 'parcels' },
  )
  expect(inferred.toolkit.auth[0]).toMatchObject({
    mode: 'API_KEY',
    inject: { headers: { 'x-api-key': '{{conn.generic_api_key}}' } },
  })
  expect(inferred.toolkit.tools[0]?.input.properties).toStrictEqual({})
  expect(inferred.quality.reasons).toContain('it does not say how it authenticates')
})
