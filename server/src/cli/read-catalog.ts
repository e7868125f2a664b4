/** Opens what a command names as a catalog: a store's folder, or a packed file. */
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Catalog, CatalogStoreError, openCatalog } from '@patchbay/catalog'
import { PackError, unpack } from '@patchbay/catalog/build'
import { UsageError } from './command.ts'

/** Runs `read` with the catalog; a packed file is unpacked for as long. @throws {UsageError} when it is none. */
export async function withCatalog<T>(place: string, read: (catalog: Catalog) => Promise<T>): Promise<T> {
  const isFile = await stat(place).then(
    (found) => found.isFile(),
    () => false,
  )
  const unpacked = isFile ? await mkdtemp(join(tmpdir(), 'patchbay-catalog-')) : undefined
  try {
    if (unpacked !== undefined) unpack(place, unpacked)
    const catalog = openCatalog(unpacked ?? place)
    try {
      return await read(catalog)
    } finally {
      catalog.close()
    }
  } catch (error) {
    if (error instanceof CatalogStoreError || error instanceof PackError) throw new UsageError(error.message)
    throw error
  } finally {
    if (unpacked !== undefined) await rm(unpacked, { recursive: true, force: true })
  }
}
