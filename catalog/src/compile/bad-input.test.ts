/** Published descriptions are other people's text: broken or hostile ones cost a line in the report, not the build. */
import { expect, test } from 'vitest'
import { checkTool } from '../gates/check-tool.ts'
import { parseManifest } from '../manifest/parse-manifest.ts'
import { compileUnit } from './compile-unit.ts'
import { OpenApiError } from './openapi.ts'
import { readDocument } from './read-document.ts'

const file = (content: unknown, path = 'package/api/acme.com.json') => ({
  path,
  bytes: Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)),
})

const document = (more: Record<string, unknown>) => ({
  openapi: '3.0.0',
  info: {
    title: 'Acme API',
    description: 'Things that the company Acme makes.',
    'x-providerName': 'acme.com',
  },
  servers: [{ url: 'https://api.acme.com/v1' }],
  paths: { '/a': { get: { summary: 'List things', responses: {} } } },
  ...more,
})

const compile = (...contents: unknown[]) =>
  compileUnit(
    contents.map((content) => file(content)),
    { use: { toolkit: 'acme' }, knownSlugs: new Set() },
  )

/** What a document becomes, checked as the build checks it. */
function kept(more: Record<string, unknown>) {
  const { manifest, dropped } = compile(document(more))
  const toolkit = parseManifest(manifest)
  for (const tool of toolkit.tools) expect(checkTool(tool).failures, tool.slug).toStrictEqual([])
  return { toolkit, dropped }
}

const post = (schema: unknown) => ({
  '/a': {
    post: {
      summary: 'Create a thing',
      requestBody: { content: { 'application/json': { schema } } },
      responses: {},
    },
  },
})

test('a schema that contains itself ends in an open object', () => {
  const Node = {
    type: 'object',
    properties: {
      child: { $ref: '#/components/schemas/Node' },
      twins: { type: 'array', items: { $ref: '#/components/schemas/Node' } },
    },
  }
  const { toolkit } = kept({
    paths: post({ $ref: '#/components/schemas/Node' }),
    components: { schemas: { Node } },
  })
  expect(JSON.stringify(toolkit.tools[0]?.input).length).toBeLessThan(8_000)
})

test('references in a circle, to nowhere and to other hosts leave the operation out or the value open', () => {
  const schemas = { A: { $ref: '#/components/schemas/B' }, B: { $ref: '#/components/schemas/A' } }
  const { toolkit, dropped } = kept({
    components: { schemas },
    paths: {
      ...post({
        type: 'object',
        properties: {
          a: { $ref: '#/components/schemas/A' },
          b: { $ref: 'https://169.254.169.254/x' },
          c: { $ref: '#/nowhere' },
        },
      }),
      '/b': {
        get: { summary: 'Broken', parameters: [{ $ref: '#/components/parameters/Gone' }], responses: {} },
      },
    },
  })
  expect(toolkit.tools.map(({ slug }) => slug)).toStrictEqual(['ACME_CREATE_A_THING'])
  expect(dropped).toStrictEqual([
    { operation: 'get /b', reason: '#/components/parameters/Gone leads nowhere' },
  ])
})

test('a schema of 12 MB becomes one of less than 16,000 characters', () => {
  const properties = Object.fromEntries(
    Array.from({ length: 6_000 }, (_, index) => [
      `field_${index}`,
      { type: 'string', description: 'x'.repeat(2_000) },
    ]),
  )
  const { toolkit } = kept({ paths: post({ type: 'object', properties }) })
  expect(JSON.stringify(toolkit.tools[0]?.input).length).toBeLessThan(16_000)
})

test('a schema that doubles at every level is cut, not written out', () => {
  const schemas = Object.fromEntries(
    Array.from({ length: 40 }, (_, level) => {
      const next = { $ref: `#/components/schemas/L${level + 1}` }
      return [`L${level}`, { type: 'object', properties: { a: next, b: next, c: { allOf: [next, next] } } }]
    }),
  )
  const start = performance.now()
  kept({ paths: post({ $ref: '#/components/schemas/L0' }), components: { schemas } })
  expect(performance.now() - start).toBeLessThan(10_000)
})

test('a pattern that backtracks without end is left out of the schema', () => {
  const { toolkit } = kept({
    paths: post({ type: 'object', properties: { a: { type: 'string', pattern: '(?=(a+)+$)\\1' } } }),
  })
  expect(toolkit.tools[0]?.input.properties['a']).not.toHaveProperty('pattern')
})

