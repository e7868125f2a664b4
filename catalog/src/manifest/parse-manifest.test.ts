import { expect, test } from 'vitest'
import type { ToolkitInput } from './manifest.ts'
import { ManifestError, parseManifest, pathPlaceholders } from './parse-manifest.ts'

type ToolInput = ToolkitInput['tools'][number]

const tool = (more: Partial<ToolInput> = {}): ToolInput => ({
  slug: 'ACME_GET_THING',
  name: 'Get thing',
  description: 'Read a thing.',
  input: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] },
  exec: { kind: 'http', method: 'GET', path: '/things/{id}', parameters: [{ name: 'id', in: 'path' }] },
  ...more,
})

const acme = (more: Partial<ToolkitInput> = {}): ToolkitInput => ({
  manifest: 1,
  slug: 'acme',
  name: 'Acme',
  description: 'Things.',
  logo: 'https://acme.example/logo.png',
  http: { base_url: 'https://api.acme.example' },
  auth: [{ mode: 'NO_AUTH', name: 'acme' }],
  tools: [tool()],
  ...more,
})

function problemsOf(manifest: unknown): string[] {
  try {
    parseManifest(manifest)
    return []
  } catch (error) {
    if (!(error instanceof ManifestError)) throw error
    return error.problems.map(({ path, message }) => `${path}: ${message}`)
  }
}

test('a sound manifest comes back with its defaults filled in', () => {
  const toolkit = parseManifest(acme())
  expect(toolkit.tools[0]).toMatchObject({ aliases: [], important: false, scopes: null })
  expect(toolkit.http).toStrictEqual({
    base_url: 'https://api.acme.example',
    allow_hosts: [],
    headers: {},
    error_paths: [],
  })
})

test.each<[string, Partial<ToolkitInput>, string]>([
  ['a slug of another toolkit', { tools: [tool({ slug: 'OTHER_GET_THING' })] }, 'does not start with ACME_'],
  ['the same slug twice', { tools: [tool(), tool()] }, 'is also a name of'],
  [
    'an alias that is a slug',
    { tools: [tool(), tool({ slug: 'ACME_B', aliases: ['ACME_GET_THING'] })] },
    'also',
  ],
  ['OAUTH2 without endpoints', { auth: [{ mode: 'OAUTH2', name: 'x' }] }, 'needs oauth2'],
  ['an unknown namespace', { http: { base_url: 'https://{{env.HOST}}' } }, 'no namespace env'],
  ['tool arguments in the base URL', { http: { base_url: 'https://{{input.host}}' } }, 'has no meaning here'],
  ['an unknown filter', { http: { base_url: 'https://{{conn.host|exec}}' } }, 'there is no filter'],
])('%s is refused', (_, more, message) => {
  const problems = problemsOf(acme(more))
  expect(problems).toHaveLength(1)
  expect(problems[0]).toContain(message)
})

const get = { kind: 'http', method: 'GET' } as const

test.each<[string, Partial<ToolInput>, string]>([
  [
    'a parameter that is no input',
    { exec: { ...get, path: '/', parameters: [{ name: 'x', in: 'query' }] } },
    'x is not',
  ],
  [
    'a placeholder without a parameter',
    { exec: { ...get, path: '/things/{id}' } },
    '{id} has no path parameter',
  ],
  [
    'a path parameter without a placeholder',
    { exec: { ...get, path: '/things', parameters: [{ name: 'id', in: 'path' }] } },
    'the path has no {id}',
  ],
  [
    'an optional path parameter',
    { input: { type: 'object', properties: { id: {} } } },
    'required or have a default',
  ],
  [
    'a body on GET',
    { exec: { ...get, path: '/things', parameters: [{ name: 'id', in: 'body' }] } },
    'GET has no body',
  ],
  [
    'a schema outside the dialect',
    { input: { type: 'object', properties: { id: { type: 'uuid' } }, required: ['id'] } },
    'ACME_GET_THING.input/properties/id/type',
  ],
])('a tool with %s is refused', (_, more, message) => {
  const problems = problemsOf(acme({ tools: [tool(more)] }))
  expect(problems).toHaveLength(1)
  expect(problems[0]).toContain(message)
})

test('all problems are reported at once', () => {
  const broken = acme({
    http: { base_url: '{{x.y}}' },
    tools: [tool({ slug: 'OTHER_A' }), tool({ slug: 'OTHER_A' })],
  })
  expect(problemsOf(broken)).toHaveLength(4)
})

test.each([[null], ['acme'], [[]], [{}], [{ slug: { toString: null } }], [{ ...acme(), extra: 1 }]])(
  'a manifest of the wrong form (%#) is refused with a typed error',
  (manifest) => {
    expect(problemsOf(manifest).length).toBeGreaterThan(0)
  },
)

test('a hostile manifest cannot reach a prototype', () => {
  const text = JSON.stringify(acme())
  const outer = text.replace('"id":{', '"__proto__":{"polluted":true},"id":{')
  expect(Object.keys(parseManifest(JSON.parse(outer)).tools[0]?.input.properties ?? {})).toStrictEqual(['id'])
  const nested = text.replace('"id":{', '"id":{"properties":{"__proto__":{"polluted":true}},')
  expect(problemsOf(JSON.parse(nested))).toStrictEqual([
    'ACME_GET_THING.input/properties/id/properties/__proto__: is a forbidden name',
  ])
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
})

test('placeholders are told from templates', () => {
  expect(pathPlaceholders('https://{{conn.host}}/a/{b}/{c}')).toStrictEqual(['b', 'c'])
})
