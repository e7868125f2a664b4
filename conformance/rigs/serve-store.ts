import { chmod, mkdir, mkdtemp, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

import { openCatalog } from '../../catalog/src/index.ts'
import { readStoredIndex, storeIndex } from '../../server/src/startup/catalog/index-catalog.ts'
import { storePaths } from '../../server/src/startup/catalog/stores.ts'

/**
 * A new data folder that serves a built store as if this program had built it (`PATCHBAY_CATALOG=full`). The store is
 * linked, not copied; a search index that it lacks is built into it. Whoever asks removes the folder.
 */
export async function dataFolderOf(store: string): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'patchbay-store-'))
  await chmod(dataDir, 0o755)
  if ((await readStoredIndex(store)) === undefined) {
    const catalog = openCatalog(store)
    await storeIndex(store, catalog)
    catalog.close()
  }
  const paths = storePaths(dataDir, 'full')
  await mkdir(paths.stores, { recursive: true })
  await symlink(resolve(store), paths.store)
  return dataDir
}
