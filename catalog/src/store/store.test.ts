import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { ToolkitInput } from '../manifest/manifest.ts'
import { ManifestError } from '../manifest/parse-manifest.ts'
import { buildCatalog, buildHash, CatalogConflictError } from './build-catalog.ts'
import { catalogHash } from './catalog-hash.ts'
import { CatalogStoreError } from './format.ts'
import { openCatalog } from './open-catalog.ts'
import { VersionLockError } from './versions.ts'

const home = mkdtempSync(join(tmpdir(), 'catalog-'))
afterAll(() => rmSync(home, { recursive: true }))

const tool = (slug: string, more: Partial<ToolkitInput['tools'][number]> = {}) => ({
  slug,
  name: slug,
  description: 'Grüße, 世界.',
  input: { type: 'object' as const, properties: {} },
  exec: { kind: 'builtin' as const, name: 'acme.x' },
  ...more,
})

const toolkit = (slug: string, tools: ToolkitInput['tools']): ToolkitInput => ({
  manifest: 1,
  slug,
  name: slug,
  description: 'Things.',
  logo: 'https://acme.example/logo.png',
  http: { base_url: 'https://api.acme.example' },
  auth: [{ mode: 'NO_AUTH', name: slug }],
  tools,
})

const beta = toolkit('beta', [tool('BETA_A'), tool('BETA_B', { aliases: ['BETA_OLD_B'], important: true })])
const acme = toolkit('acme', [tool('ACME_A')])
const empty = toolkit('empty', [])

function build(name: string, toolkits: ToolkitInput[]) {
  const outDir = join(home, name)
  buildCatalog({ outDir, toolkits })
  return outDir
}

test('what is built can be read back', () => {
  const catalog = openCatalog(build('round-trip', [beta, empty, acme]))
  expect(catalog.toolkits().map(({ slug, tools_count }) => [slug, tools_count])).toStrictEqual([
    ['acme', 1],
    ['beta', 2],
    ['empty', 0],
  ])
  expect(catalog.toolkit('beta')).toMatchObject({
    version: '00010101_00',
    available_versions: ['00010101_00'],
  })
  expect(catalog.toolkit('beta')).not.toHaveProperty('tools')
  expect(catalog.tools('beta').map(({ slug }) => slug)).toStrictEqual(['BETA_A', 'BETA_B'])
  expect(catalog.tools('empty')).toStrictEqual([])
  expect(catalog.tools('gone')).toStrictEqual([])
  expect(catalog.summaries()[2]).toStrictEqual({
    slug: 'BETA_B',
    name: 'BETA_B',
    description: 'Grüße, 世界.',
    toolkit: 'beta',
    tags: [],
    important: true,
    deprecated: false,
  })
  catalog.close()
})

test('a tool is found by slug, by alias, and whatever the letter case', () => {
  const catalog = openCatalog(build('lookup', [beta]))
  for (const name of ['BETA_B', 'BETA_OLD_B', 'beta_b', 'Beta_Old_B']) {
    expect(catalog.tool(name)).toMatchObject({ slug: 'BETA_B', toolkit: 'beta', version: '00010101_00' })
  }
  expect(catalog.toolkit('BETA')?.slug).toBe('beta')
  for (const name of ['', 'BETA_C', '__proto__', 'constructor']) expect(catalog.tool(name)).toBeUndefined()
  catalog.close()
})

test('the same input gives the same bytes, whatever its order', () => {
  const one = build('bytes-1', [acme, beta])
  const two = build('bytes-2', [beta, acme])
  for (const file of readdirSync(one).filter((name) => name !== 'index.json')) {
    expect(readFileSync(join(two, file))).toStrictEqual(readFileSync(join(one, file)))
  }
})

test('a store replaces an older one and leaves nothing beside it', () => {
  build('replaced', [acme])
  const before = openCatalog(join(home, 'replaced'))
  const catalog = openCatalog(build('replaced', [beta]))
  expect(catalog.toolkit('acme')).toBeUndefined()
  expect(before.tool('ACME_A')?.slug).toBe('ACME_A')
  expect(readdirSync(home).filter((name) => name.includes('replaced'))).toStrictEqual(['replaced'])
  for (const opened of [before, catalog]) opened.close()
})

test('a build that fails leaves the old store as it was', () => {
  const outDir = build('kept', [acme])
  expect(() => buildCatalog({ outDir, toolkits: [beta, { ...acme, name: '' }] })).toThrow(ManifestError)
  const catalog = openCatalog(outDir)
  expect(catalog.tool('ACME_A')).toBeDefined()
  expect(readdirSync(home).filter((name) => name.includes('kept'))).toStrictEqual(['kept'])
  catalog.close()
})

test('a shipped toolkit whose content is not the locked one fails the build by name', () => {
  const wrong = {
    version: '20260101_00',
    content_hash: '0'.repeat(64),
    created_at: '2026-01-01T00:00:00.000Z',
  }
  const build = () =>
    buildCatalog({ outDir: join(home, 'x'), toolkits: ['resend'], versions: { resend: wrong } })
  expect(build).toThrow(VersionLockError)
  expect(build).toThrow(/toolkit resend differs .*lock-versions/)
})

test('two toolkits cannot claim one tool name', () => {
  const clash = toolkit('acme_beta', [tool('ACME_BETA_X')])
  const other = toolkit('acme', [tool('ACME_BETA_X')])
  expect(() => buildCatalog({ outDir: join(home, 'x'), toolkits: [clash, other] })).toThrow(
    CatalogConflictError,
  )
})

test('the hash of a store says what it was built from', () => {
  const catalog = openCatalog(build('hash', [acme]))
  expect(catalog.hash).toBe(buildHash([acme]))
  expect(catalog.hash).not.toBe(buildHash([beta]))
  expect(buildHash()).toBe(catalogHash())
  expect(catalogHash()).toMatch(/^[0-9a-f]{64}$/)
  catalog.close()
})

test('a missing or damaged store is a typed error', () => {
  expect(() => openCatalog(join(home, 'nowhere'))).toThrow(CatalogStoreError)
  const broken = build('broken', [acme])
  writeFileSync(join(broken, 'index.json'), '{"format":99}')
  expect(() => openCatalog(broken)).toThrow(CatalogStoreError)
  const short = build('short', [acme])
  truncateSync(join(short, 'tools.jsonl'), 10)
  const catalog = openCatalog(short)
  expect(() => catalog.tool('ACME_A')).toThrow(CatalogStoreError)
  catalog.close()
})

test('a closed catalog refuses to read and can be closed again', () => {
  const catalog = openCatalog(build('closed', [acme]))
  catalog.close()
  catalog.close()
  expect(() => catalog.tool('ACME_A')).toThrow('the catalog is closed')
})
