import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { ToolkitInput } from '../manifest/manifest.ts'
import { ManifestError } from '../manifest/parse-manifest.ts'
import { buildCatalog, buildHash, CatalogConflictError } from '../build/build-catalog.ts'
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

async function build(name: string, toolkits: ToolkitInput[]) {
  const outDir = join(home, name)
  await buildCatalog({ outDir, toolkits })
  return outDir
}

test('what is built can be read back', async () => {
  const catalog = openCatalog(await build('round-trip', [beta, empty, acme]))
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
    toolkit: 'beta',
    tags: [],
    important: true,
    deprecated: false,
  })
  catalog.close()
})

test('a tool is found by slug, by alias, and whatever the letter case', async () => {
  const catalog = openCatalog(await build('lookup', [beta]))
  for (const name of ['BETA_B', 'BETA_OLD_B', 'beta_b', 'Beta_Old_B']) {
    expect(catalog.tool(name)).toMatchObject({ slug: 'BETA_B', toolkit: 'beta', version: '00010101_00' })
  }
  expect(catalog.toolkit('BETA')?.slug).toBe('beta')
  for (const name of ['', 'BETA_C', '__proto__', 'constructor']) expect(catalog.tool(name)).toBeUndefined()
  catalog.close()
})

test('the same input gives the same bytes, whatever its order', async () => {
  const one = await build('bytes-1', [acme, beta])
  const two = await build('bytes-2', [beta, acme])
  for (const file of readdirSync(one).filter((name) => name !== 'store.json')) {
    expect(readFileSync(join(two, file))).toStrictEqual(readFileSync(join(one, file)))
  }
})

test('a store replaces an older one and leaves nothing beside it', async () => {
  await build('replaced', [acme])
  const before = openCatalog(join(home, 'replaced'))
  const catalog = openCatalog(await build('replaced', [beta]))
  expect(catalog.toolkit('acme')).toBeUndefined()
  expect(before.tool('ACME_A')?.slug).toBe('ACME_A')
  expect(readdirSync(home).filter((name) => name.includes('replaced'))).toStrictEqual(['replaced'])
  for (const opened of [before, catalog]) opened.close()
})

test('a build that fails leaves the old store as it was', async () => {
  const outDir = await build('kept', [acme])
  const wrong = buildCatalog({ outDir, toolkits: [beta, { ...acme, name: '' }] })
  await expect(wrong).rejects.toThrow(ManifestError)
  const catalog = openCatalog(outDir)
  expect(catalog.tool('ACME_A')).toBeDefined()
  expect(readdirSync(home).filter((name) => name.includes('kept'))).toStrictEqual(['kept'])
  catalog.close()
})

test('a shipped toolkit whose content is not the locked one fails the build by name', async () => {
  const wrong = {
    version: '20260101_00',
    content_hash: '0'.repeat(64),
    created_at: '2026-01-01T00:00:00.000Z',
  }
  const build = () =>
    buildCatalog({ outDir: join(home, 'x'), toolkits: ['resend'], versions: { resend: wrong } })
  await expect(build()).rejects.toThrow(VersionLockError)
  await expect(build()).rejects.toThrow(/toolkit resend differs .*lock-versions/)
})

test('two toolkits cannot claim one tool name', async () => {
  const clash = toolkit('acme_beta', [tool('ACME_BETA_X')])
  const other = toolkit('acme', [tool('ACME_BETA_X')])
  const both = buildCatalog({ outDir: join(home, 'x'), toolkits: [clash, other] })
  await expect(both).rejects.toThrow(CatalogConflictError)
})

test('the hash of a store says what it was built from', async () => {
  const catalog = openCatalog(await build('hash', [acme]))
  expect(catalog.hash).toBe(buildHash([acme]))
  expect(catalog.hash).not.toBe(buildHash([beta]))
  expect(buildHash()).toBe(catalogHash())
  expect(catalogHash()).toMatch(/^[0-9a-f]{64}$/)
  catalog.close()
})

test('a missing or damaged store is a typed error', async () => {
  expect(() => openCatalog(join(home, 'nowhere'))).toThrow(CatalogStoreError)
  const broken = await build('broken', [acme])
  writeFileSync(join(broken, 'store.json'), '{"format":99}')
  expect(() => openCatalog(broken)).toThrow(CatalogStoreError)
  const short = await build('short', [acme])
  truncateSync(join(short, 'blocks.bin'), 10)
  expect(() => openCatalog(short)).toThrow('blocks.bin')
})

test('a closed catalog refuses to read and can be closed again', async () => {
  const catalog = openCatalog(await build('closed', [acme]))
  catalog.close()
  catalog.close()
  expect(() => catalog.tool('ACME_A')).toThrow('the catalog is closed')
})

test('an aborted build rejects with the reason and leaves the old store', async () => {
  const outDir = await build('aborted', [acme])
  const abort = new AbortController()
  const building = buildCatalog({
    outDir,
    toolkits: [beta, empty],
    signal: abort.signal,
    onProgress: () => abort.abort(new Error('enough')),
  })
  await expect(building).rejects.toThrow('enough')
  const catalog = openCatalog(outDir)
  expect(catalog.tool('ACME_A')).toBeDefined()
  expect(readdirSync(home).filter((name) => name.includes('aborted'))).toStrictEqual(['aborted'])
  catalog.close()
})

test('a build reports how far it is', async () => {
  const steps: string[] = []
  const outDir = join(home, 'progress')
  await buildCatalog({
    outDir,
    toolkits: [beta, acme],
    onProgress: ({ phase, done, total, name }) => steps.push(`${phase} ${done}/${total} ${name}`),
  })
  expect(steps).toStrictEqual(['write 0/2 acme', 'write 1/2 beta', 'write 2/2 '])
})
