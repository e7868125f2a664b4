import { mkdtempSync, rmSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { Toolkit } from '../manifest/manifest.ts'
import { archiveToolkit, openArchive } from './archive.ts'
import type { CatalogTool, CatalogToolkit } from './catalog.ts'
import { openCatalog } from './open-catalog.ts'
import { writeStore } from './write-store.ts'

const home = mkdtempSync(join(tmpdir(), 'catalog-archive-'))
afterAll(() => rmSync(home, { recursive: true }))

function at(version: string, ...names: string[]): { toolkit: CatalogToolkit; tools: CatalogTool[] } {
  const { tools, ...rest } = Toolkit.parse({
    manifest: 1,
    slug: 'acme-x',
    name: 'Acme',
    description: 'Things.',
    logo: 'https://acme.example/logo.png',
    http: { base_url: `https://${version}.example` },
    auth: [{ mode: 'NO_AUTH', name: 'acme' }],
    tools: names.map((name) => ({
      slug: `ACME_X_${name}`,
      aliases: [`ACME_X_OLD_${name}`],
      name,
      description: `${name} at ${version}`,
      input: { type: 'object', properties: {} },
      exec: { kind: 'builtin', name: 'x' },
    })),
  })
  const dates = { created_at: '2026-01-01T00:00:00.000Z', updated_at: '2026-01-01T00:00:00.000Z' }
  const counts = { tools_count: tools.length, triggers_count: 0 }
  return {
    toolkit: { ...rest, ...dates, ...counts, version, available_versions: [version] },
    tools: tools.map((tool) => ({ ...tool, toolkit: 'acme-x', version })),
  }
}

function storeOf({ toolkit, tools }: ReturnType<typeof at>): string {
  const directory = mkdtempSync(join(home, 'store-'))
  const writer = writeStore(directory)
  writer.add(toolkit, tools)
  writer.finish('0'.repeat(64))
  return directory
}

test('a superseded version stays readable beside the current one, its tools too that have gone since', () => {
  const directory = join(home, 'versions')
  archiveToolkit(directory, at('20260101_00', 'A', 'GONE'), { version: '20260201_00', changelog: 'Less.' })
  const catalog = openCatalog(storeOf(at('20260201_00', 'A', 'NEW')), { archive: openArchive(directory) })

  expect(catalog.toolkits()[0]?.available_versions).toStrictEqual(['20260201_00', '20260101_00'])
  expect(catalog.toolkit('acme-x')?.available_versions).toStrictEqual(['20260201_00', '20260101_00'])
  expect(catalog.toolkit('Acme-X', '20260101_00')).toMatchObject({
    version: '20260101_00',
    http: { base_url: 'https://20260101_00.example' },
    available_versions: ['20260201_00', '20260101_00'],
  })
  expect(catalog.tool('ACME_X_A')?.description).toBe('A at 20260201_00')
  for (const name of ['ACME_X_A', 'acme_x_a', 'ACME_X_OLD_A']) {
    expect(catalog.tool(name, '20260101_00')?.description).toBe('A at 20260101_00')
    expect(catalog.tool(name, '20260201_00')?.description).toBe('A at 20260201_00')
  }
  expect(catalog.tool('ACME_X_GONE')).toBeUndefined()
  expect(catalog.tool('ACME_X_GONE', '20260101_00')?.slug).toBe('ACME_X_GONE')
  expect(catalog.tool('ACME_X_NEW', '20260101_00')).toBeUndefined()
  expect(catalog.tools('acme-x', '20260101_00')).toHaveLength(2)
  expect(catalog.changelog('acme-x')).toStrictEqual([
    { version: '20260201_00', changelog: 'Less.' },
    { version: '20260101_00', changelog: expect.any(String) },
  ])
  catalog.close()
})

test('the ten newest versions are kept, the current one among them', () => {
  const directory = join(home, 'many')
  for (let day = 1; day <= 14; day++) {
    const next = `202601${String(day + 1).padStart(2, '0')}_00`
    archiveToolkit(directory, at(`202601${String(day).padStart(2, '0')}_00`, 'A'), {
      version: next,
      changelog: next,
    })
  }
  const archive = openArchive(directory)
  expect(archive.versions('acme-x')).toHaveLength(9)
  expect(archive.versions('acme-x')[0]).toBe('20260114_00')
  expect(archive.changelog('acme-x')).toHaveLength(10)
  expect(archive.changelog('acme-x')[0]?.version).toBe('20260115_00')
})

test('a name that leads elsewhere, or a damaged file, is no version', () => {
  const directory = join(home, 'damaged')
  archiveToolkit(directory, at('20260101_00', 'A'), undefined)
  truncateSync(join(directory, 'acme-x', '20260101_00.json.zst'), 20)
  const archive = openArchive(directory)
  expect(archive.read('acme-x', '20260101_00')).toBeUndefined()
  expect(archive.read('../damaged/acme-x', '20260101_00')).toBeUndefined()
  expect(archive.read('acme-x', '../../x')).toBeUndefined()
  expect(openArchive(join(home, 'nowhere')).versions('acme-x')).toStrictEqual([])
})
