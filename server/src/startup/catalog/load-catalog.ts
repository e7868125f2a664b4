/** Opens what is served: a catalog and the search index over it, always together. */
import { existsSync } from 'node:fs'
import { type Catalog, CatalogStoreError, openArchive, openCatalog } from '@patchbay/catalog'
import type { SearchIndex } from '@patchbay/search'
import { indexCatalog, readStoredIndex } from './index-catalog.ts'
import { type PrepareOptions, prepareStore } from './prepare-store.ts'
import { type CatalogKind, storePaths } from './stores.ts'

export { indexCatalog } from './index-catalog.ts'

/** A catalog and its search index. They change together, so that what is found can be read. */
export interface Served {
  catalog: Catalog
  search: SearchIndex
}

/** Opens a store and its index; undefined unless both are there and whole. */
export async function openServed(store: string, archive: string): Promise<Served | undefined> {
  const catalog = existsSync(store) ? tryOpen(store, archive) : undefined
  if (!catalog) return undefined
  const search = await readStoredIndex(store)
  if (search) return { catalog, search }
  catalog.close()
  return undefined
}

function tryOpen(store: string, archive: string): Catalog | undefined {
  try {
    return openCatalog(store, { archive: openArchive(archive) })
  } catch (error) {
    if (error instanceof CatalogStoreError) return undefined
    throw error
  }
}

/** The store of this kind, built and indexed first when it is missing, damaged or was made from something else. */
export async function loadServed(
  dataDir: string,
  kind: CatalogKind,
  onBuild: () => void,
  prepare: (options: PrepareOptions) => Promise<unknown> = prepareStore,
): Promise<Served> {
  const { store, archive } = storePaths(dataDir, kind)
  const ready = await openServed(store, archive)
  if (ready) return ready
  if (!existsSync(store)) onBuild()
  await prepare({ dataDir, kind })
  const catalog = openCatalog(store, { archive: openArchive(archive) })
  return { catalog, search: (await readStoredIndex(store)) ?? indexCatalog(catalog) }
}

/** The catalog of the toolkits kept by hand. */
export async function loadCatalog(dataDir: string, onBuild: () => void): Promise<Catalog> {
  return (await loadServed(dataDir, 'head', onBuild)).catalog
}
