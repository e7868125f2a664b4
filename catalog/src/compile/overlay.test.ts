import { expect, test } from 'vitest'
import { Tool } from '../manifest/manifest.ts'
import { applyOverlay, OverlayError } from './overlay.ts'
import type { OverlayStep } from './overlay.ts'

const tool = (slug: string) =>
  Tool.parse({
    slug,
    name: slug,
    description: 'A tool.',
    input: { type: 'object', properties: { id: { type: 'string' } } },
    exec: { kind: 'http', method: 'GET', path: '/' },
  })

const tools = [tool('ACME_A'), tool('ACME_B')]

test('a renamed tool keeps its place and its old name', () => {
  const edited = applyOverlay(tools, [{ op: 'rename', tool: 'ACME_A', to: 'ACME_Z' }])
  expect(edited.map(({ slug, aliases }) => [slug, aliases])).toStrictEqual([
    ['ACME_Z', ['ACME_A']],
    ['ACME_B', []],
  ])
})

test('steps apply in order and leave the given tools alone', () => {
  const edited = applyOverlay(tools, [
    { op: 'rename', tool: 'ACME_A', to: 'ACME_Z' },
    { op: 'patch', tool: 'ACME_Z', set: { description: 'Better.' } },
    { op: 'property', tool: 'ACME_Z', property: 'id', set: { description: 'Which.' } },
    { op: 'tag', tool: 'ACME_Z', tags: ['readOnlyHint'] },
    { op: 'alias', tool: 'ACME_Z', aliases: ['ACME_OLD'] },
    { op: 'important', tools: ['ACME_Z'] },
    { op: 'hide', tool: 'ACME_B' },
  ])
  expect(edited).toHaveLength(1)
  expect(edited[0]).toMatchObject({
    slug: 'ACME_Z',
    aliases: ['ACME_A', 'ACME_OLD'],
    description: 'Better.',
    important: true,
    tags: ['readOnlyHint'],
    input: { properties: { id: { type: 'string', description: 'Which.' } } },
  })
  expect(tools[0]?.description).toBe('A tool.')
})

test.each<[string, OverlayStep]>([
  ['a tool that is gone', { op: 'patch', tool: 'ACME_GONE', set: {} }],
  ['an important tool that is gone', { op: 'important', tools: ['ACME_A', 'ACME_GONE'] }],
  ['a property that is gone', { op: 'property', tool: 'ACME_A', property: 'gone', set: {} }],
  ['a new name that is taken', { op: 'rename', tool: 'ACME_A', to: 'ACME_B' }],
  ['an alias that is taken', { op: 'alias', tool: 'ACME_A', aliases: ['ACME_B'] }],
])('%s fails the overlay', (_, step) => {
  expect(() => applyOverlay(tools, [step])).toThrow(OverlayError)
})
