/** `patchbay catalog install`: takes a packed catalog into the data folder. */
import { mkdir } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { parseEnv } from '../env.ts'
import { command } from './command.ts'

export const catalogInstall = command({
  name: 'catalog install',
  summary: 'install a packed catalog; nothing is replaced before all of it is verified',
  usage: 'FILE',
  details:
    'The next start serves it. Pack it with the same version of Patchbay: another version builds its own.',
  positionals: ['FILE'],
  async run({ positionals }, { env, out, err }) {
    const { installPack, PackError } = await import('@patchbay/catalog/build')
    const { recordServed, storePaths } = await import('../startup/catalog/stores.ts')
    const { withBuildLock } = await import('../startup/catalog/build-lock.ts')
    const { dataDir } = parseEnv(env)
    await mkdir(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 })
    const { stores, lock, store } = storePaths(dataDir, 'full')
    try {
      const file = resolve(positionals.FILE ?? '')
      await mkdir(stores, { recursive: true })
      const { name, directory } = await withBuildLock(lock, async () => installPack(file, stores))
      out(`installed: ${directory}\n`)
      if (!name.endsWith('-full') || name === basename(store)) return 0
      recordServed(dataDir, name)
      out('It was made by another version of Patchbay: it is served until this one has built its own.\n')
      return 0
    } catch (error) {
      if (!(error instanceof PackError)) throw error
      err(`${error.message}. Nothing was changed.\n`)
      return 1
    }
  },
})
