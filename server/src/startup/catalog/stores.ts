/** Where things lie in the data folder: stores, the archive of superseded versions, and which store was served last. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { catalogHash } from '@patchbay/catalog'
import { z } from 'zod'

/** `head`: the toolkits kept by hand. `full`: those and everything compiled from published descriptions. */
export type CatalogKind = 'head' | 'full'

/** Search index of a store, in its folder. */
export const indexFile = 'search.index'

export interface StorePaths {
  /** Stores, each named by what went into it. */
  stores: string
  /** The store of this kind that this program would build. */
  store: string
  /** Superseded versions of toolkits. */
  archive: string
  /** Packages with API descriptions as fetched, and what was compiled from them. */
  packages: string
  /** Held by the one process that builds. */
  lock: string
}

/** The paths below a data folder. */
export function storePaths(dataDir: string, kind: CatalogKind): StorePaths {
  const stores = join(dataDir, 'catalog')
  const hash = catalogHash()
  return {
    stores,
    store: join(stores, kind === 'head' ? hash : `${hash}-full`),
    archive: join(dataDir, 'catalog-versions'),
    packages: join(stores, 'cache'),
    lock: join(stores, 'build.lock'),
  }
}

const Served = z.strictObject({ store: z.string().regex(/^[0-9a-f]{64}(-full)?$/) })

const servedFile = (dataDir: string) => join(dataDir, 'catalog-served.json')

/** Folder name of the store that was served last from this data folder; undefined before the first. */
export function lastServed(dataDir: string): string | undefined {
  try {
    return Served.parse(JSON.parse(readFileSync(servedFile(dataDir), 'utf8'))).store
  } catch {
    return undefined
  }
}

/** The store that a start would serve from: that of this program, else the one served last, else the head. */
export function servedStore(dataDir: string, kind: CatalogKind): string {
  const { store, stores } = storePaths(dataDir, kind)
  if (existsSync(store)) return store
  const before = lastServed(dataDir)
  return before === undefined ? storePaths(dataDir, 'head').store : join(stores, before)
}

/** Remembers which store is served, so that the next one can keep its versions. */
export function recordServed(dataDir: string, store: string): void {
  if (lastServed(dataDir) === store || !existsSync(dataDir)) return
  const file = servedFile(dataDir)
  writeFileSync(`${file}.${process.pid}`, `${JSON.stringify({ store })}\n`)
  renameSync(`${file}.${process.pid}`, file)
}
