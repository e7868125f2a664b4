/** The catalog that is served, from the first start to the store's replacement. Builds are small but real. */
import { existsSync, mkdtempSync, readdirSync, rmSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { ToolkitInput } from '@patchbay/catalog'
import { buildCatalog } from '@patchbay/catalog/build'
import { afterAll, afterEach, expect, test } from 'vitest'
import { LiveCatalog, type LiveCatalogOptions } from './live-catalog.ts'
import { type BuildStore, prepareStore } from './prepare-store.ts'
import { type CatalogKind, recordServed, storePaths } from './stores.ts'

const home = mkdtempSync(join(tmpdir(), 'patchbay-live-'))
afterAll(() => rmSync(home, { recursive: true }))

const toolkit = (slug: string, ...names: string[]): ToolkitInput => ({
  manifest: 1,
  slug,
  name: slug,
  description: 'Things.',
  logo: 'https://acme.example/logo.png',
  http: { base_url: 'https://acme.example' },
  auth: [{ mode: 'NO_AUTH', name: slug }],
  tools: names.map((name) => ({
    slug: `${slug.toUpperCase()}_${name}`,
    name: `${name} a thing`,
    description: `${name}s a thing of ${slug}.`,
    input: { type: 'object', properties: {} },
    exec: { kind: 'builtin', name: 'x' },
  })),
})

const contents: Record<CatalogKind, ToolkitInput[]> = {
  head: [toolkit('acme', 'SEND')],
  full: [toolkit('acme', 'SEND'), toolkit('beta', 'SEND', 'FETCH')],
}
const build: BuildStore = ({ kind, outDir }) => buildCatalog({ outDir, toolkits: contents[kind] })

const opened: LiveCatalog[] = []
afterEach(async () => {
  for (const live of opened.splice(0)) await live.close()
})

async function start(dataDir: string, options: Partial<LiveCatalogOptions> = {}) {
  const warnings: string[] = []
  const log = {
    info() {},
    debug() {},
    error: fail,
    warn: (message: unknown) => warnings.push(String(message)),
  }
  let swaps = 0
  const live = await LiveCatalog.open({
    dataDir,
    kind: 'full',
    log,
    onCompile() {},
    onProgress() {},
    onSwap: () => (swaps += 1),
    ...options,
    prepare: (order) =>
      order.kind === 'full' && options.prepare ? options.prepare(order) : prepareStore({ ...order, build }),
  })
  opened.push(live)
  const slugs = () => live.current.catalog.summaries().map(({ slug }) => slug)
  const found = () => live.current.search.search('fetch a thing').map(({ id }) => id)
  return { live, slugs, found, warnings, swaps: () => swaps }
}

function fail(message: unknown): void {
  throw new Error(JSON.stringify(message))
}

const folder = () => mkdtempSync(join(home, 'data-'))

/** A build of the full catalog that waits until it is let go, or made to fail. */
function held() {
  const gate = Promise.withResolvers<void>()
  let builds = 0
  const prepare: LiveCatalogOptions['prepare'] = (order) =>
    prepareStore({
      ...order,
      async build(options) {
        builds += 1
        options.onProgress({ phase: 'write', done: 435, total: 1456, name: 'stripe' })
        await gate.promise
        return build(options)
      },
    })
  return { gate, prepare, builds: () => builds }
}

test('a first start serves the head at once, then catalog and search change together, the old pair still readable', async () => {
  const { gate, prepare } = held()
  const { live, slugs, found, swaps } = await start(folder(), { prepare })
  expect(slugs()).toStrictEqual(['ACME_SEND'])
  expect(found()).not.toContain('BETA_FETCH')
  await expect.poll(() => live.state).toBe('Compiling toolkits: 29 % (435 of 1,456, stripe)')
  const before = live.current

  gate.resolve()
  await live.settled()
  expect(slugs()).toStrictEqual(['ACME_SEND', 'BETA_SEND', 'BETA_FETCH'])
  expect(found()[0]).toBe('BETA_FETCH')
  expect(live.state).toBeUndefined()
  expect(swaps()).toBe(1)
  expect(before.catalog.tool('ACME_SEND')?.name).toBe('SEND a thing')
  expect(before.search.search('send a thing')).toHaveLength(1)
})

test('a start with a built store serves it at once and builds nothing', async () => {
  const dataDir = folder()
  await prepareStore({ dataDir, kind: 'full', build })
  const { live, slugs } = await start(dataDir, { prepare: () => Promise.reject(new Error('built')) })
  expect(slugs()).toHaveLength(3)
  expect(live.state).toBeUndefined()
})

test('head serves the head alone', async () => {
  const { live, slugs } = await start(folder(), {
    kind: 'head',
    prepare: () => Promise.reject(new Error('built')),
  })
  expect(slugs()).toStrictEqual(['ACME_SEND'])
  expect(live.state).toBeUndefined()
})

test.each(['blocks.bin', 'search.index'])('a store whose %s is damaged is made again', async (file) => {
  const dataDir = folder()
  const { store } = await prepareStore({ dataDir, kind: 'full', build })
  truncateSync(join(store, file), 20)
  const { live, slugs, found } = await start(dataDir)
  expect(slugs()).toStrictEqual(['ACME_SEND'])
  await live.settled()
  expect(slugs()).toHaveLength(3)
  expect(found()[0]).toBe('BETA_FETCH')
})

test('a damaged head is compiled again before it is served', async () => {
  const dataDir = folder()
  const { store } = await prepareStore({ dataDir, kind: 'head', build })
  truncateSync(join(store, 'index.json'), 20)
  const { slugs } = await start(dataDir, { kind: 'head' })
  expect(slugs()).toStrictEqual(['ACME_SEND'])
})

test('without a network the head stays, with one warning, until a later try succeeds', async () => {
  const { gate, prepare } = held()
  let tries = 0
  const { live, slugs, warnings } = await start(folder(), {
    firstWait: 1,
    prepare: (order) => {
      tries += 1
      if (tries < 4) return Promise.reject(new Error('getaddrinfo ENOTFOUND packages.example\nat x'))
      gate.resolve()
      return prepare(order)
    },
  })
  await live.settled()
  expect(tries).toBe(4)
  expect(slugs()).toHaveLength(3)
  expect(warnings).toStrictEqual([
    'the full catalog could not be built (getaddrinfo ENOTFOUND packages.example); ' +
      'the 1 toolkits at hand are served, and it is tried again in the background',
  ])
})

test('two processes on one folder build once', async () => {
  const dataDir = folder()
  const { gate, prepare, builds } = held()
  const first = await start(dataDir, { prepare })
  await expect.poll(builds).toBe(1)
  const second = await start(dataDir, { prepare })
  gate.resolve()
  await Promise.all([first.live.settled(), second.live.settled()])
  expect(builds()).toBe(1)
  expect(second.slugs()).toHaveLength(3)
})

test('a stop ends a build that is under way', async () => {
  const { prepare, gate, builds } = held()
  const { live, swaps } = await start(folder(), { prepare })
  await expect.poll(builds).toBe(1)
  const closed = live.close()
  gate.resolve()
  await closed
  expect(swaps()).toBe(0)
})

test('what a newer store supersedes stays readable under its version, and the older store goes', async () => {
  const dataDir = folder()
  const { stores, archive } = storePaths(dataDir, 'full')
  const older = join(stores, `${'a'.repeat(64)}-full`)
  const lock = {
    content_hash: '0'.repeat(64),
    created_at: '2020-01-01T00:00:00.000Z',
    version: '20200101_00',
  }
  await buildCatalog({
    outDir: older,
    toolkits: ['resend'],
    versions: { resend: { ...lock, content_hash: await shippedHash('resend') } },
  })
  recordServed(dataDir, basename(older))
  const { live } = await start(dataDir, {
    prepare: (order) =>
      prepareStore({ ...order, build: ({ outDir }) => buildCatalog({ outDir, toolkits: ['resend'] }) }),
  })
  await live.settled()
  const { catalog } = live.current
  const current = catalog.toolkit('resend')
  expect(current?.version).not.toBe('20200101_00')
  expect(current?.available_versions).toStrictEqual([current?.version, '20200101_00'])
  expect(catalog.tool('RESEND_SEND_EMAIL', '20200101_00')).toMatchObject({ version: '20200101_00' })
  expect(catalog.changelog('resend')[0]).toMatchObject({ changelog: 'No change to the tools.' })
  expect(existsSync(older)).toBe(false)
  expect(readdirSync(archive)).toStrictEqual(['resend'])
})

/** The hash that the version lock has for a shipped toolkit. */
async function shippedHash(slug: string): Promise<string> {
  const { readVersions } = await import('../../../../catalog/src/store/versions.ts')
  return readVersions()[slug]?.content_hash ?? ''
}
