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
    auth: [{ mode: 'API_KEY', inject: { headers: { 'X-Key': '{{conn.generic_api_key}}' } } }],
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