test('wrong types everywhere are read as absent', () => {
  const { toolkit } = kept({
    info: {
      title: 7,
      description: [],
      version: {},
      'x-logo': { url: 'javascript:alert(1)' },
      'x-providerName': null,
    },
    security: 'none',
    components: {
      securitySchemes: { a: 'x', b: { type: 'apiKey' }, c: { type: 'oauth2', flows: 3 } },
      schemas: null,
    },
    paths: {
      '/a': {
        get: {
          summary: 'List things',
          parameters: [
            { name: 'q', in: 'query', schema: { type: 'text', enum: 'x', minLength: -1, required: 'yes' } },
          ],
          responses: 'ok',
        },
      },
      '/b': 'nothing',
      '/c': { get: 4 },
    },
  })
  expect(toolkit.tools).toHaveLength(1)
  expect(toolkit.logo).not.toContain('javascript')
  expect(toolkit.auth[0]?.mode).toBe('NO_AUTH')
  expect(toolkit.quality).toMatchObject({ auth: 'none' })
})

test.each([
  'http://127.0.0.1:8080',
  'http://localhost',
  'https://169.254.169.254/latest',
  'https://10.0.0.8/api',
  'http://[::1]/',
  'https://metadata.internal',
  'https://user:secret@api.acme.com',
  'file:///etc/passwd',
  'https://{host}',
  '//',
  'https://192.168.0.1',
])('the server %s is asked for instead of called', (url) => {
  const { toolkit } = kept({ servers: [{ url }] })
  const { base_url } = toolkit.http
  expect(base_url).toMatch(/^(\{\{conn\.base_url\}\}|https:\/\/\{\{conn\.\w+\}\})/)
  expect(toolkit.auth[0]?.connected_account_fields.length).toBeGreaterThan(0)
})

test('a path or constant cannot name a field of the account', () => {
  const { toolkit, dropped } = kept({
    paths: {
      '/a': {
        get: {
          summary: 'List things',
          parameters: [
            {
              name: 'v',
              in: 'query',
              required: true,
              schema: { type: 'string', enum: ['{{conn.access_token}}'] },
            },
          ],
          responses: {},
        },
      },
      '/steal/{{conn.access_token}}': { get: { summary: 'Steal', responses: {} } },
    },
  })
  expect(JSON.stringify(toolkit.tools.map(({ exec }) => exec))).not.toContain('{{')
  expect(dropped).toHaveLength(1)
})

test('OAuth endpoints that are no https address are not used', () => {
  const flows = {
    authorizationCode: {
      authorizationUrl: 'http://evil.test/a',
      tokenUrl: 'https://localhost/t',
      scopes: {},
    },
  }
  const { toolkit } = kept({ components: { securitySchemes: { o: { type: 'oauth2', flows } } } })
  expect(toolkit.auth.map(({ mode }) => mode)).toStrictEqual(['NO_AUTH'])
})

test.each([
  ['no JSON', '{"openapi": "3.0.0", '],
  ['no object', '[1, 2]'],
  ['no description', '{"hello": "world"}'],
  ['no operation', JSON.stringify(document({ paths: {} }))],
])('a document that is %s is an error with a name', (_, content) => {
  expect(() => compile(content)).toThrow(OpenApiError)
})

test('YAML whose aliases multiply is refused', () => {
  const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]']
  for (let level = 1; level < 12; level += 1)
    lines.push(`a${level}: &a${level} [${Array.from({ length: 10 }, () => `*a${level - 1}`).join(', ')}]`)
  expect(() => readDocument('x.yaml', Buffer.from(lines.join('\n')))).toThrow(OpenApiError)
})

test('nesting without end is refused, not recursed into', () => {
  const deep = `${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}`
  const content = `{"openapi":"3.0.0","info":{"title":"x"},"paths":${JSON.stringify(document({}).paths)},"x-deep":${deep}}`
  expect(() => compile(content)).not.toThrow(TypeError)
})

test('a large document is read piece by piece and says the same', () => {
  const padding = Object.fromEntries(
    Array.from({ length: 30_000 }, (_, index) => [
      `S${index}`,
      { type: 'object', description: `"{[}] \\" ${'y'.repeat(150)}` },
    ]),
  )
  const large = document({
    components: {
      schemas: {
        ...padding,
        T: { type: 'object', properties: { ä: { type: 'string' }, n: { type: 'integer' } } },
      },
    },
    paths: post({ $ref: '#/components/schemas/T' }),
  })
  const bytes = Buffer.from(JSON.stringify(large))
  expect(bytes.length).toBeGreaterThan(4_000_000)
  expect(readDocument('x.json', bytes)).toEqual(large)
  const { manifest } = compile(large)
  expect(Object.keys(manifest.tools[0]?.input.properties ?? {})).toStrictEqual(['field', 'n'])
})
