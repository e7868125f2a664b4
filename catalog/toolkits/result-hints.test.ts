import { expect, test } from 'vitest'
import { compileShipped } from '../src/build/compile-shipped.ts'
import type { JsonSchema } from '../src/manifest/manifest.ts'
import { withResultHints } from '../src/manifest/with-result-hints.ts'
import { resultHintsOf } from './result-hints.ts'

/** What a schema says of a dotted path: the schemas at its end, `open` where it says nothing of what is there. */
function at(schema: unknown, [part, ...rest]: readonly string[]): (JsonSchema | 'open')[] {
  if (!isSchema(schema)) return ['open']
  const branches = [schema['anyOf'], schema['oneOf']].flat().filter(isSchema)
  if (branches.length > 0)
    return branches.flatMap((branch) => at(branch, part === undefined ? [] : [part, ...rest]))
  if (part === undefined) return [schema]
  if (isSchema(schema['items'])) return part === '*' ? at(schema['items'], rest) : []
  const { properties } = schema
  if (!isSchema(properties) || Object.keys(properties).length === 0) return ['open']
  const end = part.startsWith('*') ? part.slice(1) : undefined
  const named = Object.keys(properties).filter((name) =>
    end === undefined ? name === part : name.endsWith(end),
  )
  return named.flatMap((name) => at(properties[name], rest))
}

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

test.each([...resultHintsOf.keys()])(
  'what %s says of its results is there in the schemas of its tools',
  (slug) => {
    const { tools } = compileShipped(slug).toolkit
    const hinted = tools.filter(({ result_hints }) => result_hints)
    expect(hinted).toHaveLength(Object.keys(resultHintsOf.get(slug) ?? {}).length)
    const wrong = hinted.flatMap(
      ({ slug: tool, output, result_hints: { items, keep = [], drop = [] } = {} }) => [
        ...(items === undefined ||
        at(output, items.split('.')).some((end) => end !== 'open' && end['type'] === 'array')
          ? []
          : [`${tool} ${items} is no list`]),
        ...keep
          .filter((path) => at(output, path.split('.')).length === 0)
          .map((path) => `${tool} keep ${path}`),
        // Providers send more than their schemas name; where it is left out is a place all the same.
        ...drop
          .filter((path) => at(output, path.split('.').slice(0, -1)).length === 0)
          .map((path) => `${tool} drop ${path}`),
      ],
    )
    expect(wrong).toStrictEqual([])
  },
)

test('hints on a tool that is not there stop the build', () => {
  const { toolkit } = compileShipped('linear')
  expect(() => withResultHints(toolkit, { LINEAR_NOTHING: {} })).toThrow(/LINEAR_NOTHING, which is no tool/)
})
