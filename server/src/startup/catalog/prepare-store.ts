/**
 * Makes a store ready to be served: builds it unless it is there and whole, indexes it, and keeps the versions that it
 * supersedes. Runs in the server for the head, in a process of its own for the full catalog.
 */
import { existsSync } from 'node:fs'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { type Catalog, CatalogStoreError, openCatalog } from '@patchbay/catalog'
import { withBuildLock } from './build-lock.ts'
import { readStoredIndex, storeIndex } from './index-catalog.ts'
import { type CatalogKind, lastServed, storePaths } from './stores.ts'

/** How far the preparation is: `done` of `total` of this phase; `name` is what is at hand. */
export interface Progress {
  phase: string
  done: number
  total: number
  name: string
}

export interface PrepareOptions {
  dataDir: string
  kind: CatalogKind
  onProgress?: ((progress: Progress) => void) | undefined
  signal?: AbortSignal | undefined
  /** Builds the store; replaced in tests. */
  build?: BuildStore | undefined
}

/** Builds a store of this kind into `outDir`, which does not exist yet. */
export type BuildStore = (options: {
  kind: CatalogKind
  outDir: string
  /** Where fetched packages are kept, so that a build that was broken off goes on where it was. */
  packages: string
  onProgress: (progress: Progress) => void
  signal: AbortSignal | undefined
}) => Promise<unknown>

export interface Prepared {
  store: string
  /** Whether it had to be built just now. */
  built: boolean
}

/** @throws what the build throws: no network, a fault in a manifest; the reason of the signal. */
export async function prepareStore(options: PrepareOptions): Promise<Prepared> {
  const { dataDir, kind, signal, onProgress = () => {}, build = compile } = options
  const paths = storePaths(dataDir, kind)
  await mkdir(paths.stores, { recursive: true })
  return withBuildLock(
    paths.lock,
    async () => {
      await removeLeftovers(paths.stores)
      const { store } = paths
      const whole = openWhole(store)
      const built = whole === undefined
      if (built) {
        await rm(store, { recursive: true, force: true })
        await build({ kind, outDir: store, packages: paths.packages, onProgress, signal })
      }
      const catalog = whole ?? openCatalog(store)
      try {
        await finish(catalog, store, options)
      } finally {
        catalog.close()
      }
      return { store, built }
    },
    { signal },
  )
}

/** Builds and indexes a store in a place of its own, which nothing serves from. */
export async function buildInto(
  store: string,
  { dataDir, kind, signal, onProgress = () => {}, build = compile }: PrepareOptions,
): Promise<Prepared> {
  const { packages } = storePaths(dataDir, kind)
  await mkdir(packages, { recursive: true })
  await build({ kind, outDir: store, packages, onProgress, signal })
  const catalog = openCatalog(store)
  onProgress({ phase: 'index', done: 0, total: catalog.summaries().length, name: '' })
  await storeIndex(store, catalog)
  catalog.close()
  return { store, built: true }
}

async function finish(
  catalog: Catalog,
  store: string,
  { dataDir, onProgress }: PrepareOptions,
): Promise<void> {
  const tools = catalog.summaries().length
  if ((await readStoredIndex(store)) === undefined) {
    onProgress?.({ phase: 'index', done: 0, total: tools, name: '' })
    await storeIndex(store, catalog)
  }
  const { stores, archive } = storePaths(dataDir, 'head')
  const before = lastServed(dataDir)
  if (before === undefined || before === basename(store)) return
  const superseded = openWhole(join(stores, before))
  if (!superseded) return
  const { keepSuperseded } = await import('@patchbay/catalog/build')
  keepSuperseded(superseded, catalog, archive)
  superseded.close()
}

/** What builds left that were killed: only one builds at a time, so that nobody is at work on them. */
async function removeLeftovers(stores: string): Promise<void> {
  for (const name of await readdir(stores)) {
    if (/^\.[0-9a-f]{64}(-full)?-/.test(name)) await rm(join(stores, name), { recursive: true, force: true })
  }
}

/** The store's catalog when it is there and whole; undefined when it has to be built. */
function openWhole(store: string): Catalog | undefined {
  if (!existsSync(store)) return undefined
  try {
    return openCatalog(store)
  } catch (error) {
    if (error instanceof CatalogStoreError) return undefined
    throw error
  }
}

const compile: BuildStore = async ({ kind, outDir, packages, signal, onProgress }) => {
  // Loaded only here: a start that finds a built store does not pay for the compiler.
  const { buildCatalog } = await import('@patchbay/catalog/build')
  await buildCatalog({
    outDir,
    onProgress,
    ...(signal && { signal }),
    ...(kind === 'full' && { published: { cacheDir: packages } }),
  })
}
