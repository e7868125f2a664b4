/** `patchbay catalog pack`: the built catalog as one file, for a machine without a network. */
import { basename, resolve } from 'node:path'
import { parseEnv } from '../env.ts'
import { command } from './command.ts'

export const catalogPack = command({
  name: 'catalog pack',
  summary: 'put the built catalog into one file, for a machine without a network',
  usage: 'FILE [--head]',
  details:
    '  --head   only the toolkits kept by hand\n\nInstall it there with "patchbay catalog install FILE".',
  options: { head: { type: 'boolean' } },
  positionals: ['FILE'],
  async run({ values, positionals }, { env, out, err }) {
    const { packStore } = await import('@patchbay/catalog/build')
    const { CatalogStoreError } = await import('@patchbay/catalog')
    const { storePaths } = await import('../startup/catalog/stores.ts')
    const { dataDir, catalog } = parseEnv(env)
    const { store } = storePaths(dataDir, values.head ? 'head' : catalog)
    const file = resolve(positionals.FILE ?? '')
    try {
      const bytes = packStore(store, basename(store), file)
      out(`packed ${(bytes / 1e6).toFixed(1)} MB: ${file}\n`)
      return 0
    } catch (error) {
      if (!(error instanceof CatalogStoreError)) throw error
      err(`${error.message}. Build it first: patchbay catalog build${values.head ? ' --head' : ''}\n`)
      return 1
    }
  },
})
