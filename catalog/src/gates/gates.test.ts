/** The gates on everything that is kept by hand. The published ones: `sample.test.ts`, and `bin/gates.ts` for all. */
import { expect, test } from 'vitest'
import { compileShipped, shippedSlugs } from '../build/compile-shipped.ts'
import type { Tool } from '../manifest/manifest.ts'
import { checkTool } from './check-tool.ts'
import { dialects, refusals, rewriteFor } from './dialects.ts'

test.each(shippedSlugs())('every tool of %s passes the gates', (slug) => {
  const failures = compileShipped(slug).toolkit.tools.flatMap((tool) =>
    checkTool(tool).failures.map((failure) => `${tool.slug}: ${failure}`),
  )
  expect(failures).toStrictEqual([])
})

const schema = {
  type: 'object',
  properties: {
    id: { type: 'string', examples: ['a'] },
    kind: { type: 'string', enum: ['x', 'y'] },
    level: { type: ['integer', 'null'], enum: [1, 2, null] },
    tags: { type: 'array', items: { type: 'string', format: 'uuid' } },
    more: { type: 'object', properties: { a: { type: 'number', exclusiveMinimum: 0 } }, required: ['a'] },
  },
  required: ['id'],
}

test.each(dialects)('a schema is rewritten for %s without loss', (dialect) => {
  const { schema: rewritten, flags } = rewriteFor(dialect, schema)
  expect(flags).toStrictEqual([])
  expect(refusals(dialect, rewritten)).toStrictEqual([])
})

test('strict mode requires everything and lets what was optional be null', () => {
  expect(rewriteFor('openai_strict', schema).schema).toMatchObject({
    required: ['id', 'kind', 'level', 'tags', 'more'],
    additionalProperties: false,
    properties: { id: { type: 'string' }, kind: { type: ['string', 'null'], enum: ['x', 'y', null] } },
  })
})

test('an open object is flagged where the vendor has none, and refused as it is', () => {
  const open = { type: 'object', properties: { any: { type: 'object', additionalProperties: true } } }
  expect(rewriteFor('openai_strict', open).flags).toStrictEqual(['an open object'])
  expect(rewriteFor('openai', open).flags).toStrictEqual([])
  expect(refusals('openai_strict', open)).toContain('an optional property')
  expect(refusals('gemini', schema)).toContain('several types')
})

const tool = (more: Partial<Tool>): Tool => ({
  slug: 'ACME_A',
  aliases: [],
  name: 'A',
  description: 'A.',
  tags: [],
  important: false,
  deprecated: false,
  no_auth: false,
  scopes: null,
  input: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] },
  output: { type: 'object', properties: {} },
  exec: {
    kind: 'http',
    method: 'GET',
    path: '/a/{id}',
    parameters: [{ name: 'id', in: 'path', style: 'repeat', spread: false }],
    query: {},
    body_type: 'json',
    headers: {},
  },
  ...more,
})

const properties = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, at) => [
      `field_${at}`,
      { type: 'string', description: 'x'.repeat(400) },
    ]),
  )

test('a sound tool passes, and each gate stops what it is for', () => {
  expect(checkTool(tool({})).failures).toStrictEqual([])
  const input = { type: 'object' as const, properties: { id: { type: 'string' } } }
  expect(checkTool(tool({ input })).failures).toStrictEqual(['nothing fills {id} of the path'])
  const lost = {
    type: 'object' as const,
    properties: { id: { type: 'string' }, x: { type: 'string' } },
    required: ['id'],
  }
  expect(checkTool(tool({ input: lost })).failures).toStrictEqual(['the argument x goes nowhere'])
  const wide = {
    type: 'object' as const,
    properties: { id: { type: 'string' }, ...properties(60) },
    required: ['id'],
  }
  expect(checkTool(tool({ input: wide })).failures[0]).toContain('more than 16000 characters')
  const wrong = { type: 'object' as const, properties: { id: { type: 'text' } }, required: ['id'] }
  expect(checkTool(tool({ input: wrong })).failures[0]).toContain('not a JSON Schema type')
})
