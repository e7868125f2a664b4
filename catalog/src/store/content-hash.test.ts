import { expect, test } from 'vitest'
import { z } from 'zod'
import { Toolkit } from '../manifest/manifest.ts'
import { contentHash } from './content-hash.ts'
import { withoutDefaults } from './without-defaults.ts'

const acme = Toolkit.parse({
  manifest: 1,
  slug: 'acme',
  name: 'Acme',
  description: 'Things.',
  logo: 'https://acme.example/logo.png',
  http: { base_url: 'https://api.acme.example' },
  auth: [{ mode: 'NO_AUTH', name: 'acme' }],
  tools: [
    {
      slug: 'ACME_A',
      name: 'A',
      description: 'A.',
      input: { type: 'object', properties: { q: { type: 'string', default: 'repeat' } } },
      exec: { kind: 'http', method: 'GET', path: '/a', parameters: [{ name: 'q', in: 'query' }] },
    },
  ],
})
const [tool] = acme.tools
const withTool = (more: object) => ({ ...acme, tools: acme.tools.map((each) => ({ ...each, ...more })) })

test('the hash of this manifest is what it was: a change here moves every version', () => {
  expect(contentHash(acme)).toBe('c7362b9f7c344649d69c73d11724d1cab71c8bf508baaf38ab2c13e0663d6421')
})

test('a field that equals its default does not count, whatever its depth, and another value does', () => {
  const { aliases: _, ...bare } = acme
  expect(contentHash(bare as Toolkit)).toBe(contentHash(acme))
  expect(contentHash(withTool({ tags: undefined }) as Toolkit)).toBe(contentHash(acme))
  expect(contentHash(withTool({ important: true }))).not.toBe(contentHash(acme))
  expect(contentHash({ ...acme, http: { ...acme.http, headers: { a: 'b' } } })).not.toBe(contentHash(acme))
})

test('the order of keys does not count, that of lists does', () => {
  const turned = Object.fromEntries(Object.entries(acme).toReversed()) as Toolkit
  expect(contentHash(turned)).toBe(contentHash(acme))
  const two = { ...acme, categories: ['a', 'b'] }
  expect(contentHash({ ...two, categories: ['b', 'a'] })).not.toBe(contentHash(two))
})

test('what looks like a default inside a tool schema is content', () => {
  const input = { type: 'object' as const, properties: { q: { type: 'string' } } }
  expect(contentHash(withTool({ input }))).not.toBe(contentHash(acme))
  expect(tool?.input.properties['q']).toHaveProperty('default')
})

test('a schema that grows by a default says the same of an old value', () => {
  const old = z.strictObject({ list: z.array(z.strictObject({ a: z.string() })) })
  const grown = z.strictObject({
    list: z.array(z.strictObject({ a: z.string(), b: z.enum(['x', 'y']).default('x') })),
    more: z.record(z.string(), z.string()).default({}),
  })
  const value = { list: [{ a: '1' }] }
  expect(withoutDefaults(grown, grown.parse(value))).toStrictEqual(withoutDefaults(old, old.parse(value)))
  expect(withoutDefaults(grown, grown.parse({ list: [{ a: '1', b: 'y' }] }))).toStrictEqual({
    list: [{ a: '1', b: 'y' }],
  })
})
