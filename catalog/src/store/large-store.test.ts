/** Stores of several blocks, and what a damaged one does. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { Toolkit } from '../manifest/manifest.ts'
import type { CatalogTool, CatalogToolkit } from './catalog.ts'
import { CatalogStoreError } from './format.ts'
import { openCatalog } from './open-catalog.ts'
import { writeStore } from './write-store.ts'

const home = mkdtempSync(join(tmpdir(), 'catalog-large-'))
afterAll(() => rmSync(home, { recursive: true }))

const version = '20260101_00'

/** A toolkit whose tools are larger than a block together, and some alone. */
function made(slug: string, count: number): [CatalogToolkit, CatalogTool[]] {
  const { tools, ...toolkit } = Toolkit.parse({
    manifest: 1,
    slug,
    name: slug,
    description: 'Things.',
    logo: 'https://acme.example/logo.png',
    http: { base_url: `https://${slug}.example` },
    auth: [{ mode: 'NO_AUTH', name: slug }],
    tools: Array.from({ length: count }, (_, at) => ({
      slug: `${slug.toUpperCase()}_T${at}`,
      aliases: at % 7 === 0 ? [`${slug.toUpperCase()}_OLD_${at}`] : [],
      name: `T${at}`,
      description: `Ünïcode ${at} `.repeat(at % 11 === 0 ? 4000 : 30),
      tags: at % 2 === 0 ? ['readOnlyHint'] : [],
      important: at % 3 === 0,
      deprecated: at % 5 === 0,
      input: { type: 'object', properties: {}, required: [] },
      exec: { kind: 'builtin', name: 'x' },
    })),
  })
  const dates = { created_at: '2026-01-01T00:00:00.000Z', updated_at: '2026-01-01T00:00:00.000Z' }
  const counts = { tools_count: tools.length, triggers_count: 0 }
  return [
    { ...toolkit, ...dates, ...counts, version, available_versions: [version] },
    tools.map((tool) => ({ ...tool, toolkit: slug, version })),
  ]
}

const source = [made('a', 100), made('b', 0), made('c', 1), made('d', 300)] as const

function write(name: string): string {
  const directory = mkdtempSync(join(home, name))
  const writer = writeStore(directory)
  for (const [toolkit, tools] of source) writer.add(toolkit, tools)
  writer.finish('0'.repeat(64))
  return directory
}

test('every tool and toolkit comes back as it was, by name, in lists and in a row', () => {
  const catalog = openCatalog(write('whole'))
  expect(Array.from(catalog.everyTool())).toStrictEqual(source.flatMap(([, tools]) => tools))
  for (const [toolkit, tools] of source) {
    expect(catalog.toolkit(toolkit.slug)).toStrictEqual(toolkit)
    expect(catalog.tools(toolkit.slug)).toStrictEqual(tools)
    expect(catalog.summariesOf(toolkit.slug).map(({ slug }) => slug)).toStrictEqual(
      tools.map(({ slug }) => slug),
    )
    for (const tool of tools.toReversed()) {
      for (const name of [tool.slug, ...tool.aliases]) expect(catalog.tool(name)).toStrictEqual(tool)
    }
  }
  expect(catalog.summaries()).toHaveLength(401)
  expect(catalog.toolkits()[0]).toMatchObject({ auth_modes: ['NO_AUTH'], important_count: 34 })
  expect(catalog.toolkits()[0]).not.toHaveProperty('http')
  catalog.close()
})

test.each(['blocks.bin', 'index.json'])('a store with one changed byte in %s is refused', (file) => {
  const directory = write('changed')
  const bytes = readFileSync(join(directory, file))
  const middle = bytes.length >> 1
  bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle)
  writeFileSync(join(directory, file), bytes)
  expect(() => openCatalog(directory)).toThrow(CatalogStoreError)
  expect(() => openCatalog(directory)).toThrow(`${file} of the catalog`)
})
